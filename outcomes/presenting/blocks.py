"""The cohort page as data: sections of statistics, each with the grouping chosen and its stored result."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict

from outcomes.charts.drawing import UNTIL, WHOLE, WITHOUT, Drawing, groups_drawn, read_drawing
from outcomes.charts.rendering import DRAWN_KINDS, drawn_with_vega, stands_in_page
from outcomes.charts.ticking import ends_of
from outcomes.code_version import code_version
from outcomes.disclosure import PROTECTED, View
from outcomes.models import Cohort, FrozenResult, FrozenVersion, StatisticResult
from outcomes.on_demand import TooManyPatients, computed
from outcomes.presenting.captions import alternative_text
from outcomes.presenting.csv_files import has_points
from outcomes.presenting.rules import rule_text
from outcomes.presenting.summaries import has_synthetic, has_synthetic_frozen
from outcomes.statistics.catalogue import CATALOGUE, SECTIONS, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Choice, Chosen, Option, choose
from outcomes.statistics.results import Result, from_payload

SECTION_TITLES = {
    "flow": "Flow",
    "patients": "Patients",
    "response": "Response",
    "survival": "Survival",
    "regression": "Regression",
    "transplant": "Transplant",
    "safety": "Safety",
    "follow-up": "Follow-up",
}


@dataclass(frozen=True, slots=True)
class OptionField:
    """An option on the page, with the choices offered and the codes chosen."""

    option: Option
    offered: tuple[Choice, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One statistic of a cohort under one grouping; `stored` is None until it has been computed.

    `chosen`: what the reader chose besides; refusal: why a choice was not computed, in words. Whatever is
    shown of the result, in a page, a picture, a file or an answer, is `result`: that of the reader's view.
    frozen: the version of which this is a part; its results are never computed anew. drawing: what of the
    figure is drawn.
    """

    cohort: Cohort
    statistic: Statistic
    grouping: Grouping
    stored: StatisticResult | FrozenResult | None
    chosen: Chosen = NOTHING_CHOSEN
    refusal: str = ""
    view: View = PROTECTED
    frozen: FrozenVersion | None = None
    drawing: Drawing = WHOLE

    @cached_property
    def _stored_result(self) -> Result | None:
        return from_payload(self.stored.payload) if self.stored else None

    @cached_property
    def result(self) -> Result | None:
        """The result as the reader may see it; None where it is not computed, or withheld."""
        return self.view.result(self._stored_result, self.grouping.slug) if self._stored_result else None

    @cached_property
    def is_synthetic(self) -> bool:
        """Whether any of the patients is made up: every file of the block then says so."""
        return has_synthetic_frozen(self.frozen) if self.frozen else has_synthetic(self.cohort)

    @property
    def withheld(self) -> str:
        """Why a result that is computed is not shown, in words."""
        result = self._stored_result
        return self.view.refusal_of(result, self.grouping.slug) if result else ""

    @property
    def template(self) -> list[str]:
        """The template of the kind where it has one of its own, else the one that all share."""
        assert self.result
        return [f"outcomes/results/{self.result.kind}.html", "outcomes/results/result.html"]

    @property
    def is_drawn(self) -> bool:
        return bool(self.result and self.result.kind in DRAWN_KINDS)

    @property
    def is_interactive(self) -> bool:
        return bool(self.result and drawn_with_vega(self.result))

    @property
    def stands_in_page(self) -> bool:
        """Whether its figure is a part of the page, in which counts lead to their patients."""
        return bool(self.result and stands_in_page(self.result))

    @property
    def is_over_time(self) -> bool:
        """Whether its figure may end before all of follow-up does."""
        return bool(self.result and ends_of(self.result))

    @property
    def has_points(self) -> bool:
        return bool(self.result and has_points(self.result))

    @property
    def alternative_text(self) -> str:
        return alternative_text(self.statistic.title, self.result) if self.result else ""

    @property
    def stamp(self) -> str:
        """Names the result as shown: another view has another name, as has a result computed anew."""
        if not self.stored:
            return "none"
        names = (
            self.cohort.pk,
            self.statistic.slug,
            self.grouping.slug,
            self.chosen.name,
            self.view.name,
            self.drawing.name,
            f"frozen{self.frozen.pk}" if self.frozen else "",
        )
        return f"{'-'.join(map(str, names))}-{self._state}"

    @property
    def _state(self) -> str:
        """When the result was computed; of one computed on demand, when the cohort was, and the data version.

        Each process computes such a result at a moment of its own, but they are one and the same.
        """
        assert self.stored
        if self.chosen.is_default or not self.cohort.computed_at:
            return f"{self.stored.computed_at:%Y%m%d%H%M%S%f}"
        return f"{self.cohort.computed_at:%Y%m%d%H%M%S%f}-{self.stored.data_version}"

    @property
    def fields(self) -> list[OptionField]:
        """What can be chosen besides the grouping, with what is chosen now; nothing of what is frozen."""
        return (
            []
            if self.frozen
            else [
                OptionField(option, offered, self.chosen.codes(option))
                for option in self.statistic.options
                if (offered := option.offered(self.grouping))
            ]
        )

    @property
    def drawn_groups(self) -> list[tuple[int, str]]:
        """Groups that the figure may leave out, with their places; none where there are not several."""
        names = groups_drawn(self.result) if self.result and not self.frozen else ()
        return list(enumerate(names)) if len(names) > 1 else []

    @property
    def drawn_ends(self) -> list[int]:
        """Months at which the figure may end, with that which is chosen; none where it is not over time."""
        ends = ends_of(self.result) if self.result and not self.frozen else []
        return sorted({*ends, self.drawing.until or ends[0]}) if ends else []

    @property
    def is_at_default(self) -> bool:
        return self.chosen.is_default and self.drawing.is_default

    @property
    def rule(self) -> str:
        """Whom the cohort takes in, or took in when it was frozen."""
        return self.frozen.rule_text if self.frozen else rule_text(self.cohort)

    @property
    def code_version(self) -> str:
        return self.frozen.code_version if self.frozen else code_version()

    @property
    def explanation(self) -> tuple[str, ...]:
        """Paragraphs on what is measured and how."""
        method = self.result.method if self.result else ""
        texts = (*self.statistic.explanation.split("\n\n"), method)
        return tuple(" ".join(text.split()) for text in texts if text)


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    blocks: list[Block]


