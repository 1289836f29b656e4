"""What docgen is made of is checked at import: sheets, columns, rules and documents that are wrong are refused."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field

import docgen.rules
import docgen.tables
from docgen import spec
from docgen.columns import O, Row, Sensitivity, Sheet, Z, column
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.kinds import Text
from docgen.spec import Audience, Breach, DocumentSpec, rule, rules, sheet, sheets

CODE = column("Code", O, example="WIS", meaning="Een code.")


def document(**changed: Any) -> DocumentSpec:
    given: dict[str, Any] = {
        "name": "proef",
        "title": "Proef",
        "code": "PR",
        "audience": Audience.CARE,
        "ceiling": Sensitivity.Z,
        "fields": {"Trajecten": ("Traject-ID", "Heeft nodig")},
        "needs": ("Trajecten",),
        **changed,
    }
    return DocumentSpec(**given)


def test_there_are_23_sheets_with_190_columns() -> None:
    assert {name: len(row.columns()) for name, row in sheets().items()} == {
        "School": 3,
        "Leerlingen": 9,
        "Basisrooster": 9,
        "Examenrooster": 9,
        "Leerplandoelen": 12,
        "Trajecten": 15,
        "Overleg": 9,
        "Maatregelen": 12,
        "Lesroosteraanpassingen": 8,
        "Examenaanpassingen": 13,
        "Beslissingen": 14,
        "Overdrachten": 13,
        "Kalender": 4,
        "Personeel": 5,
        "Contacten": 6,
        "Opvang": 4,
        "Klassenraden": 8,
        "Afspraken": 8,
        "Opvolging": 8,
        "Signalen": 6,
        "Meldingen": 7,
        "Resultaten": 4,
        "Bevestigingen": 4,
    }
    assert sum(len(row.columns()) for row in sheets().values()) == 190


def test_the_core_is_12_sheets_of_which_89_columns_are_shown_and_37_stand_collapsed() -> None:
    core = {name: row for name, row in sheets().items() if row.sheet.core}
    assert {name: Counter("+" if c.extra else "K" for c in row.columns()) for name, row in core.items()} == {
        "School": {"K": 3},
        "Leerlingen": {"K": 8, "+": 1},
        "Basisrooster": {"K": 6, "+": 3},
        "Examenrooster": {"K": 7, "+": 2},
        "Leerplandoelen": {"K": 5, "+": 7},
        "Trajecten": {"K": 12, "+": 3},
        "Overleg": {"K": 5, "+": 4},
        "Maatregelen": {"K": 9, "+": 3},
        "Lesroosteraanpassingen": {"K": 7, "+": 1},
        "Examenaanpassingen": {"K": 9, "+": 4},
        "Beslissingen": {"K": 9, "+": 5},
        "Overdrachten": {"K": 9, "+": 4},
    }


def test_no_column_holds_health_conduct_or_what_may_never_be_entered() -> None:
    classes = {column.sensitivity for row in sheets().values() for column in row.columns()}
    assert classes == {Sensitivity.O, Sensitivity.P, Sensitivity.Z, Sensitivity.M}


def test_the_top_class_of_each_sheet_is_the_one_of_the_contract() -> None:
    top = {name: max(row.columns(), key=lambda c: c.sensitivity.level).sensitivity for name, row in sheets().items()}
    by_class = {str(level): {name for name, found in top.items() if found is level} for level in set(top.values())}
    assert by_class == {
        "O": {"School", "Basisrooster", "Examenrooster", "Leerplandoelen", "Kalender", "Personeel", "Opvang"},
        "P": {"Leerlingen", "Lesroosteraanpassingen"},
        "Z": {
            *("Trajecten", "Overleg", "Maatregelen", "Examenaanpassingen"),
            *("Afspraken", "Opvolging", "Resultaten"),
        },
        "M": {
            *("Beslissingen", "Overdrachten", "Contacten", "Klassenraden"),
            *("Signalen", "Meldingen", "Bevestigingen"),
        },
    }


def test_every_column_says_what_it_means_and_shows_an_example_that_it_accepts() -> None:
    for row in sheets().values():
        for each in row.columns():
            assert each.meaning, each.heading
            each.kind.parse(each.example)


def test_a_column_without_a_class_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^Bare\.code has no sensitivity class: write it with column\(\.\.\.\)$"):

        class Bare(Row):
            sheet = Sheet("Proef", ("Code",), "proef", "niemand")
            code: Annotated[str, Text()] = Field(alias="Code")


def test_a_column_without_a_kind_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^Bare\.code has no kind: write Annotated\[type, Kind\(\)\]$"):

        class Bare(Row):
            sheet = Sheet("Proef", ("Code",), "proef", "niemand")
            code: str = CODE


def test_a_key_that_is_no_column_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^Bare: key headings without a column: \['Nummer'\]$"):

        class Bare(Row):
            sheet = Sheet("Proef", ("Code", "Nummer"), "proef", "niemand")
            code: Annotated[str, Text()] = CODE


def test_a_class_that_does_not_exist_does_not_import() -> None:
    with pytest.raises(ValueError, match=r"^'Q' is not a valid Sensitivity$"):
        column("Code", "Q", example="WIS", meaning="Een code.")  # type: ignore[arg-type]


def test_an_unknown_argument_of_a_column_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^column\('Code'\): unknown argument \['leeg'\]$"):
        column("Code", O, example="WIS", meaning="Een code.", leeg=None)


def test_a_higher_class_allows_the_lower_ones_only() -> None:
    allowed = [[str(other) for other in Sensitivity if ceiling.allows(other)] for ceiling in (O, Z, Sensitivity.X)]
    assert allowed == [["O"], ["O", "P", "Z"], ["O", "P", "Z", "M", "G", "T", "X"]]


def test_a_document_that_names_a_field_above_its_ceiling_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^proef: Trajecten\.Heeft nodig is above class P$"):
        document(ceiling=Sensitivity.P)


def test_a_document_that_names_an_unknown_heading_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^proef: Trajecten has no column 'Diagnose'$"):
        document(fields={"Trajecten": ("Diagnose",)})


def test_a_document_with_fields_of_an_unknown_sheet_does_not_import() -> None:
    with pytest.raises(TypeError, match=r"^no table describes a sheet 'Attesten'$"):
        document(fields={"Attesten": ("Datum",)})


@pytest.mark.parametrize("where", ["needs", "adds"])
def test_a_document_that_needs_or_adds_an_unknown_sheet_does_not_import(where: str) -> None:
    with pytest.raises(TypeError, match=r"^proef: no such sheets: \['Attesten'\]$"):
        document(**{where: ("Attesten",)})


def test_a_document_releases_its_fields_and_reads_its_sheets() -> None:
    made = document(adds=("Opvolging",))
    assert [each.heading for each in made.releases("Trajecten")] == ["Traject-ID", "Heeft nodig"]
    assert made.releases("Opvolging") == ()
    assert made.reads == {"Trajecten", "Opvolging"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules count as tables and as rules, as if somebody added a file."""
    for room in (docgen.tables, docgen.rules):
        monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path)])
    spec.sheets.cache_clear()
    spec.rules.cache_clear()
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]
    spec.sheets.cache_clear()
    spec.rules.cache_clear()


