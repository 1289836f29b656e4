"""Fields to fill in on screen: Word's content controls, each with a tag by which docgen reads it back.

The look is that of the paragraph (style Invulregel): LibreOffice drops the look of a placeholder's own run. While
nothing is chosen the field shows a sentence that also works on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docgen.style.tables import Border, cell, row, table
from docgen.style.text import Xml, p, when
from docgen.style.tokens import INK, MIST, WHITE

LOCKED = '<w:lock w:val="sdtContentLocked"/>'
TEXT = '<w:text w:multiLine="1"/>'
DATE = (
    '<w:date><w:dateFormat w:val="dddd d MMMM yyyy"/><w:lid w:val="nl-BE"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
ABOVE, BELOW, BETWEEN = Border(24, INK), Border(8, INK), Border(6, WHITE)
PADDING = (1.2, 3.0, 1.2, 2.0)


def dropdown(items: Sequence[str] = (), *, each: str = "") -> str:
    """A list to choose from: fixed items, and with `each` one for every entry of a list in the data."""
    names = [*items, *([f"{{% for keuze in {each} %}}{{{{ keuze }}}}{{% endfor %}}"] if each else [])]
    entries = "".join(f"<w:listItem w:displayText={quoteattr(name)} w:value={quoteattr(name)}/>" for name in names)
    return f"<w:dropDownList>{entries}</w:dropDownList>"


def control(tag: str, alias: str, kind: str, text: str, *, empty: bool = False, locked: bool = False) -> Xml:
    """One control inside a paragraph; `empty`: its text only says what to do there."""
    properties = "".join(
        (
            f"<w:alias w:val={quoteattr(alias)}/><w:tag w:val={quoteattr(tag)}/>",
            '<w:id w:val="1"/>',  # the merge engine numbers every copy
            LOCKED if locked else "",
            "<w:showingPlcHdr/>" if empty else "",
            kind,
        )
    )
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return Xml(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>")


def stamp(mark: tuple[str, str], text: str) -> Xml:
    """Text that says what a page is about, in a control that cannot be changed: read back, never filled in."""
    return control(*mark, "<w:text/>", text, locked=True)


@dataclass(frozen=True)
class Asked:
    """How a paper asks for one column: the words above the field, and what it says while nothing is chosen."""

    label: str
    empty: str


ASKED: Mapping[str, Asked] = {
    "Uitslag": Asked("Uitslag", "Kies een uitslag ↓"),
    "Geldig tot": Asked("Geldig tot en met", "Kies een datum ↓"),
    "Bekrachtigd op": Asked("Bekrachtigd op", "nog niet ↓"),
    "Voorwaarde": Asked("Voorwaarde, als die er is", "Schrijf hier de voorwaarde"),
    "Elementen": Asked("Motivering in gewone woorden", "Schrijf hier waarom, vanuit wat de leerling nodig heeft"),
    "Besluit": Asked("Besluit", "Schrijf hier het besluit"),
    "Wie": Asked("Wie volgt op", "Kies wie opvolgt ↓"),
    "Wat": Asked("Wat doet die", "Schrijf hier de afspraak"),
    "Tegen": Asked("Tegen", "Kies een datum ↓"),
    "Interne overwegingen": Asked("Interne overweging", "Schrijf hier, of laat leeg"),
    "Stemming": Asked("Stemming", "consensus, of voor 8, tegen 1"),
    "Niet meegestemd": Asked("Stemde niet mee (codes)", "Schrijf hier, of laat leeg"),
}
"""Per column of a point how its field is known: `readback` finds it by these words when a program lost the tag."""


def council_mark(council: str, year: str) -> tuple[str, str]:
    """Tag and name of the mark of a whole paper: of which council, in which school year."""
    return f"docgen|klassenraad|{council}|{year}", f"Klassenraad {council}, schooljaar {year}"


def point_mark(number: str, about: str) -> tuple[str, str]:
    """Tag and name of the mark of one point: its number, and whom it is about."""
    return f"{number}|Over wie|{about}", f"Punt {number} over {about}"


def field_mark(number: str, column: str) -> tuple[str, str]:
    """Tag and name of one field: the number of its point, and the column it fills."""
    return f"{number}|{column}", f"{column} van punt {number}"


@dataclass(frozen=True)
class Field:
    """One field of a point: the column it fills, how it is chosen, and the words behind its label.

    `value` is the name in the template that holds what is known already, `shown` how it is printed.
    """

    column: str
    kind: str
    value: str
    shown: str
    more: str = ""

    def paragraphs(self, number: str) -> Xml:
        """The label, and the field with its value or with what to do; `number` is the tag of the point's number."""
        asked = ASKED[self.column]
        tag, alias = field_mark(f"{{{{ {number} }}}}", self.column)
        filled = p("Invulregel", control(tag, alias, self.kind, self.shown))
        waiting = p("Invulregel", control(tag, alias, self.kind, asked.empty, empty=True))
        return Xml(p("Etiket", asked.label + self.more) + when(self.value, filled, otherwise=(waiting,)))


def decision_fields(
    widths: Sequence[int], head: str, number: str, rows: Sequence[Sequence[tuple[Field, int]]], caption: str
) -> Xml:
    """The fields of one point on a ground of their own, under a head; each with the number of columns it spans."""
    made = [row(_cell(p("Tabelkop", head), widths, 0, len(widths), top=True), header=True)]
    for index, fields in enumerate(rows):
        start, cells = 0, []
        for field, span in fields:
            cells.append(_cell(field.paragraphs(number), widths, start, span, last=index == len(rows) - 1))
            start += span
        made.append(row(*cells))
    return table(widths, *made, caption=caption)


def _cell(content: str, widths: Sequence[int], start: int, span: int, *, top: bool = False, last: bool = False) -> Xml:
    borders = {"top": ABOVE, "bottom": BETWEEN} if top else {"bottom": BELOW if last else BETWEEN}
    width = sum(widths[start : start + span])
    return cell(content, width, borders=borders, fill=MIST, padding=PADDING, span=span)  # type: ignore[arg-type]
