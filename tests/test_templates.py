"""The Word templates: made by their sources, without faults, and whole and accessible once they are filled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

import docgen.pipeline
from docgen.authors import sample
from docgen.fill import fill
from docgen.pages.page import view
from docgen.plan.planned import STOPPED
from docgen.privacy import release
from docgen.project import Project
from docgen.spec import documents
from docgen.style.styles import STYLE_IDS
from docgen.template import check_template, compile_template
from templates.make import build_all

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = tuple(documents())
OF_ONE_ROW = {
    "Adres", "Afspraak", "Denk al eens na over", "Hoe gaat het nu?", "Inzage en antwoord",
    "Hier ben ik sterk in, en dit heb ik nodig",
    "Besluit van het gesprek",
    "Kerngegevens", "Afspraken", "Handtekeningen", "Wie en waar", "Wat goed gaat", "Wat je nodig hebt",
    "Goed om te weten", "Wanneer kijken we terug?", "Wat nodig is en wat we afspraken", "Op de dag zelf",
    "Verklaring van de letters, met het aantal uren",
    "Plannen, doen, terugkijken, bijsturen",
    "Sneller, trager, of even niet",
    "Terug naar school",
    "Wat nodig is",
    "Wat we weten", "Is alles in orde om te beslissen?",
    "De zorgladder", "Tijdens het gesprek", "Tijdens het gesprek, vervolg", "Vóór het gesprek",
    "Wat je doet en wat je niet doet",
}  # fmt: skip
"""Captions of tables whose labels stand inside the cells, so that they have no header row."""


@cache
def committed(name: str) -> bytes:
    return (ROOT / "templates" / f"{name}.docx").read_bytes()


@cache
def pages(name: str) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Pages to try a template on: those of the sample, stretched ones, and the first of each kind of the school."""
    spec = documents()[name]
    found = [(f"sample {number}", page) for number, page in enumerate(sample.views(spec))]
    found += [(f"{rows} rows", sample.stressed(found[-1][1], rows)) for rows in (0, 40)]
    seen = set()
    checked = docgen.pipeline.check(Project(ROOT))
    for planned, verdict in checked.verdicts.items():
        kind = (verdict.status, planned.copy)
        if planned.spec.name == name and verdict.status != STOPPED and kind not in seen:
            seen.add(kind)
            page = view(release(checked.records, planned, verdict.status), date(2026, 3, 23))
            found.append((planned.name, page))
    return tuple(found)


@cache
def filled(name: str) -> tuple[tuple[str, bytes], ...]:
    template = compile_template(committed(name), name=f"{name}.docx")
    return tuple((label, fill(template, page, title=name, creator="x")) for label, page in pages(name))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def every_filled() -> Iterator[tuple[str, etree._Element]]:
    for name in NAMES:
        for label, data in filled(name):
            yield f"{name}, {label}", part(data, "document")


