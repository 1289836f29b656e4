"""A workbook of a school -> a copy with its values where they were -> the bytes of the marked copy.

A copy holds values, not formulas: what docgen read. A rijksregisternummer is not copied, as docgen keeps it nowhere.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.protection import SheetProtection

from docgen.marked.cells import mark_sheets
from docgen.marked.listing import write_listing
from docgen.marked.plain import plain_copy
from docgen.marked.sheet import Copied, drop_register_numbers
from docgen.marked.state import LARGEST, PROPERTY, NoCopyError, TooLargeError
from docgen.marked.telling import Told
from docgen.reading.grid import Refused
from docgen.reading.kind import kind_of
from docgen.reading.package import open_package
from docgen.starter.look import pack

XML = (".xml", ".rels", ".vml")


def copy_of(
    data: bytes, name: str, synonyms: Mapping[str, Sequence[str]], dropped: str
) -> tuple[Workbook, tuple[Copied, ...]]:
    """A copy of a workbook, and its sheets by the names that findings use; `dropped` stands for what is not copied.

    Raises NoCopyError.
    """
    try:
        kind = kind_of(data, name)
        if kind == "xlsx":
            _look_through(data)
            book = _loaded(data)
        else:
            book = plain_copy(data, kind, name, most=LARGEST)
    except Refused:
        raise NoCopyError from None
    sheets = tuple(Copied(sheet, synonyms) for sheet in book.worksheets)
    for copied in sheets:
        drop_register_numbers(copied, dropped)
    return book, sheets


def _look_through(data: bytes) -> None:
    """Unpack every part that will be parsed, counting: no bomb, no declaration and no other encoding comes through."""
    package = open_package(data)
    if sum(part.file_size for part in package.archive.infolist()) > LARGEST:
        raise TooLargeError
    for name, part in package.parts.items():
        if name.lower().endswith(XML) and part.file_size:
            package.whole(name)


def _loaded(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it. Raises NoCopyError for whatever openpyxl cannot make of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not carry (sparklines, slicers) is lost in a copy
        try:
            return load_workbook(io.BytesIO(data), data_only=True, rich_text=True, keep_links=False)
        except Exception:  # it raises its own, and KeyError, TypeError, ValueError, ...
            raise NoCopyError from None


def marked_bytes(book: Workbook, sheets: Sequence[Copied], told: Told, state: str, now: datetime) -> bytes:
    """The bytes of the marked copy: the cells marked, the list in front, every sheet protected without a password."""
    marks = mark_sheets(sheets, told)
    write_listing(book, told, marks, now)
    for sheet in book.worksheets:
        sheet.protection = SheetProtection(sheet=True, formatColumns=False, sort=False, autoFilter=False)
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # the stubs do not know it
    properties.append(StringProperty(name=PROPERTY, value=state))
    try:
        return pack(book)
    except Exception:  # what openpyxl read, it cannot always write
        raise NoCopyError from None
