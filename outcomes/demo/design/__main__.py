"""`python -m outcomes.demo.design` writes the two cohorts anew, byte for byte the same."""

from pathlib import Path
from random import Random

from outcomes.demo.design import combination_patients, failure_others, failure_patients
from outcomes.demo.design.columns import Facts, with_dates, write

FOLDER = Path(__file__).parents[1]
SITE = "DEMO-A"


def failure_cohort() -> list[Facts]:
    """151 patients treated with inotuzumab, in order of start."""
    analysed = failure_patients.patients(Random("failure cohort"))
    others = failure_others.patients(Random("failure cohort, not analysed"))
    return numbered("F", analysed + others)


def combination_cohort() -> list[Facts]:
    """59 patients treated with mini-HCVD and inotuzumab, in order of start."""
    return numbered("M", combination_patients.patients(Random("combination cohort")))


def numbered(letter: str, rows: list[Facts]) -> list[Facts]:
    """The rows in order of start with their numbers, site and dates."""
    ordered = sorted(rows, key=lambda row: (row["start_on"], row["birth_on"]))
    return [
        with_dates(row | {"patient": f"{letter}{place:03d}", "site_code": SITE})
        for place, row in enumerate(ordered, start=1)
    ]


if __name__ == "__main__":
    write(FOLDER / "failure_cohort.csv", failure_cohort())
    write(FOLDER / "combination_cohort.csv", combination_cohort())