def test_two_tables_of_one_sheet_do_not_import(package: Path) -> None:
    (package / "twice.py").write_text(
        "from typing import Annotated\n"
        "from docgen.columns import O, Row, Sheet, column\n"
        "from docgen.kinds import Text\n"
        "class Again(Row):\n"
        "    sheet = Sheet('School', ('Code',), '1_school', 'niemand')\n"
        "    code: Annotated[str, Text()] = column('Code', O, example='WIS', meaning='Een code.')\n"
    )
    with pytest.raises(TypeError, match=r"^two tables describe the sheet School$"):
        sheets()


def test_two_rules_with_one_code_do_not_import(package: Path) -> None:
    (package / "twice.py").write_text(
        "from docgen.findings import Severity\n"
        "from docgen.spec import rule\n"
        "@rule('C03', Severity.ERROR, source='proef')\n"
        "def again(records):\n"
        "    '''Nog een regel.'''\n"
        "    yield from ()\n"
    )
    with pytest.raises(TypeError, match=r"^a rule code occurs twice: \['C03', 'C03'\]$"):
        rules()


def test_a_sheet_that_no_table_describes_is_named() -> None:
    with pytest.raises(TypeError, match=r"^no table describes a sheet 'Attesten'$"):
        sheet("Attesten")


ANNOUNCED = {}
"""Types of documents (sheets.md 8) that rules speak of and that are not made yet."""


def test_every_rule_has_a_statement_a_source_and_known_documents_and_sheets() -> None:
    types = {name for made in spec.documents().values() for name in (made.name, *_copies(made), *made.families)}
    assert [r.code for r in rules() if not (r.statement.endswith(".") and r.source)] == []
    assert {r.code: r.documents - types for r in rules() if r.documents - types} == {}
    assert {r.code: set(r.needs) - set(sheets()) for r in rules() if set(r.needs) - set(sheets())} == {}


def _copies(made: DocumentSpec) -> list[str]:
    return [f"{made.name} {copy}" for copy in made.copies if copy]


def test_a_rule_gives_its_breach_its_code_severity_and_effect_unless_the_breach_has_its_own() -> None:
    place = CellRef("school.xlsx", "School", 4, 3, "Waarde")

    @rule("Z99", Severity.ERROR, effect=Effect.BLOCK, documents=("lesrooster",), source="proef")
    def proof(records: Any) -> Iterator[Breach]:
        """Een regel om te proberen.

        En de rest staat hieronder.
        """
        yield Breach(place, "zo", frozenset({"L0231"}), "L0231-1")
        yield Breach(place, severity=Severity.NOTE, effect=Effect.NONE, documents=frozenset())

    assert proof.statement == "Een regel om te proberen."
    assert [proof.finding(breach) for breach in proof.check(None)] == [
        Finding(
            "Z99",
            Severity.ERROR,
            place,
            "zo",
            effect=Effect.BLOCK,
            students=frozenset({"L0231"}),
            documents=frozenset({"lesrooster"}),
            trajectory="L0231-1",
        ),
        Finding("Z99", Severity.NOTE, place),
    ]
