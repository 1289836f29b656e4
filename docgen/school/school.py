"""The sheet School as one object: the facts, limits, lesson hours and subjects that all documents of a school share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from typing import Protocol

from pydantic_core import PydanticCustomError

from docgen.collecting import of_a_run
from docgen.columns import plain
from docgen.kinds import Date, Number


class SchoolFact(Protocol):
    """A row of the sheet School, whole or released."""

    @property
    def topic(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def value(self) -> str: ...


LIMITS: Mapping[str, float] = {
    "Max examens per dag": 2,
    "Max examenminuten per dag": 300,
    "Minimumrust tussen examens": 30,
    "Factor langere tijd": 1.33,
    "Minimum lesuren per week": 28,
    "Hervatting maximaal in dagen": 21,
    "Verzetstermijn in dagen": 10,
    "Evaluatie om de … weken": 6,
    "Schooldagen vooraf voor extra versie": 5,
    "Open taken per leraar": 8,
    "Ouders die tekenen": 1,
}
"""The limits a school may set (rows `regel`) with their defaults. Source: sheets.md 3.1."""

YES_OR_NO = ("Schoolreglement vermeldt afwijkingen", "Toon verzuimcijfers")
"""The other rows `regel`: a yes or a no."""
FACTS_NEEDED = ("Naam school", "Schooljaar")
"""What every document prints. Source: sheets.md 3.1."""
HOURS = re.compile(r"(\d{1,2})[:.](\d{2}) ?[-–] ?(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True)
class School:
    """What the sheet School says. Maps are keyed by the code as typed; limits by their Dutch name."""

    facts: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=lambda: dict(LIMITS))
    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    registration: Mapping[str, str] = field(default_factory=dict)
    retention: Mapping[str, int] = field(default_factory=dict)
    class_years: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the school."""
        return self.facts.get("Naam school", "")

    @property
    def year(self) -> str:
        """The school year, as '2025-2026'."""
        return self.facts.get("Schooljaar", "")

    @property
    def first_a_week(self) -> date | None:
        """A day in an A-week, for a school with A- and B-weeks."""
        return _day(self.facts.get("Eerste A-week", ""))

    def subject(self, code: str) -> str:
        """The name of a subject, or its code when the school did not name it."""
        return self.subjects.get(code, code)

    def year_of(self, class_name: str) -> int | None:
        """The leerjaar of a class: what School says, else the first digit of its name."""
        return self.class_years.get(class_name, _first_digit(class_name))

    def end_of_year(self) -> date | None:
        """31 August of the running school year."""
        return end_of(self.year)


@of_a_run
@lru_cache(maxsize=1024)  # asked for every goal and student
def _first_digit(class_name: str) -> int | None:
    first = re.search(r"\d", class_name)
    return int(first[0]) if first else None


def gather(rows: Iterable[SchoolFact]) -> School:
    """The School that these rows describe; rows that cannot be used are left out (see `check`)."""
    maps: dict[str, dict[str, str]] = {}
    for row in rows:
        maps.setdefault(row.topic, {})[row.code] = row.value
    given = {plain(code): value for code, value in maps.get("regel", {}).items()}
    limits = {name: limit for name in LIMITS if (limit := _number(given.get(plain(name), ""))) is not None}
    hours = {
        int(code): span for code, text in maps.get("lesuur", {}).items() if code.isdigit() and (span := _hours(text))
    }
    return School(
        facts=maps.get("gegeven", {}),
        limits={**LIMITS, **limits},
        hours=hours,
        subjects=maps.get("vak", {}),
        registration=maps.get("registratie", {}),
        retention={code: int(years) for code, years in maps.get("bewaartermijn", {}).items() if years.isdigit()},
        class_years={code: int(year) for code, year in maps.get("leerjaar", {}).items() if year.isdigit()},
    )


def unusable(row: SchoolFact) -> str:
    """Why a row of the sheet School cannot be used: the case of A02, or ''."""
    match row.topic:
        case "regel" if plain(row.code) not in {plain(name) for name in (*LIMITS, *YES_OR_NO)}:
            return "limit"
        case "regel" if plain(row.code) in {plain(name) for name in LIMITS} and _number(row.value) is None:
            return "number"
        case "bewaartermijn" | "leerjaar" if not row.value.isdigit():
            return "number"
        case "gegeven" if row.code == "Schooljaar" and end_of(row.value) is None:
            return "school_year"
        case "gegeven" if row.code == "Eerste A-week" and _day(row.value) is None:
            return "date"
        case "lesuur" if not row.code.isdigit() or _hours(row.value) is None:
            return "hours"
    return ""


def nearest_limit(code: str) -> str | None:
    """The name of the rule of the school that was probably meant."""
    names = {plain(name): name for name in (*LIMITS, *YES_OR_NO)}
    typed = plain(code)
    within = [name for key, name in names.items() if typed and typed in key]
    close = get_close_matches(typed, names, 1, 0.6)
    return within[0] if len(within) == 1 else names[close[0]] if close else None


def end_of(year: str) -> date | None:
    """31 August of a school year as it is typed: '2025-2026'; None when that is no school year."""
    years = re.fullmatch(r"(\d{4}) ?[-–/] ?(\d{4})", year.strip())
    return date(int(years[2]), 8, 31) if years and int(years[2]) == int(years[1]) + 1 else None


def _day(text: str) -> date | None:
    try:
        return Date().parse(text)
    except PydanticCustomError:
        return None


def _number(text: str) -> float | None:
    try:
        return float(Number(0, 10**6, whole=False).parse(text))
    except PydanticCustomError:
        return None


def _hours(text: str) -> tuple[time, time] | None:
    found = HOURS.fullmatch(text.strip())
    if not found:
        return None
    start, end = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    return (time(*start), time(*end)) if max(start[0], end[0]) < 24 and max(start[1], end[1]) < 60 else None
