"""Response, VOD/SOS and events after transplant as times to competing events (C7, C8)."""

# ruff: noqa: E501 - one life a line

import pytest

from outcomes.derivations import derive
from outcomes.history import AdverseEvent, Dose, Span, VodReport
from tests.outcomes.derivations.histories import (
    alive,
    cycle,
    day,
    died,
    event,
    history,
    marrow,
    regimen,
    transplant,
    year,
)


def vod(number: int | None, id: int = 1, **answers) -> VodReport:
    onset = None if number is None else Span.on(day(number))
    return VodReport(id, onset=onset, linked_regimen_id=1, **answers)


def derived(*records, **answers):
    return derive(history(*records, **answers))[0].values


RESPONSE = [
    # life, days, cause: 0 censored, 1 response, 2 next treatment or death without it
    ("remission on day 28", (regimen(), marrow(28, 1), alive(300)), (28, 1)),
    ("remission on day 28, death later", (regimen(), marrow(28, 1), died(90)), (28, 1)),
    ("CRi on day 28, CR on day 56: the first counts", (regimen(), marrow(28, 1, 0.2, 20), marrow(56, 1)), (28, 1)),
    ("no response, next treatment on day 40", (regimen(), marrow(28, 60), regimen(2, 40, "BLINA"), alive(300)), (40, 2)),
    ("no response, death on day 35", (regimen(), marrow(28, 60), died(35)), (35, 2)),
    ("death before any assessment", (regimen(), died(9)), (9, 2)),
    ("no response so far", (regimen(), marrow(28, 60), alive(300)), (28, 0)),
    ("no response, transplanted in relapse on day 50", (regimen(), marrow(28, 60), transplant(50, status_at_hct="relapse"), alive(300)), (50, 2)),
    ("remission only on the next treatment", (regimen(), regimen(2, 40, "BLINA"), marrow(70, 1, regimen_id=2), alive(300)), (40, 2)),
]  # fmt: skip

VOD = [
    # life, reports, from the start, from transplant
    ("VOD on treatment", (regimen(), alive(300)), vod(20), (20, 1), (None, None)),
    ("death without VOD", (regimen(), died(50)), None, (50, 2), (None, None)),
    ("alive without VOD", (regimen(), alive(300)), None, (300, 0), (None, None)),
    ("VOD on the day of death", (regimen(), died(50)), vod(50), (50, 1), (None, None)),
    ("VOD after transplant", (regimen(), marrow(28, 1), transplant(60), alive(300)), vod(75), (75, 1), (15, 1)),
    ("VOD on the day of transplant", (regimen(), marrow(28, 1), transplant(60), alive(300)), vod(60), (60, 1), (0, 1)),
    ("VOD before transplant", (regimen(), marrow(28, 1), transplant(60), alive(300)), vod(40), (40, 1), (None, None)),
    ("death after transplant", (regimen(), marrow(28, 1), transplant(60), died(100)), None, (100, 2), (40, 2)),
    ("onset not known", (regimen(), marrow(28, 1), transplant(60), alive(300)), vod(None), (None, None), (None, None)),
    ("a later line does not censor", (regimen(), marrow(28, 60), regimen(2, 40, "BLINA"), died(90)), None, (90, 2), (None, None)),
]  # fmt: skip

