"""Values to XML text, by the slot they are printed in. The only place where a value becomes part of a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from jinja2 import Undefined

from docgen.filters import BadValue, as_text
from docgen.merge import pictures, richxml
from docgen.merge.characters import Colours, Escapes, attribute_xml
from docgen.merge.faults import EngineFault
from docgen.merge.values import PageBreak, Paragraph, Rich, Run, SubDocument, Table
from docgen.merge.woven import Level, Slot
from docgen.pictures.image import Image

_OPEN_TEXT = '<w:t xml:space="preserve">'
_IN_LINE, _OF_BLOCKS = (Rich, Run, Image), (SubDocument, Paragraph, Table)
_PLAIN = (str, int, float, bool, type(None), date, datetime, time, list, tuple)


class Printer:
    """Prints the values of one part; `slots` by the number of their tag."""

    def __init__(self, slots: dict[int, Slot], escapes: Escapes) -> None:
        self.slots = slots
        self.escapes = escapes
        self.colours = Colours()

    def show(self, value: object, number: int) -> str:
        """The XML of a value in the slot of tag `number`.

        Raises: EngineFault T20, T21, T24; UndefinedError for a name without a value.
        """
        slot = self.slots[number]
        return _BY_LEVEL[slot.level](self, value, slot)

    def plain(self, value: object) -> str:
        """The text of a plain value."""
        if isinstance(value, Undefined):
            return str(value)  # raises, and says which name; '' for an `if` without `else`
        if isinstance(value, str):
            return str.__str__(value)
        if not isinstance(value, _PLAIN):
            raise EngineFault("T21", "type")
        try:
            text = as_text(value)
        except BadValue as error:
            raise EngineFault("T21", error.wanted) from error
        return text


def _in_text(printer: Printer, value: object, slot: Slot) -> str:
    if isinstance(value, _IN_LINE):
        return f"</w:t></w:r>{_runs(value, slot)}<w:r>{slot.run}{_OPEN_TEXT}"
    if isinstance(value, PageBreak):
        return f'</w:t><w:br w:type="page"/>{_OPEN_TEXT}'
    if isinstance(value, _OF_BLOCKS):
        raise EngineFault("T24")
    return printer.escapes[printer.plain(value)].decode()


def _between_runs(printer: Printer, value: object, slot: Slot) -> str:
    if isinstance(value, _IN_LINE):
        return _runs(value, slot)
    if isinstance(value, PageBreak):
        return f'<w:r>{slot.run}<w:br w:type="page"/></w:r>'
    if isinstance(value, _OF_BLOCKS):
        raise EngineFault("T24")
    text = printer.plain(value)
    return f"<w:r>{slot.run}{_OPEN_TEXT}{printer.escapes[text].decode()}</w:t></w:r>" if text else ""


def _runs(value: Rich | Run | Image, slot: Slot) -> str:
    if isinstance(value, Image):
        return richxml.image(value, slot.run)
    runs = value.runs if isinstance(value, Rich) else (value,)
    return "".join(richxml.run(run, slot.run) for run in runs)


def _as_block(printer: Printer, value: object, slot: Slot) -> str:
    if isinstance(value, _OF_BLOCKS):
        blocks = value.blocks if isinstance(value, SubDocument) else (value,)
        return "".join(richxml.block(block, slot) for block in blocks)
    inner = _between_runs(printer, value, slot)
    return f"<w:p>{slot.paragraph}{inner}</w:p>" if inner else ""


def _in_attribute(printer: Printer, value: object, _slot: Slot) -> str:
    return attribute_xml(printer.plain(value))


def _as_picture(printer: Printer, value: object, slot: Slot) -> str:
    return pictures.picture_xml(value, "" if isinstance(value, Image) else printer.plain(value), slot)


def _colour(printer: Printer, value: object, _slot: Slot) -> str:
    return printer.colours[printer.plain(value)].decode()


def _span(_printer: Printer, value: object, _slot: Slot) -> str:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:6])
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 63:
        raise EngineFault("T21", "span")  # Word's limit is 63 columns
    return str(value)


def _raw(_printer: Printer, value: object, _slot: Slot) -> str:
    return str(value)


_BY_LEVEL: dict[Level, Callable[[Printer, object, Slot], str]] = {
    Level.TEXT: _in_text,
    Level.RUN: _between_runs,
    Level.BLOCK: _as_block,
    Level.ATTRIBUTE: _in_attribute,
    Level.PICTURE: _as_picture,
    Level.PROPERTY: _in_attribute,
    Level.COLOUR: _colour,
    Level.SPAN: _span,
    Level.RAW: _raw,
    Level.FRAGMENT: _raw,
}
