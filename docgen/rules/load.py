"""H: the work that plans ask of teachers and mentors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from docgen.dossier import Records, State
from docgen.exams import OWN_VERSION
from docgen.findings import Severity
from docgen.rules.facts import staff, still_to_come
from docgen.spec import Breach, rule
from docgen.tables.care import Agreement
from docgen.tables.timetables import Lesson
from docgen.teaching import DONE

GUIDED = (State.RUNNING, State.REVIEWED)


@rule("H06", Severity.WARNING, documents=("taken-vakleraren",), needs=("Personeel",), source="S0 61")
def teacher_can_carry_it(records: Records) -> Iterator[Breach]:
    """Een leraar heeft niet meer open taken uit de plannen dan de school afsprak."""
    limit = int(records.school.limits["Open taken per leraar"])
    counted = _open_tasks(records)
    for code, member in records.once(staff).items():
        if counted[code] > limit:
            yield Breach(member.at("Code"), "count", args=(("n", counted[code]), ("limit", limit)))


def _open_tasks(records: Records) -> Counter[str]:
    """Per member of staff the open agreements, and the own versions of exams that are still to be made."""
    tasks: Counter[str] = Counter()
    for agreement in records.register.of(Agreement):
        if agreement.state not in DONE:
            tasks.update(str(code) for code in agreement.who)
    for dossier, version in still_to_come(records):
        for row in version.exams:
            waiting = OWN_VERSION.intersection(row.forms) and row.version_ready_on is None
            if waiting and row.exam_on >= records.today:
                tasks.update(records.once(_makers).get((dossier.student.class_name, str(row.subject)), ()))
    return tasks


def _makers(records: Records) -> dict[tuple[str, str], set[str]]:
    """Who teaches a subject in a class."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lesson in records.register.of(Lesson):
        for name in lesson.classes:
            found[str(name), str(lesson.subject)].update(map(str, lesson.teachers))
    return found


@rule("H07", Severity.NOTE, needs=("Personeel",), source="S0 62")
def mentor_has_time(records: Records) -> Iterator[Breach]:
    """Hoeveel leerlingen een mentor begeleidt, staat naast de uren begeleiding."""
    guided: dict[str, set[str]] = defaultdict(set)
    for dossier, version in records.versions():
        if version.state in GUIDED and version.last_day >= records.today:
            guided[str(version.trajectory.mentor)].add(dossier.name)
    for code, member in records.once(staff).items():
        if guided[code] and member.guidance_hours:
            facts = (("n", len(guided[code])), ("limit", member.guidance_hours))
            yield Breach(member.at("Uren begeleiding"), "count", args=facts)
