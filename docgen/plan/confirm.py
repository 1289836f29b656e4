"""A finding that holds a document is lifted by a row in Bevestigingen, as long as the text it accepts stays the same.

Its code is the rule's code and six hexadecimal digits of a fingerprint of place and text: sheet, key of the row and
heading, not the row number, so that sorting a sheet changes nothing and changing the text asks for a new look. Only a
finding that holds has a code: a fault is corrected, never confirmed. Source: sheets.md 4, domain.md 3.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from docgen.columns import Row
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.kinds import Reference
from docgen.records.fingerprint import digest
from docgen.records.register import Register
from docgen.tables.care import Trajectory
from docgen.tables.council import Confirmation
from docgen.tables.school import StaffMember

CODE = re.compile(r"[A-Z]\d\d-[0-9A-F]{6}")
MAY_CONFIRM = ("leerlingbegeleider", "zorgcoördinator", "directie")
CONFIRMED = "confirmed"
Place = tuple[str, str, int]


def confirm(findings: Iterable[Finding], register: Register) -> tuple[Finding, ...]:
    """The findings with their codes; those that somebody accepted become a remark without effect.

    Findings: A13
    """
    coded = _coded(tuple(findings), register)
    rows = register.of(Confirmation)
    refused = {row.code: finding for row in rows if (finding := _refused(row, register))}
    known = {finding.fingerprint for finding in coded if finding.fingerprint}
    accepted = known & {row.code for row in rows if row.code not in refused}
    settled = (_lifted(finding) if finding.fingerprint in accepted else finding for finding in coded)
    return (*settled, *refused.values(), *_pointless(rows, known, refused))


def who_may(register: Register) -> tuple[StaffMember, ...]:
    """The staff whose confirmation counts: by their function, or as the mentor of a trajectory."""
    mentors = {row.mentor for row in register.of(Trajectory)}
    return tuple(
        member
        for member in register.of(StaffMember)
        if member.code in mentors or not set(MAY_CONFIRM).isdisjoint(member.functions)
    )


def _lifted(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.NOTE, case=CONFIRMED, effect=Effect.NONE)


def _coded(findings: Sequence[Finding], register: Register) -> tuple[Finding, ...]:
    """The findings, those that hold with their code. A row that was refused has no text to accept, so no code."""
    held = {f.place.table or f.place.sheet for f in findings if _holds(f) and isinstance(f.place, CellRef)}
    at: dict[Place, Row] = {_place(row.at()): row for name in held for row in register.rows.get(name, ())}
    return tuple(_with_code(finding, at) if _holds(finding) else finding for finding in findings)


def _holds(finding: Finding) -> bool:
    return finding.severity is Severity.HOLD


def _place(place: CellRef) -> Place:
    return place.file, place.sheet, place.row


def _with_code(finding: Finding, at: Mapping[Place, Row]) -> Finding:
    place = finding.place
    row = at.get(_place(place)) if isinstance(place, CellRef) else None
    if row is None or not isinstance(place, CellRef):
        return finding
    attributes = {column.heading: column.attribute for column in row.columns()}
    text = [_written(value) for value in _flat(getattr(row, attributes[place.heading]))]
    key = row.key() or (getattr(row, "about", None) or getattr(row, "student", ""),)
    mark = digest([row.sheet.name, [_written(part) for part in key], place.heading, text])[:6].upper()
    return replace(finding, fingerprint=f"{finding.code}-{mark}")


def _flat(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _written(value: object) -> str:
    """A value as it was accepted: a key with the name typed behind it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value} {value.label}".strip() if isinstance(value, Reference) else str(value)


def _refused(row: Confirmation, register: Register) -> Finding | None:
    """Why a confirmation does not count: by somebody without the function for it, or on a day to come."""
    member = next((member for member in register.of(StaffMember) if member.code == row.by), None)
    if row.on > register.today:
        return Finding("A13", Severity.WARNING, row.at("Datum"), "later", value=row.code)
    if member is None or member not in who_may(register):
        facts = (("allowed", MAY_CONFIRM),)
        also = (member.at("Functie"),) if member else ()
        return Finding("A13", Severity.WARNING, row.at("Bevestigd door"), "function", facts, row.by, also=also)
    return None


def _pointless(rows: Iterable[Confirmation], known: set[str], refused: Mapping[str, Finding]) -> Iterator[Finding]:
    """A remark for each code that belongs to no finding any more, a warning for one that cannot be a code."""
    for row in rows:
        if row.code in known or row.code in refused:
            continue
        place = row.at("Bevestigingscode")
        if CODE.fullmatch(row.code):
            yield Finding("A13", Severity.NOTE, place, value=row.code)
        else:
            near = get_close_matches(row.code.upper(), sorted(known), 1, 0.7)
            yield Finding("A13", Severity.WARNING, place, "form", value=row.code, suggestion=next(iter(near), None))
