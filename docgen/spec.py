"""What docgen is made of, found by folder: the sheets in tables/, the rules in rules/, the documents in documents/.

Adding a thing is adding a file. What is wrong with it is said at import, before any data is read: a field above the
document's ceiling, a heading that no sheet has, two sheets with one name.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any

from docgen.columns import Column, Row, Sensitivity
from docgen.findings import Argument, Effect, Finding, Place, Severity


class Audience(StrEnum):
    """For whom a document is, and so the folder under outputs/ that it stands in."""

    SCHOOL = "school"
    CARE = "zorg"
    NOTES = "melding"
    COUNCIL = "klassenraad"
    TRANSFER = "overdracht"


SHARED = frozenset(
    {"council", "class", "lessons", "tasks", "supervisor", "stretch", "subject", "everyone", "school", "variants"}
)
"""What a document about several students is about: per council, class, teacher (lessons, tasks), supervisor, ...

`variants` are those of one student between which a council chooses: each has its own rows.
`school` shows of each student the version that counts now; `everyone` follows or counts each version.
"""


OF_TRANSFER = frozenset({"transfer", "inspection"})
"""What a document about a transfer is made per: a school, or a school and an addressee."""


@dataclass(frozen=True, eq=False)
class DocumentSpec:
    """One type of document: what it is called, for whom, what it may show, and what it cannot be made without.

    `fields` names every column that is released to it, per sheet; a column that is not named does not exist for the
    document. `ceiling` is the highest class among them. `derive` turns what was released into the template's names.
    `when` names sheets of which a row must be there, of these kinds (none: of any kind).
    `per` says what one document is about (the keys of `plan.MAKERS`); the documents of `SHARED` are about several
    students, and whoever may not stand on one of those is left out of it.
    """

    name: str
    title: str
    code: str
    audience: Audience
    ceiling: Sensitivity
    fields: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    adds: tuple[str, ...] = ()
    per: str = "trajectory"
    when: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # only with a row of these kinds (none: any), per sheet
    states: tuple[str, ...] = ()  # only of a version in one of these states; none: of every version that is alive
    asked: Callable[[Any, Any], bool] = field(default=lambda dossier, version: True)  # which of those versions want one
    families: tuple[str, ...] = ()  # other names that rules know it by: "traject" is what the council's gates hold
    covered_by: tuple[str, ...] = ()  # kinds of decision that let it through, beside one on the whole version
    proposals: bool = False  # whether it shows what the council has not decided: never to a care folder
    drafts: bool = True  # whether a draft is made before the council ratified
    readers: str = ""  # whose label stands in the footer, when that is not the folder's
    points: str = ""  # per council: only with a point that is "ahead", "unsettled" or "decided" (plan/shared: POINTS)
    kept: int = 1  # years after the school year that it is kept, unless School says otherwise (domain.md 2.7)
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of these only whether they are filled in
    copies: tuple[str, ...] = ("",)  # editions of one document that differ in their label only
    envelope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a transfer's own columns beside its fields
    derive: Callable[[Any], Mapping[str, object]] = field(default=lambda released: {})
    calendar: Callable[[Any], Sequence[Any]] | None = None  # its moments (ics.Moment) in the student's calendar
    listing: Callable[[Any], Sequence[Sequence[object]]] | None = None  # the rows of a CSV file beside it, heads first

    def __post_init__(self) -> None:
        """Refuse a document that could show what it may not."""
        for sheet_name, headings in (*self.fields.items(), *self.filled.items()):
            known = {column.heading: column for column in sheet(sheet_name).columns()}
            for heading in headings:
                if heading not in known:
                    raise TypeError(f"{self.name}: {sheet_name} has no column {heading!r}")
                if not self.ceiling.allows(known[heading].sensitivity):
                    raise TypeError(f"{self.name}: {sheet_name}.{heading} is above class {self.ceiling}")
        if self.proposals and self.audience in (Audience.CARE, Audience.TRANSFER):
            raise TypeError(f"{self.name}: what is not decided does not go to {self.audience}")
        unknown = {*self.needs, *self.adds, *self.when} - set(sheets())
        if unknown:
            raise TypeError(f"{self.name}: no such sheets: {sorted(unknown)}")

    def __reduce__(self) -> tuple[Callable[[str], DocumentSpec], tuple[str]]:
        """Travel to another process by name: a spec is what its module says."""
        return document, (self.name,)

    @property
    def shared(self) -> bool:
        """Whether one document is about several students, or about none."""
        return self.per in SHARED

    @property
    def names_student(self) -> bool:
        """Whether its file name holds a Leerling-ID: that of its student, or of whose variants it compares."""
        return not self.shared or self.per == "variants"

    @property
    def of_transfer(self) -> bool:
        """Whether it is about a transfer, and sees only what goes with that: the sheet itself, the letter about it."""
        return self.per in OF_TRANSFER

    @property
    def for_others(self) -> bool:
        """Whether parents, students, another school or all teachers read it, also while it waits for the council."""
        return (self.readers or self.audience) not in (Audience.COUNCIL, Audience.NOTES)

    @property
    def prints(self) -> Mapping[str, tuple[str, ...]]:
        """The columns whose texts can stand in it; a letter about a transfer counts the fields that go, no more."""
        return self.envelope if self.per == "inspection" else self.fields

    @property
    def reads(self) -> frozenset[str]:
        """The sheets a row of which can change this document."""
        return frozenset({*self.fields, *self.filled, *self.needs, *self.adds})

    def releases(self, sheet_name: str) -> tuple[Column, ...]:
        """The released columns of one sheet."""
        wanted = self.fields.get(sheet_name, ())
        return tuple(column for column in sheet(sheet_name).columns() if column.heading in wanted)


@dataclass(frozen=True)
class Breach:
    """One place where a rule does not hold; the Rule adds its code, severity and effect unless they are given here."""

    place: Place
    case: str = ""
    students: frozenset[str] | None = frozenset()
    trajectory: str = ""
    args: tuple[tuple[str, Argument], ...] = ()
    value: str | None = None
    suggestion: str | None = None
    also: tuple[Place, ...] = ()
    severity: Severity | None = None
    effect: Effect | None = None
    documents: frozenset[str] | None = None


Check = Callable[[Any], Iterator[Breach]]


@dataclass(frozen=True)
class Rule:
    """One rule: its code, how bad a breach is, what it does to which documents, where it comes from, and the check."""

    code: str
    severity: Severity
    effect: Effect
    check: Check
    documents: frozenset[str]
    needs: tuple[str, ...]
    source: str
    misses: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        """The rule in one sentence: the first line of the check's docstring."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]

    def finding(self, breach: Breach) -> Finding:
        """The finding of one breach."""
        return Finding(
            self.code,
            breach.severity or self.severity,
            breach.place,
            breach.case,
            breach.args,
            breach.value,
            breach.suggestion,
            breach.also,
            self.effect if breach.effect is None else breach.effect,
            breach.students,
            frozenset(),
            self.documents if breach.documents is None else breach.documents,
            breach.trajectory,
        )


