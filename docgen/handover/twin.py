"""overdracht.json: exactly the values of the transfer sheet, for programs. A field that did not go is not there.

It is made of the page that fills the Word document, so that it can hold nothing that was not inspected.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

KIND, VERSION = "overdracht", 1
SCHEMA = Path(__file__).parent / "overdracht.schema.json"
NOTHING = "–"  # how a document prints an empty cell


def twin(page: Mapping[str, Any]) -> dict[str, Any]:
    """The transfer sheet as plain data."""
    sections, career = page["secties"], page["loopbaan"]
    results, goals = sections["resultaten"]["rijen"], sections["resultaten"]["doelen"]
    periods = sections["resultaten"]["periodes"]
    needs, voice, running = sections["noden"], sections["stem"], sections["loopt"]
    fields: dict[str, Any] = {
        "TR02": career,
        "TR03": [{"vak": row["vak"], "resultaten": [*_marks(periods, row["resultaten"])]} for row in results],
        "TR04": goals,
        "TR05": sections["advies"]["rijen"],
        "TR06": {"noden": needs["noden"], "aanpak": needs["aanpak"]},
        "TR07": sections["aanpassingen"]["rijen"],
        "TR08": {"maatregelen": running["maatregelen"], "doelen_iac": running["iac"]},
        "TR09": running["leersteun"],
        "TR10": {"woorden": voice["woorden"], "sterktes": voice["sterktes"]},
        "TR11": sections["verslagen"]["rijen"],
        "TR12": sections["welbevinden"]["zin"],
    }
    whole = {
        "soort": KIND,
        "versie": VERSION,
        "veldenlijst": page["veldenlijst"],
        "van": {"school": page["school"]["naam"], "schooljaar": page["school"]["schooljaar"],
                "contact": sections["contact"]["wie"]},
        "naar": {"school": page["nieuwe_school"]["naam"]},
        "inzage_op": page["inzage_op"],
        "leerling": {
            "voornaam": page["leerling"]["voornaam"],
            "familienaam": page["leerling"]["familienaam"],
            "geboren": page["geboren"],
        },
        "velden": {code: value for code, value in fields.items() if _says(value)},
    }  # fmt: skip
    return {name: _plain(value) for name, value in whole.items() if name == "velden" or _says(value)}


def only_reports(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The twin of a package with nothing but the mandatory reports: who, from where, and which."""
    fields = {code: value for code, value in whole["velden"].items() if code == "TR11"}
    return {**{name: value for name, value in whole.items() if name != "inzage_op"}, "velden": fields}


def written(content: Mapping[str, Any]) -> bytes:
    """JSON as it stands in a package: the same content gives the same bytes."""
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def schema() -> dict[str, Any]:
    """The published JSON Schema of overdracht.json."""
    return dict(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _marks(periods: list[str], results: list[str]) -> list[dict[str, str]]:
    pairs = zip(periods, results, strict=True)
    return [{"periode": period, "resultaat": result} for period, result in pairs if result != NOTHING]


def _says(value: Any) -> bool:
    """Whether there is anything in it."""
    if isinstance(value, Mapping):
        return any(map(_says, value.values()))
    return value not in (None, "", [], (), NOTHING)


def _plain(value: Any) -> Any:
    """JSON's own kinds; what is empty is left out."""
    if isinstance(value, Mapping):
        return {name: _plain(inside) for name, inside in value.items() if _says(inside)}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return value.isoformat() if isinstance(value, date) else value
