"""Who the 67 analysed patients are: persons and laboratory values in exact counts."""

from random import Random
from typing import Any

from outcomes.demo.design import laboratory
from outcomes.demo.design.columns import Facts

CHILDREN_AND_YOUNG = (4, 9, 14, 17)
GENETICS = {"ph_pos": 11, "t4_11_kmt2a": 9, "complex": 13, "diploid": 8, "other": 26}
SEXES = {"female": 30, "male": 37}
LINEAGES = {"B_ALL": 65, "ambiguous_biphenotypic": 2}
ECOG = {0: 17, 1: 42, 2: 7, 3: 1}
COURSES = {"CR": 7, "CRp": 14, "CRi": 4}
# Name: number evaluable, (lowest, median, highest), decimals, share of the lower half at the lowest value.
LABORATORY: dict[str, tuple[int, laboratory.Spread, int, float]] = {
    "wbc_at_start": (67, (0.3, 4.1, 48.5), 1, 0.0),
    "pb_blasts_at_start": (66, (0, 24.5, 93), 0, 0.4),
    "bm_blasts_at_start": (67, (13, 75, 98), 0, 0.0),
    "wbc_at_failure": (67, (0, 2.3, 121.4), 1, 0.0),
    "pb_blasts_at_failure": (67, (0, 5.1, 96), 1, 0.7),
    "bm_blasts_at_failure": (67, (0, 65, 99), 0, 0.0),
}
LOWEST_DISEASED_MARROW = 7


def listed(counts: dict[Any, int], random: Random) -> list[Any]:
    """Each value as often as counted, shuffled."""
    found = [value for value, number in counts.items() for _ in range(number)]
    random.shuffle(found)
    return found


def ages(random: Random) -> list[int]:
    """67 ages: 29 under 40, 16 from 40 to 60, 22 above 60; median 47, from 4 to 84; sorted."""
    young = list(CHILDREN_AND_YOUNG) + [random.randint(19, 39) for _ in range(25)]
    middle = [random.randint(40, 46) for _ in range(4)] + [47] + [random.randint(48, 60) for _ in range(11)]
    old = [random.randint(61, 79) for _ in range(21)] + [84]
    return sorted(young + middle + old)


def people(random: Random) -> list[Facts]:
    """67 persons without a course yet."""
    columns = {
        "age_at_start": ages(random),
        "sex": listed(SEXES, random),
        "lineage": listed(LINEAGES, random),
        "genetic_group": listed(GENETICS, random),
        "ecog_at_start": listed(ECOG, random),
    }
    found = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for person in found:
        if person["lineage"] != "B_ALL" and person["genetic_group"] in ("t4_11_kmt2a", "diploid"):
            _exchange(person, found)
    random.shuffle(found)
    return found


def _exchange(person: Facts, found: list[Facts]) -> None:
    other = next(p for p in found if p["lineage"] == "B_ALL" and p["genetic_group"] == "other")
    person["genetic_group"], other["genetic_group"] = other["genetic_group"], person["genetic_group"]


def blood_and_marrow(random: Random) -> list[Facts]:
    """67 sets of values; the first has a clear marrow at failure (extramedullary disease) and WBC 0."""
    columns = {}
    for name, (number, spread, decimals, floor_share) in LABORATORY.items():
        ordered: list[float | None] = list(
            laboratory.paired(laboratory.values(number, spread, decimals, floor_share, random), 12, random)
        )
        columns[name] = ordered + [None] * (67 - number)
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [_plausible(row, decimals=0) for row in rows]


def _plausible(row: dict[str, float | None], decimals: int) -> Facts:
    whole = ("pb_blasts_at_start", "bm_blasts_at_start", "bm_blasts_at_failure")
    tidy: Facts = {n: round(v, decimals) if v is not None and n in whole else v for n, v in row.items()}
    for name in whole:
        tidy[name] = None if tidy[name] is None else int(tidy[name])
    if 0 < tidy["bm_blasts_at_failure"] < LOWEST_DISEASED_MARROW:
        tidy["bm_blasts_at_failure"] = LOWEST_DISEASED_MARROW
    return tidy
