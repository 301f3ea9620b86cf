"""The page of a frozen version as data: the same blocks as a cohort's, filled from what was frozen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404, QueryDict

from outcomes.disclosure import View
from outcomes.models import FrozenResult, FrozenVersion
from outcomes.presenting.blocks import SECTION_TITLES, Block, Section, drawing_on_page, grouping_of
from outcomes.statistics.catalogue import CATALOGUE, SECTIONS, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.versions.canonical import digest, digest_of_lines, row_line


def sections_of_version(version: FrozenVersion, query: QueryDict, view: View) -> list[Section]:
    """All frozen statistics as a view shows them; the query maps statistics to groupings."""
    blocks = list(_blocks(version, query, view))
    sections = [
        Section(slug, SECTION_TITLES[slug], [b for b in blocks if b.statistic.section == slug])
        for slug in SECTIONS
    ]
    return [section for section in sections if section.blocks]


def _blocks(version: FrozenVersion, query: QueryDict, view: View) -> Iterator[Block]:
    chosen = {statistic.slug: grouping_of(statistic, query) for statistic in CATALOGUE}
    stored = {
        result.statistic: result
        for result in version.results.select_related("version")
        if result.statistic in chosen and result.grouping == chosen[result.statistic].slug
    }
    for statistic in CATALOGUE:
        if result := stored.get(statistic.slug):
            block = _block(version, statistic, chosen[statistic.slug], result, view)
            yield replace(block, drawing=drawing_on_page(statistic, query))


def frozen_block(version: FrozenVersion, statistic: Statistic, grouping: Grouping, view: View) -> Block:
    """One frozen statistic; Http404 for one that was not offered when the version was frozen."""
    results = version.results.select_related("version")
    result = results.filter(statistic=statistic.slug, grouping=grouping.slug).first()
    if result is None:
        raise Http404("This is not in the version.")
    return _block(version, statistic, grouping, result, view)


def _block(
    version: FrozenVersion, statistic: Statistic, grouping: Grouping, result: FrozenResult, view: View
) -> Block:
    return Block(version.cohort, statistic, grouping, result, view=view, frozen=version)


@dataclass(frozen=True, slots=True)
class Seal:
    """Whether what is stored still gives the digests of the manifest, and the manifest its hash.

    unknown: frozen statistics that the catalogue of today does not have any more, and the page cannot show.
    """

    is_whole: bool
    unknown: list[str]


def seal_of(version: FrozenVersion) -> Seal:
    """Hash everything that is stored of a version again."""
    manifest = json.loads(version.manifest)
    lines = (row_line(row.registry_id, row.regimen_id, row.values) for row in version.regimens.iterator())
    results = {f"{one.statistic}/{one.grouping}": digest(one.text) for one in version.results.iterator()}
    is_whole = (
        digest(version.manifest) == version.sha256
        and manifest["results"] == results
        and manifest["rows"] == digest_of_lines(lines)
    )
    offered = {f"{one.slug}/{grouping.slug}" for one in CATALOGUE for grouping in one.groupings}
    return Seal(is_whole, sorted(results.keys() - offered))
