"""Results as JSON text: many numbers, written by orjson in a tenth of the time."""

import json
from typing import Any

import orjson


def as_json(value: Any) -> str:
    """JSON of plain data, dataclasses and numpy values. Infinity and NaN become null.

    Numbers are the shortest text that reads back as the same, as Python writes them.
    """
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()


class Written(str):
    """JSON text, to be stored as it is."""


class AsJson(json.JSONEncoder):
    """Writes the values of a column; see `as_json`."""

    def encode(self, o: Any) -> str:
        return o if isinstance(o, Written) else as_json(o)
