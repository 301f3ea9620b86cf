"""Prints the count for Django's admin; the registry's own is printed by its browser test."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Playwright keeps an event loop running, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django

django.setup()

from benchmarks.keystrokes import admin  # noqa: E402

if __name__ == "__main__":
    strokes, loads = admin.count()
    sys.stdout.write(f"Django admin: {strokes:,} keystrokes, {loads} page loads for one whole patient\n")