def sections_of(cohort: Cohort, query: QueryDict, view: View, side: str = "") -> list[Section]:
    """All statistics of a cohort as a view shows them.

    The query maps statistics to groupings ("mrd=site"), and options of statistics to choices
    ("mrd.option=choice"); what it does not name, or names wrongly, is at its default. side: what
    stands before a statistic in the names of what is drawn of it, where a page has two cohorts ("a.mrd").
    """
    blocks = list(_blocks(cohort, query, view, side))
    return [
        Section(slug, SECTION_TITLES[slug], [block for block in blocks if block.statistic.section == slug])
        for slug in SECTIONS
    ]


def _blocks(cohort: Cohort, query: QueryDict, view: View, side: str) -> Iterator[Block]:
    groupings = {statistic.slug: grouping_of(statistic, query) for statistic in CATALOGUE}
    wanted = Q()
    for slug, grouping in groupings.items():
        wanted |= Q(statistic=slug, grouping=grouping.slug)
    stored = {result.statistic: result for result in StatisticResult.objects.filter(wanted, cohort=cohort)}
    for statistic in CATALOGUE:
        grouping = groupings[statistic.slug]
        chosen = _choice(statistic, grouping, query)
        block = block_of(cohort, statistic, grouping, chosen, stored.get(statistic.slug), view)
        yield replace(block, drawing=drawing_on_page(statistic, query, side))


def block_of(
    cohort: Cohort,
    statistic: Statistic,
    grouping: Grouping,
    chosen: Chosen,
    stored: StatisticResult | None,
    view: View,
) -> Block:
    """The block under a choice: as stored at the default, else computed now."""
    if chosen.is_default or stored is None:
        return Block(cohort, statistic, grouping, stored, chosen, view=view)
    try:
        now = computed(cohort, statistic, grouping, chosen)
        return Block(cohort, statistic, grouping, now, chosen, view=view)
    except TooManyPatients as refused:
        return Block(cohort, statistic, grouping, stored, refusal=str(refused), view=view)


def _choice(statistic: Statistic, grouping: Grouping, query: QueryDict) -> Chosen:
    names = {option.slug: f"{statistic.slug}.{option.slug}" for option in statistic.options}
    given = {slug: query.getlist(name) for slug, name in names.items() if name in query}
    try:
        return choose(statistic.options, grouping, given)
    except ValueError:
        return Chosen(statistic.options)


def drawing_on_page(statistic: Statistic, query: QueryDict, side: str = "") -> Drawing:
    """What of a figure is drawn by the address of a page ("mrd.until=36"); all where that cannot be read."""
    given = {name: query.getlist(f"{side}{statistic.slug}.{name}") for name in (UNTIL, WITHOUT)}
    try:
        return read_drawing(given)
    except ValueError:
        return WHOLE


def grouping_of(statistic: Statistic, query: QueryDict) -> Grouping:
    wanted = query.get(statistic.slug)
    return next((one for one in statistic.groupings if one.slug == wanted), statistic.groupings[0])
