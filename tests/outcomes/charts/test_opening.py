"""What figures open: in a page the patients of each count, in a file nobody."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest

from outcomes.charts.interactive import OPENS
from outcomes.charts.rendering import DRAWN_KINDS, specification, svg_in_page, svg_of
from outcomes.charts.themes import LIGHT
from outcomes.disclosure import protected
from outcomes.members import count_of, counts_in
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.frame import analysis_frame
from outcomes.statistics.groupings import OVERALL
from outcomes.statistics.results import Exclusion, FlowBox, FlowResult
from tests.outcomes.statistics.cohort import random_cohort

NOBODY = analysis_frame([])
SOME = random_cohort(seed=3, n=40)
ONE_OF_EACH_KIND = {one.result(NOBODY).kind: one for one in reversed(CATALOGUE)}


def test_a_flow_in_a_page_leads_to_the_patients_of_each_count_and_one_in_a_file_to_nobody():
    boxes = (
        FlowBox("treated", "Treated", 3),
        FlowBox("failed", "Failed", 0, "treated", (Exclusion("Alive & well", 3), Exclusion("Unknown", 0))),
    )
    svg = svg_in_page(FlowResult(boxes=boxes), lambda of: f"?{urlencode({'of': of}, doseq=True)}")
    links = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">', svg)
    assert [(unescape(address), unescape(label)) for address, label in links] == [
        ("?of=box&of=treated", "Treated n = 3"),
        ("?of=left-out&of=failed&of=Alive+%26+well", "Alive & well (n\u00a0=\u00a03)"),
    ]
    assert "<a" not in svg_of(FlowResult(boxes=boxes), LIGHT)


@pytest.mark.parametrize("kind", sorted(DRAWN_KINDS - {"flow"}))
def test_what_a_mark_opens_is_a_count_of_the_result_and_nothing_is_a_link_by_itself(kind):
    result = ONE_OF_EACH_KIND[kind].result(SOME)
    drawn = specification(result, LIGHT)
    opened = {tuple(part for _, part in parse_qsl(address)) for address in opens_in(drawn)}
    counted = counts_in(result)
    assert opened
    assert all(counted[key] for key in opened)
    assert "href" not in str(drawn)


@pytest.mark.parametrize("kind", ["survival", "survival_pair", "incidence"])
def test_a_curve_that_is_read_off_names_those_at_risk_at_the_month(kind):
    """As the page reads it: those on the next day of the curve, without who comes in between."""
    result = ONE_OF_EACH_KIND[kind].counted(SOME, OVERALL)
    curves = specification(result, LIGHT)["usermeta"]["curves"]
    for curve in curves:
        for month in (0, 0.7, 5, 11.3):
            *named, (_, written) = parse_qsl(f"{curve['at_risk_of']}&of={month}")
            following = next(at for at, one in enumerate(curve["months"]) if one >= month)
            between = [n for one, n in curve["late"] if month <= one < curve["months"][following]]
            key = (*(part for _, part in named), written)
            assert curve["at_risk"][following] - sum(between) == count_of(result, key), key
    assert any(curve["late"] for curve in curves)


def test_a_protected_curve_that_is_read_off_tells_nobody_at_risk():
    shown = protected(ONE_OF_EACH_KIND["survival"].counted(SOME, OVERALL))
    assert shown
    assert [one["at_risk"] for one in specification(shown, LIGHT)["usermeta"]["curves"]] == [None]


def opens_in(drawn: object) -> Iterator[str]:
    """Everything that a specification has under the name of what is opened."""
    if isinstance(drawn, dict):
        yield from (value for name, value in drawn.items() if name == OPENS)
        drawn = list(drawn.values())
    if isinstance(drawn, list):
        for part in drawn:
            yield from opens_in(part)
