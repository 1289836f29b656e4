"""What is kept, why and until when: of every type of document, as the school chose or by default; nobody is on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from docgen.pages.page import kept_until
from docgen.plan.plan import plan
from docgen.spec import document, documents
from tests.building import checked, derived, more

NAME = "bewaarlijst_2025-2026"


def rows(page: Any) -> dict[str, tuple[str, int, bool, date]]:
    return {
        row["titel"]: (group["map"], row["jaren"], row["van_school"], row["tot"])
        for group in page["groepen"]
        for row in group["soorten"]
    }


def test_every_type_of_document_stands_on_it_once(tmp_path: Path) -> None:
    result = checked(tmp_path)
    school = result.records.school
    found = rows(derived(result, NAME))
    assert {title: until for title, (_, _, _, until) in found.items()} == {
        spec.title: kept_until(spec, school) for spec in documents().values()
    }
    assert sum(len(group["soorten"]) for group in derived(result, NAME)["groepen"]) == len(documents())  # type: ignore[attr-defined]


def test_a_term_of_the_school_goes_before_the_default(tmp_path: Path) -> None:
    chosen = more("School", "bewaartermijn | zorgfolder | 5")
    found = rows(derived(checked(tmp_path, School=chosen), NAME))
    assert found["Zorgfolder: samenvatting"] == ("map zorg", 5, True, date(2031, 8, 31))
    assert found["Nota voor de meldingsmap"] == ("meldingsmap", 1, False, date(2027, 8, 31))


def test_it_says_what_must_go_now_and_what_goes_first(tmp_path: Path) -> None:
    chosen = more("School", "bewaartermijn | lesrooster | 0")
    before: Any = derived(checked(tmp_path / "a", "2026-08-31", School=chosen), NAME)
    after: Any = derived(checked(tmp_path / "b", "2026-09-01", School=chosen), NAME)
    assert (before["aantal"]["voorbij"], before["eerste"]) == (0, date(2026, 8, 31))
    assert (after["aantal"]["voorbij"], after["eerste"]) == (1, date(2027, 8, 31))


def test_no_student_stands_on_it(tmp_path: Path) -> None:
    (planned,) = plan(checked(tmp_path).records, [document("bewaarlijst")])
    assert planned.among == ()
