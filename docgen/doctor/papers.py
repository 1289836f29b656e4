"""The Word templates: do they compile, and what do they tell about who made them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.doctor.model import Place, Told, error, fine, warning
from docgen.findings import Severity
from docgen.making.compiled import Templates
from docgen.merge.carried import carried
from docgen.spec import documents


def templates(place: Place) -> Iterator[Told]:
    """Every document type has a template without faults."""
    compiled = Templates(place.project)
    right = 0
    for name in documents():
        found = [fault for fault in compiled.faults([name]) if fault.severity is Severity.ERROR]
        if found:
            codes = ", ".join(sorted({fault.code for fault in found}))
            yield error("wrong", len(found), file=f"{name}.docx", code=codes)
        right += not found
    if right:
        yield fine("ok", right)


def metadata(place: Place) -> Iterator[Told]:
    """No template of the school says who made it. Nothing of that reaches a document; the template may be shared."""
    kept = [(path, _carried(path)) for path in _own(place)]
    for path, parts in kept:
        if parts:
            yield warning("kept", file=path.relative_to(place.project.root).as_posix(), parts=parts)
    if not any(parts for _, parts in kept):
        yield fine("ok")


def _own(place: Place) -> list[Path]:
    folder = place.project.templates
    return sorted(path for path in folder.glob("*.docx") if not path.name.startswith("~$"))


def _carried(path: Path) -> tuple[str, ...]:
    try:
        return carried(path.read_bytes())
    except OSError:
        return ()  # told by the check before this one
