"""Text that every format can hold."""

import re

# XML, and so every office format, has no place for these.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without control characters."""
    return _CONTROLS.sub("", text)
