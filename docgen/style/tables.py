"""Tables: cells, rows, loops over them, and the data table that is the default of the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from docgen.style.text import Xml, kept, p
from docgen.style.tokens import INK, LINE, dxa

Side = Literal["top", "left", "bottom", "right", "insideH"]


@dataclass(frozen=True)
class Border:
    """A line: its kind, its width in eighths of a point, its colour."""

    size: int
    colour: str = INK
    kind: str = "single"

    def xml(self, side: str) -> str:
        """The element for one side of a cell or table."""
        return f'<w:{side} w:val="{self.kind}" w:sz="{self.size}" w:space="0" w:color="{self.colour}"/>'


NONE = Border(0, "auto", "nil")
HEAVY, RULE, HAIR, CLOSE = Border(12), Border(6), Border(4, LINE), Border(8)
LONG, LONG_WHEN_TALL = 7, 4  # rows from which a table may be broken over pages
Borders = dict[Side, Border]
Padding = tuple[float, float, float, float]  # mm: top, left, bottom, right


def cell(
    content: str,
    width: int,
    *,
    borders: Borders | None = None,
    fill: str = "",
    padding: Padding | None = None,
    span: int = 1,
    align: str = "",
) -> Xml:
    """One cell; its content is paragraphs."""
    lines = "".join(
        (borders or {})[side].xml(side) for side in ("top", "left", "bottom", "right") if side in (borders or {})
    )
    properties = "".join(
        (
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            f"<w:tcBorders>{lines}</w:tcBorders>" if lines else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
            f"<w:tcMar>{_sides(padding)}</w:tcMar>" if padding else "",
            f'<w:vAlign w:val="{align}"/>' if align else "",
        )
    )
    return Xml(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")


def _sides(padding: Padding) -> str:
    sides = zip(("top", "left", "bottom", "right"), padding, strict=True)
    return "".join(f'<w:{side} w:w="{dxa(mm)}" w:type="dxa"/>' for side, mm in sides)


def row(*cells: str, height: float = 0, header: bool = False, exact: bool = False) -> Xml:
    """One row that is never split over pages; `height` in mm is the least it has, or all it has when `exact`."""
    rule = "exact" if exact else "atLeast"
    properties = "".join(
        (
            "<w:cantSplit/>",
            f'<w:trHeight w:val="{dxa(height)}" w:hRule="{rule}"/>' if height else "",
            "<w:tblHeader/>" if header else "",
        )
    )
    return Xml(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>")


def row_tag(statement: str, widths: Sequence[int]) -> Xml:
    """A `{%tr ... %}` tag in a row of its own."""
    return row(cell(p("Sjabloontag", f"{{%tr {statement} %}}"), sum(widths), span=len(widths)))


def cell_tag(statement: str, width: int) -> Xml:
    """A `{%tc ... %}` tag in a cell of its own."""
    return cell(p("Sjabloontag", f"{{%tc {statement} %}}"), width)


def each_row(name: str, items: str, widths: Sequence[int], *rows: str, noted: bool = False, tall: bool = False) -> Xml:
    """Rows repeated for every item, broken over pages only where that reads well.

    A short table stays whole; in a long one no row stands apart from the others at the foot or the head of a page.
    `noted`: a note follows the table, and the last row keeps with it (in LibreOffice only that of a short table).
    `tall`: rows of many lines make it long sooner.
    """
    whole = "".join(rows)
    last = "loop.revindex < 3" if noted else "loop.revindex == 2"
    keep = f"loop.length < {LONG_WHEN_TALL if tall else LONG} or loop.first or {last}"
    keep = keep if noted else f"not loop.last and ({keep})"
    either = when_row(keep, widths, kept(whole)) + when_row(f"not ({keep})", widths, whole)
    return Xml(row_tag(f"for {name} in {items}", widths) + either + row_tag("endfor", widths))


def whole(*rows: str) -> Xml:
    """Rows that stay on one page."""
    return Xml(kept("".join(rows[:-1])) + rows[-1])


def when_row(condition: str, widths: Sequence[int], *rows: str) -> Xml:
    """Rows that are there only when the condition holds."""
    return Xml(row_tag(f"if {condition}", widths) + "".join(rows) + row_tag("endif", widths))


def table(
    widths: Sequence[int],
    *rows: str,
    caption: str,
    description: str = "",
    borders: Borders | None = None,
    padding: Padding = (0, 0, 0, 0),
) -> Xml:
    """A table of fixed widths; the caption is what a screen reader says, the description what a picture shows."""
    order: tuple[Side, ...] = ("top", "left", "bottom", "right", "insideH")
    lines = "".join((borders or {})[side].xml(side) for side in order if side in (borders or {}))
    header = 1 if "<w:tblHeader/>" in "".join(rows) else 0
    properties = "".join(
        (
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>',
            f"<w:tblBorders>{lines}</w:tblBorders>" if lines else "",
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_sides(padding)}</w:tblCellMar>',
            f'<w:tblLook w:val="{"0020" if header else "0000"}" w:firstRow="{header}" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            f"<w:tblCaption w:val={quoteattr(caption)}/>",
            f"<w:tblDescription w:val={quoteattr(description)}/>" if description else "",
        )
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Xml(f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


@dataclass(frozen=True)
class Column:
    """A column of a data table: its head, its width in dxa, and whether it holds figures."""

    head: str
    width: int
    figures: bool = False


def widths_of(columns: Sequence[Column]) -> list[int]:
    """The widths of the columns."""
    return [column.width for column in columns]


def data_table(columns: Sequence[Column], *rows: str, caption: str, air: float = 1.1) -> Xml:
    """A table with horizontal lines only and a header row that repeats; the first column stands on the margin.

    `air` are the mm above and below the words of a row.
    """
    heads = [
        cell(
            p("Tabelkop", column.head, right=column.figures),
            column.width,
            borders={"top": HEAVY, "bottom": RULE},
            padding=edge_padding(number, len(columns)),
            align="bottom",
        )
        for number, column in enumerate(columns)
    ]
    lines: Borders = {"top": HEAVY, "bottom": CLOSE, "insideH": HAIR}
    return table(
        widths_of(columns),
        row(*heads, header=True),
        *rows,
        caption=caption,
        borders=lines,
        padding=(air, 1.6, air, 1.6),
    )


def data_row(
    columns: Sequence[Column],
    *contents: str,
    total: bool = False,
    align: str = "",
    air: float = 1.1,
) -> Xml:
    """One row of a data table; a content that is no paragraph yet becomes one in the style of the table."""
    top: Borders = {"top": CLOSE} if total else {}
    return row(
        *(
            cell(
                _paragraphs(content, column.figures, total),
                column.width,
                borders=top,
                padding=edge_padding(number, len(columns), air),
                align=align,
            )
            for number, (column, content) in enumerate(zip(columns, contents, strict=True))
        )
    )


def _paragraphs(content: str, figures: bool, bold: bool) -> str:
    if isinstance(content, Xml) and content.startswith("<w:p>"):
        return content
    plain = content if isinstance(content, Xml) or not bold else f"**{content}**"
    return p("Tabeltekst", plain, right=figures)


def edge_padding(number: int, count: int, air: float = 1.1) -> Padding:
    """Padding of a column: none at the margins of the page."""
    return (air, 0 if number == 0 else 1.6, air, 0 if number == count - 1 else 1.6)
