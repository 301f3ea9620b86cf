"""The registry's settings as the tests run with them: nobody's own registry, queue or secrets are touched.

The embedded PostgreSQL starts here, once for all test processes, because the settings must know its address.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.embedded_postgres_server import PostgresServer

TEST_FOLDER = Path(tempfile.mkdtemp(prefix="registry-tests-"))
atexit.register(shutil.rmtree, TEST_FOLDER, ignore_errors=True)

ON_POSTGRES = os.environ.get("REGISTRY_TEST_DATABASE") == "postgres"
IN_FIRST_PROCESS = "PYTEST_XDIST_WORKER" not in os.environ

if ON_POSTGRES and IN_FIRST_PROCESS:
    server = PostgresServer()
    atexit.register(server.stop)
    server.start()
    os.environ["REGISTRY_DATABASE_URL"] = server.url
elif not ON_POSTGRES:
    os.environ["REGISTRY_DATABASE_URL"] = f"sqlite:///{TEST_FOLDER / 'registry.sqlite3'}"
os.environ["REGISTRY_VAR_DIR"] = str(TEST_FOLDER)
os.environ["REGISTRY_REDIS_URL"] = "memory://"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

SECRET_KEY = "a key for the tests alone"
STATIC_ROOT.mkdir()
# Nothing is collected for the tests, so static files are served under their own names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not ON_POSTGRES:
    # A file, as in production: in memory, two connections would not wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FOLDER / "test.sqlite3")}
