"""What the figures show: read from the SVG that pages and files are made of."""

import re
from html import unescape

import pandas as pd
import pytest
from vl_convert import vegalite_to_vega

from outcomes.charts.drawing import WHOLE, Drawing
from outcomes.charts.rendering import DRAWN_KINDS, drawn_as, specification, svg_of
from outcomes.charts.swimmer import chart as swimmer_chart
from outcomes.charts.themes import DARK, LIGHT
from outcomes.presenting.synthetic import SYNTHETIC
from outcomes.statistics import endpoints, groupings
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.curves import incidence_result, survival_result
from outcomes.statistics.frame import analysis_frame
from outcomes.statistics.proportions import proportion
from outcomes.statistics.results import (
    EnrolmentGroup,
    EnrolmentResult,
    Exclusion,
    Flow,
    FlowBox,
    FlowResult,
    ProportionsResult,
    SequenceResult,
    ToxicityResult,
    ToxicityRow,
)
from outcomes.statistics.swimmer import Lane, Mark, Swimmer, Treatment
from tests.outcomes.statistics.cohort import random_cohort


def frame(lines: dict[str, list[tuple[int, int]]]) -> pd.DataFrame:
    """Patients by salvage line, each a (day, 1 died or 0 alive)."""
    return analysis_frame(
        {"line_group": line, "os_start_days": day, "os_start_event": died, "cir_days": day, "cir_cause": died}
        for line, patients in lines.items()
        for day, died in patients
    )


TWELVE = [(30 * n, 1 if n < 10 else 0) for n in range(1, 13)]
LATER = [(45 * n, n % 2) for n in range(1, 13)]
TWO_LINES = frame({"1": TWELVE, "2": LATER})


