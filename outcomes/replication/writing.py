"""Writes a computed number with as many digits as journals print of its kind, rounded half up."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outcomes.statistics.formatting import half_up, months, percent, percent_text

Write = Callable[[Any], str]
Entry = Mapping[str, Any]


def count(found: int) -> str:
    return str(found)


def numerator(found: Entry) -> str:
    return str(found["numerator"])


def counted(found: Entry) -> str:
    """A count, its denominator and its percentage."""
    return f"{found['numerator']} of {found['denominator']} ({share(found)})"


def share(found: Entry) -> str:
    return f"{percent(found['numerator'], found['denominator'])}%"


def rate(found: float) -> str:
    return f"{percent_text(found)}%"


def in_months(digits: int = 0) -> Write:
    return lambda found: f"{_months(found, digits)} months"


def _months(found_days: float, digits: int = 0) -> str:
    return str(half_up(months(found_days) or 0.0, digits))


def month_range(found: Entry) -> str:
    """Shortest to longest, "<1" for less than a month."""
    return f"{_short(found['minimum'])}-{_months(found['maximum'])} months"


def _short(found_days: float) -> str:
    exact = months(found_days) or 0.0
    return "<1" if exact < 1 else _months(found_days)


def alive_range(found: Entry) -> str:
    return f"{_months(found['alive_minimum'])}-{_months(found['alive_maximum'])} months"


def alive_median(found: Entry) -> str:
    return in_months()(found["alive_median"])


def reverse_median(found: Entry) -> str:
    return in_months()(found["reverse_median"]["value"])


def median_months(found: Entry) -> str:
    return in_months()(found["median"])


def p(digits: int, *, leading_zero: bool = True) -> Write:
    def write(found: float) -> str:
        text = str(half_up(found, digits))
        return text if leading_zero else text.removeprefix("0")

    return write


def field(name: str) -> Write:
    return lambda found: plain(found[name])


def years(found: Entry) -> str:
    return f"{plain(found['minimum'])}-{plain(found['maximum'])}"


def median_and_range(opened: str, closed: str) -> Write:
    """Median with the range in brackets of this kind."""
    return lambda found: f"{plain(found['median'])} {opened}{years(found)}{closed}"


def plain(value: float) -> str:
    """One decimal at most, none where it would be 0."""
    text = str(half_up(value, 1))
    return text.removesuffix(".0")


def one_percentage(found: Sequence[Entry]) -> str:
    """A percentage that all rows and all patients share; otherwise each row's median."""
    medians = list(dict.fromkeys(plain(row["median"]) for row in found))
    return "; ".join(f"{text}%" for text in medians)


def highest_to_lowest(found: Sequence[Entry]) -> str:
    """Highest and lowest dose of any patient in these courses."""
    highest, lowest = max(row["maximum"] for row in found), min(row["minimum"] for row in found)
    return f"{half_up(highest, 1)} to {half_up(lowest, 1)}"


def dose_times(found: Sequence[Entry]) -> str:
    """A dose and how often it is given in a course."""
    dose, times = found
    return f"{plain(dose['median'])} x {plain(times['median'])}"


def day_and_courses(found: Sequence[Entry]) -> str:
    """The day of the first dose, and the most courses with one."""
    day, courses = found
    return f"day {plain(day['median'])}; first {plain(courses['maximum'])}"


def longest_ongoing(found: Entry) -> str:
    """The longest time that had not ended at last contact, in months, with "+"."""
    ongoing = [one["value"] for one in found["listed"] if one["ongoing"]]
    return f"{_months(max(ongoing))}+ months"
