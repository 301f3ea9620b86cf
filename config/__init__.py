"""The project: settings, addresses, background jobs, and how it is run. Knows both applications."""

# Tasks find their application by this import: in the web server and in every command, not only in the worker.
from config.celery import app as celery_app

__all__ = ["celery_app"]
