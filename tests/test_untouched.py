"""A document is looked at only when a row that it may show, or what every document depends on, is not as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.audit import make_key
from docgen.changes.causes import around
from docgen.changes.traces import Marks, traced
from docgen.changes.untouched import Bases
from docgen.ledger import Ledger
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.pipeline import build, check
from docgen.plan.planned import STOPPED
from docgen.project import Project
from docgen.spec import documents
from tests.building import FIRST_ROW, Edits, edits_of
from tests.test_publish import school, template
from tests.worked_example import ROWS, both

ROOT = Path(__file__).resolve().parents[1]

TODAY = "2026-06-30"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two students of the worked example, with their documents."""
    folder = tmp_path_factory.mktemp("built")
    build(school(folder, TODAY, **both()))
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy to change something in."""
    return Path(shutil.copytree(built, tmp_path / "school"))


def with_edits(edits: Edits) -> dict[str, str]:
    """The sheets of both students, some of them edited."""
    changed = edits_of(edits)
    return {**changed, **both(**changed)}


def kept_and_wrong(folder: Path) -> tuple[set[str], set[str]]:
    """The documents that would not be looked at, and those among them that would have become another one."""
    project = Project(folder)
    checked = check(project)
    with Ledger(project.outputs, writable=False) as ledger:
        before = ledger.made()
    rows = traced(checked.records, Marks(make_key(project.outputs)))
    bases, templates = Bases(checked.records, rows, around(project, checked.records)), Templates(project)
    maker = Maker(project, checked.records, before, templates, force=False)
    kept, wrong = set(), set()
    for planned, verdict in checked.verdicts.items():
        if verdict.status == STOPPED:
            continue
        as_it_stands = maker.kept(planned, verdict, bases.of(planned, verdict, templates.digest(planned.spec.name)))
        if as_it_stands:
            kept.add(planned.name)
            if maker.fingerprint(planned, verdict) != as_it_stands.fingerprint:
                wrong.add(planned.name)
    return kept, wrong


def edits() -> Iterator[tuple[str, list[str]]]:
    """An edit in each sheet: the first row goes, or says something else in its last cell."""
    for sheet, rows in ROWS.items():
        last = chr(ord("A") + rows.strip().splitlines()[0].count("|"))
        yield sheet, [f"- {FIRST_ROW}"]
        yield sheet, [f"{last}{FIRST_ROW} = iets anders"]


@pytest.mark.parametrize(("sheet", "lines"), [*edits()])
def test_what_is_not_looked_at_would_have_become_the_same(folder: Path, sheet: str, lines: list[str]) -> None:
    school(folder, TODAY, **with_edits({sheet: lines}))
    assert kept_and_wrong(folder)[1] == set()


def left(folder: Path) -> dict[str, bytes]:
    """Every document of a project, with what stands beside it; a transfer that changed waits for a new inspection."""
    outputs = folder / "outputs"
    found = (path for kind in ("docx", "ics", "csv") for path in outputs.rglob(f"*.{kind}"))
    named = {path.relative_to(outputs).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(("vervallen", "overdracht"))}


@pytest.mark.parametrize(
    "edits",
    [
        {"Leerlingen": [f"C{FIRST_ROW + 1} = Bas"]},
        {"Basisrooster": [f"G{FIRST_ROW} = AVD"], "Personeel": [f"B{FIRST_ROW} = Mieke Van Boven"]},
        {"Beslissingen": [f"- {FIRST_ROW}"], "Kalender": [f"D{FIRST_ROW + 2} = Juni en juli"]},
        {"Afspraken": [f"- {FIRST_ROW}"], "Contacten": [f"E{FIRST_ROW} = Dorpsstraat 1, 9999 Voorbeeldgem"]},
    ],
)
def test_a_build_after_a_change_leaves_the_bytes_of_a_build_from_nothing(
    folder: Path, tmp_path: Path, edits: Edits
) -> None:
    before = left(folder)
    school(folder, TODAY, **with_edits(edits))
    build(Project(folder))
    build(school(tmp_path / "fresh", TODAY, **with_edits(edits)))
    assert left(folder) == left(tmp_path / "fresh")
    assert left(folder) != before


def test_nothing_is_looked_at_when_nothing_changed(folder: Path) -> None:
    kept, wrong = kept_and_wrong(folder)
    assert (len(kept), wrong) == (len(list((folder / "outputs").rglob("*.docx"))), set())


def test_a_row_of_a_student_reaches_only_the_documents_with_that_student(folder: Path) -> None:
    all_of_them, _ = kept_and_wrong(folder)
    school(folder, TODAY, **with_edits({"Trajecten": [f"J{FIRST_ROW} = is erg volhardend"]}))
    kept, _ = kept_and_wrong(folder)
    assert kept
    assert not [name for name in kept if "L0231" in name]
    assert {name for name in all_of_them if "L0232" in name} <= kept


def test_a_row_reaches_only_the_documents_that_read_its_sheet(folder: Path) -> None:
    all_of_them, _ = kept_and_wrong(folder)
    school(folder, TODAY, **with_edits({"Afspraken": [f"- {FIRST_ROW}"]}))
    kept, _ = kept_and_wrong(folder)
    others = {name for name in all_of_them if "Afspraken" not in documents()[name.partition("_")[0]].reads}
    of_all_sheets = {name for name in all_of_them if name.startswith(("overdrachtsfiche", "toezichterslijst"))}
    assert others - of_all_sheets - {name for name in others if name.startswith("brief-inzage")} <= kept
    assert kept != all_of_them


def test_a_decision_on_a_class_is_everybodys_also_when_the_class_has_one_student(tmp_path: Path) -> None:
    apart = {"Leerlingen": [f"E{FIRST_ROW + 1} = 4HUWEa"]}
    build(school(tmp_path, TODAY, **with_edits(apart)))
    assert kept_and_wrong(tmp_path)[0]
    school(tmp_path, TODAY, **with_edits({**apart, "Beslissingen": [f"E{FIRST_ROW} = Iets anders?"]}))
    assert kept_and_wrong(tmp_path) == (set(), set())


@pytest.mark.parametrize("what", ["day", "settings", "template", "touched"])
def test_what_every_document_depends_on_counts(folder: Path, what: str) -> None:
    match what:
        case "day":
            school(folder, "2026-07-01", **both())
        case "settings":
            settings = folder / "docgen.toml"
            settings.write_text(settings.read_text() + "\n[controle]\nkopie = false\n")
        case "template":
            school(folder, TODAY, "anders {{ leerling.naam }}", **both())
        case _:
            for path in (folder / "outputs").rglob("*.docx"):
                path.write_bytes(path.read_bytes() + b"\0")
    kept, _ = kept_and_wrong(folder)
    assert {name for name in kept if name.startswith(("lesrooster", "zorgfolder", "examenrooster"))} == set()


def test_a_template_is_compiled_once_for_all_runs(folder: Path) -> None:
    with Ledger(folder / "outputs", writable=False) as ledger:
        sound = ledger.sound()
    templates = Templates(Project(folder), sound)
    assert templates.digest("lesrooster") in sound
    assert templates.faults(["lesrooster"]) == ()
    assert templates.sound == {templates.digest("lesrooster")}
    assert templates["lesrooster"][0].digest == templates.digest("lesrooster")  # compiled when it is taken


def test_a_fault_in_a_template_is_told_again(folder: Path) -> None:
    school(folder, TODAY, "{{ leerling.naam", **both())
    first, second = (build(Project(folder)).checked.findings for _ in range(2))
    assert {f.code for f in first} == {f.code for f in second}
    assert [f for f in second if "lesrooster" in (f.documents or ())]


def test_a_build_of_some_documents_looks_at_their_templates_only_and_forgets_no_other(folder: Path) -> None:
    with Ledger(folder / "outputs", writable=False) as ledger:
        before = ledger.sound()
    (folder / "templates" / "lesrooster.docx").write_bytes(template("{{ leerling.naam"))
    found = build(Project(folder), only=lambda planned: planned.spec.name == "zorgfolder").checked.findings
    assert [finding for finding in found if finding.code.startswith("T")] == []
    with Ledger(folder / "outputs", writable=False) as ledger:
        assert ledger.sound() == before


def test_another_docgen_of_the_same_version_makes_every_document_anew(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for name in ("docgen", "templates"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "docgen" / "fill.py").open("a", encoding="utf-8") as source:
        source.write("# another line\n")

    def made_anew() -> set[bool]:
        words = [sys.executable, "-m", "docgen", "--project", str(folder), "build", "--json"]
        done = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(other)}, cwd=tmp_path, capture_output=True)
        return {entry["changed"] for entry in json.loads(done.stdout)["documents"] if entry["status"] != "vervallen"}

    assert (made_anew(), made_anew()) == ({True}, {False})
