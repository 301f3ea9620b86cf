"""What the registry derives of each regimen, in words, each value with the sentence that explains it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes.derivations.table import DERIVATIONS
from outcomes.loading import explained_outcomes
from outcomes.models import RegimenOutcome
from outcomes.presenting.dose_words import doses_in_words
from outcomes.presenting.words import number, within
from outcomes.statistics import labels
from outcomes.statistics.formatting import months_text

# The one column of the analysis table that is not derived.
SITE_NAME = "site_name"
# What a reader looks for first; every other value stands in the full table.
FIRST: tuple[str, ...] = (
    "salvage_line",
    "response_mdacc",
    "response_nccn",
    "response_eln2024",
    "response_cibmtr",
    "response_on",
    "mrd_status",
    "failure_type",
    "failure_on",
    "os_start_days",
    "os_failure_days",
    "rfs_days",
    "efs_days",
    "dor_days",
    "ttnt_days",
    "asct",
    "vod",
    "vod_criteria",
    "vod_severity",
)
# An assay sees one cell in ten million at most.
MOST_DECIMALS = 7
_DERIVED = {derivation.name: derivation for derivation in DERIVATIONS}
_RESPONSES = dict.fromkeys(
    ("response_mdacc", "response_nccn", "response_eln2024", "response_cibmtr"), labels.RESPONSE
)
_WORDS: Mapping[str, Mapping[Any, str]] = {
    **_RESPONSES,
    "regimen_code": labels.REGIMEN,
    "next_regimen_code": labels.REGIMEN,
    "mrd_status": labels.MRD,
    "failure_type": {**labels.FAILURE, "none": "No failure", "not_evaluable": "Not evaluable"},
    "genetic_group": labels.GENETIC_GROUP,
    "lineage": labels.LINEAGE,
    "sex": labels.SEX,
    "vod_severity": labels.VOD_SEVERITY,
}
# A time and whether it ended with the event share one line.
_EVENTS = {
    name: name.removesuffix("days") + "event"
    for name in _DERIVED
    if name.endswith("_days") and name.removesuffix("days") + "event" in _DERIVED
}


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """source: the paragraph of the data standard that has the rule."""

    label: str
    value: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class DerivedRegimen:
    title: str
    in_short: str
    first: list[DerivedValue]
    others: list[DerivedValue]


def regimens_of(patient_id: int) -> list[DerivedRegimen]:
    """One for each regimen of the patient, in order of start, derived from the records as they are now."""
    return [_regimen(outcome, why) for outcome, why in explained_outcomes(patient_id)]


def _regimen(outcome: RegimenOutcome, why: Mapping[str, str]) -> DerivedRegimen:
    others = [name for name in _DERIVED if name not in FIRST and name not in _EVENTS.values()]
    return DerivedRegimen(
        title=labels.REGIMEN.get(outcome.regimen_code, outcome.regimen_code or "Regimen"),
        in_short=" · ".join(_in_short(outcome.values)),
        first=[_value(outcome.values, why, name) for name in FIRST],
        others=[_value(outcome.values, why, name) for name in others],
    )


def _in_short(values: Mapping[str, Any]) -> Iterator[str]:
    yield f"from {values['start_on']}" if values.get("start_on") else "start unknown"
    if values.get("salvage_line"):
        yield f"salvage line {values['salvage_line']}"
    for name in ("response_mdacc", "failure_type"):
        if values.get(name):
            yield text_of(name, values)


def _value(values: Mapping[str, Any], why: Mapping[str, str], name: str) -> DerivedValue:
    derivation = _DERIVED[name]
    return DerivedValue(derivation.label, text_of(name, values), why.get(name, ""), derivation.source)


def label_of(name: str) -> str:
    """What a derived value is called; empty for what is told with another one, or is none."""
    if name == SITE_NAME:
        return "Site"
    return _DERIVED[name].label if name in _DERIVED and name not in _EVENTS.values() else ""


def text_of(name: str, values: Mapping[str, Any]) -> str:
    """A derived value as a reader understands it; "–" where there is none."""
    value = values.get(name)
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name == "mrd_results":
        return "; ".join(map(_sample, value))
    if name == "dose_totals":
        return doses_in_words(value)
    if name in _EVENTS:
        ended = "event" if values.get(_EVENTS[name]) else "censored"
        return f"{value} days ({months_text(value)} months), {ended}"
    if name in _WORDS:
        return _WORDS[name].get(value, labels.in_words(value))
    return _plain(value, _DERIVED[name].unit)


def _sample(sample: Mapping[str, Any]) -> str:
    """Such as “day 31 (cycle 2): negative, flow cytometry sensitive to 0.0001”."""
    cycle = f" (cycle {sample['cycle']})" if sample["cycle"] else ""
    method = within(labels.MRD_METHOD.get(sample["method"], "Method not recorded"))
    depth = sample["sensitivity"]
    sensitive = f" sensitive to {number(depth, MOST_DECIMALS)}" if depth else ""
    return f"day {sample['days']}{cycle}: {within(labels.MRD[sample['status']])}, {method}{sensitive}"


def _plain(value: Any, unit: str) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{labels.in_words(key)}: {_plain(item, '')}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(item, "") for item in value)
    if isinstance(value, float):
        value = number(value, 2)
    if isinstance(value, str) and "_" in value:
        value = labels.in_words(value)
    return f"{value} {unit}" if unit and unit != "date" and unit != "year" else str(value)
