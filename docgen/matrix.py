"""The privacy matrix: every column with its class, and every document and transfer field that it can reach.

It is read from the tables, the document specs and the allow-list themselves, so it says what the program does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.columns import Sensitivity
from docgen.disk.copies import FOLDERS
from docgen.privacy.transfer import ENVELOPE, FIELD_LIST_VERSION, FIELDS
from docgen.spec import DocumentSpec, documents, sheets
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table
from docgen.style.text import Xml, p, run
from docgen.style.tokens import TEXT_WIDTH, dxa

Words = Mapping[str, str]  # what the table says around its names: see `privacy` in messages/
Copies = Mapping[str, Sequence[str]]  # what a working copy holds, per folder: see `privacy.copies`
COLUMNS = (Column("", dxa(31)), Column("", dxa(38)), Column("", dxa(25)), Column("", dxa(48)),
           Column("", TEXT_WIDTH - dxa(142)))  # fmt: skip
COPIES = (Column("", dxa(30)), Column("", dxa(62)), Column("", dxa(34)), Column("", TEXT_WIDTH - dxa(126)))
DOCUMENTS = (Column("", dxa(50)), Column("", dxa(40)), Column("", dxa(40)), Column("", TEXT_WIDTH - dxa(130)))


@dataclass(frozen=True)
class Reach:
    """One column: its sheet, heading and class, the documents that may show it, the transfer fields that carry it.

    `counted` are the documents that know only whether it is filled in (`DocumentSpec.filled`). `envelope` says that a
    transfer sheet itself needs it, whatever the fields.
    """

    sheet: str
    heading: str
    sensitivity: Sensitivity
    documents: tuple[str, ...]
    counted: tuple[str, ...]
    fields: tuple[str, ...]
    envelope: bool


def matrix() -> tuple[Reach, ...]:
    """Every column of every sheet, in the order of the workbooks and the columns in them."""
    ordered = sorted(sheets().items(), key=lambda item: item[1].sheet.workbook)
    return tuple(_reach(name, column.heading, column.sensitivity) for name, row in ordered for column in row.columns())


def _reach(sheet_name: str, heading: str, sensitivity: Sensitivity) -> Reach:
    shown_in = [spec.name for spec in documents().values() if heading in spec.fields.get(sheet_name, ())]
    counted_in = [spec.name for spec in documents().values() if heading in spec.filled.get(sheet_name, ())]
    carried_by = [code for code, field in FIELDS.items() if heading in field.columns.get(sheet_name, ())]
    in_envelope = heading in ENVELOPE.get(sheet_name, ())
    return Reach(sheet_name, heading, sensitivity, tuple(shown_in), tuple(counted_in), tuple(carried_by), in_envelope)


def _cells(reach: Reach, words: Words) -> tuple[str, ...]:
    reached = [*reach.documents, *(f"{name} ({words['counted']})" for name in reach.counted)]
    carried = [*([words["envelope"]] if reach.envelope else []), *reach.fields]
    return (
        reach.sheet,
        reach.heading,
        f"{reach.sensitivity} ({words[str(reach.sensitivity)]})",
        ", ".join(reached) or words["nowhere"],
        ", ".join(carried) or words["nowhere"],
    )


def _document_cells(spec: DocumentSpec, words: Words) -> tuple[str, ...]:
    count, counted = (sum(map(len, columns.values())) for columns in (spec.fields, spec.filled))
    number = f"{count}, {words['counted']}: {counted}" if counted else str(count)
    return spec.title, str(spec.audience), f"{spec.ceiling} ({words[str(spec.ceiling)]})", number


def as_rows(words: Words, headings: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The headings, then a row per column."""
    yield tuple(headings)
    for reach in matrix():
        yield _cells(reach, words)


def as_text(words: Words, headings: Sequence[str], told: Copies) -> str:
    """The table for a terminal, and below it the working copies: columns held apart by spaces."""
    about = [tuple(told["headings"]), *copies(words, told)]
    lines = (*_lined(list(as_rows(words, headings))), "", words["copies"], words["copies_about"], *_lined(about))
    return "\n".join(lines) + "\n"


def _lined(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def as_csv(words: Words, headings: Sequence[str]) -> bytes:
    """The table as a spreadsheet reads it in Flanders: semicolons, UTF-8 with a mark in front."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(as_rows(words, headings))
    return text.getvalue().encode("utf-8-sig")


def copies(words: Words, told: Copies) -> Iterator[tuple[str, ...]]:
    """A row per folder of working copies, which no document shows and which hold what a workbook holds."""
    for folder in FOLDERS:
        holds, highest, reader = told[folder]
        yield f"outputs/{folder}", holds, f"{highest} ({words[highest]})", reader


def as_word(words: Words, headings: Sequence[str], document_headings: Sequence[str], told: Copies) -> bytes:
    """The table as a Word file for the register of processing. The same tables give the same bytes."""
    about = (_document_cells(spec, words) for spec in documents().values())
    body = (
        p("Heading1", words["title"])
        + p("Subtitle", words["subtitle"].replace("{version}", FIELD_LIST_VERSION))
        + p("Heading2", words["documents"])
        + _table(DOCUMENTS, document_headings, about, words["documents"])
        + p("Heading2", words["copies"])
        + p("Normal", words["copies_about"])
        + _table(COPIES, told["headings"], copies(words, told), words["copies"])
        + p("Heading2", words["columns"])
        + p("Normal", words["counted_about"])
        + _table(COLUMNS, headings, (_cells(reach, words) for reach in matrix()), words["columns"])
        + p("Slot")
    )
    head, foot = p("Kopregel", run(words["title"])), p("Voet", run(words["footer"]))
    return document(body, {"header1": head, "header2": head, "footer1": foot, "footer2": foot})


def _table(columns: Sequence[Column], headings: Sequence[str], rows: Iterator[tuple[str, ...]], caption: str) -> Xml:
    headed = [Column(head, column.width) for head, column in zip(headings, columns, strict=True)]
    return data_table(headed, *(data_row(headed, *row) for row in rows), caption=caption)
