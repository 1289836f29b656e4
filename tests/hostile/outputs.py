"""Ids that become the name of a document: those that no system could write are refused with their cell."""

# ruff: noqa: E501 - a case reads better on one line

from __future__ import annotations

import io
from datetime import date

from tests.hostile.base import Base
from tests.hostile.case import Cases, refused, right

CASES = Cases("output name", any_writer=False)
COLUMNS = ("Leerling-ID", "Familienaam", "Voornaam", "Geboortedatum", "Klas", "Studierichting", "Ingeschreven op")


def students(*ids: str, class_name: str = "4WEWIb") -> bytes:
    """A workbook with a student per id."""
    from openpyxl import Workbook

    made, book = io.BytesIO(), Workbook()
    sheet = book.active
    sheet.title = "Leerlingen"
    sheet.append(COLUMNS)
    for number, student_id in enumerate(ids):
        sheet.append(
            (student_id, f"Voorbeeld {number}", "Noor", date(2010, 3, 14), class_name, "Latijn", date(2022, 9, 1))
        )
        sheet.cell(number + 2, 1).data_type = "s"
    book.save(made)
    return made.getvalue()


def add(student_id: str) -> None:
    """A case: a student with this id."""

    def made(base: Base) -> bytes:
        return students("L1000", student_id)

    CASES.add(
        f"the id {student_id[:40]!r}",
        made,
        refused("A02", "key", "Leerlingen!A3", also="A01"),
    )


for _id in (
    "CON", "nul", "COM1.txt", "../L1", "..\\L1", "/etc/passwd", "C:L1", "L1/2", "L1\\2", "L1.", "L1:x", "L1?", "L*", "L 1", "L1|x", "L1<x>", 'L1"', "L1\nL2",
    "\u00c91", "L\uff11\uff12", "L\u0661\u0662", "L" + "1" * 300, "L1.docx", "L1-1", "=L1", "-L1", "@L1", "12", "123", "L1\u00b2", "{{ L1 }}",
):  # fmt: skip
    add(_id)
CASES.add(
    "two ids that differ in their capital only",
    lambda b: students("L1000", "l1000"),
    right("*", also="A01"),
)
CASES.add("a long id", lambda b: students("L1000", "L" + "1" * 19), right("*", also="A01"))
for _class in ("CON", "../../x", "4A/B", "4A.", "4A:B", "x" * 300, "4A", "\u00e9\u00e9n", "4 A "[:-1]):
    CASES.add(f"the class {_class[:40]!r}", lambda b, c=_class: students("L1000", class_name=c), right("*", also="A01"))
