"""The rows of some sheets, read for a question at once: no rule runs, no finding is told, nothing is written.

What `docgen check` takes a second for is not needed to answer a question about one student. Rows that cannot be used
are counted, so that whoever asks knows that the answer leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.collecting import put_off
from docgen.findings import Effect
from docgen.inbox import settled
from docgen.kinds import ABOUT_ONE, as_text
from docgen.project import Project
from docgen.reading.raw import RawForm, RawSheet
from docgen.records.dossier import Records, join
from docgen.records.refused import ABOUT
from docgen.records.register import register
from docgen.records.validate import Validated, validate
from docgen.records.whom import student_of
from docgen.sheets import read, reader
from docgen.spec import sheets

OF_CLASSES = frozenset({"Basisrooster", "Examenrooster"})
"""The sheets whose rows are of classes: of those of other classes nothing is asked."""


@dataclass(frozen=True)
class Glance:
    """The records of some sheets, with the files that could not be read at all."""

    records: Records
    unread: tuple[str, ...] = ()

    def refused(self, student: str) -> int:
        """How many rows that may be about a student cannot be used."""
        return sum(row.students is None or student in row.students for row in self.records.register.rejected)


@put_off()
def glance(project: Project, names: frozenset[str], students: frozenset[str] = frozenset()) -> Glance:
    """The rows of the sheets with these names, also those on forms. Raises OSError when inputs/ cannot be listed.

    With `students`, rows and dossiers of others are left out, and lessons and exams of other classes; but every student
    is known: whoever is pointed at stands there.
    """
    paths, _ = settled(project.workbooks)
    raws: list[RawSheet] = []
    forms: list[RawForm] = []
    unread = []
    with reader():
        for path in paths:
            file = path.relative_to(project.workbooks).as_posix()
            reading = read(path, file, synonyms=project.settings.koppen, only=names)
            raws += [raw for raw in reading.sheets if raw.name in names]
            forms += reading.forms
            spoilt = not reading.sheets and any(f.effect is not Effect.NONE for f in reading.findings)
            unread += [file] if spoilt else []
    classes = _classes_of(raws, students)
    wanted = (_of_classes(_without_others(raw, students), classes) for raw in raws)
    parts: list[tuple[str, Validated]] = [(raw.name, validate(sheets()[raw.name], raw)) for raw in wanted]
    if forms:
        parts = _with_forms(parts, forms, names)
    rows, _ = register(parts, project.today)
    return Glance(Records(rows, join(rows, students), {}), tuple(unread))


def _without_others(sheet: RawSheet, students: frozenset[str]) -> RawSheet:
    """A sheet without the rows that are surely about other students; a row in doubt stays."""
    columns = [sheet.columns[heading] for heading in ABOUT if heading in sheet.columns]
    if not students or not columns or sheet.name == "Leerlingen":
        return sheet
    keys = enumerate(zip(*columns, strict=True))
    return sheet.only([number for number, own in keys if _may_be_about(own, students)])


def _classes_of(raws: Iterable[RawSheet], students: frozenset[str]) -> frozenset[str]:
    """The classes of these students, as they stand in the sheet."""
    lists = (raw.columns for raw in raws if raw.name == "Leerlingen" and {"Leerling-ID", "Klas"} <= raw.columns.keys())
    both = (pair for columns in lists for pair in zip(columns["Leerling-ID"], columns["Klas"], strict=True))
    return frozenset(as_text(own) for key, own in both if as_text(key) in students)


def _of_classes(sheet: RawSheet, classes: frozenset[str]) -> RawSheet:
    """Lessons or exams without those that are surely of other classes; a row that only looks like theirs stays."""
    if not classes or sheet.name not in OF_CLASSES or "Klas" not in sheet.columns:
        return sheet
    cells = enumerate(map(as_text, sheet.columns["Klas"]))
    return sheet.only([number for number, cell in cells if not cell or any(own in cell for own in classes)])


def _may_be_about(cells: tuple[object, ...], students: frozenset[str]) -> bool:
    keys = [as_text(cell).split(" ")[0] for cell in cells if cell != ""]
    return not keys or any(student_of(key) in students or not ABOUT_ONE.fullmatch(key) for key in keys)


def _with_forms(
    parts: list[tuple[str, Validated]], forms: list[RawForm], names: frozenset[str]
) -> list[tuple[str, Validated]]:
    """The rows of sheets and forms together; forms are many modules, so they are imported when there are any."""
    from docgen.forms.conflict import settle
    from docgen.forms.reading import read_back

    filled, _ = read_back(forms, parts)
    together, _, _ = settle(parts, filled)
    return [(name, part) for name, part in together if name in names]
