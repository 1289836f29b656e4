"""The same findings for machines: what `check --json` and `build --json` print, and what the manifest holds.

One entry per finding, not per line: a machine wants every cell. Consequences are left out unless asked for, as on the
screen. `message` and `hint` are the sentences of the chosen language; a value stands in them only when it is open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from docgen.findings import CellRef, Finding, Place, Severity, column_letters
from docgen.messages import catalogue, inside, readable, sentence
from docgen.reports.group import root_causes
from docgen.reports.model import Line, MadeDocument, tally

SCHEMA = 1
DOCUMENT_KEYS = ("path", "type", "audience", "student", "status", "sha256", "changed")


def of_check(
    findings: Sequence[Finding], stopped: Mapping[int, Sequence[str]], lang: str = "nl", *, everything: bool = False
) -> dict[str, Any]:
    """The whole of `check --json`; `stopped` maps the index of a finding to the documents it stops."""
    lines = root_causes(findings, stopped, everything=everything)
    lines.sort(key=lambda line: line.severity.rank)
    counts = {severity.value: n for severity, n in tally(lines).items()}
    return {"schema": SCHEMA, "findings": [_finding(line, lang) for line in lines], "counts": counts}


def of_build(
    findings: Sequence[Finding],
    stopped: Mapping[int, Sequence[str]],
    documents: Sequence[MadeDocument],
    lang: str = "nl",
    *,
    everything: bool = False,
) -> dict[str, Any]:
    """The whole of `build --json`: the findings and the documents of the run."""
    return {**of_check(findings, stopped, lang, everything=everything), "documents": of_documents(documents)}


def of_documents(documents: Sequence[MadeDocument]) -> list[dict[str, Any]]:
    """The documents as the manifest lists them, sorted by path."""
    entries = [
        {key: getattr(document, key) for key in DOCUMENT_KEYS}
        | ({"reason": document.reason} if document.reason else {})
        for document in documents
    ]
    return sorted(entries, key=lambda entry: (str(entry["path"]), str(entry["type"]), str(entry["student"])))


def printed(whole: Mapping[str, Any]) -> str:
    """The text of a JSON document, readable and the same every time."""
    said = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return said.encode(errors="backslashreplace").decode()  # a file name that is no text: JSON writes it as Python does


def _finding(line: Line, lang: str) -> dict[str, Any]:
    finding = line.finding
    told = sentence(finding, lang)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **place_of(finding.place, lang),
        "message": told.message,
        "hint": told.fix,
        "blocks": list(line.stops) if finding.severity in (Severity.ERROR, Severity.HOLD) else [],
    }


def place_of(place: Place | None, lang: str) -> dict[str, str]:
    """A row is written as Excel does ('9:9'), a place in a template as a person would ('tabel 1, rij 3')."""
    if place is None:
        return {"file": "", "sheet": "", "cell": "", "column": ""}
    if not isinstance(place, CellRef):
        steps = inside(catalogue(lang), [place])
        return {"file": place.template, "sheet": "", "cell": steps, "column": ""}
    column = column_letters(place.column)
    row = f"{place.row}:{place.row}" if place.row else f"{column}:{column}" if column else ""
    return {"file": place.file, "sheet": readable(place.sheet), "cell": place.cell or row, "column": place.heading}
