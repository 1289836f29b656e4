"""Which documents go into one print file: those of one folder, with the same readers, as docgen made them.

Every document was inspected for its own student. A pile of them holds several students, and is for the staff who print
it: nobody of its readers gets it whole. So it never mixes folders, never mixes the readers of staff notes, and never
holds what goes to another school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from docgen.kinds import plain_choice
from docgen.making.make import Maker
from docgen.pipeline import Checked
from docgen.plan.planned import STOPPED, Planned, Verdict
from docgen.spec import Audience

TEACHER, SUPERVISOR, COUNCIL = frozenset({"lessons", "tasks"}), frozenset({"supervisor"}), frozenset({"council"})
Names = tuple[str, ...]  # what was asked for, as it was typed; empty: all


@dataclass(frozen=True)
class Wish:
    """What somebody wants to print. Values of one kind add up, several kinds narrow."""

    documents: Names = ()
    classes: Names = ()
    students: Names = ()
    councils: Names = ()
    teachers: Names = ()
    supervisors: Names = ()
    folders: Names = ()


@dataclass(frozen=True)
class Pile:
    """Documents for one print file, in the order of a class list; `readers` only for staff notes."""

    folder: str
    readers: str
    papers: tuple[Planned, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Where its documents stand under outputs/."""
        return tuple(f"{self.folder}/{planned.name}.docx" for planned in self.papers)


@dataclass(frozen=True)
class Chosen:
    """The piles, and which wanted documents are not there as docgen would make them now."""

    piles: tuple[Pile, ...]
    missing: tuple[str, ...]


def choose(checked: Checked, wish: Wish, maker: Maker) -> Chosen:
    """The documents that fit the wish and stand in outputs/ as a build would leave them: up to date, and unchanged."""
    fits = _fits(checked, wish)
    wanted = [(planned, verdict) for planned, verdict in checked.verdicts.items() if fits(planned, verdict)]
    piles: dict[tuple[str, str], list[Planned]] = defaultdict(list)
    missing: list[str] = []
    for planned, verdict in wanted:
        if maker.make(planned, verdict).unchanged:
            readers = planned.subject if planned.spec.per == "readers" else ""
            piles[(str(verdict.audience(planned.spec)), readers)].append(planned)
        else:
            missing.append(planned.name)
    place = _places(checked)
    ordered = (Pile(*key, tuple(sorted(papers, key=place))) for key, papers in sorted(piles.items()))
    return Chosen(tuple(ordered), tuple(sorted(missing)))


def _fits(checked: Checked, wish: Wish) -> Callable[[Planned, Verdict], bool]:
    in_council = frozenset(_students_of(checked.verdicts, wish.councils))

    def fits(planned: Planned, verdict: Verdict) -> bool:
        folder, per = verdict.audience(planned.spec), planned.spec.per
        if verdict.status == STOPPED or folder == Audience.TRANSFER:
            return False
        own = {planned.subject}
        tests = (
            _one_of(wish.documents, {planned.spec.name}),
            _one_of(wish.folders, {str(folder)}),
            _one_of(wish.classes, {planned.class_name}),
            _one_of(wish.students, {planned.student}),
            _one_of(wish.teachers, own if per in TEACHER else ()),
            _one_of(wish.supervisors, own if per in SUPERVISOR else ()),
            _one_of(wish.councils, own)
            if per in {*COUNCIL, "decision"}
            else not wish.councils or _is_of(planned, in_council),
        )
        return all(tests)

    return fits


def _is_of(planned: Planned, students: frozenset[str]) -> bool:
    """Whether a document about one student is about one of these; a staff note has readers of its own."""
    return planned.student in students and planned.spec.audience != Audience.NOTES


def _one_of(wanted: Names, own: Iterable[str]) -> bool:
    return not wanted or not {name.casefold() for name in wanted}.isdisjoint(name.casefold() for name in own)


def _students_of(every: Iterable[Planned], councils: Names) -> Iterator[str]:
    """Whoever stands on the papers of these councils."""
    for planned in every:
        if councils and planned.spec.per in COUNCIL and _one_of(councils, {planned.subject}):
            yield from planned.students


def _places(checked: Checked) -> Callable[[Planned], tuple[str, ...]]:
    """The place of a document: papers about several students first, then by family name, first name, type, number."""
    dossiers = checked.records.dossiers

    def place(planned: Planned) -> tuple[str, ...]:
        if not planned.student:
            return ("", "", "", planned.spec.name, planned.number)
        student = dossiers[planned.student].student
        names = (plain_choice(student.family_name), plain_choice(student.first_name))
        return (*names, planned.student, planned.spec.name, planned.number)

    return place
