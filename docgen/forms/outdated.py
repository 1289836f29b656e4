"""Grey cells of a form that no longer agree with the workbooks, and the answers that rested on them: rule A11."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.findings import Effect, Finding, Severity
from docgen.forms.model import BLOCK_ROW, Filled
from docgen.forms.reading import documents_of
from docgen.records.dossier import Records
from docgen.records.refused import cells_of, refuse

CODE_ROW = BLOCK_ROW + 5


def outdated(records: Records, forms: Iterable[Filled]) -> Iterator[Finding]:
    """A warning for each form whose base changed, and a fault for each filled cell that rested on what changed.

    Findings: A11
    """
    for form in forms:
        now = form.spec.base(records, form)
        content = form.content
        if now is None or dict(now) == dict(content.base):
            continue
        yield Finding("A11", Severity.WARNING, form.sheet.at(CODE_ROW, 2))
        rows = [row for part in form.parts.values() for row in part.rows]
        about = [refuse(type(row), row.origin, cells_of(row)) for row in rows]
        students = frozenset(name for reject in about for name in reject.students or ())
        names = {reject.trajectory for reject in about}
        trajectory = names.pop() if len(names) == 1 else ""
        for key, cells in content.filled.items():
            if now.get(key) == content.base.get(key):
                continue
            row, column = cells[0]
            yield Finding(
                "A11",
                Severity.ERROR,
                form.sheet.at(row, column),
                "cell",
                also=(form.sheet.at(*content.greys[key]),),
                effect=Effect.BLOCK,
                students=students,
                documents=documents_of(form.spec),
                trajectory=trajectory,
            )
