"""Whom a row is about, whatever its sheet calls that."""

from __future__ import annotations

from functools import cache

from docgen.columns import Row

NAMING = ("trajectory_id", "trajectory", "about", "student", "student_id")
"""The attributes that say whom a row is about; a sheet has one of them, or none."""


def whom(row: Row) -> str:
    """The Leerling-ID or Traject-ID that a row is about, or the class of a decision; '' when it names nobody."""
    attribute = naming(type(row))
    return str(getattr(row, attribute) or "") if attribute else ""


@cache  # asking a row for what it does not have costs ten times as much as what it has
def naming(row_type: type[Row]) -> str:
    """The attribute that says whom a row of this sheet is about, or '' when it is not about a student."""
    return next((name for name in NAMING if name in row_type.model_fields), "")


def student_of(key: str) -> str:
    """The Leerling-ID of a Leerling-ID or a Traject-ID."""
    return key.rpartition("-")[0] or key
