"""The rows of some sheets, read for a question at once: no rule runs, no finding is told, nothing is written.

What `docgen check` takes a second for is not needed to answer a question about one student. Rows that cannot be used
are counted, so that whoever asks knows that the answer leaves them out.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.collecting import put_off
from docgen.dossier import Records, join
from docgen.findings import Effect
from docgen.inbox import settled
from docgen.project import Project
from docgen.raw import RawForm
from docgen.register import register
from docgen.sheets import read
from docgen.validate import Validated
from docgen.workbooks import typed_workbook


@dataclass(frozen=True)
class Glance:
    """The records of some sheets, with the files that could not be read at all."""

    records: Records
    unread: tuple[str, ...] = ()

    def refused(self, student: str) -> int:
        """How many rows that may be about a student cannot be used."""
        return sum(row.students is None or student in row.students for row in self.records.register.rejected)


@put_off()
def glance(project: Project, names: frozenset[str]) -> Glance:
    """The rows of the sheets with these names, also those on forms. Raises OSError when inputs/ cannot be listed."""
    paths, _ = settled(project.workbooks)
    parts: list[tuple[str, Validated]] = []
    forms: list[RawForm] = []
    unread = []
    for path in paths:
        file = path.relative_to(project.workbooks).as_posix()
        reading = read(path, file, synonyms=project.settings.koppen, only=names)
        parts += [part for part in typed_workbook(reading).sheets if part[0] in names]
        forms += reading.forms
        unread += [file] if not reading.sheets and any(f.effect is not Effect.NONE for f in reading.findings) else []
    if forms:
        parts = _with_forms(parts, forms, names)
    rows, _ = register(parts, project.today)
    return Glance(Records(rows, join(rows), {}), tuple(unread))


def _with_forms(
    parts: list[tuple[str, Validated]], forms: list[RawForm], names: frozenset[str]
) -> list[tuple[str, Validated]]:
    """The rows of sheets and forms together; forms are many modules, so they are imported when there are any."""
    from docgen.forms.conflict import settle
    from docgen.forms.reading import read_back

    filled, _ = read_back(forms, parts)
    together, _, _ = settle(parts, filled)
    return [(name, part) for name, part in together if name in names]
