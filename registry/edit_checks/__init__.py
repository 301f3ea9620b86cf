"""Edit checks of the registry: 84 rules with permanent codes, free of Django."""

from registry.edit_checks.engine import EDIT_CHECKS, EditCheck, Finding, Limits, Severity, run

__all__ = ["EDIT_CHECKS", "EditCheck", "Finding", "Limits", "Severity", "run"]
