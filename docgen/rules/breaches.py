"""A breach by one version of a trajectory, as most rules tell it."""

from __future__ import annotations

from typing import TypedDict, Unpack

from docgen.findings import Argument, Effect, Place, Severity
from docgen.records.dossier import Dossier
from docgen.records.version import Version
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
