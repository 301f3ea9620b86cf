"""What holds of every history, however incomplete or contradictory."""

# ruff: noqa: E501 - one example a line

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.derivations import DERIVATIONS, Parameters, answers_for_records, derive
from outcomes.history import (
    AdverseEvent,
    Assessment,
    Cycle,
    Diagnosis,
    DiseaseEvent,
    Dose,
    FollowUp,
    Genetics,
    History,
    Lab,
    MrdAssay,
    Reading,
    Regimen,
    Span,
    Transplant,
    VodReport,
)
from tests.outcomes.derivations.histories import DAY_0, month, year

ENDPOINTS = [
    name.removesuffix("_days") for name in ("os_start_days", "os_failure_days", "rfs_days", "efs_days")
]
ENDPOINTS += ["rfs_asct_censored", "dor", "ttnt", "os_asct_censored"]
COMPETING = ["cir", "asct"]

days = st.integers(-400, 900).map(lambda number: DAY_0 + timedelta(days=number))
years = st.integers(2019, 2023)
spans = st.one_of(days.map(Span.on), st.builds(month, years, st.integers(1, 12)), years.map(year))
readings = st.builds(
    Reading, st.sampled_from([0, 0.1, 0.5, 1, 2, 5, 20, 50, 75, 100, 300]), st.sampled_from("=<>")
)
answers = st.sampled_from([None, "yes", "no", "unknown"])
ids = st.integers(1, 3)
drugs = st.lists(st.sampled_from(["inotuzumab", "blinatumomab", "vincristine", "ponatinib"]), max_size=3).map(
    tuple
)
numbers = st.one_of(st.none(), st.sampled_from([0.0, 1e-5, 1e-4, 0.5, 2.0, 5.0, 12.0]))


def maybe(values):
    return st.one_of(st.none(), values)


def several(values, most=4):
    return st.lists(values, max_size=most, unique_by=lambda record: record.id).map(tuple)


doses = st.builds(
    Dose, ids, st.sampled_from(["inotuzumab", "cytarabine"]), days, numbers, st.sampled_from(["mg/m2", "mg"])
)
cycles = st.builds(Cycle, ids, maybe(ids), days, maybe(st.just(28)), several(doses, 2))
regimens = st.builds(
    Regimen,
    id=ids,
    line_type=maybe(st.sampled_from(["frontline", "salvage", "mrd_directed", "consolidation", "bridging", "conditioning"])),
    code=maybe(st.sampled_from(["INO_SINGLE", "BLINA", "CAR_T", "OTHER"])),
    drugs=drugs,
    start=maybe(spans),
    first_inotuzumab=maybe(spans),
    end=maybe(spans),
    end_reason=maybe(st.sampled_from(["no_response", "completed", "death"])),
    line_override=maybe(st.integers(1, 6)),
    line_override_reason=maybe(st.just("earlier lines elsewhere")),
    cycles=several(cycles, 2),
)  # fmt: skip
assessments = st.builds(
    Assessment,
    id=ids,
    assessed_on=days,
    regimen_id=maybe(ids),
    cycle_number=maybe(st.integers(0, 4)),
    bm_done=answers,
    bm_blasts_pct=maybe(readings),
    bm_cellularity=maybe(st.sampled_from(["aplastic", "normal"])),
    pb_blasts_pct=maybe(readings),
    anc=maybe(readings),
    platelets=maybe(readings),
    counts_on=maybe(days),
    platelet_transfusion=answers,
    emd_status=maybe(st.sampled_from(["none", "new", "present", "resolved", "decreased_50", "not_assessed"])),
)
events = st.builds(
    DiseaseEvent,
    id=ids,
    event_type=st.sampled_from(
        ["relapse", "progression", "refractory_to_regimen", "mrd_relapse", "primary_refractory"]
    ),
    occurred=spans,
    sites=st.lists(st.sampled_from(["bm", "pb", "cns"]), max_size=2).map(tuple),
    bm_blasts_pct=maybe(st.sampled_from([0.0, 5.0, 60.0])),
    linked_regimen_id=maybe(ids),
)
follow_ups = st.builds(
    FollowUp,
    id=ids,
    contact_on=days,
    vital_status=maybe(st.sampled_from(["alive", "dead", "lost"])),
    last_alive_on=maybe(days),
    death=maybe(spans),
    disease_status=maybe(st.sampled_from(["remission", "relapse", "not_assessed"])),
    lost_on=maybe(days),
)
reports = st.builds(
    VodReport,
    id=ids,
    onset=maybe(spans),
    relation=maybe(st.sampled_from(["post_hct", "on_ino_no_hct"])),
    linked_regimen_id=maybe(ids),
    first_symptom=maybe(spans),
    bilirubin_max=numbers,
    ascites=answers,
    weight_gain_pct=numbers,
    doppler_evidence=answers,
    creatinine_x_baseline=numbers,
    mod=answers,
)
transplants = st.builds(
    Transplant,
    ids,
    days,
    maybe(st.sampled_from(["allo", "auto"])),
    maybe(st.sampled_from(["CR2", "PIF", "relapse"])),
)
results = st.sampled_from(["not_detected", "detected_below_loq", "detected_quantified", "failed"])
histories = st.builds(
    History,
    birth=maybe(spans),
    sex=maybe(st.just("female")),
    enrolled_on=maybe(days),
    ascertainment=maybe(st.just("prospective")),
    withdrawn_on=maybe(days),
    data_cut=maybe(days),
    diagnosis=st.builds(Diagnosis, maybe(spans), first_cr=maybe(spans)),
    labs=several(st.builds(Lab, ids, days, st.sampled_from(["regimen_baseline", "failure"]), maybe(ids), maybe(readings), maybe(readings))),
    genetics=several(st.builds(Genetics, ids, method=maybe(st.just("karyotype")), karyotype_iscn=maybe(st.text(max_size=3)))),
    events=several(events),
    regimens=several(regimens, 3),
    assessments=several(assessments),
    mrd=several(st.builds(MrdAssay, ids, days, numbers, results, numbers)),
    transplants=several(transplants, 2),
    vod=several(reports, 2),
    adverse_events=several(st.builds(AdverseEvent, ids, st.sampled_from(["infection", "vod_sos"]), maybe(st.just("5.0")), maybe(st.integers(1, 5)), maybe(spans), maybe(ids))),
    follow_ups=several(follow_ups),
)  # fmt: skip

