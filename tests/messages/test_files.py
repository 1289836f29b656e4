"""Every file that docgen refuses or mentions: what is in it, and the whole sentence."""

# ruff: noqa: E501 - a sentence as it is printed

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.messages import sentence
from docgen.reading import engine
from docgen.sheets import read
from tests.language import workbook
from tests.reading.raw import HEADINGS, packed, parts_of, row

STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leraar"
SHEET = "xl/worksheets/sheet1.xml"


def ole(*streams: str) -> bytes:
    """A file of the old Office with these streams."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(name.encode("utf-16-le") for name in streams)


def parts(*names: str) -> bytes:
    """A zip with these names in it."""
    return packed(dict.fromkeys(names, "x"))


def cell(xml: str) -> bytes:
    """The same workbook with this in B2, under Naam."""
    return packed(parts_of(HEADINGS + row(2, "MVB", xml, "leraar"), strings="<si><t>ander</t></si>"))


def many_sheets() -> bytes:
    """A workbook that names its sheet 501 times."""
    made = parts_of()
    before, sheet, after = str(made["xl/workbook.xml"]).partition('<sheet name="Personeel" sheetId="1" r:id="r1"/>')
    return packed({**made, "xl/workbook.xml": before + sheet * 501 + after})


def two_sheets() -> bytes:
    """A workbook with the sheet Personeel, and one of that name with a space behind it."""
    made = parts_of(HEADINGS)
    relations = str(made["xl/_rels/workbook.xml.rels"])
    book = str(made["xl/workbook.xml"])
    sheet = '<sheet name="Personeel" sheetId="1" r:id="r1"/>'
    link = re.search(r'<Relationship Id="r1"[^>]*/>', relations)
    assert link is not None
    second = link[0].replace('"r1"', '"r9"').replace("sheet1.xml", "sheet9.xml")
    return packed(
        {
            **made,
            "xl/workbook.xml": book.replace(sheet, sheet + '<sheet name="Personeel " sheetId="9" r:id="r9"/>'),
            "xl/_rels/workbook.xml.rels": relations.replace(link[0], link[0] + second),
            "xl/worksheets/sheet9.xml": made[SHEET],
        }
    )


def register_number() -> str:
    """Right check digits and no month, so that it is nobody's. Made here: no valid number stands in the repository."""
    return f"030012124{97 - 2030012124 % 97:02}"


