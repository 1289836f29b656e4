"""The papers around a transfer sheet: the reply form of the inspection copy, the receipt, the texts of a package."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from docgen.fill import fill
from docgen.style.blocks import end, fact, key_facts, signature, signatures, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import p
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from docgen.template import compile_template

REPLY, RECEIPT, README = "antwoordformulier", "ontvangstbewijs", "LEESMIJ.txt"
BOX = "☐"


@cache
def texts() -> Mapping[str, Any]:
    """The words of the papers; Dutch only, as their readers are."""
    return tomllib.loads((Path(__file__).parent / "teksten.toml").read_text(encoding="utf-8"))


@cache
def reply_template(adult: bool) -> bytes:
    """The template of the reply form; a student of 18 or older signs alone."""
    said = texts()["antwoord"]
    widths = (dxa(12), dxa(96), dxa(32), TEXT_WIDTH - dxa(140))
    heads = tuple(Column(name, width) for name, width in zip(said["koppen"], widths, strict=True))
    row = data_row(
        heads,
        p("Tabeltekst", "{{ rij.nr }}"),
        p("Tabeltekst", "**{{ rij.titel }}**") + p("TabeltekstKlein", "{{ rij.veld }} ({{ rij.code }})"),
        p("Tabeltekst", "{{ rij.ja }}"),
        p("Tabeltekst", "{{ rij.nee }}"),
    )
    body = "".join(
        (
            title(said["titel"], "{{ leerling.naam }}"),
            key_facts(
                columns(1, 1),
                fact(said["naar"], "{{ nieuwe_school.naam }}"),
                fact(said["terug"], "{{ terug }}"),
            ),
            *(p("Normal", line) for line in said["uitleg"]),
            data_table(heads, each_row("rij", "rijen", widths_of(heads), row), caption=said["tabel"]),
            p("Normal", said["eigen_woorden"]),
            p("Normal", said["lijn"]),
            *(p("Normal", line) for line in said["hoe"]),
            signatures(*(signature(who, *said["handtekening"]) for who in said["wie"][: 1 if adult else 2])),
            end(),
        )
    )
    return document(body, frame())


@cache
def receipt_template() -> bytes:
    """The template of the receipt; nothing about a student stands in it."""
    said = texts()["ontvangst"]
    body = "".join(
        (
            title(said["titel"], "{{ pakket }}"),
            key_facts(columns(1, 1), fact(said["van"], "{{ van }}"), fact(said["naar"], "{{ naar }}")),
            *(p("Normal", line) for line in said["tekst"]),
            signatures(*(signature(who, *said["handtekening"]) for who in said["wie"])),
            end(),
        )
    )
    return document(body, {name: p("Kopregel", " ") for name in ("header1", "header2", "footer1", "footer2")})


def reply_form(page: Mapping[str, Any], until: str, *, adult: bool) -> bytes:
    """The reply form of one inspection copy: a row per field that stands in it, under the number of its title."""
    said = texts()["antwoord"]
    content = {**page, "terug": until, "rijen": list(rows(page))}
    template = compile_template(reply_template(adult), name=f"{REPLY}.docx")
    return fill(template, content, title=said["titel"], creator=page["school"]["naam"])


def rows(page: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The rows of a reply form: the number and title of the section, the field, and what may be ticked."""
    said = texts()["antwoord"]
    for section, fields in texts()["velden"].items():
        number = page["secties"][section]["nr"]
        heading = texts()["titels"][section].replace("{voornaam}", page["leerling"]["voornaam"])
        for code, words in fields.items():
            if number and _stands_there(code, page):
                fixed = code in ("TR01", "TR11", "TR15")
                yield {
                    "nr": str(number),
                    "titel": heading,
                    "veld": words,
                    "code": code,
                    "ja": said["altijd"] if fixed else f"{BOX} {said['ja']}",
                    "nee": "–" if fixed else f"{BOX} {said['nee']}",
                }


def _stands_there(code: str, page: Mapping[str, Any]) -> bool:
    """Whether a field of a section that has several stands in this copy."""
    sections = page["secties"]
    parts: Mapping[str, Any] = {
        "TR02": page["loopbaan"],
        "TR03": sections["resultaten"]["rijen"],
        "TR04": sections["resultaten"]["doelen"],
        "TR08": sections["loopt"]["maatregelen"] or sections["loopt"]["iac"],
        "TR09": sections["loopt"]["leersteun"],
    }
    return bool(parts.get(code, True))


def receipt(number: str, sender: str, receiver: str) -> bytes:
    """The receipt that the other school fills in and sends back."""
    template = compile_template(receipt_template(), name=f"{RECEIPT}.docx")
    return fill(template, {"pakket": number, "van": sender, "naar": receiver}, title=texts()["ontvangst"]["titel"])


def read_me(name: str, **facts: str) -> bytes:
    """A plain text that goes with a package: `name` is 'buiten' or 'binnen'."""
    text: str = texts()["leesmij"][name]
    for hole, value in facts.items():
        text = text.replace(f"{{{hole}}}", value)
    return text.strip().replace("\n", "\r\n").encode() + b"\r\n"  # for Notepad


def contents_text(number: str, sender: str, receiver: str, names: list[str]) -> bytes:
    """The LEESMIJ inside a package: what is in it and what to do with it."""
    said = texts()["leesmij"]
    known = {
        "fiche.docx": said["fiche"],
        "fiche.pdf": said["pdf"],
        "overdracht.json": said["tweeling"],
        "ontvangstbewijs.docx": said["bewijs"],
    }
    lines = [f"- {known.get(name) or said['bijlage'].replace('{naam}', name)}" for name in names]
    return read_me("binnen", pakket=number, van=sender, naar=receiver, lijst="\n".join(lines))


def spoken(day: date) -> str:
    """'9 juli 2026'."""
    return format_date(day, "d MMMM y", locale="nl_BE")


def without_date(days: int) -> str:
    """Until when to answer, while the day of the inspection is not known."""
    text: str = texts()["antwoord"]["zonder_datum"]
    return text.replace("{dagen}", str(days))
