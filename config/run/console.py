"""What the person at the terminal is told: short sentences, one a line."""

import sys


class CannotRun(Exception):
    """The registry cannot run; the message is one sentence that says what to do."""


def say(sentence: str = "") -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
