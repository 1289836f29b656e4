"""Exports without headings that schools have: a timetable from Untis, a list of students from Wisa."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.reading.grid import Fault, Grid

UNTIS_FIELDS = {"Klas": 2, "Leraar": 3, "Vak": 4, "Lokaal": 5, "Dag": 6, "Lesuur": 7}
UNTIS_NUMBER = 1
Lesson = tuple[str, str, str, str]  # its number, subject, day and hour
Parts = dict[str, list[str]]  # per heading what stands in its lines
SEVERAL = re.compile(r"[,;~]")
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")

WISA_FIELDS = (
    "Klas",
    "Familienaam",
    "Voornaam",
    "Geboortedatum",
    "Wisa-ID",
    "Leerling-ID",
    "Geslacht",
    "Rijksregisternummer",
    "Geboorteplaats",
    "Nationaliteit",
    "Straat",
    "Huisnummer",
    "Bus",
    "Postcode",
    "Gemeente",
    "Datum klaswijziging",
)


def is_untis_timetable(name: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is GPU001.TXT: no headings, a lesson number first, a day and an hour in fields 6 and 7."""
    filled = [row for row in rows[:50] if any(row)]
    if not filled or len(filled[0]) < UNTIS_FIELDS["Lesuur"]:
        return False
    fits = sum(_is_lesson(row) for row in filled)
    return fits >= 0.8 * len(filled) or bool(re.search(r"gpu001", name.lower()) and fits)


def _is_lesson(row: Sequence[str]) -> bool:
    number, day, hour = (
        row[field - 1].strip() for field in (UNTIS_NUMBER, UNTIS_FIELDS["Dag"], UNTIS_FIELDS["Lesuur"])
    )
    return number.isdecimal() and day in tuple("1234567") and hour.isdecimal()


def untis_timetable(rows: Sequence[Sequence[str]]) -> Grid:
    """The lessons of GPU001.TXT as rows of Basisrooster: the lines of one lesson hour are put together.

    Each line holds one class, one teacher and one room of a lesson; a lesson of several of them has several lines
    with the same lesson number, subject, day and hour. Two lessons of the same classes and subject at one hour (halves
    of a class: there is no group here) are one with both teachers. Lines without a class or subject (duties,
    consultation) are no lessons and are left out.

    Findings: A07 untis
    Source: domain.md 2.10; Untis manual, export of GPU001.TXT
    """
    lessons: dict[Lesson, tuple[int, Parts]] = {}
    left_out = []
    for line, row in enumerate(rows, start=1):
        if not any(field.strip() for field in row):
            continue
        fields = {heading: row[field - 1].strip() for heading, field in UNTIS_FIELDS.items()}
        if not (fields["Klas"] and fields["Vak"] and fields["Dag"]):
            left_out.append(line)
            continue
        key = (row[UNTIS_NUMBER - 1].strip(), fields["Vak"], fields["Dag"], fields["Lesuur"])
        _, parts = lessons.setdefault(key, (line, {"Klas": [], "Leraar": [], "Lokaal": []}))
        for heading, found in parts.items():
            words = (word.strip() for word in SEVERAL.split(fields[heading]))
            found.extend(word for word in words if word and word not in found)
    headings = list(UNTIS_FIELDS)
    grid: list[list[str]] = [headings]
    lines = [0]
    for (_, subject, day, hour), (line, parts) in _together(lessons).items():
        values = {"Vak": subject, "Dag": day, "Lesuur": hour, **{key: "; ".join(found) for key, found in parts.items()}}
        grid.append([values[heading] for heading in headings])
        lines.append(line)
    remarks = [(Fault("A07", "untis", (("n", len(left_out)),)), left_out[0])] if left_out else []
    return Grid("Basisrooster", grid, places=(lines, UNTIS_FIELDS), remarks=remarks)


def _together(lessons: Mapping[Lesson, tuple[int, Parts]]) -> Mapping[Lesson, tuple[int, Parts]]:
    """The lessons, those of the same classes and subject at one hour put together under the first."""
    together: dict[tuple[frozenset[str], tuple[str, ...]], Lesson] = {}
    found: dict[Lesson, tuple[int, Parts]] = {}
    for key, (line, parts) in lessons.items():
        first = together.setdefault((frozenset(parts["Klas"]), key[1:]), key)
        _, own = found.setdefault(first, (line, parts))
        for heading, values in own.items():
            values.extend(value for value in parts[heading] if value not in values)
    return found


def is_wisa_students(rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is Wisa's list of students: 16 fields, no headings, a date in field 4, M or V in field 7."""
    filled = [row for row in rows[:50] if any(row)]
    fits = sum(
        len(row) >= len(WISA_FIELDS) - 1
        and bool(DATE.fullmatch(row[3].strip()))
        and row[6].strip().upper() in ("M", "V", "X")
        for row in filled
    )
    return bool(filled) and fits >= 0.8 * len(filled)


def wisa_students(rows: Sequence[Sequence[str]]) -> Grid:
    """The students of a Wisa list as rows of Leerlingen, as far as it goes: it has no course of study or enrolment.

    Source: domain.md 2.10
    """
    headings = [*WISA_FIELDS, *[""] * (len(rows[0]) - len(WISA_FIELDS))][: len(rows[0])]
    columns = {heading: number for number, heading in enumerate(WISA_FIELDS, start=1)}
    return Grid("Leerlingen", [headings, *rows], places=(range(len(rows) + 1), columns), partial=True)
