"""Python that counts, while a part is written, what stands in the cells of rows that must stay whole on one page.

To look for rows that grew too tall, `tall` reads a whole part again, and hardly any part has one. A cell with few
letters, paragraphs and line breaks is low whatever it says: only when a cell has many, `tall` has to look. What is
counted here is never below what `tall` counts, so that `tall` alone decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.merge.tall import LINES, letters_in
from docgen.merge.woven import Level

_EVENT = re.compile(rb'<w:cantSplit|<w:tc>(?:<w:tcPr><w:tcW w:w="(\d+)" w:type="dxa"/>)?|</w:tc>|</w:tr>|<w:tbl>')
_MARKUP = re.compile(rb"<[^>]*>")
_LINE_BREAK = 30  # characters at least in the XML of a line break in a value: more letters are not let in a line


class RowCounter:
    """Counts cell by cell; `lines` is asked for each stretch of a part, in the order in which the template has them.

    `unsure` tells that a row may hold what is not counted: another table, paragraphs of a value.
    """

    def __init__(self) -> None:
        self.unsure = False
        self._kept = False  # in a row that stays whole
        self._in_line = 0  # letters in a line of the cell at this point; 0 outside the cells of such a row
        self._begun = False  # whether this cell began in an earlier stretch

    def lines(self, pieces: Sequence[str | bytes], printed: Mapping[str, Level]) -> Iterator[str]:
        """What to write after a stretch of static XML (bytes) and variables, of which `printed` says where they go."""
        letters, values = 0, list[str]()
        for piece in pieces:
            if isinstance(piece, str):
                values += self._value(piece, printed[piece])
                continue
            start = 0
            for event in _EVENT.finditer(piece) if self._kept or b"<w:cantSplit" in piece else ():
                letters += self._weigh(piece[start : event.start()])
                start = event.end()
                if event[0] == b"</w:tc>":
                    yield from self._end_of_cell(letters, values)
                letters, values = 0, []
                self._pass(event)
            letters += self._weigh(piece[start:])
        if self._in_line and (letters or values or not self._begun):
            yield f"letters {'+=' if self._begun else '='} {' + '.join([str(letters), *values])}"
            self._begun = True

    def _value(self, variable: str, level: Level) -> list[str]:
        if not self._in_line or level is Level.PICTURE:
            return []
        self.unsure = self.unsure or level is Level.BLOCK
        return [f"len({variable})"]

    def _weigh(self, xml: bytes) -> int:
        """The letters of static XML in a cell; a paragraph or a line break counts for a line."""
        if not self._in_line:
            return 0
        return len(_MARKUP.sub(b"", xml)) + self._in_line * (xml.count(b"</w:p>") + xml.count(b"<w:br"))

    def _end_of_cell(self, letters: int, values: list[str]) -> Iterator[str]:
        room = LINES * self._in_line - letters
        counted = ["letters"] * self._begun + values
        if self._in_line and counted:
            yield f"if {' + '.join(counted)} > {room}: full()"
        elif self._in_line and room < 0:
            yield "full()"

    def _pass(self, event: re.Match[bytes]) -> None:
        """Go on behind what begins or ends a row or a cell."""
        self._in_line, self._begun = 0, False
        if event[0] == b"<w:cantSplit":
            self._kept = True
        elif event[0] == b"</w:tr>":
            self._kept = False
        elif event[0] == b"<w:tbl>":
            self.unsure = self.unsure or self._kept
        elif event[0] != b"</w:tc>" and self._kept:
            self._in_line = min(_LINE_BREAK, letters_in(int(event[1]))) if event[1] else 1
