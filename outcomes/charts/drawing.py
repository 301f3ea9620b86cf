"""What of a figure its reader chose to draw: some of its groups, a part of follow-up. Numbers do not follow.

The choice stands in the address of the page and of the files beside the figure, and becomes the values of the
figure's own parameters. So the picture, its files and the figure that is explored on the page are one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes.statistics.results import Result

UNTIL, WITHOUT = "until", "without"
BESIDE = "beside"
"""In an address: only the table that stands beside the figure is wanted, as the figure is drawn."""
ADJUSTED, ALONE = "Adjusted for the others", "Alone"
_UNTIL = re.compile(r"[1-9]\d{0,3}")
_PLACES = re.compile(r"\d{1,3}([.,]\d{1,3})*")


@dataclass(frozen=True, slots=True)
class Drawing:
    """until: the month at which the drawn part ends, None for all of follow-up. without: places of groups."""

    until: int | None = None
    without: tuple[int, ...] = ()

    @property
    def is_default(self) -> bool:
        return self == WHOLE

    @property
    def name(self) -> str:
        """Names the choice in files and caches: "until-36_without-1.2"; "" at the default."""
        return "_".join(f"{name}-{value}" for name, value in self.query().items())

    def query(self) -> dict[str, str]:
        """The choice as parameters of an address, from which `read_drawing` reads it again."""
        until = {UNTIL: f"{self.until}"} if self.until else {}
        return until | ({WITHOUT: ".".join(map(str, self.without))} if self.without else {})

    def shown(self, groups: int) -> list[int]:
        """The places that are drawn: never none, so that a choice of other groups cannot empty the figure."""
        return [at for at in range(groups) if at not in self.without] or list(range(groups))


WHOLE = Drawing()


def read_drawing(given: Mapping[str, list[str]]) -> Drawing:
    """Read what was given for `until` and `without`. ValueError, in words, for what is neither."""
    until = [text for text in given.get(UNTIL, ()) if text]
    without = ".".join(text for text in given.get(WITHOUT, ()) if text)
    if len(until) > 1 or (until and not _UNTIL.fullmatch(until[0])):
        raise ValueError("A figure is drawn until one whole month.")
    if without and not _PLACES.fullmatch(without):
        raise ValueError("Groups that are not drawn are named by their places.")
    places = {int(text) for text in re.split("[.,]", without) if text}
    return Drawing(int(until[0]) if until else None, tuple(sorted(places)))


def groups_drawn(result: Result) -> tuple[str, ...]:
    """Names of what a figure tells apart and lets its reader hide, in their order; maybe none."""
    told = _GROUPS.get(result.kind)
    return told(result) if told else ()


def _labels(result: Any) -> tuple[str, ...]:
    return tuple(group.label for group in result.groups)


def _of_incidence(result: Any) -> tuple[str, ...]:
    """The groups, or the causes where there is one group."""
    return _labels(result) if len(result.groups) > 1 else tuple(result.causes)


def _of_rows(result: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.group for row in result.proportions))


def _of_events(result: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.group for row in result.toxicities))


def _of_pair(result: Any) -> tuple[str, ...]:
    return _labels(result.uncensored)


def _of_models(_: Any) -> tuple[str, ...]:
    return ADJUSTED, ALONE


_GROUPS: Mapping[str, Callable[[Any], tuple[str, ...]]] = {
    "survival": _labels,
    "incidence": _of_incidence,
    "survival_pair": _of_pair,
    "proportions": _of_rows,
    "regression": _of_models,
    "enrolment": _labels,
    "toxicity": _of_events,
}
