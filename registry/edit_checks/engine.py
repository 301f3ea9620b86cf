"""Run the edit checks over one patient. All failures come together, each at its record and field."""

from collections.abc import Mapping, Sequence

from registry.edit_checks.chart import Chart, Limits
from registry.edit_checks.definition import EditCheck, Finding, Severity
from registry.edit_checks.table import EDIT_CHECKS
from registry.rows import NOTHING, PatientRows

__all__ = ["EDIT_CHECKS", "EditCheck", "Finding", "Limits", "Severity", "run"]


def run(
    rows: PatientRows,
    checks: Sequence[EditCheck] = EDIT_CHECKS,
    *,
    limits: Mapping[tuple[str, str], Limits] = NOTHING,
) -> tuple[Finding, ...]:
    """Findings in the order of the checks, then of the records.

    rows: one patient's records, drafts too; withdrawn records are not among them.
    limits: hard and soft limits by (entity, field), for the checks L01 and L02.
    A check whose own inputs are absent or unknown finds nothing.
    """
    chart = Chart(rows, limits)
    return tuple(dict.fromkeys(finding for check in checks for finding in check.findings(chart)))
