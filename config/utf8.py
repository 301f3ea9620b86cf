"""Requests are in UTF-8, whatever they say.

Django decodes a request as it asks to be: by a codec that is none of text it fails before any page, and by
UTF-7 it makes halves of characters that no database stores.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
_CHARSET = re.compile(r';\s*charset\s*=\s*("[^"]*"|[^;]*)', re.IGNORECASE)


def read_as_utf8(application: Application) -> Application:
    """The application, which does not hear what encoding a request names."""

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return answered
