"""The folder that holds everything this installation keeps: database, secrets, logs, queued jobs."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.run.console import CannotRun


@dataclass(frozen=True)
class VarFolder:
    path: Path

    @property
    def secret_key(self) -> str:
        """Django's secret key: made once, kept readable by the owner only."""
        return kept_secret(self.path / "secret-key", secrets.token_urlsafe(50))

    @property
    def demo_password(self) -> str:
        """Password of the demo logins: made once, short enough to type, different on every installation."""
        return kept_secret(self.path / "demo-password", "-".join(secrets.token_hex(2) for _ in range(3)))

    @property
    def has_demo_password(self) -> bool:
        """Whether the demo registry was ever loaded here."""
        return (self.path / "demo-password").exists()

    @property
    def redis_folder(self) -> Path:
        return self.path / "redis"

    def log(self, name: str) -> Path:
        return self.path / "log" / f"{name}.log"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second `make run` off the same folder; the kernel lets go however this process ends."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "run.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotRun(f"The registry in {self.path} is running already; stop it first.") from None
            yield


def kept_secret(path: Path, new: str) -> str:
    """The secret in the file, or the new one, written there for the owner's eyes only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{new}\n")
    return new
