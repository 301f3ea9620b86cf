"""A statistic as LaTeX: tables with booktabs' three lines, as a document and as a part to be input.

Every text is escaped, so that nothing in it is a command. Both files compile with pdfLaTeX, XeLaTeX and
LuaLaTeX.
"""

import re

from outcomes.files.text import clean
from outcomes.presenting.documents import Document
from outcomes.presenting.printed import Cell, Column, Line, PrintedTable
from outcomes.presenting.synthetic import SYNTHETIC

CONTENT_TYPE = "application/x-tex; charset=utf-8"
PACKAGES = ("booktabs", "longtable", "array", "amsmath", "textcomp")
MOST_UPRIGHT = 6
STUB_SHARE = 0.27
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}", '"': r"\textquotedbl{}",
    "≥": r"$\geq$", "≤": r"$\leq$", "−": "$-$", "×": r"$\times$", "±": r"$\pm$", "→": r"$\to$",
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\dots{}",
    "·": r"\textperiodcentered{}", "µ": r"\textmu{}", "\u00a0": "~", "\u202f": r"\,",
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")


def escaped(text: str) -> str:
    """The text as LaTeX prints it, whatever it holds."""
    joined = " ".join(clean(text).split(" "))
    parts, at = [], 0
    for found in _RAISED.finditer(joined):
        parts += [_plain(joined[at : found.start()]), f"$^{{{found[0].translate(_SUPERSCRIPTS)}}}$"]
        at = found.end()
    return "".join([*parts, _plain(joined[at:])])


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in re.sub(r"[\r\n\t]+", " ", text))


def whole_file(document: Document) -> str:
    """A document of its own, with the part in it."""
    is_wide = max((len(table.columns) for table in document.tables), default=0) > MOST_UPRIGHT
    shape = "a4paper,landscape,margin=2cm" if is_wide else "a4paper,margin=2cm"
    return "\n".join(
        [
            r"\documentclass[10pt]{article}",
            r"\usepackage{iftex}",
            r"\iftutex\usepackage{fontspec}\else\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\fi",
            rf"\usepackage[{shape}]{{geometry}}",
            *(rf"\usepackage{{{name}}}" for name in PACKAGES),
            *_mark(document),
            r"\begin{document}",
            part(document),
            r"\end{document}",
            "",
        ]
    )


def _mark(document: Document) -> list[str]:
    if not document.is_synthetic:
        return []
    return [
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}",
        r"\fancyhead[R]{\textbf{Synthetic patients}}\fancyfoot[C]{\thepage}",
    ]


def part(document: Document) -> str:
    """The tables and notes alone, for \\input into a manuscript."""
    packages = ", ".join(PACKAGES)
    lines = [f"% Input into a document that uses the packages {packages}."]
    lines += [f"% {SYNTHETIC}"] if document.is_synthetic else []
    lines += [r"\begingroup\footnotesize\setlength{\tabcolsep}{3pt}\setlength{\LTcapwidth}{\linewidth}"]
    for table in document.tables:
        lines += [_table(document, table), ""]
    for note in ([document.empty] if document.empty else []) + list(document.notes):
        lines += [rf"\noindent {escaped(note)}\par\smallskip"]
    return "\n".join([*lines, r"\endgroup"])


def _table(document: Document, table: PrintedTable) -> str:
    caption = f"{document.title}, {document.subtitle}. {table.heading}."
    head = " & ".join([escaped(table.stub), *(_heading(column) for column in table.columns)])
    width = 1 + len(table.columns)
    return "\n".join(
        [
            rf"\begin{{longtable}}{{@{{}}{_columns(table)}@{{}}}}",
            rf"\caption{{{escaped(caption)}}}\\",
            r"\toprule",
            rf"{head} \\",
            r"\midrule",
            r"\endfirsthead",
            rf"\multicolumn{{{width}}}{{@{{}}l@{{}}}}{{\itshape (continued)}}\\",
            r"\toprule",
            rf"{head} \\",
            r"\midrule",
            r"\endhead",
            r"\bottomrule",
            r"\endfoot",
            *(rf"{_line(line, width)} \\" for line in table.lines),
            r"\end{longtable}",
        ]
    )


def _columns(table: PrintedTable) -> str:
    """The label's column, then the others of one width; text may break within each."""
    share = (1 - STUB_SHARE) / max(len(table.columns), 1)
    sides = [
        "raggedright",
        *("raggedleft" if column.is_number else "raggedright" for column in table.columns),
    ]
    shares = [STUB_SHARE, *(share for _ in table.columns)]
    return "".join(
        rf">{{\{side}\arraybackslash}}p{{\dimexpr {width:.4f}\linewidth-2\tabcolsep\relax}}"
        for side, width in zip(sides, shares, strict=True)
    )


def _heading(column: Column) -> str:
    return escaped(column.whole)


def _line(line: Line, width: int) -> str:
    label = escaped(f"{line.label} ({line.note})" if line.note else line.label)
    if line.is_indented:
        label = rf"\hspace*{{1em}}{label}"
    if line.is_heading:
        label = rf"\textbf{{{label}}}"
    if not line.cells:
        return rf"\multicolumn{{{width}}}{{@{{}}l@{{}}}}{{{label}}}"
    return " & ".join([label, *(_cell(cell) for cell in line.cells)])


def _cell(cell: Cell) -> str:
    # A row must not begin with a bracket: LaTeX would take it for an option of the line before.
    return f"{{{escaped(cell.whole)}}}" if cell.whole else ""
