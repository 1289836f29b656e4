"""A whole finding in one line, so that a test of a rule shows its sheet and what is found in it."""

from __future__ import annotations

from pathlib import Path

from docgen.findings import Finding
from docgen.rules.language import TRANSFER
from docgen.spec import documents
from tests.building import breaches, where
from tests.worked_example import TODAY


def line(finding: Finding) -> str:
    """'E02.count waarschuwing Examenaanpassingen!E5 (n=3, limit=2) none: examenrooster; L0231-2; see ...'."""
    facts = ", ".join(f"{name}={_shown(value)}" for name, value in finding.args)
    whom = "everybody" if finding.students is None else " ".join(sorted(finding.students))
    about = finding.trajectory or whom
    parts = [
        f"{finding.code}{'.' if finding.case else ''}{finding.case} {finding.severity} {where(finding.place)}",
        f"({facts})" if facts else "",
        f'"{finding.value}"' if finding.value else "",
        f"{finding.effect}: {' '.join(sorted(finding.documents))}" if finding.documents else f"{finding.effect}",
        f"for {about}" if about else "",
        f"see {' '.join(where(place) for place in finding.also)}" if finding.also else "",
    ]
    return " ".join(part for part in parts if part)


def _shown(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)


def showing(sheet: str, heading: str, *, leaves: bool = False) -> str:
    """The types of document for students, parents or teachers that print a column; a transfer sheet if it `leaves`."""
    types = (spec for spec in documents().values() if spec.for_others and (leaves or spec.name != TRANSFER))
    return " ".join(sorted(spec.name for spec in types if heading in spec.prints.get(sheet, ())))


def lines(folder: Path, code: str, today: str = TODAY, **changed: str) -> list[str]:
    """What one rule finds in the worked example with some sheets replaced."""
    return [line(finding) for finding in breaches(folder, code, today, **changed)]
