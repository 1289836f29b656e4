"""Who is at a class council: who is invited with a vote and without, and who can follow up what it decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docgen.privacy import Released

INVITED = ("directie", "leerlingbegeleider", "zorgcoördinator")


def members(released: Released) -> dict[str, list[str]]:
    """Who is invited: the teachers of the classes and the directie with a vote, mentors and guests without; excused."""
    row = released.one("Klassenraden")
    guests, excused = (set(row.guests), set(row.excused)) if row else (set(), set())
    voting, mentors = _teaching(released), {trajectory.mentor for trajectory in released.of("Trajecten")}
    found: dict[str, list[str]] = {"met_stem": [], "zonder_stem": [], "verontschuldigd": []}
    staff = _staff_among(released, voting | mentors | guests | excused, ("directie",))
    for member in sorted(staff, key=lambda member: member.name.partition(" ")[2]):
        votes = member.code in voting or "directie" in member.functions
        if member.code in excused:
            found["verontschuldigd"].append(_named(member))
        else:
            found["met_stem" if votes else "zonder_stem"].append(_named(member))
    return found


def _staff_among(released: Released, codes: Iterable[str], functions: Iterable[str]) -> list[Any]:
    """The members of staff with one of these codes or functions, in the order of the sheet."""
    by_code, by_function = released.once(_staff_rows, "Personeel")
    found = {n for code in codes for n in by_code.get(code, ())}
    found.update(n for function in functions for n in by_function.get(function, ()))
    return [released.of("Personeel")[n] for n in sorted(found)]


def _staff_rows(staff: tuple[Any, ...]) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]]]:
    """The rows of each code, and of each function."""
    by_code: dict[str, list[int]] = {}
    by_function: dict[str, list[int]] = {}
    for number, member in enumerate(staff):
        by_code.setdefault(member.code, []).append(number)
        for function in member.functions:
            by_function.setdefault(function, []).append(number)
    return by_code, by_function


def _named(member: Any) -> str:
    """The name, with what somebody is who is not a teacher."""
    other = [function for function in member.functions if function != "leraar"]
    return f"{member.name} ({', '.join(other)})" if other else str(member.name)


def _teaching(released: Released) -> set[str]:
    """The codes of who teaches the classes that the points are about."""
    classes = {student.class_name for student in released.of("Leerlingen")}
    classes |= {str(row.about) for row in released.of("Beslissingen") if row.about}
    by_class = released.once(_teachers_by_class, "Basisrooster")
    return {code for name in classes for code in by_class.get(name, ())}


def _teachers_by_class(lessons: tuple[Any, ...]) -> Mapping[str, Mapping[Any, None]]:
    found: dict[str, dict[Any, None]] = {}
    for lesson in lessons:
        for name in lesson.classes:
            found.setdefault(str(name), {}).update(dict.fromkeys(lesson.teachers))
    return found


def followers(released: Released) -> list[str]:
    """Who can follow up a decision, as a dropdown offers them: 'MVB Marie Van Boven'."""
    row = released.one("Klassenraden")
    there = {row.chair, row.secretary, *row.guests} if row else set()
    there |= {trajectory.mentor for trajectory in released.of("Trajecten")}
    there |= _teaching(released)
    return [f"{one.code} {one.name}" for one in _staff_among(released, there, INVITED)]
