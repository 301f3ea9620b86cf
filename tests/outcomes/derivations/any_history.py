"""Random histories: some with every contradiction, some that run as lives usually do."""

# ruff: noqa: E501 - one kind of record a line

from datetime import timedelta

from hypothesis import strategies as st

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

days = st.integers(-100, 700).map(lambda number: DAY_0 + timedelta(days=number))
years = st.integers(2019, 2023)
starts = st.integers(0, 300).map(lambda number: Span.on(DAY_0 + timedelta(days=number)))
spans = st.one_of(days.map(Span.on), starts, st.builds(month, years, st.integers(1, 12)), years.map(year))
readings = st.builds(Reading, st.sampled_from([0, 0.1, 1, 2, 5, 20, 60, 100, 300]), st.sampled_from("===<>"))
none_seen = st.just(Reading(0))
answers = st.sampled_from([None, "yes", "no", "unknown"])
ids = st.integers(1, 3)
drugs = st.lists(st.sampled_from(["inotuzumab", "blinatumomab", "vincristine", "ponatinib"]), max_size=3).map(
    tuple
)
numbers = st.one_of(st.none(), st.sampled_from([0.0, 1e-5, 1e-4, 0.5, 2.0, 5.0, 12.0]))


def maybe(values):
    return st.one_of(values, st.none())


def mostly(usual, values):
    """Usually the first, at times any other, or nothing."""
    return st.one_of(usual, usual, usual, values, st.none())


def several(values, most=4, least=0):
    return st.lists(values, min_size=least, max_size=most, unique_by=lambda record: record.id).map(tuple)


doses = st.builds(
    Dose, ids, st.sampled_from(["inotuzumab", "cytarabine"]), days, numbers, st.sampled_from(["mg/m2", "mg"])
)
cycles = st.builds(Cycle, ids, maybe(ids), days, maybe(st.just(28)), several(doses, 2))
regimens = st.builds(
    Regimen,
    id=ids,
    line_type=mostly(st.just("salvage"), st.sampled_from(["frontline", "salvage", "mrd_directed", "consolidation", "bridging", "conditioning"])),
    code=maybe(st.sampled_from(["INO_SINGLE", "BLINA", "CAR_T", "OTHER"])),
    drugs=drugs,
    start=mostly(starts, spans),
    first_inotuzumab=maybe(spans),
    end=maybe(spans),
    end_reason=maybe(st.sampled_from(["no_response", "completed", "death"])),
    line_override=mostly(st.none(), st.integers(1, 6)),
    line_override_reason=maybe(st.just("earlier lines elsewhere")),
    cycles=several(cycles, 2),
)  # fmt: skip
assessments = st.builds(
    Assessment,
    id=ids,
    assessed_on=days,
    regimen_id=maybe(ids),
    cycle_number=maybe(st.integers(0, 4)),
    bm_done=mostly(st.just("yes"), answers),
    bm_blasts_pct=mostly(none_seen, readings),
    bm_cellularity=maybe(st.sampled_from(["aplastic", "normal"])),
    pb_blasts_pct=mostly(none_seen, readings),
    anc=maybe(readings),
    platelets=maybe(readings),
    counts_on=mostly(st.none(), days),
    platelet_transfusion=answers,
    emd_status=mostly(
        st.just("none"),
        st.sampled_from(["none", "new", "present", "resolved", "decreased_50", "not_assessed"]),
    ),
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
    withdrawn_on=mostly(st.none(), days),
    data_cut=mostly(st.none(), days),
    diagnosis=st.builds(Diagnosis, maybe(spans), first_cr=maybe(spans)),
    labs=several(st.builds(Lab, ids, days, st.sampled_from(["regimen_baseline", "failure"]), maybe(ids), maybe(readings), maybe(readings))),
    genetics=several(st.builds(Genetics, ids, method=maybe(st.just("karyotype")), karyotype_iscn=maybe(st.text(max_size=3)))),
    events=several(events),
    regimens=several(regimens, 3, least=1),
    assessments=several(assessments, least=1),
    mrd=several(st.builds(MrdAssay, ids, days, numbers, results, numbers)),
    transplants=several(transplants, 2),
    vod=several(reports, 2),
    adverse_events=several(st.builds(AdverseEvent, ids, st.sampled_from(["infection", "vod_sos"]), maybe(st.just("5.0")), maybe(st.integers(1, 5)), maybe(spans), maybe(ids))),
    follow_ups=several(follow_ups, least=1),
)  # fmt: skip

# Lives as they usually run: treatment, assessments, relapse, next treatment, death, in that order.
later = st.integers(10, 250).map(lambda number: DAY_0 + timedelta(days=number))
usual_counts = st.sampled_from([Reading(0.3), Reading(1.5), Reading(150), Reading(60)])
lives = st.builds(
    History,
    regimens=st.tuples(
        st.just(Regimen(1, "salvage", "INO_SINGLE", ("inotuzumab",), Span.on(DAY_0))),
        st.builds(Regimen, st.just(2), st.sampled_from(["salvage", "mrd_directed", "maintenance"]), st.just("BLINA"), start=later.map(Span.on)),
    ),
    assessments=several(
        st.builds(
            Assessment,
            id=st.integers(1, 9),
            assessed_on=later,
            regimen_id=st.sampled_from([1, 1, 2]),
            cycle_number=st.integers(1, 4),
            bm_blasts_pct=st.sampled_from([Reading(1), Reading(1), Reading(60)]),
            pb_blasts_pct=st.sampled_from([Reading(0), Reading(0), Reading(9)]),
            anc=usual_counts,
            platelets=usual_counts,
        ),
        least=1,
    ),
    events=several(st.builds(DiseaseEvent, ids, st.sampled_from(["relapse", "mrd_relapse"]), later.map(Span.on)), 2),
    mrd=several(st.builds(MrdAssay, ids, later, st.just(1e-5), results, numbers), 2),
    transplants=several(st.builds(Transplant, ids, later, st.just("allo")), 1),
    follow_ups=st.one_of(
        st.builds(FollowUp, st.just(1), later, st.just("alive"), later, disease_status=st.just("remission")).map(lambda one: (one,)),
        st.integers(60, 600).map(lambda n: (FollowUp(1, DAY_0, "dead", death=Span.on(DAY_0 + timedelta(days=n))),)),
    ),
    data_cut=mostly(st.none(), days),
)  # fmt: skip
patients = st.one_of(histories, lives)
