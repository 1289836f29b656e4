"""What stands beside a document without being asked for: a calendar of a student's moments, a list to sort and filter.

Its spec says which (`calendar`, `listing`). Each is made of exactly what was released to the document, only of one that
is final, searched like it, and a Making of its own, so that ledger, manifest, log and retention treat it as any
document, and it goes when its document goes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docgen import __version__
from docgen.beside import Beside
from docgen.fingerprint import digest
from docgen.ics import written
from docgen.make import Maker, Making, stands
from docgen.planned import FINAL
from docgen.privacy import Cleared, Released, inspect_file, release
from docgen.spec import DocumentSpec

ENDINGS = ("ics", "csv")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that Excel would work out. Source: OWASP, CSV injection."""

Content = Callable[[Any], Sequence[Any]]


def companions(maker: Maker, makings: Sequence[Making]) -> Beside:
    """The calendars and lists beside these documents, and why one may not be written.

    Findings: those of `privacy.inspect_file`
    """
    fine = (making for making in makings if making.verdict.status == FINAL and (making.cleared or making.unchanged))
    found = [own for making in fine for own in _beside(maker, making)]
    refused = tuple(finding for own in found for finding in own.refused)
    return Beside(tuple(own for own in found if not own.refused), refused)


def _contents(spec: DocumentSpec) -> Iterator[tuple[str, Content | None]]:
    yield from zip(ENDINGS, (spec.calendar, spec.listing), strict=True)


def _beside(maker: Maker, making: Making) -> Iterator[Making]:
    released: Released | None = None
    for ending, content in _contents(making.planned.spec):
        if content is None:
            continue
        if (kept := _kept(maker, making, ending)) is not None:
            yield kept
            continue
        released = released or release(
            maker.records, making.planned, making.verdict.status, without=making.verdict.without
        )
        rows = content(released)
        if rows:
            yield _making(maker, making, released, ending, rows)


def _kept(maker: Maker, making: Making, ending: str) -> Making | None:
    """What stands beside a document that nothing can have changed, when it was made with it; else None."""
    path = _path(making, ending)
    known = maker.before.get(path)
    if maker.force or not making.unchanged or not making.basis or known is None or known.basis != making.basis:
        return None
    if not stands(maker.project.outputs / path, known.sha256):
        return None
    return replace(making, path=path, fingerprint=known.fingerprint, made_on=known.made_on, unchanged=known)


def _path(making: Making, ending: str) -> str:
    return f"{making.path.removesuffix('.docx')}.{ending}"


def _making(maker: Maker, making: Making, released: Released, ending: str, rows: Sequence[Any]) -> Making:
    path = _path(making, ending)
    known = maker.before.get(path)
    mark = digest([__version__, ending, [repr(row) for row in rows]])
    same = known is not None and known.fingerprint == mark
    own = replace(making, path=path, fingerprint=mark, cleared=None, unchanged=None)
    if same and known and not maker.force and stands(maker.project.outputs / path, known.sha256):
        return replace(own, made_on=known.made_on, unchanged=known)
    made_on = known.made_on if same and known else maker.records.today
    data = _data(ending, released, rows, made_on)
    _, static = maker.templates[making.planned.spec.name]
    outcome = inspect_file(f"{making.planned.name}.{ending}", data, released, maker.secrets, static)
    if isinstance(outcome, Cleared):
        return replace(own, made_on=made_on, cleared=outcome)
    return replace(own, refused=(outcome,))


def _data(ending: str, released: Released, rows: Sequence[Any], made_on: date) -> bytes:
    if ending == "ics":
        return written(rows, f"{released.school.name}|{released.planned.name}", made_on)
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")  # by the mark Excel knows that it is UTF-8


def _cell(value: object) -> str:
    """A value as Excel here reads it back; a text that it would take for a formula stays text."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
