"""Form overdracht: what may go to another school, line by line, with the answer of student and parents.

A `nee` goes to Niet volgens leerling or ouders; TR12 and TR14 go along only with twice `ja`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.forms.block import put_head
from docgen.forms.choices import Choices, asked, columns, label
from docgen.forms.lines import Field, Line, put_headings, put_line, read_lines
from docgen.forms.model import (
    BLOCK_ROW,
    FIRST_ROW,
    HEADING_ROW,
    Cell,
    Content,
    DamagedError,
    FormSheet,
    FormSpec,
    Position,
    Request,
    Sheet,
    Typed,
)
from docgen.forms.printed import fingerprint, printed
from docgen.kinds import STUDENT_ID, OneOf, as_text
from docgen.privacy.transfer import FIELDS as TRANSFER_FIELDS
from docgen.privacy.transfer import ground
from docgen.tables.transfer import Transfer

TABLE = Transfer.sheet.name
TITLE = "Overdracht naar een andere school"
COLUMNS = columns(Transfer)
SIDES: tuple[tuple[int, int, tuple[str, ...]], ...] = (  # first column, last column, headings
    (4, 5, ("Profiel", "Naar school", "Ingeschreven daar op", "Leerling bevraagd op")),
    (6, 7, ("Inzage op", "Getekend op", "Verzonden op", "Ontvangen op")),
)
SENTENCE = ("Zin over welbevinden", (BLOCK_ROW + 5, 4))
FIELD_TEXTS = {
    "TR01": ("Wie", "De nieuwe school weet over wie het gaat."),
    "TR02": ("Loopbaan", "De nieuwe school plaatst de leerling in het juiste jaar."),
    "TR03": ("Resultaten", "De nieuwe school ziet wat behaald is."),
    "TR04": ("Leerplandoelen", "De nieuwe school bouwt verder op wat gekend is."),
    "TR05": ("Beslissing en advies", "De nieuwe school kent het advies van de klassenraad."),
    "TR06": ("Noden en aanpak", "De nieuwe school kan meteen goed ondersteunen."),
    "TR07": ("Redelijke aanpassingen", "Wat werkt, loopt verder."),
    "TR08": ("Wat nog loopt", "Spreiding, vrijstelling en IAC lopen verder."),
    "TR09": ("Leersteun", "De leersteun loopt verder."),
    "TR10": ("Sterktes en eigen woorden", "De leerling stelt zich voor."),
    "TR11": ("Verplichte verslagen", "Deze verslagen gaan altijd mee."),
    "TR12": ("Welbevinden", "De nieuwe school weet wat helpt."),
    "TR14": ("Bijlagen", "De nieuwe school krijgt wat leerling en ouders kiezen."),
    "TR15": ("Contact", "De nieuwe school weet wie vragen beantwoordt."),
}
STANDARD = {
    "always": "verplicht",
    "required": "verplicht",
    "default": "standaard in",
    "asked": "in na gesprek",
    "both": "standaard uit",
}
YES, NO = "ja", "nee"
OF_STUDENT = asked("Leerling", OneOf(YES, NO), NO, "Mag dit mee volgens de leerling? Leeg laat het zoals het is.")
OF_PARENTS = asked("Ouders", OneOf(YES, NO), NO, "Mag dit mee volgens de ouders? Leeg laat het zoals het is.")
FIELDS = (
    Field("Code", 17),
    Field("Onderdeel", 24),
    Field("Waarvoor", 30),
    Field("Tekst", 40),
    Field("Standaard", 22),
    Field("Leerling", 18, OF_STUDENT),
    Field("Ouders", 22, OF_PARENTS),
)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form, for the newest transfer of the student or a new one."""
    dossier = request.dossier()
    transfers = dossier.of(Transfer)
    transfer = transfers[-1] if transfers else None
    sheet = FormSheet("Formulier overdracht", frozen=f"C{FIRST_ROW}")
    choices = Choices(request.records)
    put_headings(sheet, HEADING_ROW, FIELDS)
    texts = printed(request.records, dossier, transfer)
    for row, code in enumerate(FIELD_TEXTS, start=FIRST_ROW):
        field = TRANSFER_FIELDS[code]
        name, purpose = FIELD_TEXTS[code]
        values = {
            "Code": code,
            "Onderdeel": name,
            "Waarvoor": purpose,
            "Tekst": texts[code] or None,
            "Standaard": STANDARD[ground(code, transfer.profile) if transfer else field.given],
            **_answers(transfer, code),
        }
        locked = frozenset() if field.may_be_objected_to else frozenset({"Leerling", "Ouders"})
        put_line(sheet, row, FIELDS, Line(values, locked=locked), choices)
    for heading, place, last in _side():
        column = COLUMNS[heading]
        sheet.put(place[0], place[1] - 1, Cell(heading, "label"))
        sheet.put(*place, choices.yellow(column, getattr(transfer, column.attribute, None)))
        if last > place[1]:
            sheet.merged.append((place[0], place[1], place[0], last))
    sheet.fingerprint = fingerprint(request.records, dossier, transfer)
    put_head(sheet, SPEC, request, TITLE, key=dossier.name, student=label(dossier))
    return (sheet,)


