"""A: the sheet School holds usable limits and hours, and the folder holds what the documents need."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.dossier import Records
from docgen.findings import Effect, Severity
from docgen.school import unusable
from docgen.spec import Breach, rule
from docgen.tables.school import SchoolRow


@rule("A02", Severity.ERROR, effect=Effect.BLOCK, source="sheets 3.1")
def school_is_usable(records: Records) -> Iterator[Breach]:
    """Een regel in School is een getal, en een lesuur heeft een begin en een einde."""
    for row in records.register.of(SchoolRow):
        case = unusable(row)
        if case:
            facts = (("example", "10:20-11:10" if case == "hours" else "30"), ("heading", "Waarde"))
            yield Breach(row.at("Waarde"), case, None, args=facts, value=row.value)