Maker = Callable[[], bytes]
FILES: list[tuple[str, str, Maker, str]] = [
    (
        "S02",
        "w.xlsx",
        lambda: packed(parts_of())[:900],
        "w.xlsx: Dit bestand is nog niet volledig gekopieerd. Wacht even en probeer opnieuw. Blijft het? Kopieer het bestand opnieuw.",
    ),
    (
        "S03.damaged",
        "w.xlsx",
        lambda: b"\x01zomaar",
        "w.xlsx: Dit bestand is geen werkboek, of het is beschadigd. Open het in Excel en bewaar het opnieuw.",
    ),
    (
        "S03.text",
        "w.xls",
        lambda: b"Code\tNaam\tFunctie\r\n",
        "w.xls: Dit is een tekstbestand, geen werkboek. Geef het een naam op .csv, of open het in Excel en bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.quote",
        "personeel.csv",
        lambda: b'Code;Naam;Functie\nMVB;"Els;leraar\nKDW;Jan;leraar\n',
        "personeel.csv › Personeel › B2: In dit veld staat een aanhalingsteken dat niet gesloten wordt. Wat erna komt, is niet te scheiden. Haal het aanhalingsteken weg, of bewaar het bestand in Excel als werkmap (.xlsx).",
    ),
    (
        "S03.fields",
        "personeel.csv",
        lambda: b"Code;Naam;Functie\nMVB;Els;Van Boven;leraar\n",
        "personeel.csv › Personeel › A2 (Code): Deze lijn heeft meer velden dan er koppen zijn: wat erop staat, kan verschoven zijn. Zet tekst waarin het scheidingsteken voorkomt tussen aanhalingstekens.",
    ),
    (
        "S03.sheets",
        "w.xlsx",
        two_sheets,
        "w.xlsx › Personeel : Dit blad staat twee keer in het werkboek, onder bijna dezelfde naam. Zet alle rijen in één blad en verwijder het andere.",
    ),
    (
        "S03.unread",
        "w.xlsx",
        lambda: cell('<c r="B2" t="inlineStr"><v>Els</v></c>'),
        "w.xlsx › Personeel › B2 (Naam): Wat in deze cel staat, is niet te lezen. Typ de waarde opnieuw en bewaar in Excel.",
    ),
    (
        "A02.garbled",
        "w.xlsx",
        lambda: cell('<c r="B2" t="inlineStr"><is><t>ZoÃ«</t></is></c>'),
        'w.xlsx › Personeel › B2 (Naam): In deze cel zijn letters met een accent verkeerd overgekomen, zoals "Ã©" of "‚" voor "é". Maak de export opnieuw als werkmap (.xlsx) of als csv UTF-8, of typ de waarde opnieuw.',
    ),
    (
        "S03.pdf",
        "w.xlsx",
        lambda: b"%PDF-1.7",
        "w.xlsx: Dit is een pdf, geen werkboek. Haal het uit de map inputs, of bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.picture",
        "w.xlsx",
        lambda: b"\x89PNG\r\n",
        "w.xlsx: Dit is een foto, geen werkboek. Haal het uit de map inputs, of bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.word",
        "w.xlsx",
        lambda: ole("WordDocument"),
        "w.xlsx: Dit is een Word-document, geen werkboek. Haal het uit de map inputs, of bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.slides",
        "w.xlsx",
        lambda: parts("[Content_Types].xml", "ppt/presentation.xml"),
        "w.xlsx: Dit is een presentatie, geen werkboek. Haal het uit de map inputs, of bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.archive",
        "w.xlsx",
        lambda: b"Rar!\x1a",
        "w.xlsx: Dit is een zip-bestand of een ander archief, geen werkboek. Haal het uit de map inputs, of bewaar het als werkmap (.xlsx).",
    ),
    (
        "S03.program",
        "w.xlsx",
        lambda: b"MZ\x90\0",
        "w.xlsx: Dit is een programma, geen werkboek. Haal het uit de map inputs.",
    ),
    (
        "S03.page",
        "w.xls",
        lambda: b"<html><body>",
        "w.xls: Dit is een webpagina of XML-bestand, geen werkboek. Open het in Excel en bewaar het als werkmap (.xlsx), of haal het uit de map inputs.",
    ),
    (
        "S03.binary",
        "w.xlsb",
        lambda: parts("[Content_Types].xml", "xl/workbook.bin"),
        "w.xlsb: Dit is een binaire werkmap (.xlsb). Bewaar het als gewone werkmap (.xlsx).",
    ),
    (
        "S03.declaration",
        "w.xlsx",
        lambda: packed({**parts_of(), SHEET: "<!DOCTYPE x><worksheet/>"}),
        "w.xlsx › Personeel: Dit bestand bevat onderdelen die Excel nooit schrijft. Vraag het bestand opnieuw aan, of open het in Excel en bewaar het opnieuw.",
    ),
    (
        "S03.encoding",
        "w.xlsx",
        lambda: packed({**parts_of(), SHEET: "<worksheet/>".encode("utf-16")}),
        "w.xlsx › Personeel: De tekens in dit bestand zijn niet leesbaar. Open het in Excel en bewaar het opnieuw.",
    ),
    (
        "S03.string",
        "w.xlsx",
        lambda: cell('<c r="B2" t="s"><v>-1</v></c>'),
        "w.xlsx › Personeel › B2 (Naam): Deze cel verwijst naar een tekst die niet in het bestand staat. Typ de waarde opnieuw en bewaar in Excel.",
    ),
    (
        "S03.twice",
        "w.xlsx",
        lambda: packed(parts_of(HEADINGS + '<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>')),
        "w.xlsx › Personeel › B2 (Naam): Deze cel staat twee keer in het bestand. Open het in Excel, kijk de waarde na en bewaar opnieuw.",
    ),
    (
        "S04",
        "w.xlsx",
        lambda: ole("EncryptionInfo", "EncryptedPackage"),
        "w.xlsx: Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord. Bescherm de map.",
    ),
    (
        "S05",
        "w.gecontroleerd.xlsx",
        lambda: packed(parts_of()),
        "w.gecontroleerd.xlsx: Dit is een gecontroleerde kopie. Ze is niet gelezen. Verbeter het werkboek zelf en haal de kopie weg.",
    ),
    (
        "S11",
        "w.xlsx",
        lambda: packed({**parts_of(), SHEET: b" " * (140 * 2**20)}),
        "w.xlsx › Personeel: Dit bestand is uitgepakt groter dan de grens (128 MB). Verwijder lege opgemaakte rijen, of vraag raad.",
    ),
    (
        "S11.file",
        "w.csv",
        lambda: bytes(64 * 2**20 + 1),
        "w.csv: Dit bestand is groter dan de grens (64 MB). Verwijder wat niet nodig is.",
    ),
    (
        "S11.entries",
        "w.xlsx",
        lambda: packed({**parts_of(), **{f"x/{n}.xml": "x" for n in range(10_001)}}),
        "w.xlsx: Dit bestand heeft meer onderdelen dan de grens (10.000). Verwijder wat niet nodig is, ook opmaak ver onder en naast de gegevens.",
    ),
    (
        "S11.sheets",
        "w.xlsx",
        many_sheets,
        "w.xlsx: Dit bestand heeft meer bladen dan de grens (500). Verwijder wat niet nodig is.",
    ),
    (
        "S11.rows",
        "w.csv",
        lambda: b"a;b\n" * 1_048_577,
        "w.csv: Dit bestand heeft meer rijen dan de grens (1.048.576). Verwijder wat niet nodig is, ook opmaak ver onder en naast de gegevens.",
    ),
    (
        "S11.columns",
        "w.csv",
        lambda: b"a;" * 1_001,
        "w.csv: Dit bestand heeft meer kolommen dan de grens (1.000). Verwijder wat niet nodig is, ook opmaak ver onder en naast de gegevens.",
    ),
    (
        "S11.cells",
        "w.xlsx",
        lambda: packed(parts_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "w.xlsx: Dit bestand heeft meer cellen dan de grens (12.000.000). Verwijder wat niet nodig is, ook opmaak ver onder en naast de gegevens.",
    ),
    (
        "A02.length",
        "w.xlsx",
        lambda: cell(f'<c r="B2" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c>'),
        "w.xlsx › Personeel › B2 (Naam): Deze tekst is langer dan een cel kan bevatten (32.767 tekens). Kort de tekst in.",
    ),
    (
        "A06.macro",
        "w.xlsm",
        lambda: parts("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
        "w.xlsm: Dit bestand bevat macro's. Bewaar het als gewone werkmap (.xlsx).",
    ),
    (
        "A06.link",
        "w.xlsx",
        lambda: packed({**parts_of(), "xl/externalLinks/externalLink1.xml": "<x/>"}),
        "w.xlsx: Dit werkboek haalt waarden uit een ander bestand. Verbreek de koppelingen (Gegevens, Koppelingen bewerken) en bewaar.",
    ),
    (
        "A07.objects",
        "w.xlsx",
        lambda: packed({**parts_of(), "xl/embeddings/nota.docx": "x"}),
        "w.xlsx: In dit werkboek zit 1 ingesloten bestand of knop: nota.docx. Het is niet gelezen en gaat nergens mee. Haal het uit het werkboek. Is er iets van nodig? Typ het in de cellen.",
    ),
    (
        "A08",
        "w.xlsx",
        lambda: cell(register_number()),
        "w.xlsx › Personeel › B2 (Naam): Deze cel lijkt een rijksregisternummer te bevatten. Wis het nummer. docgen bewaart het nergens.",
    ),
]


@pytest.mark.parametrize(("name", "file", "made", "text"), FILES, ids=[case[0] for case in FILES])
def test_a_file_is_told_in_these_words(tmp_path: Path, name: str, file: str, made: Maker, text: str) -> None:
    (tmp_path / file).write_bytes(made())
    code, _, case = name.partition(".")
    found = read(tmp_path / file, file).findings
    assert [str(sentence(one)) for one in found if (one.code, one.case) == (code, case)] == [text]


def test_a_workbook_that_takes_too_long_is_told_in_these_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(engine, "CHILD", stuck)  # a process that never answers
    monkeypatch.setattr(engine, "SECONDS", 0)
    (found,) = read(workbook(tmp_path, Personeel=STAFF), "w.xlsx").findings
    assert (found.code, found.case) == ("S11", "limits")
    assert str(sentence(found)) == (
        "w.xlsx: Dit bestand lezen vraagt te veel geheugen of tijd. "
        "Bewaar het in Excel als .xlsx, zonder lege opgemaakte rijen."
    )


COVERED = frozenset(case[0] for case in FILES) | {"S11.limits"}
"""Code and case of every finding that is told here."""
