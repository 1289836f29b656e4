"""Who works at the school, and which teacher teaches what where. A larger school gets as many teachers as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.example_school.people import family_names, names
from benchmarks.example_school.plan import SchoolClass
from benchmarks.example_school.tables import Values, rows, sections

FULL_TIME = 20  # lesson hours a week
OWN_ROOM = {"GES", "ENG", "BIO", "CHE", "FYS", "NAT", "AAR", "LO", "INF", "ART", "EST", "ZED", "ISL"}


@dataclass
class Teacher:
    """A teacher: the subjects with the room each is taught in ('' = the room of the class), and hours so far."""

    code: str
    name: str
    titular_of: str
    rooms: dict[str, str]
    hours: int = 0


@dataclass
class Staff:
    """All teachers, and those who do not teach."""

    teachers: list[Teacher]
    others: list[Values]
    random: Random
    may_grow: bool
    codes: set[str] = field(default_factory=set)

    def teacher_for(self, subject: str, hours: int, busy: Sequence[str] = ()) -> Teacher:
        """The teacher of this subject with the fewest hours; a new one when all are full and the school may grow.

        `busy` are the codes of who teaches another group in the same hours.
        """
        able = [teacher for teacher in self.teachers if subject in teacher.rooms and teacher.code not in busy]
        least = min(able, key=lambda teacher: teacher.hours, default=None)
        if least is None or (self.may_grow and least.hours + hours > FULL_TIME):
            least = self._hire(subject)
        least.hours += hours
        return least

    def _hire(self, subject: str) -> Teacher:
        first, last = self.random.choice(names("leraren")), next(family_names(self.random))
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        code = first[0] + last.replace(" ", "")[0].upper() + self.random.choice(letters)
        while code in self.codes:
            code = "".join(self.random.choices(letters, k=3))
        self.codes.add(code)
        room = f"{subject}-{len(self.teachers)}" if subject in OWN_ROOM else ""
        teacher = Teacher(code, f"{first} {last}", "", {subject: room})
        self.teachers.append(teacher)
        return teacher

    def name_titulars(self, classes: tuple[SchoolClass, ...]) -> None:
        """Give every class without one a titularis."""
        named = {teacher.titular_of for teacher in self.teachers}
        free = [teacher for teacher in self.teachers if not teacher.titular_of and teacher.hours > 8]
        for school_class, teacher in zip([c for c in classes if c.name not in named], free, strict=False):
            teacher.titular_of = school_class.name

    def rows(self) -> list[Values]:
        """Rows of Personeel: the teachers, then the others."""
        made: list[Values] = []
        for teacher in self.teachers:
            row: Values = {"Code": teacher.code, "Naam": teacher.name, "Functie": "leraar"}
            made.append(row | ({"Titularis van": teacher.titular_of} if teacher.titular_of else {}))
        return made + self.others


def staff(classes: tuple[SchoolClass, ...], random: Random, *, may_grow: bool) -> Staff:
    """The staff of `text/personeel.txt`; titulars only of classes that exist."""
    existing = {item.name for item in classes}
    teachers = []
    for code, name, titular_of, subjects in sections("personeel.txt")["leraren"]:
        rooms = {}
        for item in subjects.split(";"):
            subject, _, room = item.partition("@")
            rooms[subject.strip()] = room.strip()
        teachers.append(Teacher(code, name, titular_of if titular_of in existing else "", rooms))
    others = rows("personeel.txt", only="Personeel")["Personeel"]
    codes = {teacher.code for teacher in teachers} | {str(row["Code"]) for row in others}
    return Staff(teachers, others, random, may_grow, codes)
