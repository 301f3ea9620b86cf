"""The web application, as gunicorn finds it."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from config.utf8 import read_as_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = read_as_utf8(get_wsgi_application())
# Every view is loaded now, not while the first visitor waits.
import_module("config.urls")
