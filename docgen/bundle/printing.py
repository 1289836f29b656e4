"""A pile of documents -> a print file: a working copy for who prints it, never a document of the school.

It is written past the outbox because it is not cleared as one text: it holds several students. Each of its parts was,
and is taken over byte for byte as it stands in outputs/ (see `choosing`); it goes to nobody, and is due in two weeks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.bundle.choosing import Chosen, Pile, Wish, choose
from docgen.bundle.joining import join
from docgen.disk.atomic import write
from docgen.disk.copies import PRINTED
from docgen.disk.folders import claim
from docgen.findings import Finding
from docgen.ledger import Ledger
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.making.pdf import EACH, TO_BEGIN, convert
from docgen.pipeline import Checked
from docgen.project import Project

_LONGEST = 80  # letters of a file name


@dataclass(frozen=True)
class Printed:
    """A print file as it was written: the pile, the Word file, its PDF when that was asked for and made."""

    pile: Pile
    path: Path
    pdf: Path | None = None
    findings: tuple[Finding, ...] = ()


def chosen(project: Project, checked: Checked, wish: Wish) -> Chosen:
    """The piles that a wish gives. Raises OSError."""
    with Ledger(project.outputs, writable=False) as ledger:
        return choose(checked, wish, Maker(project, checked.records, ledger.made(), Templates(project), force=False))


def place_of(project: Project, wish: Wish, pile: Pile, out: Path | None) -> Path:
    """Where a print file is written. Raises FileExistsError for an `out` that is there."""
    if out is None:
        return project.outputs / PRINTED / f"{_name(wish, pile)}.docx"
    if out.exists():
        raise FileExistsError(out)
    return out


def put_together(project: Project, checked: Checked, pile: Pile, path: Path, *, odd: bool, pdf: bool) -> Printed:
    """Write the print file of a pile; the PDF of an earlier one goes. Raises OSError.

    Findings: S10
    """
    documents = [(project.outputs / name).read_bytes() for name in pile.names]
    titles = ", ".join(dict.fromkeys(planned.spec.title for planned in pile.papers))
    together = partial(join, documents, title=titles, creator=checked.records.school.name, odd=odd)
    if path.is_relative_to(project.outputs):
        claim(project.outputs)
    beside = path.with_suffix(".pdf")
    write(path, together())
    beside.unlink(missing_ok=True)
    if not pdf:
        return Printed(pile, path)
    drawn = {path.name: together(drawn=True)}
    limits = (TO_BEGIN, EACH * len(documents))
    done = convert(drawn, project.outputs / ".docgen", jobs=1, seconds=limits, blanks=odd)
    if path.name not in done.pdfs:
        return Printed(pile, path, findings=done.findings)
    write(beside, done.pdfs[path.name])
    return Printed(pile, path, beside)


def _name(wish: Wish, pile: Pile) -> str:
    """'examenrooster_4WEWIb_zorg': what was asked for, and the folder; ids only, as everywhere."""
    asked = (wish.classes, wish.students, wish.councils, wish.teachers, wish.supervisors)
    parts = [*wish.documents, *(value for values in asked for value in values)]
    stem = "_".join(re.sub(r"[^\w-]+", "-", part) for part in parts)[:_LONGEST]
    return "_".join(part for part in (stem or "alles", pile.folder, pile.readers.replace(" ", "-")) if part)
