"""What pages look like in a real word processor, and what a PDF checker finds in their tagged PDF.

Of every type the shortest and the fullest document of the example school, converted in one run of LibreOffice.
Not checked: Word itself, colours and contrast, whether lines are well divided; a person looks at those.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from lxml import etree

from docgen import spec
from docgen.filters.flemish import DAYS, MONTHS
from docgen.making import pdf
from docgen.pages.page import AUDIENCE_LABELS, OF_AGE
from tests import pdf_checker
from tests.documents import W

pytestmark = pytest.mark.program("libreoffice", "pdf")

HEADER_AND_FOOTER = 3  # lines: the header, and the two lines of the footer
FEWEST = 4  # lines of a page besides those
DAY = rf"(?:(?:{'|'.join(DAYS)}) )?\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
DATE = re.compile(rf"(?:(?:tot|tot en met|sinds|op) )?{DAY}(?: –(?: {DAY})?)?")
LONG_WORD = re.compile(r"\w{6,}")


@dataclass(frozen=True)
class Paper:
    """A document: its parts in Word, its PDF, and the lines of each page as they stand there, spaces made one."""

    parts: Mapping[str, etree._Element]
    pdf: bytes
    pages: tuple[tuple[str, ...], ...]

    @property
    def header_rows(self) -> list[str]:
        """The words of each row of header cells."""
        rows = self.parts["document"].iter(f"{W}tr")
        return [
            plain(" ".join(map(text, row.iter(f"{W}p"))))
            for row in rows
            if row.find(f"{W}trPr/{W}tblHeader") is not None
        ]

    @property
    def headings(self) -> set[str]:
        """The words of each heading."""
        styles = {
            style.get(f"{W}styleId")
            for style in self.parts["styles"].iter(f"{W}style")
            if style.find(f"{W}pPr/{W}outlineLvl") is not None
        }
        marked = self.parts["document"].iter(f"{W}pStyle")
        return {plain(text(mark.getparent().getparent())) for mark in marked if mark.get(f"{W}val") in styles}

    @property
    def paragraphs(self) -> list[str]:
        """The words of each paragraph of the body; those of a word that may break there stand apart."""
        return ["".join(map(_written, one.iter(*WRITTEN))) for one in self.parts["document"].iter(f"{W}p")]

    def shown(self, words: str) -> int:
        """How often these words stand together on a line of a page."""
        return sum(line.count(words) for page in self.pages for line in page)


WRITTEN = (f"{W}t", f"{W}tab", f"{W}br", f"{W}softHyphen")


def _written(node: etree._Element) -> str:
    return (node.text or "") if node.tag == f"{W}t" else " "


def text(element: etree._Element) -> str:
    return "".join(" " if one.tag == f"{W}tab" else one.text or "" for one in element.iter(f"{W}t", f"{W}tab"))


def letters(words: str) -> str:
    """The words without what a line break may add or take away."""
    return re.sub(r"[\s\u00ad-]", "", words)


def plain(words: str) -> str:
    return " ".join(words.replace("\u00ad", "").split())


@pytest.fixture(scope="module")
def papers(example_documents: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    """Each document as LibreOffice shows it, by file name."""
    made = pdf.convert(example_documents, tmp_path_factory.mktemp("pdf"), jobs=1)
    assert made.findings == ()
    return {
        name: Paper(_parts(example_documents[name]), made.pdfs[name], _pages(made.pdfs[name])) for name in made.pdfs
    }


def _parts(document: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles", "header2")}


def _pages(data: bytes) -> tuple[tuple[str, ...], ...]:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, check=True, capture_output=True, timeout=60)
    pages = run.stdout.decode().split("\f")[:-1]
    return tuple(tuple(line for line in map(plain, page.splitlines()) if line) for page in pages)


def each_page(papers: Mapping[str, Paper]) -> Iterator[tuple[str, Paper, int, tuple[str, ...]]]:
    for name, paper in papers.items():
        for number, lines in enumerate(paper.pages, start=1):
            yield f"{name}, page {number}", paper, number, lines


def test_every_type_of_document_is_looked_at(papers: dict[str, Paper]) -> None:
    assert {name.partition("_")[0] for name in papers} == set(spec.documents())


def test_every_page_says_for_whom_it_is_and_when_it_is_destroyed(papers: dict[str, Paper]) -> None:
    labels = "|".join(map(re.escape, (*AUDIENCE_LABELS.values(), *OF_AGE.values())))
    for where, paper, number, lines in each_page(papers):
        first = rf"(.* )?({labels}) Pagina {number} van {len(paper.pages)}"
        second = r".+ opgemaakt op \w+ \d+ \w+ \d{4} te vernietigen na \d\d/\d\d/\d{4}"
        assert re.fullmatch(first, lines[-2]), (where, lines[-2])
        assert re.fullmatch(second, lines[-1]), (where, lines[-1])


def test_the_header_of_a_later_page_is_one_line(papers: dict[str, Paper]) -> None:
    for where, paper, number, lines in each_page(papers):
        if number > 1:
            assert lines[0] == plain(text(paper.parts["header2"])), where


def test_no_page_is_left_with_a_few_lines(papers: dict[str, Paper]) -> None:
    assert [where for where, _, _, lines in each_page(papers) if len(lines) < HEADER_AND_FOOTER + FEWEST] == []


def test_no_heading_and_no_header_row_stands_alone_at_the_foot_of_a_page(papers: dict[str, Paper]) -> None:
    for where, paper, _, lines in each_page(papers):
        assert lines[-HEADER_AND_FOOTER] not in paper.headings.union(paper.header_rows), where


def test_the_heads_of_columns_stand_on_one_line(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        lines = {line for page in paper.pages for line in page}
        assert [row for row in paper.header_rows if row not in lines] == [], name


def test_a_date_in_a_cell_stands_on_one_line(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        dates = Counter(plain(words) for words in paper.paragraphs if DATE.fullmatch(plain(words)))
        assert [date for date, times in dates.items() if paper.shown(date) < times] == [], name


def test_no_word_is_cut_at_the_edge_of_a_cell(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        words = Counter(word for words in paper.paragraphs for word in words.split() if LONG_WORD.fullmatch(word))
        assert [word for word, times in words.items() if paper.shown(word) < times] == [], name


def test_the_pdf_is_read_aloud_in_the_order_of_the_word_document(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        tree = subprocess.run(["pdfinfo", "-struct-text", "-"], input=paper.pdf, check=True, capture_output=True)
        aloud = "".join(re.findall(r'^\s*"(.*)"$', tree.stdout.decode(), re.MULTILINE))
        assert letters(aloud) == letters("".join(paper.paragraphs)), name


def test_the_week_grid_and_its_legend_stand_on_the_first_page(papers: dict[str, Paper]) -> None:
    for name, paper in papers.items():
        if name.startswith("lesrooster_"):
            words = " ".join(paper.pages[0])
            assert [
                word for word in ("Maandag", "Vrijdag", "Gewone les", "Lukt een uur niet?") if word not in words
            ] == []


def test_a_pdf_checker_finds_no_fault(papers: dict[str, Paper]) -> None:
    assert {name: found for name, paper in papers.items() if (found := pdf_checker.faults(paper.pdf))} == {}


def test_every_table_with_a_header_row_has_header_cells_in_the_pdf(papers: dict[str, Paper]) -> None:
    heads = {name: (len(paper.header_rows), pdf_checker.headed_tables(paper.pdf)) for name, paper in papers.items()}
    assert {name: pair for name, pair in heads.items() if pair[0] != pair[1]} == {}
