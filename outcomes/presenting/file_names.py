"""What files of statistics are called: cohort, statistic, groups, choices, data version."""

from outcomes.presenting.blocks import Block


def file_name(block: Block, ending: str) -> str:
    """The name of a file of a computed statistic."""
    assert block.stored
    if block.frozen:
        names = (block.frozen.slug, block.statistic.slug, block.grouping.slug)
        return f"{'_'.join(names)}_sha256-{block.frozen.sha256[:12]}.{ending}"
    parts = (block.cohort.slug, block.statistic.slug, block.grouping.slug, block.chosen.name)
    return f"{'_'.join(part for part in parts if part)}_version-{block.stored.data_version}.{ending}"
