"""Loopback ports: which are free, and what answers on them."""

import errno
import http.client
import socket

from config.run.console import CannotRun

LOOPBACK = "127.0.0.1"


def require_free_port(port: int) -> None:
    """Refuse with one sentence, before anything is started, a port that the web server could not have."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((LOOPBACK, port))
        except PermissionError:
            raise CannotRun(f"Port {port} is reserved for root; use another: make run PORT=8001") from None
        except OSError as refusal:
            if refusal.errno != errno.EADDRINUSE:
                raise
            another = port + 1 if port < 65535 else 8000
            raise CannotRun(
                f"Port {port} is in use by another program; use another: make run PORT={another}"
            ) from None


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind((LOOPBACK, 0))
        return int(candidate.getsockname()[1])


def answers_http(port: int, path: str = "/") -> bool:
    """Whether a web server gives any answer at all, be it a refusal."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
