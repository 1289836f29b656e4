"""Each student with papers, findings or a transfer: the trajectories with their steps, what the care folder asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from docgen.dashboard.model import Check, Paper, Plan, Pupil, Stage, Task, Told
from docgen.dashboard.telling import for_one
from docgen.dashboard.words import Words
from docgen.records.dossier import Dossier, Records
from docgen.records.version import State, Version

ORDER = (State.PROPOSAL, State.ON_AGENDA, State.APPROVED, State.RATIFIED, State.RUNNING, State.REVIEWED)
ENDS = (State.REFUSED, State.STOPPED, State.REPLACED, State.ENDED)
PARTIES = (("leerling",), ("ouder",), ("leraren", "directie", "zorgteam"))


def pupils(
    records: Records,
    papers: Mapping[str, Sequence[Paper]],
    told: Sequence[Told],
    transferred: frozenset[str],
    tasks: Sequence[Task],
    words: Words,
) -> Iterator[Pupil]:
    """The students that the pages name, by class and name; the others need not stand there."""
    about: dict[str, list[Told]] = {}
    for entry in told:
        for student in entry.students:
            about.setdefault(student, []).append(entry)
    shown = [d for d in records.dossiers.values() if papers.get(d.name) or about.get(d.name) or d.name in transferred]
    for dossier in sorted(shown, key=lambda d: (d.student.class_name, d.student.family_name, d.student.first_name)):
        versions = dossier.versions
        yield Pupil(
            name=dossier.name,
            family_name=dossier.student.family_name,
            first_name=dossier.student.first_name,
            class_name=dossier.student.class_name,
            mentor=versions[-1].trajectory.mentor if versions else "",
            papers=tuple(sorted(papers.get(dossier.name, ()), key=_order)),
            findings=tuple(for_one(entry, dossier.name) for entry in about.get(dossier.name, ())),
            plans=tuple(_plan(dossier, version, words) for version in reversed(versions)),
            tasks=tuple(task for task in tasks if task.student == dossier.name),
        )


def _order(paper: Paper) -> tuple[int, str, str]:
    """Blocked, to confirm, draft, final, lapsed."""
    return (list(type(paper.state)).index(paper.state), paper.title, paper.about)


def _plan(dossier: Dossier, version: Version, words: Words) -> Plan:
    trajectory = version.trajectory
    return Plan(
        name=version.name,
        start=trajectory.start,
        end=version.last_day,
        review_on=trajectory.review_on,
        stages=tuple(_stages(version, words)),
        checks=tuple(_checks(version, words)),
    )


def _stages(version: Version, words: Words) -> Iterator[Stage]:
    names, point = words.table("stages"), version.covering(())
    if version.state in ENDS:
        yield Stage(names[version.state.value], "now")
        return
    days: dict[State, date | None] = {
        State.APPROVED: point.on if point else None,
        State.RATIFIED: point.ratified_on if point else None,
        State.RUNNING: version.trajectory.start,
    }
    now = ORDER.index(version.state)
    for index, state in enumerate(ORDER):
        reached = "done" if index < now else "now" if index == now else "later"
        yield Stage(names[state.value], reached, days.get(state) if index <= now else None)


def _checks(version: Version, words: Words) -> Iterator[Check]:
    """The closed list of interface.md 3: per party whether it was consulted and when, and the decision."""
    for parties in PARTIES:
        talks = [t for t in version.talks if set(parties) & set(t.parties) and t.answer != "nog te bevragen"]
        newest = max((talk.on for talk in talks), default=None)
        heard = {party for talk in talks for party in talk.parties}
        if parties == ("leerling",):
            answer = version.answer("leerling")
            met = bool(answer and answer.answer == "ja")
        else:
            met = set(parties) <= heard or (len(parties) > 1 and "zorgteam" in heard and bool(version.covering(())))
        text = words.table("checks")[parties[0]]
        yield Check(text, met, words.short(newest) if newest and met else "")
    decision = version.covering(())
    note = f"{words.short(decision.on)}, {decision.decision_id}" if decision else ""
    yield Check(words.table("checks")["council"], decision is not None, note)
    ratified = words.short(decision.ratified_on) if decision and decision.ratified_on else ""
    yield Check(words.table("checks")["ratified"], decision is not None, ratified)
