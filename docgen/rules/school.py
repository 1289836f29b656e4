"""A: the sheet School holds usable limits and hours, and the folder holds what the documents need."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import CellRef, Effect, Severity
from docgen.records.dossier import Records
from docgen.school.school import FACTS_NEEDED, nearest_limit, unusable
from docgen.spec import Breach, rule
from docgen.tables.school import SchoolRow

EXAMPLES = {"hours": "10:20-11:10", "school_year": "2025-2026", "date": "01/09/2025", "number": "30"}


@rule("A02", Severity.ERROR, effect=Effect.BLOCK, source="sheets 3.1")
def school_is_usable(records: Records) -> Iterator[Breach]:
    """Een regel in School is er een die docgen kent, en elke waarde is er een waarmee gerekend kan worden."""
    for row in records.register.of(SchoolRow):
        case = unusable(row)
        if case == "limit":
            near, named = nearest_limit(row.code), (("heading", "Code"),)
            harm = {} if near else {"severity": Severity.WARNING, "effect": Effect.NONE}
            yield Breach(row.at("Code"), case, None, args=named, value=row.code, suggestion=near, **harm)  # type: ignore[arg-type]
        elif case:
            facts = (("example", EXAMPLES.get(case, "5")), ("heading", "Waarde"))
            yield Breach(row.at("Waarde"), case, None, args=facts, value=row.value)


@rule("A01", Severity.WARNING, needs=("School",), source="sheets 3.1")
def school_has_a_name_and_a_year(records: Records) -> Iterator[Breach]:
    """De naam van de school en het schooljaar staan in het blad School: elk document drukt ze af."""
    rows = records.register.of(SchoolRow)
    missing = tuple(fact for fact in FACTS_NEEDED if not records.school.facts.get(fact))
    if rows and missing:
        place = CellRef(rows[0].origin.file, "School")
        yield Breach(place, "facts", args=(("list", missing), ("n", len(missing))))
