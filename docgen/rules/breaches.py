"""A breach by one version of a trajectory, as most rules tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict, Unpack

from docgen.findings import Argument, Effect, Place, Severity
from docgen.records.dossier import Dossier
from docgen.records.version import Version
from docgen.school.by_class import ByClass
from docgen.spec import Breach


class More(TypedDict, total=False):
    """What a Breach may say besides: see `spec.Breach`."""

    args: tuple[tuple[str, Argument], ...]
    value: str | None
    suggestion: str | None
    also: tuple[Place, ...]
    severity: Severity | None
    effect: Effect | None
    documents: frozenset[str] | None


def breach_of(dossier: Dossier, version: Version, place: Place, case: str = "", **more: Unpack[More]) -> Breach:
    """A breach by a version of a student."""
    return Breach(place, case, frozenset({dossier.name}), version.name, **more)


def without_rows(dossiers: Iterable[Dossier], rows: ByClass[Any]) -> Iterator[Breach]:
    """One breach for each class of these students that has no row at all: it was renamed, or is spelled otherwise."""
    together: dict[str, list[Dossier]] = {}
    for dossier in dossiers:
        if dossier.student.class_name not in rows:
            together.setdefault(dossier.student.class_name, []).append(dossier)
    for name, found in together.items():
        students = frozenset(dossier.name for dossier in found)
        yield Breach(found[0].student.at("Klas"), "no_class", students, value=name)
