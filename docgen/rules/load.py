"""H: the work that plans ask of teachers and mentors."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Severity
from docgen.records.dossier import Records
from docgen.rules.facts import staff, still_to_come
from docgen.school.caseload import FOLLOWED, caseload
from docgen.school.teaching import open_tasks
from docgen.spec import Breach, rule
from docgen.tables.care import Agreement
from docgen.tables.council import Decision
from docgen.tables.timetables import Lesson


@rule("H06", Severity.WARNING, documents=("taken-vakleraren",), needs=("Personeel",), source="S0 61")
def teacher_can_carry_it(records: Records) -> Iterator[Breach]:
    """Een leraar heeft niet meer open taken uit de plannen dan de school afsprak."""
    limit = int(records.school.limits["Open taken per leraar"])
    exams = [(d.student.class_name, row) for d, version in still_to_come(records) for row in version.exams]
    lessons = records.register.of(Lesson)
    counted = open_tasks(records.register.of(Agreement), exams, lessons, records.today)
    for code, member in records.once(staff).items():
        if counted[code] > limit:
            yield Breach(member.at("Code"), "count", args=(("n", counted[code]), ("limit", limit)))


@rule("H07", Severity.NOTE, needs=("Personeel",), source="S0 62")
def mentor_has_time(records: Records) -> Iterator[Breach]:
    """Hoeveel leerlingen een mentor begeleidt, staat naast de uren begeleiding."""
    members = records.once(staff)
    followed = [version.trajectory for _, version in records.versions() if version.state in FOLLOWED]
    for load in caseload(followed, records.register.of(Decision), members.values(), records.today):
        if load.students and load.hours:
            facts = (("n", load.students), ("limit", load.hours))
            yield Breach(members[load.code].at("Uren begeleiding"), "count", args=facts)
