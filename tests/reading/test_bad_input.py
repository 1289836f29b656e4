"""What issue 4 calls bad input, by its name: what becomes of each, in words and with its cell; none is read as empty."""

# ruff: noqa: E501 - a sentence as it is printed

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from docgen.messages import sentence
from docgen.sheets import Reading, read
from tests.language import workbook
from tests.reading.raw import HEADINGS, packed, parts_of, raw, row

STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leraar"
SHEET = "xl/worksheets/sheet1.xml"
READ = [{"Code": "MVB", "Naam": "Marie Van Boven", "Functie": "leraar"}]
WITHOUT_NAME = [{"Code": "MVB", "Functie": "leraar"}]
Maker = Callable[[Path], Path]


def written(folder: Path, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / "w.xlsx"
    path.write_bytes(data)
    return path


def typed(name: str) -> Maker:
    """The staff with this typed under Naam."""
    return lambda folder: workbook(folder, title=False, Personeel=f"Code | Naam | Functie\nMVB | {name} | leraar")


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(name.encode("utf-16-le") for name in streams)


def styled(folder: Path) -> Path:
    """A sheet that is formatted down to its last row, with a row of data."""
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))
    return raw(folder, HEADINGS + row(2, "MVB", "Marie Van Boven", "leraar") + empty)


OUTCOMES: list[tuple[str, Maker, list[dict[str, object]], list[str]]] = [
    # what it is called, the file, the rows that count, what is said
    (
        "zip bomb",
        lambda folder: written(folder, packed({**parts_of(), SHEET: b" " * (140 * 2**20)})),
        [],
        ["w.xlsx › Personeel: Dit bestand is uitgepakt groter dan de grens (128 MB). Verwijder lege opgemaakte rijen, of vraag raad."],
    ),
    (
        "formula without a value",
        typed("=1+1"),
        WITHOUT_NAME,
        ["w.xlsx › Personeel › B2 (Naam): Deze formule is nog nooit uitgerekend. Open het werkboek in Excel, bewaar het opnieuw, of typ de waarde."],
    ),
    (
        "#N/A",
        typed("#N/A"),
        WITHOUT_NAME,
        ["w.xlsx › Personeel › B2 (Naam): Deze formule geeft #N/B. Verbeter de formule, of typ de waarde."],
    ),
    (
        "error cell",
        lambda folder: raw(folder, HEADINGS + row(2, "MVB", '<c r="B2" t="e"><v>#REF!</v></c>', "leraar")),
        WITHOUT_NAME,
        ["w.xlsx › Personeel › B2 (Naam): Deze formule geeft #VERW!. Verbeter de formule, of typ de waarde."],
    ),
    (
        "merged headings",
        lambda folder: workbook(folder, title=False, merged={"Personeel": ["B1:C1"]}, Personeel="Code | Naam | \nMVB | Marie | leraar"),
        [],
        [
            'w.xlsx › Personeel: De kolom "Functie" ontbreekt. Voeg de kolom Functie toe, of zet het synoniem in docgen.toml.',
            "w.xlsx › Personeel › C1: 1 kolom is onbekend en niet gelezen. Kijk na of een kop verkeerd gespeld is.",
        ],
    ),
    (
        "merged cells",
        lambda folder: workbook(folder, title=False, merged={"Personeel": ["B2:B3"]}, Personeel=f"{STAFF}\nKDW | | directie"),
        [*READ, {"Code": "KDW", "Functie": "directie"}],
        ["w.xlsx › Personeel › B2 (Naam): De cellen B2:B3 zijn samengevoegd. Welke rij de waarde heeft, is niet te zien. Splits de cellen en vul elke rij in."],
    ),
    (
        "hidden sheet",
        lambda folder: workbook(folder, title=False, hidden=["Personeel"], Personeel=STAFF),
        READ,
        ["w.xlsx › Personeel: Dit blad is verborgen en toch gelezen. Maak het zichtbaar, of verwijder het."],
    ),
    (
        "hidden row",
        lambda folder: workbook(folder, title=False, hidden_rows=[2], Personeel=STAFF),
        READ,
        ["w.xlsx › Personeel › rij 2: 1 verborgen rij is gelezen. Maak de rijen zichtbaar, of verwijder ze."],
    ),
    (
        "zero-width space",
        typed('"Marie Van\\u200b Boven"'),
        READ,
        ["w.xlsx › Personeel › B2 (Naam): In 1 cel stonden onzichtbare tekens; ze zijn weggelaten. Kijk na of dat klopt."],
    ),
    (
        "no-break space",
        typed('"Marie\\u00a0Van Boven"'),
        READ,
        ["w.xlsx › Personeel › B2 (Naam): In 1 cel stonden onzichtbare tekens; ze zijn weggelaten. Kijk na of dat klopt."],
    ),
    (
        "nothing but a zero-width space",
        typed('"\\u200b"'),
        WITHOUT_NAME,
        ["w.xlsx › Personeel › B2 (Naam): In 1 cel stonden onzichtbare tekens; ze zijn weggelaten. Kijk na of dat klopt."],
    ),
    (
        "a name in NFC",
        typed("Zo\u00eb Claes"),
        [{**READ[0], "Naam": "Zo\u00eb Claes"}],
        [],
    ),
    (
        "the same name in NFD",
        typed(unicodedata.normalize("NFD", "Zo\u00eb Claes")),
        [{**READ[0], "Naam": "Zo\u00eb Claes"}],
        ["w.xlsx › Personeel › B2 (Naam): In 1 cel stonden onzichtbare tekens; ze zijn weggelaten. Kijk na of dat klopt."],
    ),
    (
        "_x000D_",
        typed('"Marie_x000D_\\nVan Boven"'),
        [{**READ[0], "Naam": "Marie\nVan Boven"}],
        [],
    ),
    ("1,048,576 styled rows", styled, READ, []),
    (
        "password protection",
        lambda folder: written(folder, ole("EncryptionInfo", "EncryptedPackage")),
        [],
        ["w.xlsx: Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord. Bescherm de map."],
    ),
    (
        "half-copied file",
        lambda folder: written(folder, packed(parts_of())[:900]),
        [],
        ["w.xlsx: Dit bestand is nog niet volledig gekopieerd. Wacht even en probeer opnieuw. Blijft het? Kopieer het bestand opnieuw."],
    ),
]  # fmt: skip


def rows(reading: Reading) -> Iterable[dict[str, object]]:
    return [dict(found.cells) for sheet in reading.sheets for found in sheet.rows]


@pytest.mark.parametrize(
    ("made", "counted", "said"), [case[1:] for case in OUTCOMES], ids=[case[0] for case in OUTCOMES]
)
def test_bad_input_has_a_decided_outcome(
    tmp_path: Path, made: Maker, counted: list[dict[str, object]], said: list[str]
) -> None:
    reading = read(made(tmp_path), "w.xlsx")
    assert (rows(reading), [str(sentence(found)) for found in reading.findings]) == (counted, said)
