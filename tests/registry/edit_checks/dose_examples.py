"""Examples of R07 to R15: doses. The regimen and its first cycle start on 2023-03-01."""

from functools import partial

from tests.registry.edit_checks.charts import cycle, dose, lab, reference, regimen, vod
from tests.registry.edit_checks.examples import finds, passes

mini_hcvd = regimen(regimen_code="MINI_HCVD_INO")
course_4 = cycle(cycle_number=4, cycle_start="2023-06-01")
blina = regimen(regimen_code="BLINA", drugs=["blinatumomab"])
weight_60, weight_40 = (lab(sample_date="2023-02-28", weight=kg) for kg in (60, 40))
limits = (reference("bilirubin_total", uln=1.2), reference("ast", uln=40), reference("alt", uln=40))
blina_dose = partial(dose, drug="blinatumomab", dose_unit="ug/day")


DOSES = [
    finds("R07", "ends before it starts", regimen(end_date="2023-02"), at="regimen.end_date"),
    finds(
        "R07",
        "a dose before the start",
        regimen(),
        cycle(),
        dose(admin_date="2023-02-28"),
        at="administration.admin_date",
    ),
    finds(
        "R07",
        "a dose after the end",
        regimen(end_date="2023-03-31"),
        cycle(),
        dose(admin_date="2023-04-01"),
        at="administration.admin_date",
    ),
    passes(
        "R07",
        "a dose on the last day",
        regimen(end_date="2023-03-31"),
        cycle(),
        dose(admin_date="2023-03-31"),
    ),
    passes(
        "R07",
        "a dose in the month of the end",
        regimen(end_date="2023-03"),
        cycle(),
        dose(admin_date="2023-03-31"),
    ),
    finds("R08", "course 4 without inotuzumab", mini_hcvd, course_4, at="regimen.first_ino_date"),
    passes("R08", "course 4 with inotuzumab", mini_hcvd, course_4, dose(admin_date="2023-06-02")),
    passes("R08", "course 3 without inotuzumab", mini_hcvd, cycle(cycle_number=3)),
    finds("R09", "vincristine planned", regimen(drugs=["inotuzumab", "vincristine"]), at="regimen.drugs"),
    finds(
        "R09", "methotrexate into a vein", regimen(), cycle(), dose(drug="methotrexate"), at="regimen.drugs"
    ),
    passes("R09", "hydroxyurea and steroid", regimen(drugs=["inotuzumab", "hydroxyurea", "dexamethasone"])),
    passes("R09", "methotrexate intrathecally", regimen(), cycle(), dose(drug="methotrexate", route="IT")),
    passes(
        "R09", "a combination", regimen(regimen_code="MINI_HCVD_INO", drugs=["inotuzumab", "vincristine"])
    ),
    finds("R10", "1.9 mg/m²", regimen(), cycle(), dose(dose_value=1.9), at="administration.dose_value"),
    finds(
        "R10",
        "3.6 mg on 1.8 m²",
        regimen(),
        cycle(),
        dose(dose_value=3.6, dose_unit="mg", bsa_used=1.8),
        at="administration.dose_value",
    ),
    finds(
        "R10",
        "0.8 + 0.8 + 0.5 in a cycle",
        regimen(),
        cycle(),
        dose(),
        dose(admin_date="2023-03-08"),
        dose(admin_date="2023-03-15", dose_value=0.5),
        at="administration.dose_value",
    ),
    finds(
        "R10",
        "mini-HCVD, 1.8 mg/m² in course 2",
        mini_hcvd,
        cycle(cycle_number=2),
        dose(dose_value=1.8),
        at="administration.dose_value",
    ),
    passes("R10", "0.8 + 0.5 + 0.5", regimen(), cycle(), dose(), dose(dose_value=0.5), dose(dose_value=0.5)),
    passes("R10", "mini-HCVD, 1.8 mg/m² in course 1", mini_hcvd, cycle(), dose(dose_value=1.8)),
    passes("R10", "1.8 mg of unknown BSA", regimen(), cycle(), dose(dose_value=1.8, dose_unit="mg")),
    finds("R11", "mini-HCVD, course 5", mini_hcvd, cycle(cycle_number=5), dose(), at="cycle.cycle_number"),
    finds(
        "R11",
        "a seventh cycle",
        regimen(),
        *(cycle(cycle_number=n) for n in range(1, 8)),
        *(dose(cycle_id=n) for n in range(1, 8)),
        at="cycle.cycle_number",
    ),
    passes(
        "R11",
        "six cycles",
        regimen(),
        *(cycle(cycle_number=n) for n in range(1, 7)),
        *(dose(cycle_id=n) for n in range(1, 7)),
    ),
    passes(
        "R11",
        "mini-HCVD, course 5 without inotuzumab",
        mini_hcvd,
        cycle(cycle_number=5),
        dose(drug="vincristine"),
    ),
    finds(
        "R12",
        "days 1 and 6",
        regimen(),
        cycle(),
        dose(),
        dose(admin_date="2023-03-06"),
        at="administration.admin_date",
    ),
    finds(
        "R12",
        "days 1 and 11",
        regimen(),
        cycle(),
        dose(),
        dose(admin_date="2023-03-11"),
        at="administration.admin_date",
    ),
    passes(
        "R12",
        "days 1, 8 and 15",
        regimen(),
        cycle(),
        dose(),
        dose(admin_date="2023-03-08"),
        dose(admin_date="2023-03-15"),
    ),
    passes(
        "R12",
        "day 8 omitted",
        regimen(),
        cycle(),
        dose(),
        dose(admin_date="2023-03-03", dose_modified="omitted"),
    ),
    finds(
        "R13",
        "28 µg/d on day 1",
        blina,
        cycle(),
        weight_60,
        blina_dose(dose_value=28),
        at="administration.dose_value",
    ),
    finds(
        "R13",
        "9 µg/d on day 8",
        blina,
        cycle(),
        weight_60,
        blina_dose(dose_value=9, admin_date="2023-03-08"),
        at="administration.dose_value",
    ),
    passes(
        "R13",
        "9 µg/d on day 7, 28 on day 8",
        blina,
        cycle(),
        weight_60,
        blina_dose(dose_value=9, admin_date="2023-03-07"),
        blina_dose(dose_value=28, admin_date="2023-03-08"),
    ),
    passes(
        "R13",
        "28 µg/d on day 1 for MRD",
        regimen(line_type="mrd_directed"),
        cycle(),
        weight_60,
        blina_dose(dose_value=28),
    ),
    passes("R13", "40 kg", blina, cycle(), weight_40, blina_dose(dose_value=28)),
    passes("R13", "weight unknown", blina, cycle(), blina_dose(dose_value=28)),
    passes(
        "R13",
        "reduced",
        blina,
        cycle(),
        weight_60,
        blina_dose(dose_value=9, admin_date="2023-03-10", dose_modified="reduced"),
    ),
    passes("R13", "cycle 2", blina, cycle(cycle_number=2), weight_60, blina_dose(dose_value=28)),
    finds("R14", "a dose after VOD", vod(onset_date="2023-02-28"), dose(), at="administration.admin_date"),
    passes("R14", "a dose on the day of onset", vod(onset_date="2023-03-01"), dose()),
    passes("R14", "VOD in the month of the dose", vod(onset_date="2023-03"), dose(admin_date="2023-03-20")),
    finds(
        "R15",
        "bilirubin 1.9 and AST 101",
        lab(sample_date="2023-02-28", bilirubin_total=1.9, ast=101, alt=30),
        dose(),
        ranges=limits,
        at="administration.admin_date",
    ),
    passes(
        "R15",
        "bilirubin 1.8 and AST 101",
        lab(sample_date="2023-02-28", bilirubin_total=1.8, ast=101),
        dose(),
        ranges=limits,
    ),
    passes(
        "R15",
        "bilirubin 1.9 and AST 100",
        lab(sample_date="2023-02-28", bilirubin_total=1.9, ast=100),
        dose(),
        ranges=limits,
    ),
    passes(
        "R15",
        "eight days before",
        lab(sample_date="2023-02-21", bilirubin_total=1.9, ast=101),
        dose(),
        ranges=limits,
    ),
    passes(
        "R15", "limits of normal unknown", lab(sample_date="2023-02-28", bilirubin_total=1.9, ast=101), dose()
    ),
]
