"""What every page shows: where one is, and where one may go."""

from typing import Any

from django.http import HttpRequest

from registry.access import may


def navigation(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    places = [
        ("home", "Home", "view_patient"),
        ("patients", "Patients", "view_patient"),
        ("queries", "Queries", "view_patient"),
        ("double-entry", "Double entry", "view_double_entry"),
        ("cohorts", "Cohorts", "view_statistics"),
        ("replication", "Replication", "view_statistics"),
        ("sites", "Sites", "manage_sites"),
    ]
    return {"places": [(name, title) for name, title, action in places if may(user, action)]}
