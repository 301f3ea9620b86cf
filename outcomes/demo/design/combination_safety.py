"""Toxicity of the second cohort in the printed counts, and the causes of death in remission."""

from random import Random

from outcomes.demo.design import safety
from outcomes.demo.design.columns import Facts

THROMBOCYTOPENIA, INFECTION, BILIRUBIN = 48, 43, 8
VOD_AFTER_TRANSPLANT, VOD_ON_TREATMENT = 5, 4
LEAST_DAYS_AFTER_TRANSPLANT = 24
AFTER_TRANSPLANT_CAUSES = ("gvhd", "infection", "gvhd", "organ_toxicity", "infection")
FATAL_VOD_DAYS = 60


def give(rows: list[Facts], random: Random) -> None:
    """Add graded events, veno-occlusive disease and causes of death to the rows."""
    lasting = [row for row in rows if row["last_alive_day"] >= safety.SUSTAINED_DAYS]
    for row in random.sample(lasting, THROMBOCYTOPENIA):
        row |= safety.graded("thrombocytopenia", random.choice((3, 4, 4)), row, random, 5, 14)
    for row in random.sample(rows, INFECTION):
        row |= safety.graded("infection", random.choice((3, 3, 3, 4)), row, random)
    on_treatment = _veno_occlusive(rows, random)
    others = [row for row in rows if not row.get("vod")]
    for row in on_treatment + random.sample(others, BILIRUBIN - len(on_treatment)):
        row |= safety.graded("bilirubin", random.choice((3, 3, 4)), row, random)
    for row in on_treatment:
        row["bilirubin_day"] = row["vod_day"]
    _causes(rows, random)


def _veno_occlusive(rows: list[Facts], random: Random) -> list[Facts]:
    transplanted = [
        row
        for row in rows
        if "hsct_day" in row and row["last_alive_day"] - row["hsct_day"] >= LEAST_DAYS_AFTER_TRANSPLANT
    ]
    others = [
        row for row in rows if "hsct_day" not in row and row["last_ino_day"] + 21 <= safety.window_end(row)
    ]
    shortest = min(
        (row for row in transplanted if row["course"] == "remission_death"),
        key=lambda row: row["death_day"] - row["hsct_day"],
    )
    after = [
        shortest,
        *random.sample([r for r in transplanted if r is not shortest], VOD_AFTER_TRANSPLANT - 1),
    ]
    on_treatment = random.sample(others, VOD_ON_TREATMENT)
    for row in after + on_treatment:
        row |= safety.veno_occlusive(row, random)
    if shortest["death_day"] - shortest["vod_day"] < FATAL_VOD_DAYS:
        shortest["vod_fatal"] = True
    return on_treatment


def _causes(rows: list[Facts], random: Random) -> None:
    for row in rows:
        if row["course"] != "remission_death":
            continue
        if row.get("vod_fatal"):
            row["primary_cause"] = "vod"
        elif "hsct_day" in row:
            row["primary_cause"] = random.choice(AFTER_TRANSPLANT_CAUSES)
        else:
            late = row["death_day"] > row["last_dose_day"] + safety.WINDOW_DAYS
            row["primary_cause"] = "infection" if late else "organ_toxicity"
