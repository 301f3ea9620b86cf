"""What holds of every history, however incomplete or contradictory."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.derivations import DERIVATIONS, Parameters, answers_for_records, derive
from outcomes.history import Genetics, History, MrdAssay
from tests.outcomes.derivations.any_history import days, patients

ENDPOINTS = [
    name.removesuffix("_days") for name in ("os_start_days", "os_failure_days", "rfs_days", "efs_days")
]
ENDPOINTS += ["rfs_asct_censored", "dor", "ttnt", "os_asct_censored"]
COMPETING = ["cir", "asct", "response", "vod", "vod_asct", "cir_asct"]

quickly = settings(max_examples=70, deadline=None)


@quickly
@given(patients, st.sampled_from(["imputed", "earliest", "latest"]))
def test_every_column_has_a_reason_and_nothing_raises(patient, choice):
    names = [derivation.name for derivation in DERIVATIONS]
    answers_for_records(patient)
    for found in derive(patient, Parameters(partial_dates=choice)):
        assert list(found.values) == names
        assert all(found.why[name] for name in names)


@quickly
@given(patients)
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
@given(patients)
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
@given(patients, st.randoms(use_true_random=False))
def test_the_order_in_which_records_were_entered_does_not_matter(patient, random):
    shuffled = {}
    for entry in fields(History):
        held = getattr(patient, entry.name)
        if isinstance(held, tuple):
            shuffled[entry.name] = tuple(random.sample(held, len(held)))
    assert derive(replace(patient, **shuffled)) == derive(patient)


@quickly
@given(patients)
def test_a_record_that_says_nothing_changes_nothing(patient):
    not_done = Genetics(99, "FISH", "not_done", bcr_abl1="not_done")
    assert derive(replace(patient, genetics=(*patient.genetics, not_done))) == derive(patient)


@quickly
@given(patients)
def test_an_mrd_sample_of_long_ago_changes_no_mrd_status(patient):
    sample = MrdAssay(99, date(1990, 1, 1), 1e-5, "not_detected")
    more = replace(patient, mrd=(*patient.mrd, sample))
    assert [found.values["mrd_status"] for found in derive(more)] == [
        found.values["mrd_status"] for found in derive(patient)
    ]


@quickly
@given(patients)
def test_a_cut_in_the_far_future_changes_nothing(patient):
    uncut = replace(patient, data_cut=None)
    later = replace(patient, data_cut=date(2090, 1, 1))
    assert derive(later) == derive(uncut)


@quickly
@given(patients, days)
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
