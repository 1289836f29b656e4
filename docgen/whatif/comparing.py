"""`docgen what-if --output`: the comparison of variants as a document, also of one that stands in no sheet.

It goes through the gate like every other document: released, filled, inspected. It is written where the user says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.columns import Row
from docgen.disk.atomic import write
from docgen.findings import Finding
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.pipeline import check
from docgen.plan.planned import STOPPED
from docgen.plan.shared import side_by_side
from docgen.plan.verdicts import judge
from docgen.project import Project
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.spec import document
from docgen.whatif.variants import Drop, Weighed, weigh

TYPE = "vergelijking"


@dataclass(frozen=True)
class Compared:
    """Where the comparison stands, or (None) what stops it."""

    path: Path | None
    findings: tuple[Finding, ...] = ()


def compare(project: Project, names: Sequence[str], drop: Drop, output: Path) -> Compared:
    """Make the comparison of these variants, and of the last one without the hours of `drop`.

    Raises UnknownError, OSError.
    """
    checked = check(project)
    weighed = weigh(checked.records, names, drop)
    records = known(checked.records, weighed)
    dossier = records.dossiers[weighed[0].dossier.name]
    planned = side_by_side(document(TYPE), dossier, [one.version for one in weighed])
    templates = Templates(project)
    faults = templates.faults([TYPE])
    if faults:
        return Compared(None, faults)
    verdict = judge([planned], checked.findings)[planned]
    if verdict.status == STOPPED:
        return Compared(None, tuple(checked.findings[index] for index in verdict.stopped_by))
    making = Maker(project, records, {}, templates, force=True).make(planned, verdict)
    if making.cleared is None:
        return Compared(None, making.refused)
    write(output, making.cleared.data)
    return Compared(output)


def known(records: Records, weighed: Sequence[Weighed]) -> Records:
    """The records with the variants that stand in no sheet, as if they did."""
    dossier = weighed[0].dossier
    standing = {version.name for version in dossier.every_version}
    for one in weighed:
        if one.version.name not in standing:
            dossier = _with_rows(dossier, one.version)
    return replace(records, dossiers={**records.dossiers, dossier.name: dossier})


def _with_rows(dossier: Dossier, version: Version) -> Dossier:
    more: dict[str, tuple[Row, ...]] = {
        "Trajecten": (version.trajectory,),
        "Maatregelen": version.measures,
        "Lesroosteraanpassingen": version.timetable,
        "Examenaanpassingen": version.exams,
    }
    rows = {name: (*dossier.rows.get(name, ()), *found) for name, found in more.items()}
    return replace(dossier, rows={**dossier.rows, **rows}, variants=(*dossier.variants, version))
