"""What stands beside documents without being asked for: a student's calendar, a list to sort and filter.

Their specs say which (`calendar`, `listing`). Each is made of exactly what was released to the document, only of one
that is final, searched like it, and a Making of its own, so that ledger, manifest, log and retention treat it as any
document. A list goes when its document goes. A student has one calendar, put together of what each timetable and exam
schedule released to it says; it stands under the name of the first of these, and goes with the last.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from docgen.findings import Finding
from docgen.making.beside import Beside, calendar_path
from docgen.making.identity import identity
from docgen.making.make import Maker, Making, stands
from docgen.pages.ics import events, written
from docgen.plan.planned import FINAL, Planned, Verdict
from docgen.privacy import Cleared, Part, Released, inspect_file, inspect_together, release
from docgen.records.fingerprint import digest

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that Excel would work out. Source: OWASP, CSV injection."""


@dataclass(frozen=True)
class _Source:
    """A document behind a calendar or a list: what was released to it, and what the file says of that."""

    planned: Planned
    verdict: Verdict
    released: Released
    rows: Sequence[Any]


def companions(maker: Maker, makings: Sequence[Making], verdicts: Mapping[Planned, Verdict]) -> Beside:
    """The calendars and lists beside these documents, and why one may not be written.

    `verdicts` are those of all documents: a calendar also holds what a document says that is not made anew now.

    Findings: those of `privacy.inspect_file`
    """
    found = [*_lists(maker, makings), *_calendars(maker, makings, verdicts)]
    refused = tuple(finding for own in found for finding in own.refused)
    return Beside(tuple(own for own in found if not own.refused), refused)


def _lists(maker: Maker, makings: Sequence[Making]) -> Iterator[Making]:
    for making in makings:
        listing = making.planned.spec.listing
        if listing is None or not _is_there(making):
            continue
        path = f"{making.path.removesuffix('.docx')}.csv"
        if (kept := _kept(maker, making, path)) is not None:
            yield kept
            continue
        released = _released(maker, making.planned, making.verdict)
        rows = listing(released)
        if rows:
            yield _making(maker, making, path, [_Source(making.planned, making.verdict, released, rows)])


def _calendars(maker: Maker, makings: Sequence[Making], verdicts: Mapping[Planned, Verdict]) -> Iterator[Making]:
    """One per student of whom a timetable or an exam schedule is among these documents."""
    made = {making.planned: making for making in makings if making.planned.spec.calendar}
    students = {planned.student for planned in made}
    papers: dict[str, list[Planned]] = {}
    for planned, verdict in verdicts.items():
        if planned.spec.calendar and planned.student in students and verdict.status == FINAL:
            known = made.get(planned)
            if _is_there(known) if known else f"{planned.spec.audience}/{planned.name}.docx" in maker.before:
                papers.setdefault(planned.student, []).append(planned)
    for own in papers.values():
        basis = _basis([made.get(planned) for planned in own])
        if (kept := _kept_calendar(maker, own, verdicts, basis)) is not None:
            yield kept
            continue
        sources = [source for planned in own if (source := _moments(maker, planned, verdicts[planned])).rows]
        if sources:
            first = sources[0]
            until = min((u for p in own if (u := _until(maker, made.get(p), p))), default=None)
            making = replace(_unmade(maker, first.planned, first.verdict, basis), destroy_after=until)
            yield _making(maker, making, calendar_path(first.planned), sources)


def _basis(makings: Sequence[Making | None]) -> str:
    """What a calendar may be made from: that of each of its documents; '' when that is not known of one."""
    known = [making.basis for making in makings if making and making.basis]
    return digest(known) if len(known) == len(makings) else ""


def _kept_calendar(
    maker: Maker, own: Sequence[Planned], verdicts: Mapping[Planned, Verdict], basis: str
) -> Making | None:
    path = calendar_path(own[0])
    known = maker.before.get(path)
    named = next((planned for planned in own if known and planned.name == known.name), None)
    if known is None or named is None:
        return None
    making = _unmade(maker, named, verdicts[named], basis)
    return _kept(maker, replace(making, destroy_after=known.destroy_after), path)


def _unmade(maker: Maker, planned: Planned, verdict: Verdict, basis: str) -> Making:
    """A calendar before it is made, told by one of its documents."""
    return Making(planned, verdict, "", template=maker.templates.digest(planned.spec.name), basis=basis)


def _kept(maker: Maker, making: Making, path: str) -> Making | None:
    """What stands beside a document when it was made from the same basis, and is as it was made; else None."""
    known = maker.before.get(path)
    if maker.force or not making.basis or known is None or known.basis != making.basis:
        return None
    if not stands(maker.project.outputs / path, known.sha256):
        return None
    own = replace(making, path=path, fingerprint=known.fingerprint, made_on=known.made_on)
    return replace(own, cleared=None, unchanged=known)


def _moments(maker: Maker, planned: Planned, verdict: Verdict) -> _Source:
    """What one document says, each moment under a key that no other document has."""
    assert planned.spec.calendar is not None
    released = _released(maker, planned, verdict)
    rows = [replace(moment, key=f"{planned.name}|{moment.key}") for moment in planned.spec.calendar(released)]
    return _Source(planned, verdict, released, rows)


def _until(maker: Maker, making: Making | None, planned: Planned) -> date | None:
    """Until when a document is kept: what is said on it may not outlive it in a calendar."""
    if making is not None:
        return making.destroy_after
    return maker.before[f"{planned.spec.audience}/{planned.name}.docx"].destroy_after


def _is_there(making: Making) -> bool:
    return making.verdict.status == FINAL and bool(making.cleared or making.unchanged)


def _released(maker: Maker, planned: Planned, verdict: Verdict) -> Released:
    return release(maker.records, planned, verdict.status, without=verdict.without)


def _making(maker: Maker, making: Making, path: str, sources: Sequence[_Source]) -> Making:
    known, rows = maker.before.get(path), [row for source in sources for row in source.rows]
    mark = digest([identity(), path.rpartition(".")[2], [repr(row) for row in rows]])
    same = known is not None and known.fingerprint == mark
    own = replace(making, path=path, fingerprint=mark, cleared=None, unchanged=None)
    if same and known and not maker.force and stands(maker.project.outputs / path, known.sha256):
        return replace(own, made_on=known.made_on, unchanged=known)
    made_on = known.made_on if same and known else maker.records.today
    outcome = _inspected(maker, path.rpartition("/")[2], sources, made_on)
    if isinstance(outcome, Cleared):
        return replace(own, made_on=made_on, cleared=outcome)
    return replace(own, refused=(outcome,))


def _inspected(maker: Maker, name: str, sources: Sequence[_Source], made_on: date) -> Cleared | Finding:
    statics = [maker.templates[source.planned.spec.name][1] for source in sources]
    if name.endswith(".csv"):
        (only,) = sources
        return inspect_file(name, _table(only.rows), only.released, maker.secrets, statics[0])
    school = maker.records.school.name
    said = [events(source.rows, school, made_on) for source in sources]
    parts = [
        Part(written(own), source.released, static) for own, source, static in zip(said, sources, statics, strict=True)
    ]
    return inspect_together(name, written(chain.from_iterable(said)), parts, maker.secrets)


def _table(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")  # by the mark Excel knows that it is UTF-8


def _cell(value: object) -> str:
    """A value as Excel here reads it back; a text that it would take for a formula stays text."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
