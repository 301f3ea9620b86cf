"""Waiting for what another process does, without a fixed sleep."""

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], object], within_seconds: float = 120) -> None:
    """Return as soon as the condition holds; fail when it does not come true in time."""
    deadline = time.monotonic() + within_seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition never came true"
        time.sleep(0.05)
