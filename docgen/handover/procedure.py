"""Where each transfer stands, worked out from the rows and from what the ledger remembers; nothing is kept apart.

voorbereiding -> leerling bevraagd -> inzage aangeboden -> vrijgegeven -> verzonden -> ontvangen; back to voorbereiding
when the content is not what was inspected, and from verzonden when the package is recalled. Source: domain.md 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import count, takewhile

from docgen.findings import CellRef, Finding
from docgen.making.inspection import content, is_changed, new_inspection
from docgen.pipeline import Checked
from docgen.plan.planned import Planned, Verdict
from docgen.privacy.transfer import conditions, decides_alone, inspection, term_ends
from docgen.records.dossier import Dossier, Records
from docgen.tables.transfer import Transfer

DOCUMENT = "overdrachtsfiche"
SEEN, SENT_COPY = "inzage", "overdracht"  # the two copies
RELEASED, SENT, REPORTS, RECEIVED = "vrijgegeven", "verzonden", "verslagen", "ontvangen"
RECALLED = "vervallen"
CONDITIONS = ("G03", "G04")  # the rules that say the same as the conditions of a release


class Step(StrEnum):
    """A step of the procedure; the values are the words of domain.md."""

    PREPARING = "voorbereiding"
    ASKED = "leerling bevraagd"
    OFFERED = "inzage aangeboden"
    RELEASED = "vrijgegeven"
    SENT = "verzonden"
    RECEIVED = "ontvangen"


@dataclass(frozen=True)
class Told:
    """One condition of a release as it is told: its name, whether it is met, the date behind it, its cell."""

    name: str
    met: bool
    on: date | None
    cell: CellRef
    codes: tuple[str, ...] = ()  # of the fields that were objected to

    @property
    def from_day(self) -> date | None:
        """The first day on which it can be met, when that is known."""
        if self.met or self.on is None:
            return None
        return self.on + timedelta(days=1) if self.name == "term" else self.on


@dataclass(frozen=True)
class Package:
    """A package that docgen made: when, its number, the SHA-256 of its manifest, and since when it no longer counts."""

    on: date
    number: str
    manifest: str
    recalled_on: date | None


@dataclass(frozen=True)
class Handover:
    """One transfer: its name on the command line, whose it is, its row, and what becomes of its two copies."""

    name: str
    records: Records
    dossier: Dossier
    transfer: Transfer
    copies: Mapping[str, tuple[Planned, Verdict]]

    @property
    def document(self) -> Planned:
        """The copy for the other school."""
        return self.copies[SENT_COPY][0]

    def key(self, verb: str, nth: int = 1) -> str:
        """The name under which the ledger remembers an act on this transfer, the first time or a later one."""
        return f"{verb if nth == 1 else f'{verb}-{nth}'} {self.transfer.student} {self.transfer.to_school}"

    def packages(self, verb: str) -> tuple[Package, ...]:
        """The packages that were made, of the sheet (SENT) or of the reports alone (REPORTS); only the last may count.

        Before the last one could be made, each of the others was recalled.
        """
        noted = takewhile(bool, (self.noted(self.key(verb, nth)) for nth in count(1)))
        return tuple(self._package(*found) for found in noted if found)

    def _package(self, on: date, words: tuple[str, ...]) -> Package:
        recalled = self.noted(recall_key(words[0]))
        return Package(on, words[0], words[1], recalled[0] if recalled else None)

    def package(self, verb: str) -> Package | None:
        """The package that counts; None when there is none, or when it was recalled."""
        last = self.packages(verb)[-1:]
        return last[0] if last and not last[0].recalled_on else None

    @property
    def release_key(self) -> str:
        """The name of its release: a new inspection or another content asks for a new one."""
        return f"{RELEASED} {inspection(self.transfer)} {self.content}"

    def noted(self, key: str) -> tuple[date, tuple[str, ...]] | None:
        """The day of an act in the ledger and what was noted with it."""
        words = self.records.remembered.get(key, "").split()
        return (date.fromisoformat(words[0]), tuple(words[1:])) if words else None

    @property
    def is_adult(self) -> bool:
        """Whether the student decides alone."""
        return decides_alone(self.dossier, self.records.today)

    @cached_property
    def conditions(self) -> tuple[Told, ...]:
        """The five conditions of a release in the order in which they are told."""
        limit = self.records.school.limits["Verzetstermijn in dagen"]
        found = {
            known.name: Told(known.name, known.met, known.on, self.transfer.at(known.heading))
            for known in conditions(self.transfer, self.dossier, limit, self.records.today)
        }
        parents = () if self.is_adult else self.transfer.parents_object
        codes = tuple(sorted({*self.transfer.student_objects, *parents}))
        objections = Told("objections", True, None, self.transfer.at("Niet volgens ouders"), codes)
        offered = found["inspection"]
        if self.is_adult:
            offered = Told("offered_adult", offered.met, offered.on, offered.cell)
        return (found["asked"], offered, objections, found["term"], found["enrolled"])

    @property
    def missing(self) -> tuple[Told, ...]:
        """The conditions that are not met."""
        return tuple(condition for condition in self.conditions if not condition.met)

    @property
    def last_day(self) -> date | None:
        """The last day of the objection term, when it has begun."""
        return term_ends(self.transfer, self.dossier, self.records.school.limits["Verzetstermijn in dagen"])

    @cached_property
    def content(self) -> str:
        """The fingerprint of what the other school would get, and of what was inspected."""
        return content(self.records, self.document)

    @cached_property
    def changed(self) -> bool:
        """Whether the content is not what was offered for inspection."""
        return is_changed(self.records, self.document, self.transfer)

    @property
    def sent_on(self) -> date | None:
        """When the package left, as the ledger or else the workbook knows it; None when it was recalled."""
        if self.packages(SENT):
            package = self.package(SENT)
            return package.on if package else None
        return self._past(self.transfer.sent_on)

    @property
    def received_on(self) -> date | None:
        """The date of the receipt."""
        noted = self.noted(self.key(RECEIVED))
        return noted[0] if noted else self._past(self.transfer.received_on)

    @property
    def released_on(self) -> date | None:
        """When this content was released; None when only another content was."""
        noted = self.noted(self.release_key)
        return noted[0] if noted else None

    def _past(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.records.today else None

    @cached_property
    def step(self) -> Step:
        """Where this transfer stands today."""
        if self.received_on:
            return Step.RECEIVED
        if self.sent_on:
            return Step.SENT
        if self.changed:
            return Step.PREPARING
        if self.released_on and not self.missing:
            return Step.RELEASED
        met = {condition.name: condition.met for condition in self.conditions}
        if met.get("inspection", met.get("offered_adult")):
            return Step.OFFERED
        return Step.ASKED if met["asked"] else Step.PREPARING

    @property
    def since(self) -> date | None:
        """The day of that step; None while it is being prepared."""
        return {
            Step.RECEIVED: self.received_on,
            Step.SENT: self.sent_on,
            Step.RELEASED: self.released_on,
            Step.OFFERED: self.transfer.inspection_on,
            Step.ASKED: self.transfer.student_asked_on,
        }.get(self.step)

    @property
    def earliest(self) -> date | None:
        """The first day on which it may be released, when every missing condition has a date."""
        days = [condition.from_day for condition in self.missing]
        known = [day for day in days if day is not None]
        return max(known, default=None) if len(known) == len(days) else None


def recall_key(number: str) -> str:
    """The name under which the ledger remembers that a package no longer counts."""
    return f"{RECALLED} {number}"


def handovers(checked: Checked) -> tuple[Handover, ...]:
    """Every transfer that the rows ask for, by name."""
    copies: dict[str, dict[str, tuple[Planned, Verdict]]] = {}
    for planned, verdict in checked.verdicts.items():
        if planned.spec.name == DOCUMENT:
            copies.setdefault(planned.number, {})[planned.copy] = (planned, verdict)
    return tuple(_handover(name, checked.records, own) for name, own in sorted(copies.items()))


def _handover(name: str, records: Records, copies: Mapping[str, tuple[Planned, Verdict]]) -> Handover:
    planned = copies[SENT_COPY][0]
    dossier = records.dossiers[planned.student]
    transfer = next(row for row in dossier.of(Transfer) if row.to_school == planned.to_school)
    return Handover(name, records, dossier, transfer, copies)


def stops(handover: Handover, checked: Checked) -> tuple[Finding, ...]:
    """What stops the copy for the other school besides the conditions: findings on its content.

    Findings: G06
    """
    planned, verdict = handover.copies[SENT_COPY]
    found = [checked.findings[index] for index in verdict.stopped_by]
    others = [finding for finding in found if finding.code not in CONDITIONS]
    if handover.changed and all(finding.code != "G06" for finding in others):
        others.append(new_inspection(handover.transfer, planned))
    return tuple(others)
