"""What the results pages show who steers: seats and figures as the documents have them, and nobody's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from docgen.dashboard.direction import board, school_figures
from docgen.dashboard.words import Words
from docgen.documents.schoolbeeld import TITLES, WORDS
from docgen.messages import catalogue
from docgen.pages.board import Watch
from docgen.pipeline import Built
from docgen.project import Project
from docgen.school.caseload import Load
from tests.building import checked
from tests.lists.test_opvangbord import crowded
from tests.test_dashboard import school  # noqa: F401  (the fixture)


def part(school: tuple[Project, Built], name: str) -> Any:  # noqa: F811
    page = lxml_html.fromstring((school[0].outputs / "index.html").read_text(encoding="utf-8"))
    return page.find(f".//section[@id='{name}']")


def rows(section: Any) -> list[str]:
    return [" ".join(cell.text_content() for cell in row) for row in section.iter("tr")]


def test_the_board_has_seats_troubles_with_a_way_out_and_loads(tmp_path: Path) -> None:
    found = board(crowded(tmp_path, Kalender="01/09/2025 | 02/09/2025 | lesperiode | P1"), Words("nl"))
    assert found is not None
    assert found.monday == date(2026, 3, 9)  # nobody sits anywhere yet; what goes wrong later is told
    assert found.troubles == (
        ("di3 studiezaal, 17 mrt: te vol: 2 leerlingen, plaats voor 1", ("Voorstel: 1 leerling naar zolder",)),
        (
            "wo1 studiezaal, 18 mrt tot 8 apr: niet open, en er komt 1 leerling",
            ("1 leerling vindt nergens plaats: kies een ander uur.",),
        ),
    )
    assert found.supervisors[0] == ("Karim Oplinter", Watch("OPV", 7, 0, 0, 0))
    assert found.mentors == (("Marie Van Boven", Load("MVB", 2, 12, 6.0)),)


def test_the_sections_show_numbers_with_their_bars_and_no_student(school: tuple[Project, Built]) -> None:  # noqa: F811
    seats, shown = part(school, "opvang"), part(school, "cijfers")
    assert "310.20–11.10 2 van 34 1 van 34 1 van 22 0 van 32 0 van 34" in rows(seats)
    assert "Thijs Van Lommelgem 4 14 3,5" in rows(seats)
    assert [row.strip() for row in rows(shown) if row.startswith("Alle")] == [
        "Alle vakken samen 218 van 218",
        "Alle plaatsen samen 11 van 78",
    ]
    bars = [row for row in shown.iter("tr") if row.find(".//svg") is not None]
    assert all(any(character.isdigit() for character in row[1].text_content()) for row in bars)
    names = {dossier.student.family_name for dossier in school[1].checked.records.dossiers.values()}
    assert not [name for name in names if name in seats.text_content() + shown.text_content()]


def test_a_school_without_places_has_no_board(tmp_path: Path) -> None:
    result = checked(tmp_path, "2026-03-17", Opvang="")
    assert board(result, Words("nl")) is None
    assert "places" not in [part.key for part in school_figures(result)]


def test_the_pages_and_the_document_call_a_figure_the_same() -> None:
    texts = catalogue("nl")
    assert {key: texts.word(f"page.figures.{key}") for key in TITLES} == {
        key: title for key, (title, _) in TITLES.items()
    }
    assert texts.word("page.figure_names") == WORDS
    assert set(catalogue("en").word("page.figure_names")) == set(WORDS)
