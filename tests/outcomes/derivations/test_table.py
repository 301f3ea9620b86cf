"""The table of derivations is complete, and every row of it can be read."""

from outcomes.derivations import DERIVATIONS, SCHEMES, answers_for_records
from outcomes.history import Genetics, VodReport
from tests.outcomes.derivations.histories import assay, day, event, history, marrow, on, regimen, row

NAMES = [derivation.name for derivation in DERIVATIONS]
PATIENT = (regimen(), marrow(28, 1), assay(30), event("relapse", 90), regimen(2, 95, "BLINA"))


def test_every_column_has_one_row():
    assert len(NAMES) == len(set(NAMES))


def test_every_row_names_its_label_and_the_paragraph_of_its_rule():
    assert all(derivation.label and derivation.source for derivation in DERIVATIONS)


def test_every_time_to_event_has_days_and_what_ended_them():
    times = {name.removesuffix("_days") for name in NAMES if f"{name.removesuffix('_days')}_event" in NAMES}
    assert times == {
        "os_start",
        "os_failure",
        "rfs",
        "rfs_asct_censored",
        "efs",
        "dor",
        "ttnt",
        "os_asct_censored",
    }
    competing = ("cir", "asct", "response", "vod", "vod_asct", "cir_asct")
    assert {f"{name}_{what}" for name in competing for what in ("days", "cause")} <= set(NAMES)


def test_every_scheme_has_its_column():
    assert {f"response_{scheme.code.lower()}" for scheme in SCHEMES} <= set(NAMES)


def test_every_reason_is_a_sentence():
    reasons = row(*PATIENT).why.values()
    assert all(why[0].isupper() or why[0].isdigit() for why in reasons)
    assert all(why.endswith((".", ")")) for why in reasons)


def test_single_records_have_their_answers():
    patient = history(
        *PATIENT, genetics=(Genetics(1, bcr_abl1="positive"),), vod=(VodReport(4, onset=on(60)),)
    )
    answers = answers_for_records(patient)
    assert answers.response_by_assessment[28]["MDACC"].value == "CR"
    assert {id: answer.value for id, answer in answers.salvage_line_by_regimen.items()} == {1: 1, 2: 2}
    assert answers.failure_on_by_regimen[1].value == day(90)
    assert answers.mrd_status_by_assay[30].value == "negative"
    assert answers.vod_criteria_by_report[4].value == "reported_only"
    assert answers.genetic_group.value == "ph_pos"