AFTER_TRANSPLANT = [
    # life, days and cause from day 0: 1 relapse, 2 death without relapse
    ("relapse after transplant", (regimen(), marrow(28, 1), transplant(60), event("relapse", 160), alive(300)), (100, 1)),
    ("death in remission", (regimen(), marrow(28, 1), transplant(60), died(100)), (40, 2)),
    ("relapse, then death", (regimen(), marrow(28, 1), transplant(60), event("relapse", 160), died(200)), (100, 1)),
    ("in remission at the last assessment", (regimen(), marrow(28, 1), transplant(60), marrow(150, 1), alive(300)), (90, 0)),
    ("no assessment after transplant", (regimen(), marrow(28, 1), transplant(60), alive(300)), (0, 0)),
    ("not transplanted", (regimen(), marrow(28, 1), died(100)), (None, None)),
    ("transplanted without a remission", (regimen(), marrow(28, 60), transplant(60), died(100)), (None, None)),
    ("transplanted in relapse", (regimen(), marrow(28, 1), transplant(60, status_at_hct="relapse"), died(100)), (None, None)),
    ("autologous transplants are none", (regimen(), marrow(28, 1), transplant(60, hct_type="auto"), died(100)), (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("life", "expected"), [r[1:] for r in RESPONSE], ids=[r[0] for r in RESPONSE])
def test_response_competes_with_death_and_the_next_treatment(life, expected):
    found = derived(*life)
    assert (found["response_days"], found["response_cause"]) == expected


@pytest.mark.parametrize("given", VOD, ids=[row[0] for row in VOD])
def test_vod_competes_with_death(given):
    _, life, report, from_start, from_transplant = given
    found = derived(*life, vod=(report,) if report else ())
    assert (found["vod_days"], found["vod_cause"]) == from_start
    assert (found["vod_asct_days"], found["vod_asct_cause"]) == from_transplant


@pytest.mark.parametrize(
    ("life", "expected"), [r[1:] for r in AFTER_TRANSPLANT], ids=[r[0] for r in AFTER_TRANSPLANT]
)
def test_relapse_and_death_without_it_compete_after_transplant(life, expected):
    found = derived(*life)
    assert (found["cir_asct_days"], found["cir_asct_cause"]) == expected


def test_vod_reported_as_an_adverse_event_has_the_onset_of_the_first():
    events = (
        AdverseEvent(1, "vod_sos", "5.0", 4, Span.on(day(40)), linked_regimen_id=1),
        AdverseEvent(2, "vod_sos", "5.0", 3, Span.on(day(30)), linked_regimen_id=1),
    )
    found = derived(regimen(), alive(300), adverse_events=events)
    assert (found["vod_on"], found["vod_days"], found["vod_cause"]) == (day(30), 30, 1)


def test_the_reason_names_both_days_and_what_happened():
    why = derive(history(regimen(), marrow(28, 1), transplant(60), died(100)))[0].why
    assert why["cir_asct_days"] == "From transplant on 2021-03-02 to 2021-04-11: death without relapse."
    assert why["vod_asct_days"] == "From transplant on 2021-03-02 to 2021-04-11: death without VOD/SOS."


def test_vod_of_which_only_the_year_is_known_is_imputed_or_left_out_but_never_taken_for_none():
    report = VodReport(1, onset=year(2021), linked_regimen_id=1)
    found = derived(regimen(), alive(700), vod=(report,))
    assert found["vod"] is True
    assert found["vod_cause"] in (1, None)


CONDITIONING = [
    (("busulfan", "fludarabine"), False),
    (("busulfan", "cyclophosphamide"), True),
    (("thiotepa", "busulfan", "fludarabine"), True),
    (("fludarabine",), False),
    (("busulfan", "other"), None),
    ((), None),
]


@pytest.mark.parametrize(("drugs", "expected"), CONDITIONING, ids=lambda value: str(value))
def test_two_alkylating_agents_are_counted_where_every_drug_is_named(drugs, expected):
    hct = transplant(60, conditioning_drugs=drugs, conditioning_intensity="MAC")
    found = derived(regimen(), marrow(28, 1), hct, alive(300))
    assert (found["asct_dual_alkylator"], found["asct_conditioning"]) == (expected, "MAC")


def test_without_transplant_there_is_no_conditioning():
    found = derived(regimen(), marrow(28, 1), alive(300))
    names = ("asct_conditioning", "asct_conditioning_regimen", "asct_dual_alkylator")
    assert [found[name] for name in names] == [None, None, None]


@pytest.mark.parametrize(
    ("drugs", "gray", "expected"),
    [
        (("fludarabine", "busulfan"), None, "Busulfan + fludarabine"),
        (("cyclophosphamide",), 12.0, "Cyclophosphamide + TBI"),
        ((), 12.0, "TBI"),
        ((), None, None),
    ],
)
def test_the_conditioning_is_named_by_its_drugs_and_irradiation(drugs, gray, expected):
    hct = transplant(60, conditioning_drugs=drugs, tbi_gy=gray)
    assert derived(regimen(), marrow(28, 1), hct)["asct_conditioning_regimen"] == expected


def test_inotuzumab_after_the_transplant_does_not_count_before_it():
    given = [Dose(n, "inotuzumab", day(n), 0.9, "mg/m2") for n in (1, 29, 90)]
    cycles = tuple(
        cycle(n, dose.given_on.toordinal() - day(0).toordinal(), [dose]) for n, dose in enumerate(given, 1)
    )
    found = derived(regimen(cycles=cycles), marrow(28, 1), transplant(60), alive(300))
    assert (found["inotuzumab_cycles"], found["inotuzumab_cycles_before_asct"]) == (3, 2)
    assert (found["inotuzumab_total_mg_m2"], found["inotuzumab_before_asct_mg_m2"]) == (2.7, 1.8)
    assert found["days_last_inotuzumab_to_asct"] == 31


def test_without_a_recorded_dose_the_cycles_with_inotuzumab_are_not_known():
    found = derived(regimen(), marrow(28, 1), transplant(60), alive(300))
    assert (found["inotuzumab_cycles"], found["inotuzumab_cycles_before_asct"]) == (None, None)
