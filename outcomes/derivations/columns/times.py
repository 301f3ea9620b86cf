"""Columns: times to events, each as days and an event or cause."""

from collections.abc import Callable

from outcomes.derivations.answers import Answer
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings

ENDPOINTS = (
    ("os_start", "Overall survival from start"),
    ("os_failure", "Overall survival from failure"),
    ("rfs", "Relapse-free survival"),
    ("rfs_asct_censored", "Relapse-free survival, censored at transplant"),
    ("efs", "Event-free survival"),
    ("dor", "Duration of response"),
    ("ttnt", "Time to next treatment"),
    ("os_asct_censored", "Overall survival from start, censored at transplant"),
)
COMPETING = (
    ("cir", "Relapse (1) or death in remission (2)"),
    ("asct", "Transplant (1) or death or failure before it (2)"),
    ("response", "Response (1) or next treatment or death without it (2)"),
    ("vod", "VOD/SOS (1) or death without it (2)"),
    ("vod_asct", "From transplant: VOD/SOS (1) or death without it (2)"),
    ("cir_asct", "From transplant: relapse (1) or death without relapse (2)"),
)


def days_of(endpoint: str) -> Callable[[Findings], Answer]:
    """The column of the days to an event."""

    def days(found: Findings) -> Answer:
        result = found.endpoints[endpoint]
        return Answer(result.days, result.told)

    return days


def event_of(endpoint: str) -> Callable[[Findings], Answer]:
    """The column that says whether the days end with the event (1) or not (0)."""

    def event(found: Findings) -> Answer:
        result = found.endpoints[endpoint]
        return Answer(result.event, result.told)

    return event


def cause_of(endpoint: str) -> Callable[[Findings], Answer]:
    """The column that says which of the competing events came first (0: none)."""

    def cause(found: Findings) -> Answer:
        result = found.endpoints[endpoint]
        return Answer(result.cause, result.told)

    return cause


TIMES = (
    *(
        row
        for name, label in ENDPOINTS
        for row in (
            Derivation(f"{name}_days", label, "days", days_of(name), "C0, C7"),
            Derivation(f"{name}_event", f"{label}: event", "", event_of(name), "C0, C7"),
        )
    ),
    *(
        row
        for name, label in COMPETING
        for row in (
            Derivation(f"{name}_days", label, "days", days_of(name), "C0, C7"),
            Derivation(f"{name}_cause", f"{label}: cause", "", cause_of(name), "C0, C7"),
        )
    ),
)
