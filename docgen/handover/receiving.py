"""At the other school: open a package, show what it holds, write rows for its own workbooks. Nothing is believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docgen.columns import plain
from docgen.disk.atomic import write
from docgen.disk.copies import RECEIVED
from docgen.disk.folders import claim
from docgen.disk.given import NoFileError, given
from docgen.handover.package import LARGEST, MANIFEST, TWIN, opened, read_manifest
from docgen.handover.passwords import typed
from docgen.handover.receipts import RECEIPT_KIND
from docgen.handover.refusal import package_refused
from docgen.pipeline import check
from docgen.project import Project
from docgen.spec import sheets
from docgen.starter.book import workbook_bytes

ROWS, UNFINISHED, RECEIPT = "rijen.xlsx", "aan_te_vullen.xlsx", "ontvangst.json"
Rows = Mapping[str, list[dict[str, object]]]


@dataclass(frozen=True)
class Received:
    """A package that was opened: its number and sender, what is in it, the fields, and where it was written.

    `elsewhere`: it is for a school with another name than this one.
    """

    number: str
    sender: str
    receiver: str
    made_on: str
    files: tuple[str, ...]
    fields: tuple[str, ...]
    rows: Mapping[str, int]
    unfinished: Mapping[str, int]
    folder: Path
    elsewhere: bool = False


@dataclass(frozen=True)
class Own:
    """What this school's own workbooks know: its name, the ids of its students, the code of each subject by name."""

    name: str = ""
    students: frozenset[str] = frozenset()
    subjects: Mapping[str, str] = field(default_factory=dict)


def own_school(project: Project) -> Own:
    """What the workbooks in inputs/ know; nothing when there are none."""
    if not project.inputs.is_dir():
        return Own()
    records = check(project).records
    named = {name.casefold(): code for code, name in records.school.subjects.items()}
    return Own(records.school.name, frozenset(records.dossiers), named)


def receive(
    path: Path, password: str, outputs: Path, today: date, student_id: str = "", own: Own | None = None
) -> Received:
    """Open a package and write its files, the rows and a receipt in outputs/ontvangen/<number>/.

    `student_id` is the Leerling-ID at this school, when it is known. Rows that are whole go in a workbook that can be
    put in inputs/ as it is; those in which this school has something to fill in, in another. Raises Refused, OSError.
    """
    try:
        data = given(path, LARGEST)
    except (NoFileError, FileNotFoundError):
        raise package_refused("", path.name) from None
    members = opened(data, typed(password), path.name)
    said, content = read_manifest(members, path.name), json.loads(members[TWIN])
    folder = claim(outputs) / RECEIVED / said["pakket"]
    whole, unfinished = parted(rows_of(content, student_id), own or Own())
    for name, data in members.items():
        write(folder / name, data)
    for name, rows in ((ROWS, whole), (UNFINISHED, unfinished)):
        if rows:
            write(folder / name, workbook_bytes(rows, {}))
    write(folder / RECEIPT, _receipt(said["pakket"], members[MANIFEST], today))
    return Received(
        said["pakket"],
        said["van"],
        said["naar"],
        said["gemaakt_op"],
        tuple(sorted(name for name in members if name != MANIFEST)),
        tuple(sorted({"TR01", *content["velden"]})),
        {name: len(found) for name, found in whole.items()},
        {name: len(found) for name, found in unfinished.items()},
        folder,
        own is not None and bool(own.name) and plain(own.name) != plain(said["naar"]),
    )


def _receipt(number: str, manifest: bytes, today: date) -> bytes:
    said = {
        "soort": RECEIPT_KIND,
        "pakket": number,
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "ontvangen_op": today.isoformat(),
    }
    return f"{json.dumps(said, indent=1)}\n".encode()


def rows_of(content: Mapping[str, Any], student_id: str = "") -> Rows:
    """The rows for this school's workbooks, per sheet; what a council decided elsewhere is here a proposal only."""
    fields, student, own = content["velden"], content["leerling"], {"Leerling-ID": student_id}
    found: dict[str, list[dict[str, object]]] = {
        "Leerlingen": [
            {
                **own,
                "Familienaam": student["familienaam"],
                "Voornaam": student["voornaam"],
                "Geboortedatum": date.fromisoformat(student["geboren"]),
            }
        ]
    }
    voice, needs = fields.get("TR10", {}), fields.get("TR06", {})
    if voice or needs.get("noden"):
        found["Trajecten"] = [
            {
                "Traject-ID": f"{student_id}-1" if student_id else "",
                "Sterktes en wat goed gaat": "; ".join(voice.get("sterktes", ())),
                "Woorden van de leerling": voice.get("woorden", ""),
                "Heeft nodig": "; ".join(needs.get("noden", ())),
            }
        ]
    about = {"Leerling of traject": student_id}
    if needs.get("aanpak"):
        found["Afspraken"] = [{**about, "Soort": "doel", "Aanpak": approach} for approach in needs["aanpak"]]
    if measures := [{**about, **measure} for measure in _measures(fields)]:
        found["Maatregelen"] = measures
    if results := [{**own, **result} for result in _results(fields)]:
        found["Resultaten"] = results
    return found


def parted(rows: Rows, own: Own) -> tuple[Rows, Rows]:
    """The rows that are whole, and those in which this school has something to fill in; subjects by their own code.

    A student who stands in Leerlingen already is not written again.
    """
    whole: dict[str, list[dict[str, object]]] = {}
    unfinished: dict[str, list[dict[str, object]]] = {}
    for name, found in rows.items():
        for row in found:
            code = own.subjects.get(str(row.get("Vak", "")).casefold())
            about = str(row.get("Leerling-ID") or row.get("Leerling of traject") or "")
            if name == "Leerlingen" and about in own.students:
                continue
            ready = about in own.students and ("Vak" not in row or code is not None) and _is_whole(name, row)
            (whole if ready else unfinished).setdefault(name, []).append({**row, **({"Vak": code} if code else {})})
    return whole, unfinished


def _is_whole(name: str, row: Mapping[str, object]) -> bool:
    """Whether every cell is filled in that the sheet asks for."""
    for column in sheets()[name].columns():
        asked = any(row.get(other) in values for other, values in column.needed.items())
        if (column.required or asked) and row.get(column.heading) in (None, ""):
            return False
    return True


def _measures(fields: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for measure in (*fields.get("TR07", ()), *fields.get("TR08", {}).get("maatregelen", ())):
        yield {
            "Soort": measure["soort"][:1].lower() + measure["soort"][1:],
            "Wat": measure.get("wat", ""),
            "Van": _day(measure.get("van")),
            "Tot": _day(measure.get("tot")),
            "Ervaring": measure.get("ervaring", ""),
        }
    for support in fields.get("TR09", ()):
        kind = "leersteun loopt" if support["loopt"] else "leersteun aangevraagd"
        yield {"Soort": kind, "Van": _day(support.get("sinds"))}
    for report in fields.get("TR11", ()):
        yield {"Soort": report["verslag"], "Van": _day(report.get("datum"))}


def _results(fields: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for row in fields.get("TR03", ()):
        for mark in row["resultaten"]:
            yield {"Vak": row["vak"], "Periode": mark["periode"], "Resultaat": mark["resultaat"].removesuffix(" %")}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
