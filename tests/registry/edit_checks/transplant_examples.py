"""Examples of T01 to T05 and V01 to V04. Day 0 of the transplant is 2023-06-01."""

from functools import partial

from tests.registry.edit_checks.charts import (
    adverse_event,
    cycle,
    dose,
    event,
    gvhd,
    lab,
    regimen,
    response,
    transplant,
    vod,
)
from tests.registry.edit_checks.examples import finds, passes

autologous = transplant(hct_type="auto")
classical = partial(vod, bilirubin_max=2.5, ascites="yes", painful_hepatomegaly="yes", weight_gain_pct=4)
vod_event = partial(adverse_event, term="vod_sos", onset_date="2023-06-15")
earlier_70_kg = lab(sample_date="2023-06-05", weight=70)
later = partial(lab, sample_date="2023-06-15")

TRANSPLANT = [
    finds("T01", "no status", transplant(), at="transplant.infusion_date"),
    finds(
        "T01",
        "assessed 46 days before",
        transplant(),
        response(assessment_date="2023-04-16", response_reported="CR"),
        at="transplant.infusion_date",
    ),
    passes(
        "T01",
        "assessed 45 days before",
        transplant(),
        response(assessment_date="2023-04-17", response_reported="CR"),
    ),
    passes("T01", "relapse in May", transplant(), event(event_date="2023-05")),
    finds(
        "T02",
        "13 days after inotuzumab",
        regimen(),
        cycle(),
        dose(admin_date="2023-05-19"),
        transplant(),
        at="transplant.infusion_date",
    ),
    finds(
        "T02",
        "366 days after inotuzumab",
        regimen(start_date="2022-05-31"),
        cycle(),
        dose(admin_date="2022-05-31"),
        transplant(),
        at="transplant.infusion_date",
    ),
    passes(
        "T02", "14 days after inotuzumab", regimen(), cycle(), dose(admin_date="2023-05-18"), transplant()
    ),
    passes(
        "T02",
        "another line since",
        regimen(),
        cycle(),
        dose(admin_date="2023-05-19"),
        regimen(start_date="2023-05-22", drugs=["blinatumomab"]),
        transplant(),
    ),
    finds(
        "T03",
        "number 1 twice",
        transplant(),
        transplant(infusion_date="2024-01-10"),
        at="transplant.hct_number",
    ),
    passes("T03", "number 2 after 1", transplant(), transplant(infusion_date="2024-01-10", hct_number=2)),
    finds("T04", "after an autograft", autologous, gvhd(), at="gvhd.transplant"),
    finds("T04", "no transplant", gvhd(transplant_id=None), at="gvhd.transplant"),
    finds("T04", "before day 0", transplant(), gvhd(onset_date="2023-05"), at="gvhd.transplant"),
    passes("T04", "after an allograft", transplant(), gvhd()),
    passes("T04", "type of the transplant unknown", transplant(hct_type=None), gvhd()),
    finds(
        "T05",
        "to transplant, none recorded",
        regimen(end_reason="proceeded_to_hsct"),
        at="regimen.end_reason",
    ),
    finds(
        "T05",
        "to transplant, an earlier one recorded",
        regimen(end_reason="proceeded_to_hsct"),
        transplant(infusion_date="2022-06-01"),
        at="regimen.end_reason",
    ),
    passes("T05", "to transplant, recorded", regimen(end_reason="proceeded_to_hsct"), transplant()),
]

VOD = [
    finds(
        "V01",
        "classical, onset on day 22",
        transplant(),
        classical(onset_date="2023-06-23"),
        at="vod.onset_date",
    ),
    passes("V01", "classical, onset on day 21", transplant(), classical(onset_date="2023-06-22")),
    passes(
        "V01", "one sign only, day 22", transplant(), classical(onset_date="2023-06-23", ascites="unknown")
    ),
    passes("V01", "on inotuzumab, no transplant", classical(relation="on_ino_no_hct")),
    finds(
        "V02",
        "bilirubin 1.9, nothing shown",
        vod(bilirubin_max=1.9, biopsy_proven="not_done", doppler_evidence="no"),
        at="vod.bilirubin_max",
    ),
    passes("V02", "bilirubin 2.0", vod(bilirubin_max=2, biopsy_proven="not_done", doppler_evidence="no")),
    passes("V02", "biopsy-proven", vod(bilirubin_max=1.9, biopsy_proven="yes", doppler_evidence="no")),
    passes("V02", "biopsy not answered", vod(bilirubin_max=1.9, doppler_evidence="no")),
    finds(
        "V03",
        "bilirubin 2.0 and 70 to 74 kg",
        earlier_70_kg,
        later(weight=74, bilirubin_total=2),
        at="lab.bilirubin_total",
    ),
    passes("V03", "with a VOD form", vod(), earlier_70_kg, later(weight=74, bilirubin_total=2)),
    passes("V03", "bilirubin 1.9", earlier_70_kg, later(weight=74, bilirubin_total=1.9)),
    passes("V03", "70 to 73 kg", earlier_70_kg, later(weight=73, bilirubin_total=2)),
    finds("V04", "adverse event alone", vod_event(), at="adverse_event.term"),
    finds("V04", "VOD form alone", vod(), at="vod.onset_date"),
    passes(
        "V04", "both forms, as drafts", vod(status="draft"), vod_event(status="draft", onset_date="2023-06")
    ),
]
