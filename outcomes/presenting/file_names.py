"""What files of statistics are called: cohort, statistic, groups, choices, data version."""

from outcomes.charts.rendering import FIGURE_ENDINGS
from outcomes.presenting.blocks import Block


def file_name(block: Block, ending: str) -> str:
    """The name of a file of a computed statistic."""
    assert block.stored
    drawn = block.drawing.name if ending in FIGURE_ENDINGS else ""
    of = block.frozen.slug if block.frozen else block.cohort.slug
    parts = (of, block.statistic.slug, block.grouping.slug, block.chosen.name, drawn)
    state = f"sha256-{block.frozen.sha256[:12]}" if block.frozen else f"version-{block.stored.data_version}"
    return f"{'_'.join(part for part in parts if part)}_{state}.{ending}"
