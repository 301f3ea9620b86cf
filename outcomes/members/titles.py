"""What a count counts, in words."""

from outcomes.members import keys
from outcomes.members.keys import Key
from outcomes.presenting.words import within
from outcomes.statistics import labels
from outcomes.statistics.results import FlowResult, Result

_IN_MODEL = "in the model of all covariates"
_ALONE = {
    keys.NO_GROUP: "Patients of no group",
    keys.FOLLOWED: "Patients followed from regimen start",
    keys.TRANSPLANTED: "Transplanted at any time",
    keys.DIED_BEFORE: "Died without transplantation, before half of the transplanted had been",
    keys.LEFT_BEFORE: "Last seen without transplantation, before half of the transplanted had been",
    keys.DELAYED: "Entered after the origin",
    keys.UNTESTED: "Of no stratum, so not in the stratified test",
    keys.EVENTS_WITH_DATES: "Events",
    keys.IN_SEQUENCE: "Patients whose treatments are followed",
    keys.PARTIAL_DATES: "Partial dates on which times depend",
    keys.EVENTS_AT_PARTIAL_DATES: "Events that rest on a partial date",
    keys.in_model("known"): "Patients with the endpoint",
    keys.in_model("n"): f"Patients {_IN_MODEL}",
    keys.in_model("events"): f"Events {_IN_MODEL}",
}
_OF_HAZARDS = {
    "n": "patients",
    "events": "events",
    "adjusted-n": f"patients {_IN_MODEL}",
    "adjusted-events": f"events {_IN_MODEL}",
}
_WORDS = {
    "at-risk": "{}: at risk at {} months",
    "events-by": "{}: events until {} months",
    "not-in": "{}: not in the denominator of {}",
    "no-value": "{}: missing, {}",
    "known": "{}: known, {}",
    "unknown": "{}: not known, {}",
    "enrolled": "{}: enrolled in {}",
    "enrolled-until": "{}: enrolled until {}",
    "not-in-model": "Not in the model of all covariates: {}",
}


def title_of(result: Result | None, key: Key) -> str:
    if key in _ALONE:
        return _ALONE[key]
    if key[0] == keys.TO_TRANSPLANT:
        return f"{title_of(result, key[1:])}, censored at transplantation"
    if isinstance(result, FlowResult):
        return _of_flow(result, key)
    if key[0] in _WORDS:
        return _WORDS[key[0]].format(*key[1:-1], within(key[-1]))
    return _by_labels(key)


def _of_flow(result: FlowResult, key: Key) -> str:
    names = {box.slug: box.label for box in result.boxes}
    if key[0] == "left-out":
        return f"Left out before “{names.get(key[1], key[1])}”: {within(key[2])}"
    return names.get(key[-1], key[-1])


def _by_labels(key: Key) -> str:
    if key[0] == "hazard":
        return f"{key[1]}, {key[2]}: {_OF_HAZARDS.get(key[3], key[3])}"
    if key[0] == "node":
        return f"Treatment {key[1]}: {key[2]}"
    if key[0] == "step":
        return f"After treatment {key[1]}: {key[2]} → {key[3]}"
    if key[0] == "grade":
        return f"{key[1]}: {labels.term(key[3])}, CTCAE {key[2]}, grade {key[4]}"
    if key[0] == "of":
        return f"{key[1]}: denominator of {within(key[2])}" if key[2] else key[1]
    return ": ".join(part for part in key[1:] if part != "n")
