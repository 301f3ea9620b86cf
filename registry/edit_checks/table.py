"""Every edit check of the registry, in the order in which findings are listed."""

from registry.edit_checks.definition import EditCheck

EDIT_CHECKS: tuple[EditCheck, ...] = ()
