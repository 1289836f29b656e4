"""Fingerprints of content that a person approved: what a council ratified, what parents inspected.

Only what they decided on counts: kinds, goals, dates, hours, exams; not free text. Source: sheets.md 9, C16 and G06.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from typing import Any

from docgen.collecting import of_a_run
from docgen.pictures.image import Image
from docgen.records.version import Version
from docgen.tables.council import Decision


def of_version(version: Version) -> str:
    """The fingerprint of a version's content: 16 hexadecimal digits, the same on every machine."""
    trajectory = version.trajectory
    measures = [[m.kind, m.subjects, m.goals, m.start, m.end, m.half_days, m.no_tests_until] for m in version.measures]
    hours = [[row.start, row.end, sorted(row.slots), row.subject, row.filling] for row in version.timetable]
    exams = [[e.subject, e.exam_on, e.choice, e.new_date, e.start, e.minutes, sorted(e.forms)] for e in version.exams]
    parts = (sorted(rows, key=repr) for rows in (measures, hours, exams))  # the order of rows is not content
    return digest([trajectory.start, trajectory.end, *parts])


def ratification(version: Version, decision: Decision) -> str:
    """The name under which the ledger remembers what a decision ratified: a new date is a new ratification."""
    return f"bekrachtigd {version.name} {decision.decision_id} {decision.ratified_on}"


def digest(content: Iterable[Any]) -> str:
    """16 hexadecimal digits of the SHA-256 of plain values (lists, text, numbers, dates, pictures)."""
    return hashlib.sha256(_WRITER.encode(list(content)).encode()).hexdigest()[:16]


def _written(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Image):
        return _of_picture(value)
    raise TypeError(f"no fingerprint of {type(value).__name__}")


@of_a_run
@lru_cache(maxsize=64)  # the logo of the school stands in every document
def _of_picture(picture: Image) -> str:
    return f"{hashlib.sha256(picture.data).hexdigest()} {picture.width_mm} {picture.height_mm} {picture.alt}"


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written)
