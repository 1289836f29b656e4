"""`docgen diff`: which documents a build would make, change or withdraw, and what causes it. Never a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docgen.changes.causes import Cause, Changing
from docgen.findings import CellRef
from docgen.messages import Catalogue, catalogue, where
from docgen.reports.json import SCHEMA, place_of
from docgen.reports.lapsed import told
from docgen.reports.plain import named, without_signs

ORDER = ("new", "changed", "moved", "lapses")


def as_text(changing: Sequence[Changing], lang: str = "nl") -> str:
    """Documents that change alike and for the same causes stand together, with the causes below them."""
    texts = catalogue(lang)
    if not changing:
        return f"{texts.word('diff.none')}\n"
    groups: dict[tuple[Any, ...], list[str]] = {}
    for entry in sorted(changing, key=lambda entry: (ORDER.index(entry.change), entry.path)):
        groups.setdefault((entry.change, entry.reason, entry.causes), []).append(entry.path.rpartition("/")[2])
    rows: list[str] = []
    for (change, reason, causes), names in groups.items():
        rows.append(texts.say(f"diff.{change}", len(names), list=named(texts, names)))
        rows += [f"  {texts.say('diff.reason', value=told(texts, reason))}"] if reason else []
        rows += [f"  {line}" for line in _causes(texts, causes)]
    counts = [texts.say(f"diff.count.{change}", n) for change in ORDER if (n := _count(changing, change))]
    return without_signs("\n".join([*rows, ", ".join(counts) + "."])) + "\n"


def as_plain(changing: Sequence[Changing], lang: str = "nl") -> dict[str, Any]:
    """The whole of `docgen diff --json`."""
    documents = [
        {
            "path": entry.path,
            "type": entry.type,
            "student": entry.student,
            "change": entry.change,
            "reason": entry.reason,
            "causes": [{"kind": cause.kind, **place_of(cause.place, lang)} for cause in entry.causes],
        }
        for entry in changing
    ]
    return {"schema": SCHEMA, "documents": documents, "counts": {change: _count(changing, change) for change in ORDER}}


def _count(changing: Iterable[Changing], change: str) -> int:
    return sum(entry.change == change for entry in changing)


def _causes(texts: Catalogue, causes: Sequence[Cause]) -> list[str]:
    """A line per kind and sheet, so that a column of changed cells is told once."""
    together: dict[tuple[str, ...], list[Any]] = {}
    for cause in causes:
        place = cause.place
        at = (place.file, place.sheet, place.heading) if isinstance(place, CellRef) else (repr(place),)
        together.setdefault((cause.kind, *at), []).append(place)
    return [
        texts.say(f"diff.cause.{kind}", place=where(texts, places) if places[0] else "")
        for (kind, *_), places in together.items()
    ]
