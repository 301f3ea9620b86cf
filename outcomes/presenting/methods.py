"""The methods of a whole page in a journal's words, put together from what was computed."""

import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from outcomes.code_version import code_version
from outcomes.presenting.blocks import Block, Section
from outcomes.presenting.references import Numbering
from outcomes.presenting.synthetic import SYNTHETIC

LIBRARIES = ("pandas", "numpy", "scipy")
MISSING = (
    "Missing values are never imputed: percentages refer to the patients for whom a value is known, and "
    "those without are counted beside them.",
    "Patients whose response was never assessed stay in the denominator as patients without response.",
)
DATES = (
    "A date of which a part is unknown is first narrowed by the order of events and then set: an unknown "
    "day to the 15th (start of treatment: the 1st; end of treatment: the last day of the month), an unknown "
    "month to 30 June (death: the middle of what is possible); a start or end of treatment without month is "
    "not used.",
    "Every date so set is flagged, and nobody is censored at the day of analysis.",
)
TESTS = (
    "Tests are two-sided, without adjustment for multiplicity; no P value is given where a group has fewer "
    "than ten patients. Analyses of subgroups are exploratory.",
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Methods:
    """paragraphs cite by number; references are numbered so. mark: said first where patients are made up."""

    paragraphs: tuple[Paragraph, ...]
    references: tuple[str, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        """All of it as plain text, to be pasted."""
        parts = [self.mark] if self.mark else []
        parts += [f"{one.title}. {one.text}" for one in self.paragraphs]
        listed = ["References", *self.references] if self.references else []
        return "\n\n".join([*parts, "\n".join(listed)]).strip() + "\n"


def methods_of(sections: Sequence[Section], rule: str, *, is_synthetic: bool = False) -> Methods:
    """The methods of the statistics that have results; a sentence stands where it is first needed, once."""
    blocks = [block for section in sections for block in section.blocks if block.result]
    seen: set[str] = set()
    paragraphs = [Paragraph("Cohort", f"{rule} Each analysis says whom it leaves out, and why.")]
    for section in sections:
        paragraphs += _paragraph(section.title, _new(_sentences_of(section), seen))
    paragraphs += _paragraph("Estimation", _new(_estimation(blocks), seen))
    paragraphs += _paragraph("Tests", TESTS)
    paragraphs += _paragraph("Missing data and dates", (*MISSING, *DATES))
    paragraphs += _paragraph("Data and software", _software(blocks))
    numbering = Numbering()
    cited = tuple(Paragraph(one.title, numbering.numbered(one.text)) for one in paragraphs)
    return Methods(cited, tuple(numbering.references), SYNTHETIC if is_synthetic else "")


def _paragraph(title: str, texts: Iterable[str]) -> list[Paragraph]:
    text = " ".join(texts)
    return [Paragraph(title, text)] if text else []


def _new(texts: Iterable[str], seen: set[str]) -> Iterator[str]:
    for text in texts:
        if text not in seen:
            seen.add(text)
            yield text


def _sentences_of(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.result:
            first, *others = _sentences(block.statistic.explanation)
            yield (
                f"{block.statistic.title}: {first[:1].lower()}{first[1:]}"
                if _begins_plainly(first)
                else f"{block.statistic.title}: {first}"
            )
            yield from others


def _begins_plainly(sentence: str) -> bool:
    """Whether the first word may lose its capital: no abbreviation, and nobody's name."""
    return sentence[1:2].islower() or sentence[1:2] == " "


def _estimation(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.result:
            yield from _sentences(block.result.method)


def _software(blocks: Sequence[Block]) -> Iterator[str]:
    stored = [block.stored for block in blocks if block.stored]
    if stored:
        newest = max(stored, key=lambda one: one.computed_at)
        yield f"Data version {newest.data_version:,} of {newest.computed_at:%-d %B %Y}."
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield (
        f"Derived values and statistics: R/R ALL registry, code version {code_version()}, on Python "
        f"{platform.python_version()} with {libraries}."
    )


def _sentences(text: str) -> list[str]:
    joined = " ".join(text.split())
    return _BETWEEN_SENTENCES.split(joined) if joined else []
