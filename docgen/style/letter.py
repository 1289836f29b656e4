"""The blocks of a letter: the address where a window envelope shows it, the mark of a proposal, the slip to send back.

A C5/6 envelope (229 x 114 mm) as used in Belgium has its window at the right. bpost asks 40 mm free above it, 30 mm
below it and 15 mm beside it. A sheet folded in three has 19 mm of play in width and 15 in height, so only what stands
99 to 190 mm from the left and 40 to 65 mm from the top of the sheet always shows, and whatever stands 80 to 209 mm
from the left and 25 to 80 mm from the top may show. The address stands in the first; nothing else in the second.
"""

from __future__ import annotations

from docgen.style.tables import cell, row, table
from docgen.style.text import Xml, each, p, run
from docgen.style.tokens import AMBER, TEXT_WIDTH, WHITE, dxa

BODY_TOP, TEXT_LEFT = 25, 22  # mm from the edges of the page
ADDRESS_TOP, ADDRESS_LEFT = 45, 110  # where the first line of the address stands
HIDDEN_FROM = 80  # mm: what stands higher may show through the window; left of it in mm too
_SIDE = dxa(HIDDEN_FROM - TEXT_LEFT)
_GAP = dxa(ADDRESS_LEFT - HIDDEN_FROM)
ADDRESS_BLOCK = (_SIDE, _GAP, TEXT_WIDTH - _SIDE - _GAP)
HEIGHT = HIDDEN_FROM - BODY_TOP


def address_block(name: str, lines: str, *side: str) -> Xml:
    """Who gets the letter, in the window; `side` stands left of it. `lines` is the name of a list."""
    address = p("Adres", f"**{{{{ {name} }}}}**") + each("regel", lines, p("Adres", "{{ regel }}"))
    cells = (
        cell("".join(side), ADDRESS_BLOCK[0], padding=(0, 0, 0, 3)),
        cell(p("Lucht"), ADDRESS_BLOCK[1]),
        cell(address, ADDRESS_BLOCK[2], padding=(ADDRESS_TOP - BODY_TOP, 0, 0, 0)),
    )
    return table(ADDRESS_BLOCK, row(*cells, height=HEIGHT), caption="Adres")


def status_mark(words: str, more: str) -> Xml:
    """What a reader must know before anything else, white on amber, under the title."""
    mark = run(f"  {words}  ", bold=True, colour=WHITE, fill=AMBER)
    return p("Merk", mark, f"  {more}")


def choices(*options: str) -> Xml:
    """Boxes to tick, each on its line; they stay with what follows."""
    return Xml("".join(p("Keuze", f"□\t{option}") for option in options))


def reply_slip(heading: str, *content: str, back: str) -> Xml:
    """The part to cut off and hand in: a dashed line, a heading, what to tick, `back` says where it goes."""
    return Xml(p("Kniplijn", back) + p("KopStrook", heading) + "".join(content))


def fill_in(label: str, *, keep_next: bool = True) -> Xml:
    """A line to write on, which stays with what follows it unless told."""
    return p("Schrijflijn", f"{label}\t", keep_next=keep_next)