def rule(
    code: str,
    severity: Severity,
    *,
    source: str,
    effect: Effect = Effect.NONE,
    documents: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    misses: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a Rule of a check: a generator over the Records that yields a Breach for each place.

    `documents` are the types it stops or marks (none: every type that reads the sheet of the place). `needs` names
    the sheets without which it cannot be checked; the report then says so. `misses` are the sheets in which
    it looks for a row: when one of that student was refused there, the breach follows from that.
    """

    def make(check: Check) -> Rule:
        return Rule(code, severity, effect, check, frozenset(documents), needs, source, misses)

    return make


@cache
def sheets() -> Mapping[str, type[Row]]:
    """Every sheet by its name."""
    found: dict[str, type[Row]] = {}
    for module in _modules("docgen.tables"):
        for row in _defined_in(module, type):
            if issubclass(row, Row):
                if row.sheet.name in found:
                    raise TypeError(f"two tables describe the sheet {row.sheet.name}")
                found[row.sheet.name] = row
    return found


def sheet(name: str) -> type[Row]:
    """The Row class of a sheet. Raises TypeError for an unknown name."""
    if name not in sheets():
        raise TypeError(f"no table describes a sheet {name!r}")
    return sheets()[name]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    found = [rule for module in _modules("docgen.rules") for rule in vars(module).values() if isinstance(rule, Rule)]
    codes = [rule.code for rule in found]
    if len(codes) != len(set(codes)):
        raise TypeError(f"a rule code occurs twice: {sorted(code for code in codes if codes.count(code) > 1)}")
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def documents() -> Mapping[str, DocumentSpec]:
    """Every type of document by its name."""
    found = [
        spec
        for module in _modules("docgen.documents")
        for spec in vars(module).values()
        if isinstance(spec, DocumentSpec)
    ]
    return {spec.name: spec for spec in sorted(found, key=lambda spec: spec.name)}


def document(name: str) -> DocumentSpec:
    """The spec of one document type. Raises KeyError for an unknown name."""
    return documents()[name]


def _modules(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda info: info.name):
        yield importlib.import_module(f"{package}.{info.name}")


def _defined_in(module: ModuleType, kind: type) -> Iterator[Any]:
    for value in vars(module).values():
        home = str(getattr(value, "__module__", ""))
        if isinstance(value, kind) and f"{home}.".startswith(f"{module.__name__}."):  # a workbook may be a folder
            yield value
