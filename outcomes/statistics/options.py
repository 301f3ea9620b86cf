"""What a reader may choose of a statistic besides its groups: few named choices, checked before use.

Every statistic lists its options; each option lists its choices, so that all that can be asked for can be
enumerated. With nothing chosen a statistic is what is computed at every refresh and stored. Other choices are
computed when somebody asks for them. A choice has a name, which stands in addresses, names of files and CSV.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from outcomes.statistics.groupings import OVERALL, Grouping
from outcomes.statistics.results import Result


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `default` are codes of `choices`; `several` allows more than one, or none.

    An option that `compares` concerns the comparison of groups: it is not offered where there are none, and
    the grouping itself is then no choice.
    """

    slug: str
    title: str
    choices: tuple[Choice, ...]
    default: tuple[str, ...]
    several: bool = False
    compares: bool = False
    note: str = ""

    def offered(self, grouping: Grouping) -> tuple[Choice, ...]:
        """The choices that make sense under a grouping; none where the option does not apply."""
        if not self.compares:
            return self.choices
        if grouping.slug == OVERALL.slug or not grouping.is_comparable:
            return ()
        return tuple(choice for choice in self.choices if choice.code != grouping.slug)

    def read(self, given: Sequence[str], grouping: Grouping) -> tuple[str, ...]:
        """The codes chosen, in the order of the choices. ValueError, in words, for what is not offered.

        Several codes come one by one or separated by commas or full stops; an empty text chooses none.
        """
        codes = [code for text in given for code in text.replace(".", ",").split(",") if code]
        offered = [choice.code for choice in self.offered(grouping)]
        unknown = [code for code in codes if code not in offered]
        if unknown:
            raise ValueError(f"“{unknown[0][:40]}” is not a choice of “{self.title}”.")
        if not self.several and len(set(codes)) != 1:
            raise ValueError(f"“{self.title}” takes one choice.")
        return tuple(code for code in offered if code in codes)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen of the options of one statistic. `values` holds only what differs from the default.

    only_numbers: nobody looks at the curves, which are left empty. part_of: the result of all patients, where
    only a part of them is counted: what depends on all of them is as it is there, and nothing is estimated.
    at_risk_at: months besides the ticks at which those at risk are counted.
    """

    options: tuple[Option, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    only_numbers: bool = False
    part_of: Result | None = None
    at_risk_at: tuple[float, ...] = ()

    def without_curves(self) -> "Chosen":
        return replace(self, only_numbers=True)

    def of_part(self, whole: Result, at_risk_at: float | None = None) -> "Chosen":
        months = () if at_risk_at is None else (at_risk_at,)
        return replace(self, only_numbers=True, part_of=whole, at_risk_at=months)

    def codes(self, option: Option) -> tuple[str, ...]:
        return self.values.get(option.slug, option.default)

    def code(self, option: Option) -> str:
        """The code of an option that takes one choice."""
        return self.codes(option)[0]

    @property
    def is_default(self) -> bool:
        return not self.values

    @property
    def name(self) -> str:
        """Names the choice in files and caches: "strata-site_rates-6.12"; "" at the default."""
        return "_".join(f"{slug}-{'.'.join(codes) or 'none'}" for slug, codes in self._in_order())

    def under(self, grouping: Grouping) -> "Chosen":
        """The same choices as far as another grouping offers them."""
        kept = {}
        for option in self.options:
            offered = {choice.code for choice in option.offered(grouping)}
            if option.slug in self.values and offered.issuperset(self.values[option.slug]) and offered:
                kept[option.slug] = self.values[option.slug]
        return Chosen(self.options, MappingProxyType(kept))

    def query(self) -> dict[str, str]:
        """The choice as parameters of an address, from which `choose` reads it again."""
        return {slug: ".".join(codes) for slug, codes in self._in_order()}

    def _in_order(self) -> list[tuple[str, tuple[str, ...]]]:
        slugs = (option.slug for option in self.options)
        return [(slug, self.values[slug]) for slug in slugs if slug in self.values]


NOTHING_CHOSEN = Chosen()


def choose(options: Sequence[Option], grouping: Grouping, given: Mapping[str, Sequence[str]]) -> Chosen:
    """Read what was given for some of the options. ValueError, in words, for what is not offered."""
    read = {
        option.slug: option.read(given[option.slug], grouping) for option in options if option.slug in given
    }
    differing = {
        option.slug: read[option.slug]
        for option in options
        if option.slug in read and read[option.slug] != option.default
    }
    return Chosen(tuple(options), MappingProxyType(differing))
