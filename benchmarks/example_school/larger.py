"""A school of any size: the base of that size, with the stories of the example told again about other students.

Only stories that are approved, ratified and consulted are told again, so that no rule of severity fout is broken.
"""

from __future__ import annotations

import re
from random import Random

from benchmarks.example_school.base import Base, make_base
from benchmarks.example_school.measures import SINCE, lasting_measures
from benchmarks.example_school.people import contacts
from benchmarks.example_school.plan import classes_for
from benchmarks.example_school.stories import Care, fits, stories
from benchmarks.example_school.tables import Line, Values, rows

CARE_SHARE, TRANSFER_SHARE, MEASURE_SHARE = 0.07, 0.01, 0.10
RATIFIED = ("L0216", "L0244", "L9001", "L0248", "L0263", "L0266")
RELEASED = ("L0228", "L0251")
Story = dict[str, list[Line]]


def larger_school(students: int, seed: int) -> tuple[Base, dict[str, list[Values]]]:
    """The school and all its rows per sheet. Raises ValueError for fewer than one student."""
    if students < 1:
        raise ValueError("a school has at least one student")
    random = Random(seed)
    base = make_base(classes_for(students), students, 1, random)
    base.rows["Contacten"] = [row for student in base.rows["Leerlingen"] for row in contacts(student, random)]
    return base, base.rows | _Retold(base, random).rows()


class _Retold:
    """Tells stories again: other student, other names, councils of the student's own class."""

    def __init__(self, base: Base, random: Random) -> None:
        self.base, self.random = base, random
        self.care = Care(base)
        self.told = stories() | stories("patronen")
        self.councils = {
            str(row["KR-ID"]): row for row in rows("klassenraden.txt", only="Klassenraden")["Klassenraden"]
        }
        self.points: dict[str, int] = {}

    def rows(self) -> dict[str, list[Values]]:
        everyone = [str(row["Leerling-ID"]) for row in self.base.rows["Leerlingen"]]
        order = self.random.sample(everyone, len(everyone))
        used = self._tell(order, RATIFIED, round(len(order) * CARE_SHARE))
        left = [student for student in order if student not in used]
        used |= self._tell(left, RELEASED, round(len(order) * TRANSFER_SHARE))
        plain = [student for student in everyone if student not in used]
        self.care.rows["Maatregelen"] += lasting_measures(plain, MEASURE_SHARE, self.random)
        self._ratify_lasting_measures()
        return dict(self.care.rows)

    def _tell(self, order: list[str], names: tuple[str, ...], count: int) -> set[str]:
        used: set[str] = set()
        for number, student_id in enumerate(order):
            if len(used) == count:
                break
            story = self.told[names[number % len(names)]]
            if not fits(story, self.base, self.base.class_of(student_id).name):
                continue
            try:
                self.care.add(student_id, self._about(student_id, story))
            except ValueError:  # no place left in the hours of this student: somebody else then
                self._forget(student_id)
                continue
            used.add(student_id)
        return used

    def _about(self, student_id: str, story: Story) -> Story:
        """The story with this student's ID and first name, and the councils of the own class."""
        old_id, _, old_name, *rest = story["Leerlingen"][0]
        student = self.base.student(student_id)
        if len(rest) > 5:  # a transfer: the student left on the same day
            values = {"Uitgeschreven op": rest[5]}
            self._leave(student_id, values["Uitgeschreven op"])
        names = re.compile(rf"\b{re.escape(old_name)}\b")
        class_number = list(self.base.classes).index(str(student["Klas"]))

        def retell(cell: str) -> str:
            return names.sub(str(student["Voornaam"]), cell.replace(old_id, student_id))

        told = {section: [[retell(cell) for cell in line] for line in lines] for section, lines in story.items()}
        for line in told.get("Beslissingen", []):
            line[0] = self._point(line[0].partition(".")[0], class_number)
        return told

    def _leave(self, student_id: str, on: str) -> None:
        day, month, year = map(int, on.split("/"))
        self.base.student(student_id)["Uitgeschreven op"] = SINCE.replace(year, month, day)

    def _point(self, council: str, class_number: int) -> str:
        """The next point of this council as held for one class; the council is made when it is new."""
        name = f"KR{int(council.removeprefix('KR')) * 100 + class_number}"
        if name not in self.points:
            class_name = list(self.base.classes)[class_number]
            row = {heading: value for heading, value in self.councils[council].items() if heading != "Verontschuldigd"}
            self.care.rows["Klassenraden"].append(row | {"KR-ID": name, "Secretaris": self.base.titular_of(class_name)})
            self.points[name] = 0
        self.points[name] += 1
        return f"{name}.{self.points[name]}"

    def _forget(self, student_id: str) -> None:
        for sheet_rows in self.care.rows.values():
            sheet_rows[:] = [row for row in sheet_rows if not _is_about(row, student_id)]

    def _ratify_lasting_measures(self) -> None:
        """One point per class that goes over the list of reasonable adaptations."""
        pattern = rows("klassenraden.txt", only="Beslissingen")["Beslissingen"][0]
        for number, name in enumerate(self.base.classes):
            self.care.rows["Beslissingen"].append(
                pattern | {"Beslissing-ID": self._point("KR03", number), "Over wie": name}
            )


def _is_about(row: Values, student_id: str) -> bool:
    headings = ("Leerling of traject", "Traject-ID", "Leerling-ID", "Over wie")
    return any(str(row.get(heading, "")).partition("-")[0] == student_id for heading in headings)
