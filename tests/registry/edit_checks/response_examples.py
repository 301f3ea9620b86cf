"""Examples of A01 to A13 (response) and M01 to M04 (MRD). The regimen starts on 2023-03-01."""

from functools import partial

from registry.rows import Derived
from tests.registry.edit_checks.charts import (
    cycle,
    dead,
    diagnosis,
    dose,
    event,
    follow_up,
    mrd,
    regimen,
    response,
    transplant,
)
from tests.registry.edit_checks.examples import finds, passes

cr, crp, cri = (partial(response, response_reported=category) for category in ("CR", "CRp", "CRi"))
refractory = partial(response, response_reported="SD_NR", bm_blasts_pct=0)
without_cr = diagnosis(first_cr_date=None)
relapse = event()


def derived(category, scheme="MDACC"):
    return Derived(response_by_assessment={1: {scheme: category}})


RESPONSE = [
    finds(
        "A01",
        "a day before the start",
        regimen(),
        response(assessment_date="2023-02-28"),
        at="response.assessment_date",
    ),
    finds(
        "A01",
        "before the first dose, start unknown",
        regimen(start_date=None),
        cycle(),
        dose(),
        response(assessment_date="2023-02-28"),
        at="response.assessment_date",
    ),
    passes("A01", "on the day of the start", regimen(), response(assessment_date="2023-03-01")),
    passes(
        "A01",
        "in the month of the start",
        regimen(start_date="2023-03"),
        response(assessment_date="2023-03-01"),
    ),
    finds("A02", "CR with 5% blasts", cr(bm_blasts_pct=5), at="response.bm_blasts_pct"),
    passes("A02", "CR with <5% blasts", cr(bm_blasts_pct="<5")),
    passes("A02", "PR with 10% blasts", response(response_reported="PR", bm_blasts_pct=10)),
    finds("A03", "CRi with blood blasts", cri(pb_blasts_pct=1), at="response.response_reported"),
    finds("A03", "CR with new extramedullary disease", cr(emd_status="new"), at="response.response_reported"),
    passes("A03", "CR with blood blasts <1%", cr(pb_blasts_pct="<1", emd_status="resolved")),
    finds("A04", "CR with ANC 0.9", cr(anc=0.9, platelets=120), at="response.response_reported"),
    finds("A04", "CR with platelets 99", cr(anc=1.2, platelets=99), at="response.response_reported"),
    passes("A04", "CR with ANC 1.0 and platelets 100", cr(anc=1, platelets=100)),
    passes("A04", "CR with unknown counts", cr()),
    finds("A05", "CRp with platelets 100", crp(anc=1.2, platelets=100), at="response.response_reported"),
    finds("A05", "CRp with ANC <0.5", crp(anc="<0.5", platelets=60), at="response.response_reported"),
    passes("A05", "CRp with ANC 1.0 and platelets 99", crp(anc=1, platelets=99)),
    finds("A06", "CR, no marrow", cr(bm_done="no", bm_blasts_pct=None), at="response.bm_done"),
    finds("A06", "CR, marrow not counted", cr(bm_blasts_pct=None), at="response.bm_done"),
    passes("A06", "CR with a marrow", cr()),
    passes("A06", "SD, no marrow", response(response_reported="SD_NR", bm_done="no", bm_blasts_pct=None)),
    finds("A07", "counts 8 days before", response(counts_date="2023-03-24"), at="response.counts_date"),
    finds("A07", "counts 15 days after", response(counts_date="2023-04-16"), at="response.counts_date"),
    passes("A07", "counts 7 days before", response(counts_date="2023-03-25")),
    passes("A07", "counts 14 days after", response(counts_date="2023-04-15")),
    passes("A07", "no marrow", response(counts_date="2023-05-15", bm_done="no")),
    finds("A08", "CR after platelets", cr(plt_transfusion_7d="yes"), at="response.response_reported"),
    finds("A08", "CRp on G-CSF", crp(gcsf_7d="yes"), at="response.response_reported"),
    passes("A08", "CR without support", cr(plt_transfusion_7d="no", gcsf_7d="unknown")),
    passes("A08", "CRi on G-CSF", cri(gcsf_7d="yes")),
    finds("A09", "SD with clear marrow", refractory(emd_status="none"), at="response.response_reported"),
    finds(
        "A09",
        "refractory event in clear marrow",
        event(event_type="refractory_to_regimen", bm_blasts_pct=0, event_sites=["bm"]),
        at="disease_event.event_sites",
    ),
    passes("A09", "SD with extramedullary disease", refractory(emd_status="present")),
    passes("A09", "SD with <1% blasts", refractory(bm_blasts_pct="<1", emd_status="none")),
    passes(
        "A09",
        "refractory in the CNS",
        event(event_type="refractory_to_regimen", bm_blasts_pct=0, event_sites=["cns"]),
    ),
    finds("A10", "never in remission", without_cr, relapse, at="disease_event.event_date"),
    finds("A10", "remission only later", without_cr, relapse, cr(), at="disease_event.event_date"),
    passes("A10", "first CR before", relapse),
    passes("A10", "CR reported before", without_cr, cr(assessment_date="2023-01-01"), relapse),
    passes(
        "A10",
        "transplanted in CR1",
        without_cr,
        transplant(infusion_date="2022-06-01", status_at_hct="CR1"),
        relapse,
    ),
    passes(
        "A10",
        "first CR unknown",
        diagnosis(first_cr_date=None, missing={"first_cr_date": "unknown"}),
        relapse,
    ),
    finds(
        "A11",
        "PR after relapse",
        regimen(),
        event(event_date="2023-05-01"),
        response(assessment_date="2023-06-01", response_reported="PR"),
        at="response.response_reported",
    ),
    passes(
        "A11",
        "PR on a new line",
        regimen(),
        event(event_date="2023-05-01"),
        regimen(start_date="2023-05-10"),
        response(assessment_date="2023-06-01", response_reported="PR"),
    ),
    passes("A11", "PR on the line after the relapse", relapse, regimen(), response(response_reported="PR")),
    finds(
        "A12",
        "alive after 60 days",
        regimen(),
        follow_up(last_known_alive_date="2023-04-30", contact_date=None),
        at="regimen.start_date",
    ),
    passes(
        "A12",
        "alive after 59 days",
        regimen(),
        follow_up(last_known_alive_date="2023-04-29", contact_date=None),
    ),
    passes("A12", "assessed", regimen(), follow_up(), response()),
    passes("A12", "died early", regimen(), dead(death_date="2023-03-20", last_known_alive_date="2023-03-20")),
    finds(
        "A13",
        "CR reported, CRi derived",
        cr(response_scheme="MDACC"),
        derived=derived("CRi"),
        at="response.response_reported",
    ),
    finds(
        "A13",
        "SD reported, counts missing in remission",
        response(response_reported="SD_NR", response_scheme="MDACC"),
        derived=derived("CRi_or_better_unclassified"),
        at="response.response_reported",
    ),
    passes("A13", "CR reported and derived", cr(response_scheme="MDACC"), derived=derived("CR")),
    passes(
        "A13",
        "CR reported, counts missing",
        cr(response_scheme="MDACC"),
        derived=derived("CRi_or_better_unclassified"),
    ),
    passes("A13", "not evaluable", cr(response_scheme="MDACC"), derived=derived("NE")),
    passes("A13", "another scheme", cr(response_scheme="NCCN"), derived=derived("CRi")),
    passes("A13", "nothing derived", cr(response_scheme="MDACC")),
]

