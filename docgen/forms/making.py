"""`docgen form`: from what was asked to a workbook in outputs/formulieren/, and why it cannot be made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain, count
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.copies import FORMS
from docgen.disk.folders import claim
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.forms import forms
from docgen.forms.drawing import draw
from docgen.forms.model import FormError, Request

KEYS = {"trajectory": "Traject-ID", "student": "Leerling-ID", "staff": "code", "council": "KR-ID"}
UNKNOWN = {"Leerlingen": "B01", "Personeel": "B03"}  # any other: B02


def misuse(kind: str, key: str, given: Iterable[str]) -> tuple[str, dict[str, str]] | None:
    """Why a form cannot be asked for like this: the name of the sentence and its facts, or None."""
    spec = forms().get(kind)
    if spec is None:
        near = get_close_matches(kind, list(forms()), 1, 0.5)
        return "form", {"value": kind, **({"suggestion": near[0]} if near else {})}
    if spec.key and not key:
        return "form_option", {"value": kind, "limit": KEYS[spec.key]}
    options = set(given)
    for option in sorted(set(spec.required) - options):
        return "form_option", {"value": kind, "limit": f"--{option}"}
    for option in sorted(options - set(spec.options)):
        return "form_unused", {"value": kind, "limit": f"--{option}"}
    return None


def make(kind: str, request: Request, outputs: Path, out: Path | None = None) -> Path:
    """Write a form and return where; a form that somebody may be filling in is never written over.

    Raises FormError, FileExistsError for an `out` that is there, OSError; KeyError for an unknown kind.
    """
    sheets = forms()[kind].write(request)
    path = place_of(kind, request, outputs, out)
    write(path, draw(sheets))
    return path


def place_of(kind: str, request: Request, outputs: Path, out: Path | None = None) -> Path:
    """Where a form is written: a name that no file has. Raises FileExistsError for an `out` that is there."""
    if out is not None and out.exists():
        raise FileExistsError(out)
    if out is None:
        claim(outputs)
    return out or _free(outputs / FORMS, name(kind, request))


def _free(folder: Path, stem: str) -> Path:
    """A name that no file has: 'stem.xlsx', 'stem_2.xlsx', ..."""
    names = chain((stem,), (f"{stem}_{number}" for number in count(2)))
    return next(path for path in (folder / f"{name}.xlsx" for name in names) if not path.exists())


def name(kind: str, request: Request) -> str:
    """The file name without its ending: 'weekrooster_L0231-1_2026-03-16'."""
    first = request.start or request.on
    parts = (kind, request.key, request.subject, first.isoformat() if first else "")
    return "_".join(re.sub(r"[^\w-]", "-", part) for part in parts if part)


def finding(error: FormError) -> Finding:
    """Why a form cannot be made: the key stands in no sheet."""
    near = get_close_matches(error.key, error.known, 1, 0.6)
    return Finding(
        UNKNOWN.get(error.target, "B02"),
        Severity.ERROR,
        CellRef("", error.target),
        "unknown",
        args=(("heading", error.target), ("target", error.target)),
        value=error.key,
        suggestion=near[0] if near else None,
        effect=Effect.NONE,
    )
