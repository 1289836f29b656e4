"""A workbook in a form that is not common, or no xlsx at all, as openpyxl writes it: what it does not know is lost."""

from __future__ import annotations

import io
import warnings

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import CustomPropertyList

from docgen.marked.plain import plain_copy
from docgen.marked.state import LARGEST, NoCopyError, TooLargeError
from docgen.reading.package import open_package
from docgen.starter.look import pack

XML = (".xml", ".rels", ".vml")


def respelled(data: bytes, kind: str, name: str) -> bytes:
    """The workbook as an xlsx in the common form, its formulas as values. Raises Refused, NoCopyError."""
    if kind != "xlsx":
        return _packed(plain_copy(data, kind, name, most=LARGEST))
    _look_through(data)
    return _packed(_loaded(data))


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


def _packed(book: Workbook) -> bytes:
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]  # the stubs do not know it
    try:
        return pack(book)
    except Exception:  # what openpyxl read, it cannot always write
        raise NoCopyError from None
