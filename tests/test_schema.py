"""`docgen schema`: the sheets for other programs, from the tables alone and the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import commands
from docgen.schema import FORMS, frictionless, json_schema, schema_text
from docgen.spec import sheets


def test_the_json_schema_has_every_sheet_in_the_order_of_the_workbooks() -> None:
    schema = json_schema()
    assert list(schema["$defs"])[:5] == ["School", "Leerlingen", "Kalender", "Personeel", "Contacten"]
    assert set(schema["$defs"]) == set(schema["properties"]) == set(sheets())
    assert schema["properties"]["Overleg"] == {"type": "array", "items": {"$ref": "#/$defs/Overleg"}}


def test_a_sheet_says_its_key_its_workbook_and_who_fills_it_in() -> None:
    sheet = json_schema()["$defs"]["Contacten"]
    assert {name: value for name, value in sheet.items() if name != "properties"} == {
        "title": "Contacten",
        "description": "Ouders en andere contacten van een leerling.",
        "type": "object",
        "required": ["Leerling-ID", "Naam", "Relatie", "Gezag"],
        "additionalProperties": False,
        "x-docgen-key": ["Leerling-ID", "Naam"],
        "x-docgen-workbook": "1_school.xlsx",
        "x-docgen-filled-by": "secretariaat (export)",
        "x-docgen-core": False,
    }


@pytest.mark.parametrize(
    ("sheet", "heading", "expected"),
    [
        (
            "Contacten",
            "Gezag",
            {
                "title": "Gezag",
                "description": "Of deze persoon ouderlijk gezag heeft en documenten mag krijgen.",
                "type": "string",
                "enum": ["ja", "ja, ontvangt niets", "nee"],
                "examples": ["ja"],
                "x-docgen-kind": "OneOf",
                "x-docgen-typed": "kies uit lijst",
                "x-docgen-class": "M",
                "x-docgen-tag": "gezag",
            },
        ),
        (
            "Leerplandoelen",
            "Periode",
            {
                "title": "Periode",
                "description": "De lesperiode uit de kalender.",
                "type": "array",
                "items": {"type": "string"},
                "examples": ["P2"],
                "x-docgen-kind": "Many(Ref)",
                "x-docgen-typed": "kies uit lijst; meer dan één met ;",
                "x-docgen-class": "O",
                "x-docgen-tag": "periode",
                "x-docgen-references": ["lesperiode"],
                "x-docgen-extra": True,
            },
        ),
    ],
)
def test_a_column_says_all_that_the_table_says(sheet: str, heading: str, expected: dict[str, object]) -> None:
    assert json_schema()["$defs"][sheet]["properties"][heading] == expected


def test_every_kind_of_cell_has_a_type() -> None:
    properties = {
        f"{name}.{heading}": {key: value for key, value in about.items() if key in TYPE}
        for name, sheet in json_schema()["$defs"].items()
        for heading, about in sheet["properties"].items()
    }
    assert {name: properties[name] for name in EXPECTED} == EXPECTED
    assert all("type" in about for about in properties.values())


TYPE = ("type", "format", "pattern", "enum", "items", "minimum", "maximum")
EXPECTED = {
    "Leerlingen.Leerling-ID": {"type": "string", "pattern": r"^(?:[A-Za-z][0-9]{1,19}|[0-9]{5,20})$"},
    "Leerlingen.Geboortedatum": {"type": "string", "format": "date"},
    "Trajecten.Fase": {"type": "integer", "minimum": 0, "maximum": 3},
    "Personeel.Uren begeleiding": {"type": "number", "minimum": 0, "maximum": 40},
    "Examenrooster.Beginuur": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "Basisrooster.Dag": {"type": "string", "enum": ["ma", "di", "wo", "do", "vr", "za"]},
    "Opvang.Uren": {
        "type": "array",
        "items": {"type": "string", "pattern": "^(ma|di|wo|do|vr|za)[0-9]{1,2}[AB]?$"},
    },
    "Maatregelen.Doelen": {"type": "array", "items": {"type": "string"}},
}


def test_a_cell_that_is_needed_beside_another_is_a_condition() -> None:
    sheet = json_schema()["$defs"]
    assert sheet["Overleg"]["allOf"][0] == {
        "if": {"properties": {"Akkoord": {"enum": ["ja", "nee", "ingetrokken"]}}, "required": ["Akkoord"]},
        "then": {"required": ["Vorm"]},
    }
    assert sheet["Overdrachten"]["allOf"] == [
        {
            "if": {"properties": {"Ook meegeven": {"contains": {"enum": ["TR12"]}}}, "required": ["Ook meegeven"]},
            "then": {"required": ["Zin over welbevinden"]},
        }
    ]


def test_the_data_package_has_a_resource_per_sheet() -> None:
    (resource,) = [resource for resource in frictionless()["resources"] if resource["title"] == "Opvolging"]
    fields = resource["schema"].pop("fields")
    assert resource == {
        "profile": "tabular-data-resource",
        "name": "opvolging",
        "title": "Opvolging",
        "description": "Eén moment van opvolging, met cijfers.",
        "path": "inputs/4_zorg.xlsx",
        "format": "xlsx",
        "dialect": {"header": True, "headerRows": [3], "excel": {"sheet": "Opvolging"}},
        "schema": {
            "missingValues": [""],
            "primaryKey": ["Traject-ID", "Datum"],
            "foreignKeys": [
                {"fields": ["Traject-ID"], "reference": {"resource": "trajecten", "fields": ["Traject-ID"]}}
            ],
        },
    }
    assert fields[1] == {
        "name": "Datum",
        "title": "Datum",
        "description": "De dag.",
        "type": "date",
        "format": "%d/%m/%Y",
        "example": "13/03/2026",
        "constraints": {"required": True},
        "docgen:kind": "Date",
        "docgen:class": "Z",
    }


def test_every_foreign_key_points_at_a_resource_and_its_key() -> None:
    package = frictionless()
    keys = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    pointed = [
        (key["reference"]["resource"] or resource["name"], key["reference"]["fields"])
        for resource in package["resources"]
        for key in resource["schema"].get("foreignKeys", ())
    ]
    assert pointed
    assert [(name, fields) for name, fields in pointed if keys[name] != fields] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_tables_give_the_same_text(form: str) -> None:
    assert schema_text(form) == schema_text(form)
    assert json.loads(schema_text(form)) == FORMS[form]()


def test_the_command_prints_data_or_writes_a_file(tmp_path: Path) -> None:
    printed = CliRunner().invoke(commands, ["schema"])
    assert (printed.exit_code, printed.stdout, printed.stderr) == (0, schema_text("json"), "")
    out = tmp_path / "datapackage.json"
    written = CliRunner().invoke(commands, ["schema", "--format", "frictionless", "--out", str(out)])
    assert (written.exit_code, written.stdout, out.read_text(encoding="utf-8")) == (0, "", schema_text("frictionless"))
