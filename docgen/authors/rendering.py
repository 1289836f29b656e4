"""`docgen template render`: the merge engine alone, one document from JSON or one per line of a JSON-lines file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.given import given, json_in, refuse_special
from docgen.fill import fill
from docgen.findings import CellRef, Finding, Severity
from docgen.template import LARGEST, compile_template


class DataFaultError(Exception):
    """The data file cannot be used; `finding` says why and where."""

    def __init__(self, finding: Finding) -> None:
        """Take the finding."""
        super().__init__(finding.code)
        self.finding = finding


def render_file(template_file: Path, data: Path, out: Path) -> int:
    """Fill a template with each document in `data`; the number of documents written.

    A .json gives the file `out`; a .jsonl gives the folder `out` with one document per line, named by its key
    `_name` or else by its line number. Raises DataFaultError, TemplateFaults, FillFault, OSError.
    """
    template = compile_template(given(template_file, LARGEST), name=template_file.name)
    refuse_special(data)
    if data.suffix != ".jsonl":
        write(out, fill(template, _object(data.read_bytes(), data, 0), breaking=True))
        return 1
    taken: set[str] = set()
    for number, context in _lines(data):
        name = _safe(str(context.get("_name") or f"{number:05}"))
        if name.casefold() in taken:  # no document is lost to another that is called the same
            name = f"{name}_{number:05}"
        taken.add(name.casefold())
        write(out / f"{name}.docx", fill(template, context, breaking=True))
    return len(taken)


def _lines(data: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with data.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, _object(line, data, number)


def _object(read: bytes, data: Path, line: int) -> Mapping[str, object]:
    try:
        found = json_in(read.decode("utf-8-sig"))
    except ValueError as error:
        at = line or getattr(error, "lineno", 1)  # of a .jsonl the line is the document; a .json has lines of its own
        raise DataFaultError(Finding("S15", Severity.ERROR, CellRef(data.name, row=at), "json")) from None
    if not isinstance(found, dict):
        raise DataFaultError(Finding("S15", Severity.ERROR, CellRef(data.name, row=line), "object"))
    return found


def _safe(name: str) -> str:
    """A file name of letters, digits, '-' and '_' only, so that data cannot lead out of the folder."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name)[:100] or "document"