def _side() -> Iterator[tuple[str, Position, int]]:
    """The yellow cells beside the block: heading, place, last column."""
    for column, last, headings in SIDES:
        for row, heading in enumerate(headings, start=BLOCK_ROW):
            yield heading, (row, column + 1), last
    heading, (row, column) = SENTENCE
    yield heading, (row, column + 1), column + 3


def _answers(transfer: Transfer | None, code: str) -> dict[str, Any]:
    if transfer is None:
        return {}
    agreed = YES if code in transfer.also_give else None
    return {
        "Leerling": NO if code in transfer.student_objects else agreed,
        "Ouders": NO if code in transfer.parents_object else agreed,
    }


def read(sheet: Sheet, typed: Typed) -> Content:
    """One row, when the new school is named or anything is answered."""
    values: dict[str, Any] = {"Leerling-ID": sheet.key}
    places: dict[str, Position] = {"Leerling-ID": (BLOCK_ROW, 2)}
    for heading, place, _ in _side():
        if sheet.value(place[0], place[1] - 1) != heading:
            raise DamagedError("heading", (place[0], place[1] - 1), heading)
        values[heading], places[heading] = sheet.value(*place), place
    refused: dict[str, list[str]] = {"Leerling": [], "Ouders": []}
    agreed: list[str] = []
    for line in read_lines(sheet, HEADING_ROW, FIELDS):
        code = line.text("Code")
        given = {who: line.text(who).casefold() for who in refused}
        for who, answer in given.items():
            if answer == NO:
                refused[who].append(code)
                places.setdefault(_objects(who), line.places[who])
            elif answer not in ("", YES) or line.places[who] in sheet.raw.faults:
                refused[who].append(line.text(who))  # no answer: validation says so, at this cell
                places[_objects(who)] = line.places[who]
        if set(given.values()) == {YES} and TRANSFER_FIELDS.get(code) and TRANSFER_FIELDS[code].given == "both":
            agreed.append(code)
            places.setdefault("Ook meegeven", line.places["Leerling"])
    values |= {_objects(who): "; ".join(codes) for who, codes in refused.items()} | {"Ook meegeven": "; ".join(agreed)}
    said = any(value != "" for heading, value in values.items() if heading != "Leerling-ID")
    return Content({TABLE: (sheet.row(TABLE, values, places),) if said else ()})


def _objects(who: str) -> str:
    return f"Niet volgens {who.lower()}"


SPEC = FormSpec(
    "overdracht",
    "student",
    (TABLE,),
    write,
    read,
    key_pattern=STUDENT_ID,
    scope=lambda sheet: (sheet.key, as_text(sheet.value(BLOCK_ROW + 1, 5))),
)
