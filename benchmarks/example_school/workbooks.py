"""Puts the rows of a school in workbooks: one per file of sheets.md section 2, the goals one per vakgroep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.example_school.base import Base
from benchmarks.example_school.logo import write_logo
from benchmarks.example_school.tables import Values
from docgen.spec import sheets
from docgen.starter.book import write_workbook

# the order of work: core sheets first, as in sheets.md section 2
ORDER = (
    "School", "Leerlingen", "Kalender", "Personeel", "Contacten", "Basisrooster", "Examenrooster", "Opvang",
    "Trajecten", "Overleg", "Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen", "Afspraken", "Opvolging",
    "Beslissingen", "Klassenraden", "Bevestigingen", "Signalen", "Meldingen", "Overdrachten", "Resultaten",
)  # fmt: skip


def write_school(folder: Path, base: Base, rows: dict[str, list[Values]]) -> Iterator[Path]:
    """Write every workbook of a school in a folder, and its logo; yields their paths."""
    lists = choices(rows)
    files: dict[str, dict[str, list[Values]]] = {}
    for name in ORDER:
        files.setdefault(sheets()[name].sheet.workbook, {})[name] = rows.get(name, [])
    for goal in base.goals:
        files.setdefault(goal.workbook, {}).setdefault("Leerplandoelen", []).append(goal.row)
    for name, content in sorted(files.items()):
        path = folder / f"{name}.xlsx"
        write_workbook(path, content, lists)
        yield path
    yield write_logo(folder)


def choices(rows: dict[str, list[Values]]) -> dict[str, list[str]]:
    """What the dropdowns offer for a reference: key and label."""
    students = {str(row["Leerling-ID"]): f"{row['Voornaam']} {row['Familienaam']}" for row in rows["Leerlingen"]}
    trajectories = [str(row["Traject-ID"]) for row in rows.get("Trajecten", [])]
    return {
        "Leerlingen": [f"{key} {name}" for key, name in students.items()],
        "Trajecten": [f"{key} {students[key.rpartition('-')[0]]}" for key in trajectories],
        "Personeel": [f"{row['Code']} {row['Naam']}" for row in rows["Personeel"]],
        "Leerplandoelen": [f"{row['Doel-ID']} {row['Doel']}" for row in rows["Leerplandoelen"]],
        "Opvang": list(dict.fromkeys(str(row["Plaats"]) for row in rows["Opvang"])),
        "Beslissingen": [str(row["Beslissing-ID"]) for row in rows.get("Beslissingen", [])],
        "klas": sorted({str(row["Klas"]) for row in rows["Leerlingen"]}),
        "vak": [f"{row['Code']} {row['Waarde']}" for row in rows["School"] if row["Onderwerp"] == "vak"],
        "lesperiode": [str(row["Naam"]) for row in rows["Kalender"] if row["Soort"] == "lesperiode"],
    }
