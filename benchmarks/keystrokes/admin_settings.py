"""The registry's settings with Django's admin over the same models, for the count alone."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = ["django.contrib.admin", *INSTALLED_APPS]
# The admin writes styles into its pages, which the registry's own policy rightly forbids.
MIDDLEWARE = [name for name in MIDDLEWARE if name != "csp.middleware.CSPMiddleware"]
ROOT_URLCONF = "benchmarks.keystrokes.admin_urls"
DEBUG = True
