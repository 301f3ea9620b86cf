"""What stored results say where R was asked the same, by the names of tests/reference/cohort_answers.csv."""

from collections.abc import Iterator
from typing import Any

from outcomes.statistics import groupings

WORDS = {
    grouping.slug: {str(code): text for code, text in grouping.labels.items()}
    for grouping in groupings.GROUPINGS
}
STATES = {
    "survival-around-transplant": {
        "before": "Before or without transplantation",
        "after": "After transplantation",
    },
    "survival-from-landmark": {"before": "Not transplanted by then", "after": "Transplanted by then"},
}
Answers = Iterator[tuple[str, str, Any]]


def label_of(statistic: str, grouping: str, group: str) -> str:
    """The printed name of a group that R knows by its code."""
    if statistic in STATES:
        return STATES[statistic][group]
    return groupings.ALL_PATIENTS if grouping == "overall" else WORDS[grouping][group]


def answers_of(payload: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """Every number of a payload by (group, what); tests have the group "" or the number of their cause."""
    read = {
        "survival": _survival,
        "incidence": _incidence,
        "follow_up": _follow_up,
        "table": _table,
        "proportions": _proportions,
        "survival_pair": _censored,
    }[payload["kind"]]
    return {(group, what): value for group, what, value in read(payload)}


def _survival(payload: dict[str, Any]) -> Answers:
    for group in payload["groups"]:
        label = group["label"]
        yield label, "n", group["n"]
        yield label, "events", group["events"]
        yield from ((label, what, value) for what, value in _limits("median", group["median"]))
        yield from ((label, what, value) for rate in group["rates"] for what, value in _rate(rate))
        yield from ((label, what, value) for what, value in _steps(group["steps"]))
    yield from _test("", payload["test"])


def _censored(payload: dict[str, Any]) -> Answers:
    """R was asked for the half that is censored at transplantation."""
    return _survival(payload["censored"])


def _limits(name: str, estimate: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield name, estimate["value"]
    yield f"{name}_lower", estimate["lower"]
    yield f"{name}_upper", estimate["upper"]


def _rate(rate: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for what, name in (("value", "rate"), ("lower", "rate_lower"), ("upper", "rate_upper")):
        yield f"{name}_{rate['months']}", rate[what]


def _steps(steps: dict[str, Any], cause: str = "") -> Iterator[tuple[str, Any]]:
    for what in ("value", "lower", "upper", "at_risk"):
        for day, value in zip(steps["time"], steps[what], strict=True):
            yield f"{what}{cause}@{day}", value


def _test(group: str, test: dict[str, Any] | None) -> Answers:
    if test:
        yield group, "chi_square", test["statistic"]
        yield group, "df", test["df"]
        yield group, "p", test["p"]


def _incidence(payload: dict[str, Any]) -> Answers:
    for group in payload["groups"]:
        for number, cause in enumerate(group["causes"], start=1):
            found = _steps(cause["steps"], str(number))
            yield from ((group["label"], what, value) for what, value in found)
    for number, test in enumerate(payload["tests"], start=1):
        yield from _test(str(number), test)


def _follow_up(payload: dict[str, Any]) -> Answers:
    for group in payload["groups"]:
        label, reverse = group["label"], group["reverse_median"]
        yield label, "reverse_median", reverse["value"]
        yield label, "reverse_lower", reverse["lower"]
        yield label, "reverse_upper", reverse["upper"]
        if group["potential_days"]:
            yield label, "completeness", group["observed_days"] / group["potential_days"]
        for what in ("alive", "alive_median", "alive_minimum", "alive_maximum"):
            yield label, what, group[what]


def _table(payload: dict[str, Any]) -> Answers:
    names = [column["label"] for column in payload["columns"]]
    for line in payload["lines"]:
        title, test = line["characteristic"], line["test"]
        yield "", f"{title}|difference", line["difference"]
        if test:
            yield "", f"{title}|{_kind_of(test['test'])}", test["p"]
        for name, cell in zip(names, line["cells"], strict=True):
            for what in ("n", "missing", "q1", "median", "q3", "minimum", "maximum"):
                yield name, f"{title}|{what}", cell[what]


def _kind_of(test: str) -> str:
    """What R calls the p value; one that was sampled is none of R's."""
    if "sampled" in test:
        return "sampled"
    return "fisher" if test.startswith("Fisher") else "p"


def _proportions(payload: dict[str, Any]) -> Answers:
    for row in payload["proportions"]:
        for what in ("numerator", "denominator", "lower", "upper"):
            yield row["group"], f"{row['label']}|{what}", row[what]
