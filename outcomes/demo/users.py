"""One person per role, for trying the registry."""

from collections.abc import Iterable

from registry.models import Role, Site, User

NAMES = {
    Role.COORDINATOR: ("Clara", "Coordinator"),
    Role.INVESTIGATOR: ("Ivo", "Investigator"),
    Role.DATA_MANAGER: ("Dana", "Datamanager"),
    Role.MONITOR: ("Mona", "Monitor"),
    Role.ADMINISTRATOR: ("Adam", "Administrator"),
}


def create_users(sites: Iterable[Site], password: str) -> dict[str, User]:
    """Users named after their roles, at all sites but the administrator; existing ones stay as they are."""
    return {role.value: _create(role, sites, password) for role in Role}


def _create(role: Role, sites: Iterable[Site], password: str) -> User:
    existing = User.objects.filter(username=role.value).first()
    if existing:
        return existing
    first, last = NAMES[role]
    person = User.objects.create_user(
        role.value, password=password, role=role, first_name=first, last_name=last
    )
    if role != Role.ADMINISTRATOR:
        person.sites.set(sites)
    return person
