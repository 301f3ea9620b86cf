"""A page on which data are entered is light enough for a slow line in a ward: less than 300 kB in all.

Counted are the page as it is, which is more than leaves, and everything that it loads, as gzip serves it; a
browser that takes brotli gets less.
"""

import gzip
import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from registry import actions
from registry.record_types import of_patients
from tests.registry import records

pytestmark = pytest.mark.django_db

MOST_BYTES = 300_000
_LOADED_BY_PAGE = re.compile(r'<(?:link[^>]+href|script[^>]+src|img[^>]+src)="([^"]+)"')
_LOADED_BY_STYLE = re.compile(r"""url\(["']?([^)"']+)["']?\)""")


@cache
def weight(address: str) -> int:
    """Bytes of a file of the site and of all that it loads in its turn, compressed as text is."""
    found = finders.find(address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
    assert isinstance(found, str), f"{address} is not there"
    content = Path(found).read_bytes()
    inner = _LOADED_BY_STYLE.findall(content.decode()) if address.endswith(".css") else []
    loaded = {urljoin(address, one) for one in inner if not one.startswith("data:")}
    return min(len(gzip.compress(content)), len(content)) + sum(weight(one) for one in loaded)


def loaded_by(page: str) -> set[str]:
    return set(_LOADED_BY_PAGE.findall(page))


def test_every_page_of_data_entry_weighs_less_than_300_kb(client):
    patient = records.patient(records.site())
    actions.save_record(patient, by=None)
    client.force_login(records.user("coordinator", patient.site))
    pages = {"enrolment": reverse("enrol"), "patient": reverse("patient", args=[patient.registry_id])} | {
        kind.slug: reverse("record-add", args=[patient.registry_id, kind.slug]) for kind in of_patients()
    }
    weights = {name: page_weight(client.get(address).content) for name, address in pages.items()}
    heaviest = max(weights, key=weights.__getitem__)
    sys.stdout.write(f"The heaviest page of data entry ({heaviest}): {weights[heaviest] / 1000:.0f} kB\n")
    assert {name: size for name, size in weights.items() if size >= MOST_BYTES} == {}
    assert min(weights.values()) > 50_000, "what the pages load has not been found"


def page_weight(content: bytes) -> int:
    return len(content) + sum(weight(address) for address in loaded_by(content.decode()))


def test_pages_are_compressed_for_browsers_that_take_it(client):
    client.force_login(records.user("coordinator", records.site()))
    plain, packed = (
        client.get(reverse("patients"), headers={"Accept-Encoding": taken}) for taken in ("identity", "gzip")
    )
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(packed.content)
