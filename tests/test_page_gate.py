"""A results page is searched before it is written: what it may not say stops that page, with a finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.dashboard import write_pages
from docgen.findings import CellRef, Effect, Finding, Severity, TagRef
from docgen.messages import every_sentence
from docgen.pipeline import Built, build
from docgen.privacy import Pages
from docgen.project import Project
from docgen.reports.stop import privacy_stop
from docgen.spec import sheets
from tests.test_cli import docgen
from tests.test_privacy import STAFF_NOTE, canaries
from tests.worked_example import project

PAGE = "<!doctype html><html><head><title>x</title></head><body>{}</body></html>"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Built]:
    """The worked example, built."""
    where = Project(project(tmp_path_factory.mktemp("bladen")))
    return where, build(where)


def saying(built: Built, text: str, *students: str) -> Built:
    """A run of which one finding carries a text, by whatever mistake."""
    about = {
        "value": text,
        "case": "date",
        "args": (("example", "14/03/2010"),),
        "effect": Effect.BLOCK,
        "students": frozenset(students),
    }
    mistake = Finding("A02", Severity.ERROR, CellRef("school.xlsx", "Leerlingen", 4, 5, "Klas"), **about)  # type: ignore[arg-type]
    return replace(built, checked=replace(built.checked, findings=(mistake,)))


def pages(where: Project) -> set[str]:
    return {path.relative_to(where.outputs).as_posix() for path in where.outputs.rglob("*.html")}


def test_a_page_that_says_what_it_may_not_is_not_written_and_the_old_one_goes(school: tuple[Project, Built]) -> None:
    where, built = school
    before = write_pages(where, built, {})
    assert (before.refused, {"index.html", "leerlingen/L0231.html"} <= pages(where)) == ((), True)
    done = write_pages(where, saying(built, STAFF_NOTE, "L0231"), {})
    assert {str(finding.arg("file")): (finding.code, finding.case, finding.also) for finding in done.refused} == {
        path: ("G01", "closed", (CellRef("school.xlsx", "Beslissingen", 5, 14, "Interne overwegingen"),))
        for path in ("index.html", "controle/bevindingen.html", "leerlingen/L0231.html")
    }
    assert pages(where).isdisjoint({"index.html", "controle/bevindingen.html", "leerlingen/L0231.html"})
    assert "zorg/index.html" in pages(where)
    write_pages(where, built, {})
    assert {"index.html", "leerlingen/L0231.html"} <= pages(where)


def test_the_page_of_one_student_names_no_other(school: tuple[Project, Built]) -> None:
    where, built = school
    done = write_pages(where, saying(built, "Bram Andersen", "L0231"), {})
    assert [(f.arg("file"), f.case, f.also, f.value) for f in done.refused] == [
        ("leerlingen/L0231.html", "other_student", (), None)
    ]


@pytest.mark.parametrize(
    ("text", "student", "case"),
    [
        ("<p>Interne <b>nota over</b> het gezin blijft bij</p>", "", "closed"),
        ('<a title="nota over het gezin blijft bij de directie">x</a>', "", "closed"),
        ("<!-- Interne nota over het gezin blijft bij de directie -->", "", "closed"),
        ('<a href="zorg/Sofie%20Peeters.docx">x</a>', "", "closed"),
        ("<li>Sofie</li><li>Peeters</li>", "", ""),
        ("<li>schoolmoeheid</li>", "", "closed"),
        ("<td>Noor Voorbeeld <small>L0231</small></td>", "", ""),
        ("<td>Noor Voorbeeld <small>L0231</small></td>", "L0231", ""),
        ("<td>Andersen, <i>Bram</i></td>", "L0231", "other_student"),
        ("<small>L0232</small>", "L0231", "other_student"),
        ("<p>Marie Van Boven, Geschiedenis, 4WEWIb</p>", "L0231", ""),
    ],
)
def test_a_page_is_searched_in_every_dress(text: str, student: str, case: str, school: tuple[Project, Built]) -> None:
    search = Pages(school[1].checked.records, every_sentence())
    found = search.inspect("index.html", PAGE.format(text).encode(), student=student)
    assert (found.case if found else "") == case


def test_a_choice_of_staff_stands_on_the_page_of_their_own_folder_only(school: tuple[Project, Built]) -> None:
    search, page = Pages(school[1].checked.records, ()), PAGE.format("<td>schoolmoeheid</td>").encode()
    assert search.inspect("melding/index.html", page, of_notes=True) is None
    assert search.inspect("zorg/index.html", page) is not None
    long = PAGE.format(f"<td>{STAFF_NOTE}</td>").encode()
    assert search.inspect("melding/index.html", long, of_notes=True) is not None


def test_the_place_is_told_and_the_text_is_not(school: tuple[Project, Built]) -> None:
    search = Pages(school[1].checked.records, ())
    found = search.inspect("zorg/index.html", PAGE.format(f"<p>{STAFF_NOTE}</p>").encode())
    assert found is not None
    assert (found.place, found.severity, found.effect) == (
        TagRef("zorg/index.html", "body"), Severity.ERROR, Effect.BLOCK
    )  # fmt: skip
    said = privacy_stop(found, 3)
    assert "zorg/index.html is niet gemaakt." in said
    assert "gezin" not in said


def test_no_page_of_a_school_full_of_canaries_is_refused(tmp_path: Path) -> None:
    """What the pages do say is no leak: the search stops nothing that belongs there."""
    names = [name for name in sheets() if name in ("Trajecten", "Overleg", "Meldingen", "Signalen", "Beslissingen")]
    where = Project(project(tmp_path, **{name: canaries(name) for name in names}))
    done = write_pages(where, build(where), {})
    assert done.refused == ()
    assert len(done.changed) > 4
    assert not [path for path in where.outputs.rglob("*.html") if b"anarie" in path.read_bytes()]


def test_the_command_ends_with_5_when_a_page_says_what_it_may_not(tmp_path: Path) -> None:
    """A workbook that somebody named after a mother: the page of the last run lists the workbooks that were read."""
    folder = project(tmp_path)
    assert docgen("build", folder=folder).returncode == 0
    assert (folder / "outputs" / "index.html").is_file()
    (folder / "inputs" / "school.xlsx").rename(folder / "inputs" / "Sofie Peeters.xlsx")
    run = docgen("build", folder=folder)
    assert run.returncode == 5
    assert "index.html is niet gemaakt. Er stond tekst in die er niet in mag." in run.stderr
    assert not (folder / "outputs" / "index.html").exists()
    assert [*(folder / "outputs" / "zorg").glob("*.docx")] != []
