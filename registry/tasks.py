"""What the registry clears away by itself."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from registry.actions import keeping


@shared_task
def forget_old_answers() -> int:
    """Let go of old unsaved answers, and of ended sessions, in which answers may wait for a login."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return keeping.forget_old()
