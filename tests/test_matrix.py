"""The privacy matrix says what the program does: every column once, and every document it can reach."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from docx import Document

from docgen.columns import Sensitivity
from docgen.disk.copies import FOLDERS
from docgen.documents.overdrachtsfiche import SPEC as TRANSFER
from docgen.matrix import Reach, as_csv, as_rows, as_text, as_word, matrix
from docgen.messages import catalogue
from docgen.privacy.transfer import allowed_columns
from docgen.spec import documents, sheets
from tests.documents import as_text as word_text
from tests.test_cli import docgen

TEXTS = catalogue("nl")
WORDS, HEADINGS = TEXTS.word("privacy.words"), TEXTS.word("privacy.headings")
ABOUT, COPIES = TEXTS.word("privacy.document_headings"), TEXTS.word("privacy.copies")


def found(sheet: str, heading: str) -> Reach:
    return next(reach for reach in matrix() if (reach.sheet, reach.heading) == (sheet, heading))


def word_file() -> bytes:
    return as_word(WORDS, HEADINGS, ABOUT, COPIES)


def test_every_column_of_every_sheet_stands_in_it_once() -> None:
    every = sorted((name, column.heading) for name, row in sheets().items() for column in row.columns())
    assert sorted((reach.sheet, reach.heading) for reach in matrix()) == every


def test_it_says_what_the_documents_release_and_nothing_else() -> None:
    for name, spec in documents().items():
        listed = {(reach.sheet, reach.heading) for reach in matrix() if name in reach.documents}
        assert listed == {(sheet, heading) for sheet, headings in spec.fields.items() for heading in headings}
        assert all(spec.ceiling.allows(reach.sensitivity) for reach in matrix() if name in reach.documents)


def test_a_column_that_is_only_counted_is_named_as_such_whatever_its_class() -> None:
    for name, spec in documents().items():
        listed = {(reach.sheet, reach.heading) for reach in matrix() if name in reach.counted}
        assert listed == {(sheet, heading) for sheet, headings in spec.filled.items() for heading in headings}
    own_words = found("Trajecten", "Woorden van de leerling")
    assert ("schoolbeeld" in own_words.documents, own_words.counted) == (False, ("schoolbeeld",))


@pytest.mark.parametrize(("language", "mark"), [("nl", "enkel geteld"), ("en", "counted only")])
def test_the_table_and_the_word_file_mark_what_is_only_counted(language: str, mark: str) -> None:
    texts = catalogue(language)
    words, headings = texts.word("privacy.words"), texts.word("privacy.headings")
    rows = [row for row in as_rows(words, headings) if mark in "".join(row)]
    assert [(row[:2], row[3].rpartition(", ")[2]) for row in rows] == [
        (("Trajecten", "Woorden van de leerling"), f"schoolbeeld ({mark})")
    ]
    data = as_word(words, headings, texts.word("privacy.document_headings"), texts.word("privacy.copies"))
    about, _, columns = Document(io.BytesIO(data)).tables
    assert [tuple(cell.text for cell in row.cells) for row in columns.rows if mark in row.cells[3].text] == rows
    spec = documents()["schoolbeeld"]
    count = sum(map(len, spec.fields.values()))
    assert [row.cells[3].text for row in about.rows if row.cells[0].text == spec.title] == [f"{count}, {mark}: 1"]


def test_it_says_what_can_go_to_another_school() -> None:
    listed = {(reach.sheet, reach.heading) for reach in matrix() if reach.fields or reach.envelope}
    allowed = {(sheet, heading) for sheet, headings in allowed_columns().items() for heading in headings}
    assert listed == allowed
    assert listed == {(reach.sheet, reach.heading) for reach in matrix() if TRANSFER.name in reach.documents}


@pytest.mark.parametrize(
    ("sheet", "heading", "expected"),
    [
        ("Beslissingen", "Interne overwegingen", (Sensitivity.M, (), False)),
        ("Overdrachten", "Niet volgens ouders", (Sensitivity.M, (), False)),
        ("Trajecten", "Woorden van de leerling", (Sensitivity.Z, ("TR10",), False)),
        ("Trajecten", "Wat moeilijk gaat", (Sensitivity.Z, (), False)),
        ("Overdrachten", "Leerling-ID", (Sensitivity.P, ("TR12",), True)),
    ],
)
def test_known_columns(sheet: str, heading: str, expected: tuple[Sensitivity, tuple[str, ...], bool]) -> None:
    reach = found(sheet, heading)
    assert (reach.sensitivity, reach.fields, reach.envelope) == expected


def test_no_staff_note_reaches_a_document_for_others() -> None:
    outward = {spec.name for spec in documents().values() if spec.audience in ("zorg", "overdracht", "school")}
    for reach in matrix():
        if reach.sensitivity is Sensitivity.M:
            assert (outward & set(reach.documents), reach.fields, reach.envelope) == (set(), (), False)


def test_the_table_on_the_screen() -> None:
    table, _, below = as_text(WORDS, HEADINGS, COPIES).partition("\n\n")
    lines = table.splitlines()
    assert [line.split()[0] for line in below.splitlines()[3:]] == [f"outputs/{folder}" for folder in FOLDERS]
    assert re.split(r" {2,}", lines[0]) == HEADINGS
    assert len(lines) == len(matrix()) + 1
    hidden = next(line for line in lines if "Interne overwegingen" in line)
    assert re.split(r" {2,}", hidden) == [
        "Beslissingen",
        "Interne overwegingen",
        "M (melding)",
        "beslissingsbundel, verslag",
        "–",
    ]


def test_the_table_as_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(WORDS, HEADINGS).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == HEADINGS
    assert len(rows) == len(matrix()) + 1
    assert ["Bevestigingen", "Reden", "M (melding)", "–", "–"] in rows


def test_the_word_file_opens_and_holds_both_tables() -> None:
    document = Document(io.BytesIO(word_file()))
    about, copies, columns = document.tables
    assert [cell.text for cell in copies.rows[0].cells] == COPIES["headings"]
    assert [row.cells[0].text for row in copies.rows[1:]] == [f"outputs/{folder}" for folder in FOLDERS]
    assert [cell.text for cell in about.rows[0].cells] == ABOUT
    assert [row.cells[0].text for row in about.rows[1:]] == [spec.title for spec in documents().values()]
    assert [cell.text for cell in columns.rows[0].cells] == HEADINGS
    assert len(columns.rows) == len(matrix()) + 1
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == ["Privacymatrix"]
    assert "{{" not in word_text(word_file())
    assert "{%" not in word_text(word_file())


def test_the_same_tables_give_the_same_bytes() -> None:
    assert word_file() == word_file()
    assert as_csv(WORDS, HEADINGS) == as_csv(WORDS, HEADINGS)


def test_the_command_writes_what_was_asked(tmp_path: Path) -> None:
    assert docgen("privacy", "matrix").stdout == as_text(WORDS, HEADINGS, COPIES)
    for name, data in (("matrix.docx", word_file()), ("matrix.csv", as_csv(WORDS, HEADINGS))):
        assert docgen("privacy", "matrix", "--out", str(tmp_path / name)).returncode == 0
        assert (tmp_path / name).read_bytes() == data
    wrong = docgen("privacy", "matrix", "--out", str(tmp_path / "matrix.pdf"))
    assert (wrong.returncode, (tmp_path / "matrix.pdf").exists()) == (2, False)
