"""What a class council is asked to decide: the points that the records ask for, and what is known about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.records.dossier import Dossier, Records
from docgen.records.fingerprint import of_version
from docgen.records.version import State, Version
from docgen.tables.care import ADAPTATION, AWAY, EXEMPTION, PACKAGE, Measure
from docgen.tables.council import MAY_DECIDE, Decision

PORTRAIT, ADAPTATIONS = "portret", "redelijke aanpassingen"
ENDING_SOON = timedelta(days=21)
CONCLUSIONS = {"bijsturen": "bijsturing", "opschalen": "CLB-hulpvraag", "stoppen": "stopzetting"}
PARTIES = ("leerling", "ouder", "zorgteam")
CONFIRMING = ("CLB", "externe hulpverlening")


@dataclass(frozen=True)
class Point:
    """One point: about whom, the kind of decision it asks for, and what is known."""

    about: str
    kind: str
    state: str = ""
    content: str = ""
    fingerprint: str = ""


def proposed(records: Records, classes: Sequence[str], on: date, council: str = "") -> Iterator[Point]:
    """The points that are open on a day, for the students of these classes (none: every class).

    Only those that this kind of `council` may decide on ('': any kind). A portretklassenraad looks at what each class
    as a whole gets.
    """
    for point in _portraits(records, classes) if council == PORTRAIT else ():
        yield point
    for point in _of_versions(records, classes, on):
        if not council or point.kind in MAY_DECIDE[council]:
            yield point


def _portraits(records: Records, classes: Sequence[str]) -> Iterator[Point]:
    for name in classes:
        yield Point(name, ADAPTATIONS, *_adapted(records, name))


def _adapted(records: Records, class_name: str) -> tuple[str, str]:
    """How many students of a class there are, and which adaptations now hold for how many; nobody is named."""
    students = [dossier for dossier in records.dossiers.values() if dossier.student.class_name == class_name]
    counts = Counter(
        kind
        for dossier in students
        for kind in {m.kind for m in dossier.of(Measure) if m.kind in ADAPTATION and dossier.in_force(m, records.today)}
    )
    told = (f"{kind} voor {counts[kind]}" for kind in ADAPTATION if counts[kind])
    return _counted(len(students), "leerling", "leerlingen"), ", ".join(told) or "geen"


def _of_versions(records: Records, classes: Iterable[str], on: date) -> Iterator[Point]:
    wanted = set(classes)
    for dossier, version in records.every_version():
        if wanted and dossier.student.class_name not in wanted:
            continue
        for kind in dict.fromkeys(_asked(version, on)):
            yield about(dossier, version, kind)


def _asked(version: Version, on: date) -> Iterator[str]:
    """The kinds of decision that a version asks for."""
    if version.state is State.PROPOSAL and version.trajectory.end >= on:
        yield "start traject" if version.trajectory.version == "1" else "bijsturing"
        return
    decided = max((decision.on for decision in version.decisions), default=date.min)
    newest = [decision for decision in version.decisions if decision.on == decided]
    if version.state in (State.REPLACED, State.STOPPED, State.ENDED, State.REFUSED):
        return
    for decision in newest:
        if decision.outcome == "goedgekeurd onder voorwaarde":
            yield decision.kinds[0]
    ends = min((d.valid_until for d in newest if d.valid_until), default=version.trajectory.end)
    if on <= ends <= on + ENDING_SOON:
        yield "verlenging"
    for row in version.follow_ups:
        if row.on > decided and row.conclusion in CONCLUSIONS:
            yield CONCLUSIONS[row.conclusion]


def about(dossier: Dossier, version: Version, kind: str) -> Point:
    """A point about a version, with who was heard, what is proposed and the fingerprint of its content."""
    return Point(version.name, kind, _heard(version), _contents(version), of_version(version)[:8].upper())


def known(records: Records, decision: Decision) -> Point:
    """A point that was written down before."""
    kind = "; ".join(decision.kinds)
    for dossier, version in records.every_version():
        if version.name == decision.about:
            return about(dossier, version, kind)
    adapted = ADAPTATIONS in decision.kinds and any(
        dossier.student.class_name == decision.about for dossier in records.dossiers.values()
    )
    return Point(str(decision.about or ""), kind, *(_adapted(records, str(decision.about)) if adapted else ()))


def _heard(version: Version) -> str:
    """'leerling ja 09/12, bevestigd 13/01, ontbreekt: niets'."""
    found = {party: version.answer(party) for party in (*PARTIES, *CONFIRMING)}
    newest = {party: talk for party, talk in found.items() if talk}
    said = [f"{party} {newest[party].answer} {newest[party].on:%d/%m}" for party in PARTIES if party in newest]
    sure = [newest[party] for party in CONFIRMING if party in newest and newest[party].answer in ("ja", "niet nodig")]
    if sure:
        said.append(f"bevestigd {sure[0].on:%d/%m}")
    missing = [party for party in PARTIES if party not in newest] + ([] if sure else ["bevestiging van de nood"])
    return ", ".join([*said, f"ontbreekt: {', '.join(missing) or 'niets'}"])


def _contents(version: Version) -> str:
    """'3 lesuren minder, 2 doelen later'."""
    hours = len({slot for row in version.timetable for slot in row.slots})
    parts = [_counted(hours, "lesuur anders", "lesuren anders")]
    for kind in PACKAGE:
        goals = sum(len(measure.goals) for measure in version.measures if measure.kind == kind)
        word = kind.removeprefix("doelen ")
        parts.append(_counted(goals, f"doel {word}", f"doelen {word}"))
    parts.append(_counted(len(version.exams), "examen anders", "examens anders"))
    parts += [m.kind for m in version.measures if m.kind in (*AWAY, *EXEMPTION, "progressieve hervatting")]
    return ", ".join(part for part in parts if part) or "geen"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