def text(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def caption(table: etree._Element) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(f"{W}val")


def style_of(block: etree._Element) -> str:
    found = block.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


@cache
def heading_levels() -> Mapping[str, int]:
    """The level of each style of headings."""
    styles = part(committed(NAMES[0]), "styles")
    return {
        style.get(f"{W}styleId"): int(outline.get(f"{W}val")) + 1
        for style in styles.iter(f"{W}style")
        for outline in style.iter(f"{W}outlineLvl")
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_template_is_what_its_source_makes(name: str) -> None:
    assert committed(name) == build_all()[name], "run: python templates/make.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_faults(name: str) -> None:
    offered = sample.offered(documents()[name])
    assert check_template(committed(name), name=f"{name}.docx", offered=offered) == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_filled_is_valid(name: str, tmp_path: Path) -> None:
    for label, data in (("template", committed(name)), *filled(name)):
        path = tmp_path / f"{label}.docx"
        path.write_bytes(data)
        result = OpenXmlValidator().validate(path)
        assert not result.errors, (label, result.errors[:3])


def test_every_style_exists_and_the_language_is_flemish() -> None:
    for where, body in every_filled():
        used = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
        assert used <= STYLE_IDS, where
        assert "Sjabloontag" not in used, where
    styles = part(committed(NAMES[0]), "styles")
    assert [lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")] == ["nl-BE"]


def test_the_line_below_the_title_has_room_for_a_long_name() -> None:
    """72 letters of 14 points, most of them bold, fit on a line (seen in LibreOffice with the name of the sample)."""
    for where, body in every_filled():
        assert [line for one in body if style_of(one) == "Subtitle" and len(line := text(one)) > 72] == [], where


def test_headings_go_down_step_by_step_from_one_title() -> None:
    level = heading_levels()
    for where, body in every_filled():
        levels = [level[s.get(f"{W}val")] for s in body.iter(f"{W}pStyle") if s.get(f"{W}val") in level]
        assert levels.count(1) == 1, where
        assert levels[0] == 1, where
        assert all(next_one <= one + 1 for one, next_one in pairwise(levels)), where
        assert not [s for cell in body.iter(f"{W}tc") for s in cell.iter(f"{W}pStyle") if s.get(f"{W}val") in level]


def test_tables_are_told_apart_and_whole() -> None:
    for where, body in every_filled():
        for table in body.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            header = rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert caption(table), where
            assert header or (caption(table) in OF_ONE_ROW and len(rows) == 1), (where, caption(table))
            assert all(stays_whole(row) or fullest(row) > FULL for row in rows), where
            after = table.getnext()
            assert after is not None, where
            assert after.tag == f"{W}p", f"{where}: two tables touch"


@pytest.mark.parametrize("name", NAMES)
def test_a_row_that_holds_much_text_may_break_over_pages_in_every_document(name: str) -> None:
    """LibreOffice prints a row that may not and is taller than a page over the footer, and loses lines of it."""
    template = compile_template(committed(name), name=name)
    page = grown(sample.views(documents()[name])[0])
    rows = list(part(fill(template, page, breaking=True), "document").iter(f"{W}tr"))  # type: ignore[arg-type]
    assert [fullest(row) for row in rows if stays_whole(row) and fullest(row) > A_PAGE] == []


FULL, A_PAGE = 400, 2_000
"""Letters in one cell (a paragraph counts as thirty at least): from when a row may break, from when it must."""


def stays_whole(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}cantSplit") is not None


def fullest(row: etree._Element) -> int:
    return max(sum(max(30, len(text(one))) for one in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))


def grown(value: object) -> object:
    """A page on which every list of texts has ninety, and every sentence is said sixty times."""
    if isinstance(value, Mapping):
        return {name: inner if name in sample.FIXED_LISTS else grown(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        texts = value and all(isinstance(one, str) for one in value)
        return [value[number % len(value)] for number in range(90)] if texts else [grown(one) for one in value]
    return f"{value} " * 60 if isinstance(value, str) and value.count(" ") > 2 else value


def test_no_table_is_a_head_without_rows() -> None:
    for where, body in every_filled():
        for table in body.iter(f"{W}tbl"):
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
            assert heads != [True], (where, caption(table))


def test_no_heading_stands_above_nothing() -> None:
    """Numbered headings apart: the data gives those their numbers, and so says that there is something."""
    level = heading_levels()
    for where, body in every_filled():
        blocks = [block for block in body[0] if block.tag != f"{W}sectPr" and style_of(block) not in ("Lucht", "Slot")]
        for block, after in pairwise([*blocks, None]):
            if style_of(block) in level.keys() - {"Heading1", "TitelLang", "KopGenummerd"}:
                below = 0 if after is None else level.get(style_of(after), 10)
                assert below > level[style_of(block)], (where, text(block))


def test_the_paragraph_of_almost_no_height_stands_after_a_table_only() -> None:
    """After another paragraph it would take a page of its own when the page before it is full."""
    for where, body in every_filled():
        for block, after in pairwise(body[0]):
            assert style_of(after) != "Slot" or block.tag == f"{W}tbl", where


def test_no_paragraph_is_empty_but_those_that_hold_tables_apart() -> None:
    for where, body in every_filled():
        for paragraph in body.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            spacer = style is not None and style.get(f"{W}val") in ("Lucht", "Slot", "TredeLeeg")
            shows = paragraph.find(f".//{W}drawing") is not None
            assert spacer or shows or text(paragraph).strip(" "), where


def test_both_copies_of_a_transfer_sheet_have_one_body() -> None:
    template = compile_template(committed("overdrachtsfiche"), name="overdrachtsfiche.docx")
    for label, page in pages("overdrachtsfiche"):
        copies = [fill(template, {**page, "kopie": copy}) for copy in ("inzage", "overdracht")]
        seen, sent = (zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml") for data in copies)
        assert seen == sent, label


def test_the_copies_say_which_they_are_in_their_header() -> None:
    template = compile_template(committed("overdrachtsfiche"), name="overdrachtsfiche.docx")
    page = pages("overdrachtsfiche")[0][1]
    seen, sent = (text(part(fill(template, {**page, "kopie": copy}), "header1")) for copy in ("inzage", "overdracht"))
    assert "AFSCHRIFT VOOR INZAGE" in seen
    assert "OVERDRACHTSEXEMPLAAR" in sent
    assert "OVERDRACHTSEXEMPLAAR" not in seen


def test_sections_of_a_transfer_sheet_are_numbered_without_gaps() -> None:
    for label, data in filled("overdrachtsfiche"):
        headings = [
            text(paragraph)
            for paragraph in part(data, "document").iter(f"{W}p")
            if paragraph.find(f"{W}pPr/{W}pStyle[@{W}val='KopGenummerd']") is not None
        ]
        numbers = [int(re.match(r"\d+", heading)[0]) for heading in headings]  # type: ignore[index]
        assert numbers == list(range(1, len(numbers) + 1)), label


SIGNED = ("examenrooster", "hervattingsplan", "iac-doelen", "lesrooster", "time-outplan")


@pytest.mark.parametrize("name", SIGNED)
def test_a_draft_says_so_on_every_page_and_a_final_document_nowhere(name: str) -> None:
    for (_, page), (label, data) in zip(pages(name), filled(name), strict=True):
        for header in ("header1", "header2"):
            assert ("ONTWERP – niet bekrachtigd" in text(part(data, header))) == page["ontwerp"], label
        assert text(part(data, "document")).count("Met je handtekening") == (0 if page["ontwerp"] else 1), label


@pytest.mark.parametrize("name", SIGNED)
def test_a_parent_signs_unless_the_student_is_of_age(name: str) -> None:
    template, page = compile_template(committed(name), name=f"{name}.docx"), pages(name)[0][1]
    for of_age, roles in ((False, ["Ouder", "Directie"]), (True, ["Directie"])):
        body = part(fill(template, {**page, "meerderjarig": of_age, "ontwerp": False}), "document")
        lines = [text(p) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Handtekening']") is not None]
        assert [line for line in lines if line in ("Ouder", "Directie")] == roles