def texts(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def survival_svg(patients: pd.DataFrame, grouping=groupings.SALVAGE_LINE, theme=LIGHT) -> str:
    return svg_of(survival_result(patients, endpoints.OS_START, grouping), theme)


def test_a_survival_figure_names_groups_medians_test_axis_and_numbers_at_risk():
    shown = texts(survival_svg(TWO_LINES))
    assert "Median, months (95% CI)" in shown
    assert any(text.startswith("First salvage: 6.4 (") for text in shown)
    assert any(text.startswith("Log-rank test: P") for text in shown)
    assert "Months from regimen start" in shown
    assert "Number at risk (events)" in shown
    assert shown.count("12 (0)") == 2


def test_the_numbers_at_risk_stand_exactly_under_the_ticks_of_the_axis():
    svg = survival_svg(TWO_LINES)
    places = {
        unescape(text): float(x)
        for x, text in re.findall(r'<text[^>]*transform="translate\(([\d.]+),[^"]*"[^>]*>([^<]*)</text>', svg)
    }
    at_risk = {
        cell.months: cell.text
        for cell in survival_result(TWO_LINES, endpoints.OS_START, groupings.SALVAGE_LINE).groups[1].at_risk
    }
    for month in (6, 12):
        assert places[at_risk[month]] == pytest.approx(places[str(month)], abs=1)


def test_every_group_has_a_colour_and_a_line_type_of_its_own():
    svg = survival_svg(TWO_LINES)
    assert LIGHT.colour(0) in svg
    assert LIGHT.colour(1) in svg
    assert 'stroke-dasharray="7,3"' in svg


def test_the_dark_figure_is_the_same_in_other_colours():
    light, dark = survival_svg(TWO_LINES), survival_svg(TWO_LINES, theme=DARK)
    assert texts(light) == texts(dark)
    assert DARK.paper in dark
    assert LIGHT.colour(0) not in dark


def test_a_single_curve_needs_no_names_and_no_test():
    shown = texts(survival_svg(TWO_LINES, groupings.OVERALL))
    assert not any("Log-rank" in text for text in shown)


def test_groups_and_months_that_are_not_chosen_are_in_no_file():
    result = survival_result(TWO_LINES, endpoints.OS_START, groupings.SALVAGE_LINE)
    part = specification(result, LIGHT, Drawing(until=6, without=(1,)))
    values = {one["name"]: one.get("value") for one in part["params"]}
    assert (values["horizon"], values["shown"]) == (6, [0])
    whole, cut = svg_of(result, LIGHT), svg_of(result, LIGHT, Drawing(until=6, without=(1,)))
    assert LIGHT.colour(1) in whole
    assert texts(cut).count("12 (0)") == 1
    assert {"0", "6"} < set(texts(cut)) and "12" not in texts(cut)


def test_a_figure_that_ends_early_has_finer_ticks_with_their_numbers_at_risk():
    long = frame({"1": [(365 * n, n % 2) for n in range(1, 13)]})
    result = survival_result(long, endpoints.OS_START, groupings.OVERALL)
    assert {"24", "48", "12 (0)", "10 (1)"} < set(texts(svg_of(result, LIGHT)))
    assert "12" not in texts(svg_of(result, LIGHT))
    cut = texts(svg_of(result, LIGHT, Drawing(until=24)))
    assert [text for text in cut if text in {"0", "6", "12", "18", "24"}] == ["0", "6", "12", "18", "24"]
    assert "11 (1)" in cut


def test_the_legend_of_survival_stands_where_the_drawn_part_leaves_room():
    result = survival_result(TWO_LINES, endpoints.OS_START, groupings.OVERALL)
    whole, cut = (height_of_legend(svg_of(result, LIGHT, one)) for one in (WHOLE, Drawing(until=4)))
    assert whole < 100 < cut, "at the top, and at the bottom while survival is still high"


def height_of_legend(svg: str) -> float:
    """How far below the upper edge of its plot the title of the legend stands, in pixels."""
    return float(re.search(r'transform="translate\([\d.]+,([\d.]+)\)"[^>]*>Median, months', svg)[1])


def test_a_test_of_all_groups_says_so_where_not_all_are_drawn():
    result = survival_result(TWO_LINES, endpoints.OS_START, groupings.SALVAGE_LINE)
    part = texts(svg_of(result, LIGHT, Drawing(without=(1,))))
    assert any(text.startswith("Log-rank test") and text.endswith("(all groups)") for text in part)
    assert not any("(all groups)" in text for text in texts(svg_of(result, LIGHT)))
    assert not any(text.startswith("Second salvage:") for text in part), "nor is it in the legend"


def test_rows_of_groups_that_are_left_out_take_no_room():
    rows = tuple(proportion(group, "CR", n, 10) for n, group in enumerate(("First", "Second"), start=1))
    whole, part = (
        svg_of(ProportionsResult(proportions=rows), LIGHT, one) for one in (WHOLE, Drawing(without=(0,)))
    )
    assert {"CR, First", "CR, Second"} <= set(texts(whole))
    assert "CR, Second" in texts(part) and "CR, First" not in texts(part)
    assert height(part) < height(whole)


def height(svg: str) -> float:
    return float(re.search(r'height="([\d.]+)"', svg)[1])


def test_a_forest_plot_prints_the_ratios_that_it_draws():
    result = statistic("hazard-of-death").result(random_cohort(seed=3, n=120), groupings.OVERALL)
    assert "HR, adjusted" in texts(svg_of(result, LIGHT))
    alone = texts(svg_of(result, LIGHT, Drawing(without=(0,))))
    assert "HR, alone" in alone and "HR, adjusted" not in alone


def test_whoever_enrols_is_told_under_the_pointer_and_months_are_stacked_of_the_groups_shown():
    result = EnrolmentResult(
        months=("2020-01", "2020-02"),
        groups=(EnrolmentGroup("A", 3, (2, 1)), EnrolmentGroup("B", 4, (4, 0))),
    )
    drawn = specification(result, LIGHT)
    (month, *_) = next(iter(drawn["vconcat"]))["layer"][1]["data"]["values"]
    assert (month["Month"], month["Group"], month["Patients enrolled"], month["So far"]) == (
        "2020-01",
        "A",
        "2",
        "2",
    )
    assert "6" in texts(svg_of(result, LIGHT)), "both groups upon each other"


def test_months_are_drawn_in_a_page_as_in_a_file():
    """The interpreter that a strict page draws with makes no day of one number by `datetime(…)`."""
    result = EnrolmentResult(months=("2020-01", "2020-02"), groups=(EnrolmentGroup("A", 3, (2, 1)),))
    assert "datetime(" not in str(vegalite_to_vega(specification(result, LIGHT)))
    assert {"2020-01", "2020-02"} <= set(texts(svg_of(result, LIGHT)))


def test_bands_of_a_sequence_say_from_where_to_where_how_many_went():
    flows = (Flow(1, "Blinatumomab", "Transplantation", 5), Flow(1, "Blinatumomab", "Died", 2, ends=True))
    drawn = specification(SequenceResult(n=7, steps=2, flows=flows), LIGHT)
    points = drawn["layer"][0]["data"]["values"]
    told = {(one["From"], one["To"], one["Patients"]) for one in points}
    assert told == {("Blinatumomab", "Transplantation", "5"), ("Blinatumomab", "Died", "2")}
    widths = {one["To"]: one["under"] - one["y"] for one in points}
    assert widths["Transplantation"] == pytest.approx(2.5 * widths["Died"])


@pytest.mark.parametrize(("patients", "lane"), [(10, 24), (60, 17), (150, 11)])
def test_lanes_of_many_patients_are_lower_and_all_are_named(patients, lane):
    lanes = tuple(Lane(f"A-{n:03}", 400, GIVEN, (30, 200), HAPPENED) for n in range(patients))
    shown = drawn_as(swimmer_chart(Swimmer(lanes, patients, 0), LIGHT).to_dict(), "svg").decode()
    assert {f"A-{n:03}" for n in range(patients)} <= set(texts(shown))
    assert {"Blinatumomab", "Relapse", "Alive at last contact"} <= set(texts(shown)), "the legend"
    assert height(shown) == pytest.approx(patients * lane, abs=130)


GIVEN = (Treatment("Blinatumomab", "Blinatumomab", "Salvage 1", 0, 60, (0, 42)),)
HAPPENED = (Mark("Response", 30), Mark("Relapse", 200), Mark("Death", 400))


def test_adverse_events_are_bars_with_the_most_frequent_first():
    rows = (event("Nausea", 2, 1), event("Infection", 6, 5))
    shown = texts(svg_of(ToxicityResult(toxicities=rows), LIGHT))
    assert shown.index("Infection") < shown.index("Nausea")
    assert "≥ 3: 5/10 (50%)" in shown


def event(label: str, every: int, severe: int) -> ToxicityRow:
    grades = (every - severe, 0, severe, 0, 0)
    parts = (proportion("All", label, n, 10) for n in (severe, severe, every))
    return ToxicityRow("All", "5.0", label.lower(), label, 10, grades, *parts)


def test_competing_risks_without_groups_share_a_plot_and_with_groups_have_one_each():
    alone, split = (
        texts(svg_of(incidence_result(TWO_LINES, endpoints.RELAPSE_OR_DEATH, grouping), LIGHT))
        for grouping in (groupings.OVERALL, groupings.SALVAGE_LINE)
    )
    assert alone.count("Cumulative incidence") == 1
    assert split.count("Cumulative incidence") == 2
    assert {"Relapse", "Death without relapse"} <= set(alone) & set(split)


def test_proportions_are_drawn_with_their_counts_and_limits():
    rows = (proportion("All patients", "MRD negative", 37, 45), proportion("All patients", "None", 0, 0))
    shown = texts(svg_of(ProportionsResult(proportions=rows), LIGHT))
    assert "37/45 (82%), 68–92" in shown
    assert "None" not in shown


def test_the_cohort_diagram_shows_every_box_and_who_left_before_it():
    boxes = (
        FlowBox("treated", "Treated", 151),
        FlowBox("responders", "Responded", 84, "treated"),
        FlowBox("analysed", "Followed after failure", 67, "treated", (Exclusion("Not <followed>", 84),)),
    )
    svg = svg_of(FlowResult(boxes=boxes), LIGHT)
    assert {"Treated", "n = 151", "n = 67"} <= set(texts(svg))
    assert "Not <followed>" in " ".join(texts(svg))
    assert svg.count("<rect") == 1 + 3 + 1


NOBODY = frame({})
WITHOUT_PATIENTS = {
    (result := one.result(NOBODY, by)).kind: result
    for one in CATALOGUE
    for by in (one.groupings[-1], one.groupings[0])
}


@pytest.mark.parametrize("kind", sorted(DRAWN_KINDS))
def test_a_figure_without_patients_can_be_drawn_and_says_if_patients_are_synthetic(kind):
    plain, marked = (svg_of(WITHOUT_PATIENTS[kind], LIGHT, is_synthetic=made_up) for made_up in (False, True))
    assert plain.startswith("<svg")
    assert SYNTHETIC in texts(marked)
    assert SYNTHETIC not in texts(plain)
