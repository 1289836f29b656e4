"""What is different for a student, a line per measure, as the documents about one student print it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.pages.page import deciding, decision_of, staff_name
from docgen.privacy import Released
from docgen.tables.care import ADAPTATION, EXTRA_TIME, PACKAGE, REPORTS
from docgen.words.wording import upper_first

OF_TEACHERS = frozenset(ADAPTATION) - {EXTRA_TIME}
"""Kinds of adaptation whose name says nothing at home: to remedy, differentiate, compensate, dispense."""


def measure_lines(released: Released, *, see: str = "zie het", lasting: bool = True) -> Iterator[dict[str, Any]]:
    """What is different, with until when, who follows up and the decision; timetable and exams by reference (`see`).

    Goals of the curriculum and reports stand elsewhere. A proposal is without what is `lasting`: that holds already.
    """
    trajectory, decision = released.one("Trajecten"), deciding(released)
    for title, rows in (
        ("Aangepast lesrooster", released.of("Lesroosteraanpassingen")),
        ("Aangepast examenrooster", released.of("Examenaanpassingen")),
    ):
        if rows:
            starts = [row.start for row in rows if hasattr(row, "end")] or [trajectory.start]
            ends = [row.end for row in rows if hasattr(row, "end")] or [trajectory.end]
            yield {
                "wat": title,
                "waar": f"{see} {title.split()[-1]}",
                "van": min(starts),
                "tot": max(ends),
                "wie": staff_name(released, trajectory.mentor),
                "beslissing": decision,
                "blijvend": False,
            }
    for measure in released.of("Maatregelen"):
        if measure.kind in REPORTS or measure.kind in PACKAGE:
            continue
        of_version = measure.about == released.planned.version
        if not of_version and not lasting:
            continue
        yield {
            "wat": plain_text(measure),
            "waar": ", ".join([*subject_names(released, measure), *measure.where]),
            "van": measure.start or (trajectory.start if of_version else None),
            "tot": measure.end or (trajectory.end if of_version else None),
            "wie": staff_name(released, measure.who or (trajectory.mentor if of_version else None)),
            "beslissing": decision_of(measure),
            "blijvend": not of_version and measure.end is None,
        }


def measure_text(measure: Any) -> str:
    """What a measure is, in one line: 'Compenseren: een rustig lokaal'."""
    kind = upper_first(measure.kind)
    if (half_days := getattr(measure, "half_days", None)) and any(half_days):
        kind = f"{kind}, {', '.join(str(n) for n in half_days)} halve dagen op school per week"
    return f"{kind}: {measure.what}" if measure.what else kind


def plain_text(measure: Any) -> str:
    """The same as a student and parents read it: 'Een rustig lokaal', but 'Langere tijd: een derde extra tijd'."""
    return upper_first(measure.what) if measure.kind in OF_TEACHERS and measure.what else measure_text(measure)


def subject_names(released: Released, measure: Any) -> list[str]:
    """The names of the subjects that a measure holds for."""
    return ["alle vakken" if code == "alle" else released.school.subject(code) for code in measure.subjects]
