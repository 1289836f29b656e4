"""What a check looks at, and what it tells: data, the sentence is looked up by `reports.doctor`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from docgen.project import Project

STORAGE = frozenset({"missing", "closed", "unreadable"})


class State(StrEnum):
    """How serious it is; `ABSENT` is something that not every school needs."""

    FINE = "in orde"
    ABSENT = "niet nodig"
    WARNING = "waarschuwing"
    ERROR = "fout"


@dataclass(frozen=True)
class Place:
    """Where a check looks: a project folder, at a moment (with its time zone)."""

    project: Project
    now: datetime


@dataclass(frozen=True)
class Told:
    """One line of a check. `case` names the sentence (`doctor.<check>_<case>`, what to do: `..._fix`).

    `facts` fill its holes; they hold paths, codes and counts, never a value from a workbook or a template.
    """

    state: State
    case: str
    n: int | None = None
    facts: Mapping[str, str | date] = field(default_factory=dict)
    parts: tuple[str, ...] = ()  # what a template carries: names of `doctor.parts`
    check: str = ""

    @property
    def of_storage(self) -> bool:
        """Whether something cannot be read or written."""
        return self.state is State.ERROR and self.case in STORAGE

    @property
    def of_template(self) -> bool:
        """Whether a template is wrong."""
        return self.state is State.ERROR and self.check == "templates"

    def of(self, check: str) -> Told:
        """The same, with the name of its check."""
        return replace(self, check=check)


def fine(case: str, n: int | None = None, **facts: str | date) -> Told:
    """Nothing to do."""
    return Told(State.FINE, case, n, facts)


def absent(case: str, **facts: str | date) -> Told:
    """Not there, and not everybody needs it."""
    return Told(State.ABSENT, case, None, facts)


def warning(case: str, n: int | None = None, *, parts: tuple[str, ...] = (), **facts: str | date) -> Told:
    """It works, and something should be done."""
    return Told(State.WARNING, case, n, facts, parts)


def error(case: str, n: int | None = None, **facts: str | date) -> Told:
    """It does not work."""
    return Told(State.ERROR, case, n, facts)
