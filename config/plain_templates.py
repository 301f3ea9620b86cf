"""Pages without the indentation of their templates, which only authors read: a fifth of a large page."""

import re

from django.template.base import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
# Lines of nothing but tags that write nothing themselves, and of comments.
_SILENT = (
    r"(?:\{#(?:(?!#\}).)*#\}"
    r"|\{% *(?:load|if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock)\b(?:(?!%\}).)*%\})"
)
_SILENT_LINES = re.compile(rf"^({_SILENT}+)\n", re.MULTILINE)


def unindented(template: str) -> str:
    """The template without indentation and without the ends of lines that write nothing; words stay apart.

    What stands in `pre` and `textarea` has to be on the line of its tag.
    """
    return _SILENT_LINES.sub(r"\1", _INDENTED.sub("", template))


class Loader(FilesystemLoader):
    """Loads pages unindented; figures and other templates as they are."""

    def get_contents(self, origin: Origin) -> str:
        contents = str(super().get_contents(origin))
        return unindented(contents) if origin.name.endswith(".html") else contents
