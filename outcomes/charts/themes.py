"""Colours and line types of all figures: Okabe and Ito's palette, told apart also by dash pattern."""

from dataclasses import dataclass

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
TEXT_SIZE = 12
# Solid first; every pattern differs from its neighbours in print and for the colour-blind.
DASHES: tuple[tuple[int, ...], ...] = (
    (1, 0),
    (7, 3),
    (2, 2),
    (9, 3, 2, 3),
    (12, 4),
    (4, 2),
    (1, 3),
    (14, 3, 4, 3),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """name is part of a figure's address; series are colours in the order in which groups take them."""

    name: str
    paper: str
    ink: str
    quiet: str
    rule: str
    warning: str
    series: tuple[str, ...]

    def colour(self, position: int) -> str:
        return self.series[position % len(self.series)]


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    ink="#1b2730",
    quiet="#52616d",
    rule="#d5dde3",
    warning="#a32a00",
    series=("#0072b2", "#d55e00", "#009e73", "#aa4499", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"),
)
# The darker colours of the palette are lightened, so that each stands 3:1 or better off a dark page.
DARK = Theme(
    name="dark",
    paper="#161d24",
    ink="#dde5eb",
    quiet="#a3b2bf",
    rule="#45525e",
    warning="#ff9d76",
    series=("#56b4e9", "#ff8f3f", "#2fd0a0", "#cc79a7", "#f0e442", "#6d9eff", "#ffffff", "#a0a0a0"),
)

# Of a figure that stands in the page itself, and changes with it.
PAGE = Theme(
    name="page",
    paper="var(--surface)",
    ink="var(--bs-body-color)",
    quiet="var(--muted)",
    rule="var(--line)",
    warning="var(--danger)",
    series=LIGHT.series,
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK)}


def dash(position: int) -> list[int]:
    return list(DASHES[position % len(DASHES)])
