"""The story of one student: all care rows of a text file in `text/verhalen/`, fitted to the school it lives in.

Beside sheets a story has three short forms. `[Uren]`: a subject and a number of hours instead of slots, taken from the
student's own timetable where the place is open and has room; or slots without a subject, whatever is taught then.
`[Examens]`: `@juni` instead of the date. `[Oordeel]`: how the essential goals of every touched subject are judged
where the story does not say. `@ouder`, `@titularis` and `@lokaal` stand for a person of this student and a free room.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.example_school.base import DAYS, Base
from benchmarks.example_school.plan import BELIEFS
from benchmarks.example_school.tables import TEXT, Line, Values, sections, typed, values
from benchmarks.example_school.timetable import Slot
from docgen.kinds import Date, Slots

LATER_BY = date(2026, 5, 29)
HOME = ("TR", "TW", "AF", "GE", "EX", "LE")  # fillings that need no place of the school
JUDGEMENT = {"P1": "doelen vermoedelijk beheerst", "P2": "doelen later", "P3": "doelen te verwerven"}


def stories(folder: str = "verhalen") -> dict[str, dict[str, list[Line]]]:
    """Every story by the Leerling-ID it is written for. Those in `patronen` are only told again, in larger schools."""
    return {path.stem: sections(f"{folder}/{path.name}") for path in sorted((TEXT / folder).glob("L*.txt"))}


@dataclass
class Care:
    """The care rows of the school so far, per sheet, and which places are taken when."""

    base: Base
    rows: defaultdict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    taken: Counter[tuple[str, Slot]] = field(default_factory=Counter)
    rooms: int = 0

    def add(self, student_id: str, story: dict[str, list[Line]]) -> None:
        """Add a story. Raises ValueError when it does not fit the student's timetable or exams."""
        busy: set[Slot] = set()
        for section, lines in story.items():
            for line in lines:
                cells = [self._person(student_id, cell) for cell in line]
                if section == "Uren":
                    self.rows["Lesroosteraanpassingen"] += self._hours(student_id, cells, busy)
                elif section == "Examens":
                    self.rows["Examenaanpassingen"].append(self._exam(student_id, cells))
                elif section not in ("Oordeel", "Leerlingen", "Contacten"):
                    self.rows[section].append(values(section, cells))
        judged = {cells[0]: cells[1] for cells in story.get("Oordeel", [])}
        for cells in story.get("Trajecten", []):
            self.rows["Maatregelen"] += self._judgements(student_id, cells[0], judged.get(cells[0], ""))

    def _person(self, student_id: str, cell: str) -> str:
        if "@ouder" in cell:
            contacts = self.base.rows["Contacten"]
            parent = next(row for row in contacts if row["Leerling-ID"] == student_id and row["Gezag"] == "ja")
            cell = cell.replace("@ouder", str(parent["Naam"]))
        if "@lokaal" in cell:
            self.rooms += 1
            cell = cell.replace("@lokaal", f"K{100 + self.rooms}")
        return cell.replace("@titularis", self.base.titular_of(self.base.class_of(student_id).name))

    def _hours(self, student_id: str, cells: Line, busy: set[Slot]) -> Iterator[Values]:
        """Rows of Lesroosteraanpassingen, one per stretch of weeks between two holidays."""
        trajectory, start, end, wanted, filling, purpose, place = (*cells, "", "")[:7]
        for subject, slots in self._wanted(student_id, wanted, "" if filling in HOME else place, busy).items():
            for first, last in self.between_holidays(_date(start), _date(end)):
                row: Values = {"Traject-ID": trajectory, "Van": first, "Tot": last}
                row["Uren"] = "; ".join(f"{DAYS[day - 1]}{hour}" for day, hour in slots)
                row |= {"Vak": subject, "Invulling": filling, "Waarvoor": purpose, "Plaats": place}
                yield {heading: value for heading, value in row.items() if value != ""}

    def _wanted(self, student_id: str, wanted: str, place: str, busy: set[Slot]) -> dict[str, list[Slot]]:
        """The slots per subject: 'WIS 2' are two hours of WIS, 'di5-7' all that is taught on Tuesday afternoon."""
        subject, _, count = wanted.partition(" ")
        if count.isdigit():
            return {subject: self._free_slots(student_id, subject, int(count), place, busy)}
        lessons = self.lessons(student_id)
        found: defaultdict[str, list[Slot]] = defaultdict(list)
        for slot in Slots().parse(wanted):
            if slot[:2] in lessons and slot[:2] not in busy:
                found[lessons[slot[:2]]].append(slot[:2])
                busy.add(slot[:2])
        return found

    def _free_slots(self, student_id: str, subject: str, count: int, place: str, busy: set[Slot]) -> list[Slot]:
        open_at = self._open_slots(place) if place else {}
        found: list[Slot] = []
        for slot, taught in self.lessons(student_id).items():
            if taught != subject or slot in busy or len(found) == count:
                continue
            if not place or self.taken[place, slot] < open_at.get(slot, 0):
                found.append(slot)
                self.taken[place, slot] += 1
        if len(found) < count:
            raise ValueError(f"{student_id}: no {count} hours of {subject} with room in {place or 'no place'}")
        busy.update(found)
        return found

    def _open_slots(self, place: str) -> dict[Slot, int]:
        kind = Slots()
        return {
            (slot.day, slot.hour): int(str(row["Capaciteit"]))
            for row in self.base.rows["Opvang"]
            if row["Plaats"] == place
            for slot in kind.parse(row["Uren"])
        }

    def lessons(self, student_id: str) -> dict[Slot, str]:
        """The subject of every hour of the student's own week."""
        groups = {"", *str(self.base.student(student_id)["Groepen"]).split("; ")}
        grid = self.base.grid[self.base.class_of(student_id).name]
        return {slot: part.subject for slot, event in grid.items() for part in event.taught if part.group in groups}

    def between_holidays(self, start: date, end: date) -> Iterator[tuple[date, date]]:
        """The parts of a period that lie between two holidays, from a Monday to a Friday where a holiday cuts."""
        for row in sorted(
            (row for row in self.base.rows["Kalender"] if row["Soort"] == "vakantie"), key=lambda row: str(row["Van"])
        ):
            first, last = row["Van"], row["Tot"]
            assert isinstance(first, date)
            assert isinstance(last, date)
            if start < first <= end:
                yield start, first - timedelta(days=3)  # holidays begin on a Monday
                start = last + timedelta(days=1)
        if start <= end:
            yield start, end

    def _exam(self, student_id: str, cells: Line) -> Values:
        cells = [*cells]
        cells[2] = self.exam_date(student_id, cells[1], cells[2].lstrip("@")).strftime("%d/%m/%Y")
        return values("Examenaanpassingen", cells)

    def exam_date(self, student_id: str, subject: str, period: str) -> date:
        """The day of the exam of a subject for a student in december or juni."""
        student = self.base.student(student_id)
        groups = {None, *str(student["Groepen"]).split("; ")}
        for row in self.base.rows["Examenrooster"]:
            on = row["Datum"]
            assert isinstance(on, date)
            same = row["Vak"] == subject and row["Klas"] == student["Klas"] and row.get("Groep") in groups
            if same and on.month == {"december": 12, "juni": 6}[period]:
                return on
        raise ValueError(f"{student_id}: no exam {subject} in {period}")

    def touched(self, trajectory: str) -> list[str]:
        """The subjects of a version of which hours, exams or goals change."""
        found: dict[str, None] = {}
        for sheet, id_heading in (
            ("Lesroosteraanpassingen", "Traject-ID"),
            ("Examenaanpassingen", "Traject-ID"),
            ("Maatregelen", "Leerling of traject"),
        ):
            for row in self.rows[sheet]:
                if row[id_heading] == trajectory:
                    subjects = str(row.get("Vak") or row.get("Vakken") or "").split("; ")
                    found |= dict.fromkeys(subject for subject in subjects if subject not in ("", "alle"))
        return list(found)

    def _judgements(self, student_id: str, trajectory: str, judgement: str) -> Iterator[Values]:
        """Rows of Maatregelen that judge the essential goals of touched subjects of which the story says nothing."""
        named = " ".join(
            str(row.get("Doelen", "")) for row in self.rows["Maatregelen"] if row["Leerling of traject"] == trajectory
        )
        school_class = self.base.class_of(student_id)
        for subject in self.touched(trajectory):
            by_kind: defaultdict[str, list[str]] = defaultdict(list)
            for goal in self.base.goals:
                if (
                    goal.subject == subject
                    and goal.taught_in(school_class)
                    and goal.essential
                    and goal.goal_id not in named
                ):
                    kind = f"doelen {judgement}" if judgement else JUDGEMENT[goal.period]
                    by_kind[kind].append(goal.goal_id)
            for kind, goal_ids in by_kind.items():
                row: Values = {"Leerling of traject": trajectory, "Soort": kind, "Vakken": subject}
                row["Doelen"] = "; ".join(goal_ids)
                yield row | ({"Tot": LATER_BY} if kind == "doelen later" else {})


def fits(story: dict[str, list[Line]], base: Base, class_name: str) -> bool:
    """Whether the subjects and goals that a story names are taught in a class."""
    school_class = base.classes[class_name]
    subjects = {*school_class.study.hours, *BELIEFS, "alle"}
    goal_ids = {goal.goal_id for goal in base.goals if goal.taught_in(school_class)}
    named = {line[3].split()[0] for line in story.get("Uren", []) if line[3].split()[-1].isdigit()} | {
        line[1] for line in story.get("Examens", [])
    }
    for line in story.get("Maatregelen", []):
        named |= {subject.strip() for subject in (*line, "", "")[2].split(";") if subject.strip()}
        if not {word for word in (*line, "", "", "")[3].replace(";", " ").split() if word != ">"} <= goal_ids:
            return False
    return named <= subjects


def _date(cell: str) -> date:
    found = typed(Date(), cell)
    assert isinstance(found, date)
    return found