quickly = settings(max_examples=150, deadline=None)


@quickly
@given(histories, st.sampled_from(["imputed", "earliest", "latest"]))
def test_every_column_has_a_reason_and_nothing_raises(patient, choice):
    names = [derivation.name for derivation in DERIVATIONS]
    answers_for_records(patient)
    for found in derive(patient, Parameters(partial_dates=choice)):
        assert list(found.values) == names
        assert all(found.why[name] for name in names)


@quickly
@given(histories)
def test_times_are_whole_days_and_never_negative(patient):
    for found in derive(patient):
        for endpoint in ENDPOINTS:
            length, event = found.values[f"{endpoint}_days"], found.values[f"{endpoint}_event"]
            assert (length is None) == (event is None)
            assert length is None or (isinstance(length, int) and length >= 0 and event in (0, 1))
        for endpoint in COMPETING:
            length, cause = found.values[f"{endpoint}_days"], found.values[f"{endpoint}_cause"]
            assert length is None or (isinstance(length, int) and length >= 0 and cause in (0, 1, 2))


@quickly
@given(histories)
def test_the_earliest_event_is_the_one_that_counts(patient):
    for found in derive(patient):
        held = found.values
        if held["rfs_event"] == 1:
            first = min(on for on in (held["relapse_on"], held["death_on"]) if on)
            assert held["rfs_days"] == (first - held["response_on"]).days
            assert held["cir_days"] == held["rfs_days"]
        if held["os_start_event"] == 1:
            assert held["os_start_days"] == (held["death_on"] - held["start_on"]).days


@quickly
@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_records_were_entered_does_not_matter(patient, random):
    shuffled = {}
    for entry in fields(History):
        held = getattr(patient, entry.name)
        if isinstance(held, tuple):
            shuffled[entry.name] = tuple(random.sample(held, len(held)))
    assert derive(replace(patient, **shuffled)) == derive(patient)


@quickly
@given(histories)
def test_a_record_that_says_nothing_changes_nothing(patient):
    long_ago = date(1990, 1, 1)
    more = replace(
        patient,
        genetics=(*patient.genetics, Genetics(99, "FISH", "not_done", bcr_abl1="not_done")),
        mrd=(*patient.mrd, MrdAssay(99, long_ago, 1e-5, "not_detected")),
    )
    assert derive(more) == derive(patient)


@quickly
@given(histories)
def test_a_cut_in_the_far_future_changes_nothing(patient):
    uncut = replace(patient, data_cut=None)
    later = replace(patient, data_cut=date(2090, 1, 1))
    assert derive(later) == derive(uncut)


@quickly
@given(histories, days)
def test_nothing_after_the_cut_is_derived(patient, cut):
    for found in derive(replace(patient, data_cut=cut)):
        held = found.values
        dates = [
            held[name]
            for name in (
                "failure_on",
                "relapse_on",
                "response_on",
                "asct_on",
                "next_start_on",
                "death_on",
                "last_alive_on",
            )
        ]
        assert all(on is None or on <= cut for on in dates)
