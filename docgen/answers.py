"""Answers that make nothing: what a build would change, where a document comes from, what a page may show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from docgen.audit import Key, key_of
from docgen.changes.causes import Changing, changing
from docgen.changes.provenance import Block
from docgen.changes.provenance import explained as provenance
from docgen.ledger import Ledger
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.pipeline import Built, Checked, Progress, build, check, silent
from docgen.plan.planned import STOPPED
from docgen.privacy import Released, release
from docgen.project import Project
from docgen.tables.transfer import Transfer


def differences(project: Project, *, jobs: int = 1, progress: Progress = silent) -> tuple[Built, tuple[Changing, ...]]:
    """What a build would do, without doing it: the trial, and each document that would change with its causes.

    Raises OSError when inputs/ cannot be listed.
    """
    built = build(project, dry_run=True, jobs=jobs, progress=progress)
    going, key = built.published.going, key_of(project.outputs) or Key(b"")
    return built, changing(project, built.checked.records, built.made, built.before, going, key)


@dataclass(frozen=True)
class Explained:
    """Where the values of one document come from; `remarks` say what to know of it first.

    changed_by_hand: it is not as docgen made it. inputs_changed: the rows or the template are not those it was made
    from. lapsed: it may no longer exist. not_asked_for: no row asks for it, so that nothing can be said.
    """

    path: str
    remarks: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def explained(project: Project, file: Path) -> Explained | None:
    """Where the values of a document in outputs/ come from; None when docgen did not make it.

    Raises OSError when it, or inputs/, cannot be read.
    """
    with Ledger(project.outputs, writable=False) as ledger:
        standing, lapsed = ledger.made(), ledger.lapsed()
    path = _within(project.outputs, file)
    known = standing.get(path) or lapsed.get(path)
    if known is None or not path.endswith(".docx"):
        return None
    data = file.read_bytes()
    remarks = ["lapsed"] if path in lapsed else []
    remarks += ["changed_by_hand"] if hashlib.sha256(data).hexdigest() != known.sha256 else []
    checked = check(project)
    found = {planned.name: (planned, verdict) for planned, verdict in checked.verdicts.items()}
    planned, verdict = found.get(known.name, (None, None))
    templates = Templates(project)
    if planned is None or verdict is None or verdict.status == STOPPED or templates.faults([planned.spec.name]):
        return Explained(path, (*remarks, "not_asked_for"))
    making = Maker(project, checked.records, {}, templates, force=False)
    if making.fingerprint(planned, verdict) != known.fingerprint:
        remarks.append("inputs_changed")
    released = release(checked.records, planned, verdict.status, without=verdict.without)
    static = templates[planned.spec.name][1]
    return Explained(path, tuple(remarks), provenance(data, file.name, released, static))


def _within(outputs: Path, file: Path) -> str:
    """The path of a file in outputs/, or ''."""
    try:
        return file.resolve().relative_to(outputs.resolve()).as_posix()
    except ValueError:
        return ""


def shown_by(checked: Checked, document: str) -> Released | None:
    """What a document about the whole school may see now, for who shows the same elsewhere; None when none is made."""
    for planned, verdict in checked.verdicts.items():
        if planned.spec.name == document and planned.spec.shared and verdict.status != STOPPED:
            return release(checked.records, planned, verdict.status, without=verdict.without)
    return None


def receivers(project: Project) -> tuple[str, ...]:
    """The schools that the sheet Overdrachten names. Raises OSError when inputs/ cannot be listed."""
    return tuple(dict.fromkeys(row.to_school for row in check(project).records.register.of(Transfer)))
