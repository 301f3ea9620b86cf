"""Documents as files get them: of every kind of result, and with texts that mean harm."""

from outcomes.presenting.documents import Document
from outcomes.presenting.printed import Cell, Column, Line, PrintedTable, printed
from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.groupings import SALVAGE_LINE
from tests.outcomes.statistics.cohort import random_cohort

COHORT = random_cohort(seed=5, n=60)
RESULTS = {
    (result := one.result(COHORT, by)).kind: result
    for one in CATALOGUE
    for by in (one.groupings[-1], one.groupings[0], *[by for by in one.groupings if by == SALVAGE_LINE])
}
HARMFUL = (
    "=1+1", "+49 30", "-2", "@here", '=HYPERLINK("http://x")', r"\input{/etc/passwd}", "50% & #1_a ^~$x$ {y}",
    "#panic()", "<b>&amp;</b>", "a\x00b\x1f", "x\ry", "≥ 10⁻⁴ m²",
)  # fmt: skip


def document(kind: str) -> Document:
    shown = printed(RESULTS[kind])
    return Document(
        title=f"The statistic {kind}",
        subtitle="cohort: Everybody",
        tables=shown.tables,
        empty="" if shown.tables else shown.empty,
        notes=("Synthetic patients.", "Method: counted. Data version 7."),
        is_synthetic=True,
    )


def harmful() -> Document:
    lines = tuple(Line(text, (Cell(text, text), Cell("3", value=3))) for text in HARMFUL)
    table = PrintedTable("=2+2", "=3+3", (Column("=4+4", "=5+5"), Column("n")), lines)
    return Document("=6+6", r"\end{document}", (table,), "", ("=7+7",), is_synthetic=False)
