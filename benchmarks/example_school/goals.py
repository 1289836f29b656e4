"""The goals per subject and graad, read from `text/doelen_*.txt`, as rows of Leerplandoelen per workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from benchmarks.example_school.plan import SchoolClass
from benchmarks.example_school.tables import Values, sections

ESSENTIAL = {
    "v": "volgend leerjaar",
    "s": "studierichting",
    "a": "ander doel",
    "p": "veiligheid of praktijk",
    "m": "minimumdoel",
    "n": "nee",
    "t": "te bepalen",
}


@dataclass(frozen=True)
class Goal:
    """A goal: its row, and what the generator asks of it."""

    goal_id: str
    subject: str
    years: tuple[int, ...]
    study: str  # empty = every study
    period: str
    essential: bool
    workbook: str
    row: Values

    def taught_in(self, school_class: SchoolClass) -> bool:
        """Whether this goal is for the year and the study of a class."""
        return school_class.year in self.years and self.study in ("", school_class.study.name)


def goals(used: set[tuple[str, str]]) -> list[Goal]:
    """The goals of the (subject, digit) pairs that the school teaches, in the order of the text."""
    found = []
    for name in ("doelen_tweede_graad.txt", "doelen_derde_graad.txt"):
        subject = digit = plan = workbook = approved = ""
        for cells in sections(name)[""]:
            if cells[0].startswith("="):
                subject, digit, plan, workbook, approved = (cells[0].strip("= "), *cells[1:5])
            elif (subject, digit) in used:
                found.append(_goal(subject, digit, plan, workbook, approved, cells))
    return found


def _goal(subject: str, digit: str, plan: str, workbook: str, approved: str, cells: list[str]) -> Goal:
    number, text, essential, builds_on, period, hours, alternative, years_cell, study = (*cells, "", "", "")[:9]
    years = years_cell or ("3; 4" if digit == "4" else "5; 6")
    reasons = [ESSENTIAL[letter.strip()] for letter in essential.split(";")]
    row: Values = {
        "Doel-ID": _id(subject, digit, number),
        "Vak": subject,
        "Leerjaar": years if ";" in years else int(years),
        "Studierichting": study or None,
        "Leerplan": f"{plan} LPD {number}",
        "Doel": text,
        "Essentieel voor": "; ".join(reasons),
        "Bouwt op": "; ".join(_id(subject, digit, item) for item in builds_on.split(";") if item.strip()) or None,
        "Periode": period,
        "Lesuren": int(hours),
        "Alternatief": _id(subject, digit, alternative) if alternative else None,
        "Goedgekeurd op": date(*map(int, reversed(approved.split("/")))) if approved else None,
    }
    return Goal(
        goal_id=str(row["Doel-ID"]),
        subject=subject,
        years=tuple(int(year) for year in years.split(";")),
        study=study,
        period=period,
        essential=not {"nee", "te bepalen"} & set(reasons),
        workbook=f"2_doelen_{workbook}",
        row={heading: value for heading, value in row.items() if value is not None},
    )


def _id(subject: str, digit: str, number: str) -> str:
    return f"{subject}{digit}-{int(number):02}"
