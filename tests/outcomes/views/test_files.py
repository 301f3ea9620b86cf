"""Files of a statistic: figures as SVG, PNG and PDF, numbers as CSV, fetched again only when they changed."""

import csv
import io
import json
import struct
import zipfile

import pytest
from django.urls import reverse

from outcomes import refresh
from outcomes.presenting.synthetic import SYNTHETIC

pytestmark = pytest.mark.django_db


def file_of(client, cohort, ending: str, statistic: str = "survival-from-start", **options):
    return client.get(reverse("download", args=[cohort.slug, statistic, "overall", ending]), **options)


FORMATS = {
    "svg": (b"<svg", "image/svg+xml"),
    "png": (b"\x89PNG", "image/png"),
    "pdf": (b"%PDF", "application/pdf"),
}
DRAWN = ("survival-from-start", "incidence-of-transplant", "overall-response", "flow")


def test_every_kind_of_figure_comes_as_svg_png_and_pdf(investigator, computed):
    for statistic, ending in [(one, ending) for one in DRAWN for ending in FORMATS]:
        begins, content_type = FORMATS[ending]
        file = file_of(investigator, computed, ending, statistic)
        assert file.content.startswith(begins), (statistic, ending)
        assert file["Content-Type"] == content_type


def test_a_png_says_that_it_has_300_dots_to_the_inch(investigator, computed):
    png = file_of(investigator, computed, "png", "overall-response").content
    at = png.index(b"pHYs") + 4
    across, down, unit = struct.unpack(">IIB", png[at : at + 9])
    assert (across, down, unit) == (11_811, 11_811, 1), "dots per metre"


TABLES = {
    "csv": b"endpoint,",
    "xlsx": b"PK",
    "docx": b"PK",
    "tex": rb"\documentclass",
    "part.tex": b"% Input",
}


def test_every_format_of_a_table_is_made_and_its_menu_links_to_it(investigator, computed):
    page = investigator.get(reverse("cohort", args=[computed.slug])).content.decode()
    for ending, begins in TABLES.items():
        file = file_of(investigator, computed, ending)
        assert file.content.startswith(begins), ending
        assert f'href="{file.request["PATH_INFO"]}"' in page


def test_the_definition_of_a_figure_is_that_of_its_files_with_all_groups_and_the_whole_follow_up(
    investigator, computed
):
    definition = json.loads(file_of(investigator, computed, "vl.json").content)
    assert definition["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    choices = {one["name"]: one["value"] for one in definition["params"] if "value" in one}
    assert choices == {"horizon": definition["usermeta"]["last"], "shown": [0], "read_at": None}


def test_protected_figures_hold_no_exact_day_in_any_file(investigator, computed):
    address = reverse("download", args=[computed.slug, "survival-from-start", "overall", "vl.json"])
    protected = investigator.get(address, {"view": "protected"})
    curve = json.loads(protected.content)["usermeta"]["curves"]
    assert curve == [] or curve[0]["months"] == []


def test_the_name_of_a_file_says_cohort_statistic_grouping_and_data_version(investigator, computed):
    name = file_of(investigator, computed, "csv")["Content-Disposition"]
    assert name == (
        'attachment; filename="inotuzumab_survival-from-start_overall_'
        f'version-{computed.computed_version}.csv"'
    )


def test_the_csv_of_a_curve_has_a_row_for_every_step(investigator, computed):
    text = file_of(investigator, computed, "points.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["time"], row["value"], row["events"]) for row in rows] == [("206", "0.0", "1")]


def test_a_file_is_not_sent_again_until_the_result_is_computed_anew(investigator, computed):
    first = file_of(investigator, computed, "svg")
    known = {"If-None-Match": first["ETag"]}
    assert file_of(investigator, computed, "svg", headers=known).status_code == 304
    refresh.start_rebuild()
    refresh.refresh()
    assert file_of(investigator, computed, "svg", headers=known).status_code == 200


def test_the_figure_of_a_page_follows_the_colours_of_the_reader(investigator, computed):
    address = reverse("download", args=[computed.slug, "survival-from-start", "overall", "svg"])
    light, dark = (investigator.get(address, {"theme": theme}).content for theme in ("light", "dark"))
    assert light != dark
    assert investigator.get(address, {"theme": "plaid"}).content == light


def test_every_file_of_synthetic_patients_says_so_and_no_file_of_others(investigator, computed, site):
    endings = [*FORMATS, "vl.json", *TABLES, "points.csv"]
    before = {ending: file_of(investigator, computed, ending) for ending in endings}
    site.is_synthetic = True
    site.save()
    for ending, real in before.items():
        marked = file_of(investigator, computed, ending)
        assert marked["ETag"] != real["ETag"], "a picture that is kept does not hide the mark"
        if ending not in ("png", "pdf"):
            assert "synthetic" in words_of(marked.content).lower(), ending
            assert "synthetic" not in words_of(real.content).lower(), ending
    png, real = (one.content[16:24] for one in (file_of(investigator, computed, "png"), before["png"]))
    assert struct.unpack(">II", png)[1] > struct.unpack(">II", real)[1], "there is a line more"


def test_the_methods_of_synthetic_patients_say_so_and_no_others(investigator, computed, site):
    address = reverse("cohort-methods", args=[computed.slug])
    assert "Synthetic" not in investigator.get(address).content.decode()
    site.is_synthetic = True
    site.save()
    assert investigator.get(address).content.decode().startswith(f"{SYNTHETIC}\n")
    assert SYNTHETIC in investigator.get(address, headers={"HX-Request": "true"}).content.decode()


def words_of(file: bytes) -> str:
    """The text of a file, also of one that is packed."""
    if not file.startswith(b"PK"):
        return file.decode()
    packed = zipfile.ZipFile(io.BytesIO(file))
    return " ".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))


def test_what_is_not_computed_yet_has_no_file(investigator, cohort):
    assert file_of(investigator, cohort, "csv").status_code == 404
