"""Background jobs, over a broker that may be down or hang without anybody's saving having to wait for it.

Nothing depends on a job arriving: pending work stands in the database, and the sweep finds what a lost
wake-up left.
"""

import os
import signal

from celery import Celery
from celery.signals import worker_process_init

from config.run.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Sums by many threads differ in their last digits, and threads that wait take time from others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SWEEP_EVERY_SECONDS = 5.0
CLEARED_EVERY_SECONDS = 3600.0

# A broker that hangs is worse than one that is gone: every step of a publish is bounded, and none is tried
# again, so that a save made while Redis is gone waits for nothing, and while it hangs for about a second.
BROKER_TRANSPORT = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1.0,
    "max_retries": 0,
    # A job of a worker that was killed whole comes back after this long; no job is expected to run longer.
    "visibility_timeout": 600,
}

app = Celery("registry")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    # Logging is set once, in the settings.
    worker_hijack_root_logger=False,
    # A job is acknowledged when it is done, and put back when its process died: it may run twice, not never.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_publish_retry=False,
    broker_transport_options=BROKER_TRANSPORT,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    beat_schedule={
        "sweep": {
            "task": "outcomes.tasks.sweep",
            "schedule": SWEEP_EVERY_SECONDS,
            # Sweeps that nobody took must not pile up while the workers are away.
            "options": {"expires": SWEEP_EVERY_SECONDS},
        },
        "old answers": {
            "task": "registry.tasks.forget_old_answers",
            "schedule": CLEARED_EVERY_SECONDS,
            "options": {"expires": CLEARED_EVERY_SECONDS},
        },
    },
    timezone="UTC",
)
app.autodiscover_tasks()


def broker_of_the_settings() -> dict[str, str]:
    """Read when the first job is sent: the settings live in the package that imports this module."""
    from django.conf import settings

    return {"broker_url": settings.REDIS_URL}


app.add_defaults(broker_of_the_settings)


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """A pool process must not go on alone after its worker was killed."""
    die_with_parent(os.getppid(), signal.SIGKILL)
