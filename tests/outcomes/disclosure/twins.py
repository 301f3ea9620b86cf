"""Results that must not be told apart: another count in each range, other limits, tests, days and steps.

Whatever leaves the care team of one must be, to the last byte, what leaves of the other. So any number in it
is made of ranges, and no sum or difference of such numbers says more than the ranges do.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

from outcomes.api.plain import block_as_json
from outcomes.charts.themes import LIGHT
from outcomes.disclosure import WIDTH
from outcomes.files.formats import formats_of
from outcomes.models import Cohort, FrozenResult, FrozenVersion
from outcomes.presenting.blocks import Block
from outcomes.presenting.captions import alternative_text
from outcomes.presenting.printed import printed
from outcomes.statistics.catalogue import Statistic
from outcomes.statistics.formatting import days
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import FollowUpGroup, Result, Steps, TableCell, ValueRow

# Whole numbers that count nobody: places on the axis of time, degrees of freedom.
NOT_COUNTS = {"ticks", "months", "df", "horizon"}
# Measurements, which are told in two digits: what of them is told has a rule, and tests, of its own.
MEASURED = {
    TableCell: ("median", "q1", "q3"),
    ValueRow: ("median", "q1", "q3"),
    FollowUpGroup: ("alive_median",),
}
# Pictures and packed files are made of the same figure, the same tables and rows as those that are text.
AS_TEXT = ("csv", "points.csv", "part.tex")


def twin(value: Any, chance: random.Random, name: str = "", ticks: tuple[int, ...] = ()) -> Any:
    """Another result that agrees in the range of every count."""
    if isinstance(value, Steps):
        return replace(value, time=tuple(_between_ticks(day, ticks, chance) for day in value.time))
    if is_dataclass(value) and not isinstance(value, type):
        ticks = getattr(value, "ticks", ticks)
        kept = MEASURED.get(type(value), ())
        others = [field.name for field in fields(value) if field.name not in kept]
        return replace(value, **{one: twin(getattr(value, one), chance, one, ticks) for one in others})
    if isinstance(value, tuple):
        return tuple(twin(one, chance, name, ticks) for one in value)
    return _other_number(value, chance, name)


def _other_number(value: Any, chance: random.Random, name: str) -> Any:
    if isinstance(value, bool) or name in NOT_COUNTS:
        return value
    if isinstance(value, int):
        return value // WIDTH * WIDTH + chance.randrange(WIDTH)
    return value * chance.uniform(0.5, 1.5) if isinstance(value, float) else value


def _between_ticks(day: int, ticks: tuple[int, ...], chance: random.Random) -> int:
    """Another day after the same tick, and not after the next."""
    limits = [int(days(month)) for month in ticks]
    first = max((limit for limit in limits if limit < day), default=-1) + 1
    last = min((limit for limit in limits if limit >= day), default=day + 100)
    return chance.randint(first, last)


def everything_that_leaves(
    statistic: Statistic, grouping: Grouping, result: Result, *, figure: bool
) -> Iterator[tuple[str, str]]:
    """(name, content) of all that somebody outside the care team gets of a result."""
    block = block_of(statistic, grouping, result)
    yield "answer of the API", json.dumps(block_as_json(block))
    yield "page", f"{printed(block.result)}" if block.result else ""
    yield "words for a figure", alternative_text(statistic.title, block.result) if block.result else ""
    drawn = ("svg" if not block.is_interactive else "vl.json",) if figure else ()
    for one in formats_of(block):
        if one.ending in (*AS_TEXT, *drawn):
            yield one.ending, one.make(block, LIGHT).decode()


def block_of(statistic: Statistic, grouping: Grouping, result: Result) -> Block:
    """The block of a page as those see it who are not at all of its sites."""
    version = FrozenVersion(rule_text="Inotuzumab", made_at=datetime(2026, 1, 1, tzinfo=UTC), data_version=7)
    stored = FrozenResult(version=version, text=json.dumps(result.payload()))
    block = Block(Cohort(slug="inotuzumab", name="Inotuzumab"), statistic, grouping, stored, frozen=version)
    # Asked of the database otherwise.
    block.__dict__["is_synthetic"] = False
    return block
