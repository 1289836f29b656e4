"""A: the sheet School holds usable limits and hours, and the folder holds what the documents need."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.dossier import Records
from docgen.findings import CellRef, Effect, Severity
from docgen.school import FACTS_NEEDED, unusable
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


@rule("A01", Severity.WARNING, needs=("School",), source="sheets 3.1")
def school_has_a_name_and_a_year(records: Records) -> Iterator[Breach]:
    """De naam van de school en het schooljaar staan in het blad School: elk document drukt ze af."""
    rows = records.register.of(SchoolRow)
    missing = tuple(fact for fact in FACTS_NEEDED if not records.school.facts.get(fact))
    if rows and missing:
        place = CellRef(rows[0].origin.file, "School")
        yield Breach(place, "facts", args=(("list", missing), ("n", len(missing))))
