"""The curriculum goals of the school: by Doel-ID, by subject, and those of one student's year and study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.arithmetic.goals import above, is_for
from docgen.records.dossier import Records
from docgen.tables.goals import Goal
from docgen.tables.school import Student


@dataclass(frozen=True)
class OwnGoals:
    """The goals of one year and study, in the order of the sheet."""

    rows: Sequence[Goal]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Their Doel-IDs."""
        return frozenset(goal.goal_id for goal in self.rows)

    @cached_property
    def by_subject(self) -> Mapping[str, Sequence[Goal]]:
        """Those of each subject."""
        return _by_subject(self.rows)


def own_goals(records: Records, student: Student) -> OwnGoals:
    """The goals of this student's year and study: one object for all students who share those."""
    return records.once(_Chosen.of)[records.school.year_of(student.class_name), student.study]


class _Chosen(dict[tuple[int | None, str], OwnGoals]):
    """The goals per year and study, chosen when somebody first asks for them."""

    def __init__(self, goals: Iterable[Goal]) -> None:
        """Take all goals of the school."""
        super().__init__()
        self._by_year: dict[int | None, list[Goal]] = defaultdict(list)
        for goal in goals:
            for year in dict.fromkeys(goal.years):
                self._by_year[year].append(goal)

    @staticmethod
    def of(records: Records) -> _Chosen:
        """Those of a school."""
        return _Chosen(records.register.of(Goal))

    def __missing__(self, key: tuple[int | None, str]) -> OwnGoals:
        """Choose."""
        year, study = key
        self[key] = own = OwnGoals([goal for goal in self._by_year.get(year, ()) if is_for(goal, year, study)])
        return own


def goals(records: Records) -> Mapping[str, Goal]:
    """The goals of the school by Doel-ID."""
    return {goal.goal_id: goal for goal in records.register.of(Goal)}


def goals_by_subject(records: Records) -> Mapping[str, Sequence[Goal]]:
    """The goals of the school per subject, in the order of the sheet."""
    return _by_subject(records.register.of(Goal))


def builders(records: Records) -> Mapping[str, tuple[Goal, ...]]:
    """The goals that build on each goal, by Doel-ID."""
    return above(records.register.of(Goal))


def _by_subject(rows: Iterable[Goal]) -> Mapping[str, Sequence[Goal]]:
    found: dict[str, list[Goal]] = defaultdict(list)
    for goal in rows:
        found[str(goal.subject)].append(goal)
    return dict(found)