MRD = [
    finds(
        "M01",
        "sensitivity 0.001",
        mrd(result="not_detected", assay_sensitivity="0.001"),
        at="mrd.assay_sensitivity",
    ),
    finds(
        "M01",
        "sensitivity missing",
        mrd(result="not_detected", assay_sensitivity=None),
        at="mrd.assay_sensitivity",
    ),
    passes("M01", "sensitivity 0.0001", mrd(result="not_detected")),
    passes("M01", "detected", mrd(result="detected_quantified", assay_sensitivity="0.001")),
    finds(
        "M02",
        "level 0.06, marrow 1%",
        mrd(level=0.06),
        response(assessment_date="2023-04-10"),
        at="mrd.level",
    ),
    passes("M02", "level 0.05, marrow 1%", mrd(level=0.05), response()),
    passes("M02", "level 0.06, marrow 6%", mrd(level=0.06), response(bm_blasts_pct=6)),
    passes(
        "M02", "level 0.06, marrow 15 days later", mrd(level=0.06), response(assessment_date="2023-04-16")
    ),
    finds("M03", "not detected at 0", mrd(result="not_detected", level=0), at="mrd.level"),
    passes("M03", "not detected", mrd(result="not_detected")),
    passes("M03", "quantified", mrd(result="detected_quantified", level=0.001)),
    finds("M04", "negative, no assessment", mrd(result="not_detected"), at="mrd.result"),
    finds("M04", "negative in PR", mrd(level="0.00002"), response(response_reported="PR"), at="mrd.result"),
    passes("M04", "negative 14 days after CR", mrd(result="not_detected"), cr(assessment_date="2023-03-18")),
    passes(
        "M04",
        "linked to a CR",
        mrd(result="not_detected", linked_assessment_id=1),
        cr(assessment_date="2023-03-02"),
    ),
    passes("M04", "positive without remission", mrd(result="detected_quantified", level=0.01)),
]
