"""The publications that statistics cite, in full, and the numbering of those that a text cites."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_KEY = re.compile(r"\d{4};\d+(?:\(\d+\))?:\w?\d+")
_FILE = Path(__file__).with_name("publications.txt")
# Year;volume:page, by which an explanation cites → the reference in full, one a line.
PUBLICATIONS = {_KEY.findall(line)[-1]: line for line in _FILE.read_text(encoding="utf-8").splitlines()}
# Methods that carry their authors' names, for texts that name the method without citing.
NAMED = {
    "Kaplan–Meier": "1958;53:457",
    "log-rank": "1966;50:163",
    "Mantel–Byar": "1974;69:81",
    "Aalen–Johansen": "1978;5:141",
    "Simon–Makuch": "1984;3:35",
    "Gray's test": "1988;16:1141",
}
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
_NAMES = rf"(?:{_NAME}(?:, {_NAME})*(?: and {_NAME}| et al\.)?, )?"
CITATION = re.compile(_NAMES + r"(?:[A-Z]\w* )+(?P<key>\d{4};\d+(?:\(\d+\))?:\w?\d+)(?:–\w?\d+)?")
_BRACKETED = re.compile(r"\((\[\d+\](?:; \[\d+\])*)\)")


@dataclass
class Numbering:
    """Numbers publications in the order in which texts cite them."""

    order: list[str] = field(default_factory=list)

    def numbered(self, text: str) -> str:
        """The text with numbers in brackets for its citations, and after methods named for the first time."""
        own = set(_KEY.findall(text))
        named = "|".join(re.escape(name) for name, key in NAMED.items() if self._is_new(key, own))
        pattern = f"(?P<named>{named})|{CITATION.pattern}" if named else CITATION.pattern
        once: set[str] = set()
        cited = re.sub(pattern, lambda found: self._cited(found, once), text)
        return _BRACKETED.sub(
            lambda found: f"[{found[1].replace('[', '').replace(']', '').replace(';', ',')}]", cited
        )

    def _is_new(self, key: str, own: set[str]) -> bool:
        """Whether a named method has no number yet, and its authors are not cited in the text itself."""
        return key not in own and PUBLICATIONS[key] not in self.order

    def _cited(self, found: re.Match[str], once: set[str]) -> str:
        name = found.groupdict().get("named")
        if not name:
            return f"[{self._number(found['key'], found[0])}]"
        if name in once:
            return name
        once.add(name)
        return f"{name} [{self._number(NAMED[name], name)}]"

    def _number(self, key: str, as_cited: str) -> int:
        full = PUBLICATIONS.get(key, f"{as_cited}.")
        if full not in self.order:
            self.order.append(full)
        return self.order.index(full) + 1

    @property
    def references(self) -> list[str]:
        return [f"{number}. {text}" for number, text in enumerate(self.order, start=1)]


def references_of(texts: tuple[str, ...]) -> list[str]:
    """The publications that the texts cite or whose methods they name, in full."""
    numbering = Numbering()
    for text in texts:
        numbering.numbered(text)
    return list(numbering.order)
