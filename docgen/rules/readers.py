"""G: letters go to who may have them, and nothing is kept longer than it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.findings import Effect, Severity
from docgen.records.dossier import Records
from docgen.records.version import State
from docgen.spec import Breach, rule
from docgen.tables.care import Trajectory
from docgen.tables.notes import StaffNote
from docgen.tables.school import DUTCH, ITSELF, OF_AGE, Contact
from docgen.tables.transfer import Transfer

LETTERS = ("brief", "akkoordverklaring", "overdrachtsfiche inzage")
OVER = (State.REFUSED, State.REPLACED, State.STOPPED, State.ENDED)
KEPT_FOR = 5  # years, when the school says nothing; the longest period it names counts


@rule("G11", Severity.ERROR, effect=Effect.BLOCK, documents=LETTERS, needs=("Contacten",), source="domain 6.1")
def somebody_may_receive(records: Records) -> Iterator[Breach]:
    """Een brief gaat naar een ouder met gezag die documenten mag krijgen, of naar de meerderjarige leerling."""
    for dossier in records.dossiers.values():
        contacts = dossier.of(Contact)
        asked = dossier.versions or dossier.of(Transfer)
        if not asked or dossier.age(records.today) >= OF_AGE:
            continue
        if not contacts:
            place, whom = dossier.student.at("Leerling-ID"), frozenset({dossier.name})
            yield Breach(place, "none", whom, severity=Severity.WARNING, effect=Effect.NONE)
        elif not any(contact.may_receive for contact in contacts):
            also = tuple(contact.at("Gezag") for contact in contacts[1:])
            yield Breach(contacts[0].at("Gezag"), "", frozenset({dossier.name}), also=also)


@rule("H08", Severity.NOTE, needs=("Contacten",), source="domain 4.9")
def letter_is_understood(records: Records) -> Iterator[Breach]:
    """Brieven zijn in eenvoudig Nederlands; wie een andere taal leest, krijgt er uitleg bij."""
    for dossier in records.dossiers.values():
        if any(version.state not in OVER for version in dossier.versions) or dossier.of(Transfer):
            of_age = dossier.age(records.today) >= OF_AGE
            for contact in dossier.of(Contact):
                reads = contact.may_receive and (contact.relation == ITSELF) is of_age
                if reads and contact.language and contact.language not in DUTCH:
                    yield Breach(contact.at("Taal"), "", frozenset({dossier.name}))


@rule("G13", Severity.WARNING, source="SO/2003/02")
def nothing_is_kept_too_long(records: Records) -> Iterator[Breach]:
    """Wat niet meer geldt of te lang bewaard is, gaat weg."""
    for note in records.register.of(StaffNote):
        if note.valid_until < records.today:
            yield Breach(note.at("Geldig tot"), "ended")
    years = max(records.school.retention.values(), default=KEPT_FOR)
    for dossier in records.dossiers.values():
        left = dossier.student.left_on
        if left and _end_of_year(left).replace(year=_end_of_year(left).year + years) < records.today:
            for row in dossier.of(Trajectory):
                yield Breach(row.at("Traject-ID"), "")


def _end_of_year(day: date) -> date:
    """31 August of the school year of a day."""
    return date(day.year + (day > date(day.year, 8, 31)), 8, 31)
