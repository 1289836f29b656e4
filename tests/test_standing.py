"""A run in which nothing changed is told from memory; any change at all takes the long road and says the same as it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from docgen.changes import standing
from docgen.changes.looked import looked
from docgen.findings import CellRef, Effect, Finding, Severity, TagRef
from docgen.making.outcome import MOMENT, DocumentRecord, Outcome, as_plain, of_plain
from docgen.marked import write_marked
from docgen.pipeline import build, check
from docgen.project import Project
from tests.building import edits_of
from tests.test_cli import docgen
from tests.test_publish import school, template

JUNE, FEBRUARY = "2026-06-30", "2026-02-10"
CARE = "zorg/zorgfolder_L0231.docx"
ASKED = ("nl", "")


def whole_run(folder: Path, asked: tuple[str, str] = ASKED) -> Outcome:
    """What the command does on the long road; it keeps what it said."""
    before = standing.sources(folder)
    project = Project(folder)
    built = build(project)
    marked = write_marked(project, built.checked, asked[0])
    outcome = built.outcome(marked.checked.findings, marked.copies)
    read, remembered = built.checked.inputs, built.published.remembered
    standing.keep(before, asked, outcome, read=read, remembered=remembered)
    return outcome


def again(folder: Path, asked: tuple[str, str] = ASKED) -> Outcome | None:
    return standing.again(standing.sources(folder), asked)


def kept_file(folder: Path) -> Path:
    return folder / "outputs" / ".docgen" / "standing.json"


FAULTS = {
    "in order": (JUNE, {}),
    "drafts": (FEBRUARY, {}),
    "a fault in a row": (JUNE, {"Lesroosteraanpassingen": ["F4 = XX"]}),
    "a changed plan": (JUNE, {"Examenaanpassingen": ["E5 = 23/06/2026"]}),
    "a risk word": (JUNE, {"Trajecten": ["J4 = leert omgaan met zijn depressie"]}),
}


@pytest.mark.parametrize("case", tuple(FAULTS))
def test_what_is_told_from_memory_is_what_the_long_road_says(case: str, tmp_path: Path) -> None:
    today, edits = FAULTS[case]
    school(tmp_path, today, **edits_of(edits))
    whole_run(tmp_path)
    remembered, for_check = again(tmp_path), standing.checked_again(standing.sources(tmp_path))
    kept_file(tmp_path).unlink()
    assert remembered == whole_run(tmp_path)
    assert for_check == check(Project(tmp_path)).outcome


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """A file with other bytes, as large and as old as before."""
    about, data = path.stat(), path.read_bytes()
    path.write_bytes(change(data))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def last_byte(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def other_student(data: bytes) -> bytes:
    return data.replace(b"0231", b"0232", 1)


def settle(folder: Path, text: str) -> None:
    (folder / "docgen.toml").write_text(f"[datum]\npeildatum = {JUNE}\n{text}")


def approve(folder: Path) -> None:
    connection = sqlite3.connect(folder / "outputs" / ".docgen" / "ledger.sqlite")
    connection.execute("insert into approved values('bekrachtigd L0299-1 KR99.1 2026-01-01', '0123456789abcdef')")
    connection.commit()
    connection.close()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a workbook rewritten with the same size and time": lambda f: rewritten(f / "inputs" / "school.xlsx", last_byte),
    "a new workbook": lambda f: (f / "inputs" / "extra.csv").write_text("Leerling-ID\n"),
    "a workbook renamed": lambda f: (f / "inputs" / "school.xlsx").rename(f / "inputs" / "andere.xlsx"),
    "a workbook gone": lambda f: (f / "inputs" / "school.xlsx").unlink(),
    "a workbook that somebody opens": lambda f: (f / "inputs" / "~$school.xlsx").write_bytes(b"\5Marie"),
    "a report in bijlagen": lambda f: (f / "inputs" / "bijlagen").mkdir(),
    "a link in inputs": lambda f: (f / "inputs" / "kopie.xlsx").symlink_to(f / "inputs" / "school.xlsx"),
    "a setting": lambda f: settle(f, "[controle]\nkopie = false\n"),
    "another day": lambda f: (f / "docgen.toml").write_text("[datum]\npeildatum = 2026-07-01\n"),
    "settings that cannot be read": lambda f: (f / "docgen.toml").write_text("[datum"),
    "a template": lambda f: (f / "templates" / "zorgfolder.docx").write_bytes(template("{{ leerling.naam }}!")),
    "a template gone": lambda f: (f / "templates" / "zorgfolder.docx").unlink(),
    "something approved in the ledger": approve,
    "the ledger gone": lambda f: (f / "outputs" / ".docgen" / "ledger.sqlite").unlink(),
    "a document rewritten with the same size and time": lambda f: rewritten(f / "outputs" / CARE, last_byte),
    "a document gone": lambda f: (f / "outputs" / CARE).unlink(),
    "a document that others may read": lambda f: (f / "outputs" / CARE).chmod(0o644),
    "a folder that others may read": lambda f: (f / "outputs" / "zorg").chmod(0o755),
    "the manifest changed": lambda f: rewritten(f / "outputs" / "manifest.json", last_byte),
    "what was kept is half": lambda f: kept_file(f).write_bytes(kept_file(f).read_bytes()[:-200]),
    "what was kept has another digit": lambda f: rewritten(
        kept_file(f), lambda data: data.replace(b"0231", b"0232", 1)
    ),
    "what was kept is gone": lambda f: kept_file(f).unlink(),
}
OF_OUTPUTS = ("a document", "a folder", "the manifest")


@pytest.mark.parametrize("change", tuple(CHANGES))
def test_any_change_takes_the_long_road(change: str, tmp_path: Path) -> None:
    school(tmp_path, JUNE)
    whole_run(tmp_path)
    assert again(tmp_path) is not None
    CHANGES[change](tmp_path)
    assert again(tmp_path) is None
    checked = standing.checked_again(standing.sources(tmp_path))
    assert (checked is not None) == change.startswith(OF_OUTPUTS)  # a check does not look at documents


def test_another_version_of_docgen_takes_the_long_road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school(tmp_path, JUNE)
    whole_run(tmp_path)
    monkeypatch.setattr(standing, "__version__", "99")
    assert again(tmp_path) is None


def test_a_line_changed_in_docgen_itself_takes_the_long_road(tmp_path: Path) -> None:
    one = standing._tree(tmp_path)
    (tmp_path / "rules.py").write_text("limit = 5\n")
    two = standing._tree(tmp_path)
    rewritten(tmp_path / "rules.py", lambda data: data.replace(b"5", b"6"))
    assert len({json.dumps(dict(tree)) for tree in (one, two, standing._tree(tmp_path))}) == 3


def test_without_a_fixed_day_every_day_is_looked_at_anew() -> None:
    assert standing._day(b"") == date.today().isoformat()
    assert standing._day(b"[datum]\npeildatum = 2026-03-23\n") == "2026-03-23"


def test_another_language_or_pdfs_are_another_run(tmp_path: Path) -> None:
    school(tmp_path, JUNE)
    whole_run(tmp_path)
    assert again(tmp_path, ("en", "")) is None
    assert again(tmp_path, ("nl", "pdf")) is None


def test_a_workbook_that_changed_while_it_was_read_is_not_remembered(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    before = standing.sources(tmp_path)
    built = build(project)
    outcome, path = built.outcome(built.checked.findings, {}), tmp_path / "inputs" / "school.xlsx"
    read, remembered = built.checked.inputs, built.published.remembered
    other = [(file, "0" * 64) for file, _ in read]
    assert not standing.keep(before, ASKED, outcome, read=other, remembered=remembered)  # read halfway, then put back
    data = path.read_bytes()
    path.write_bytes(last_byte(data))
    assert not standing.keep(before, ASKED, outcome, read=read, remembered=remembered)
    path.write_bytes(data)
    assert standing.keep(before, ASKED, outcome, read=read, remembered=remembered)


def test_what_somebody_else_noted_meanwhile_is_not_taken_for_ours(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    before = standing.sources(tmp_path)
    built = build(project)
    approve(tmp_path)  # another process, between our commit and this
    outcome = built.outcome(built.checked.findings, {})
    read, remembered = built.checked.inputs, built.published.remembered
    assert not standing.keep(before, ASKED, outcome, read=read, remembered=remembered)


def test_a_document_changed_by_hand_before_it_was_remembered_is_not_taken_for_ours(tmp_path: Path) -> None:
    project = school(tmp_path, JUNE)
    before = standing.sources(tmp_path)
    built = build(project)
    rewritten(tmp_path / "outputs" / CARE, last_byte)
    outcome = built.outcome(built.checked.findings, {})
    read, remembered = built.checked.inputs, built.published.remembered
    assert not standing.keep(before, ASKED, outcome, read=read, remembered=remembered)


def test_a_finding_about_the_moment_is_not_remembered(tmp_path: Path) -> None:
    school(tmp_path, JUNE)
    (tmp_path / "inputs" / "~$school.xlsx").write_bytes(b"\5Marie")
    assert {finding.code for finding in whole_run(tmp_path).findings} >= {"S01"}
    assert not kept_file(tmp_path).exists()  # and so nobody's name is


def test_a_file_too_large_to_be_a_workbook_is_not_waited_for(tmp_path: Path) -> None:
    school(tmp_path, JUNE)
    whole_run(tmp_path)
    with (tmp_path / "inputs" / "film.mp4").open("wb") as file:
        file.truncate(standing.LARGEST + 1)
    assert standing.sources(tmp_path) is None


def test_what_is_kept_is_for_its_owner_only_and_holds_no_closed_value(tmp_path: Path) -> None:
    school(tmp_path, JUNE, **edits_of({"Leerlingen": ["D4 = geheim"], "Trajecten": ["J4 = zijn depressie"]}))
    whole_run(tmp_path)
    text = kept_file(tmp_path).read_text()
    words = ("Noor", "Peeters", "Lindelaan", "geheim", "depressie", "volhardend")
    assert [word for word in words if word in text] == []
    assert kept_file(tmp_path).stat().st_mode & 0o777 == 0o600


def test_an_outcome_is_the_same_when_it_was_written_and_read() -> None:
    about = {"effect": Effect.BLOCK, "students": None, "classes": frozenset({"4A"}), "documents": frozenset({"x"})}
    findings = (
        Finding("A02", Severity.ERROR, CellRef("a.xlsx", "S", 3, 4, "Kop", "T"), "case", (("n", 3), ("f", 1.5)), "v"),
        Finding(
            "B01", Severity.HOLD, CellRef("a.xlsx"), args=(("day", date(2026, 3, 1)), ("list", ("a", "b"))), **about
        ),
        Finding(
            "T01", Severity.NOTE, TagRef("t.docx", "body", 2, (("table", 1), ("row", 2)), "x"), also=(CellRef("b"),)
        ),
        Finding("C01", Severity.WARNING, CellRef("c"), students=frozenset({"L1"}), cause=CellRef("d"), fingerprint="f"),
    )
    entry = DocumentRecord("zorg/a.docx", "a", "zorg", "L1", "definitief", "00", False, "")
    outcome = Outcome(findings, {1: ("a", "b")}, "Atheneum", 3, (entry,), {"a.xlsx": "b.xlsx"})
    assert of_plain(json.loads(json.dumps(as_plain(outcome)))) == outcome


def test_a_fact_without_a_form_in_json_is_not_kept() -> None:
    odd = Finding("A02", Severity.ERROR, CellRef("a"), args=(("n", timedelta(1)),))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        as_plain(Outcome((odd,), {}, "", 1))


def test_the_command_says_the_same_twice_and_the_second_time_reads_nothing(tmp_path: Path) -> None:
    school(tmp_path, JUNE, **edits_of({"Lesroosteraanpassingen": ["F4 = XX"]}))
    docgen("build", folder=tmp_path)
    first = {words: docgen(*words, folder=tmp_path) for words in RUNS}
    kept_file(tmp_path).unlink()
    for words, run in first.items():
        slow = docgen(*words, folder=tmp_path)
        assert (run.returncode, run.stdout) == (slow.returncode, slow.stdout)
        assert _without_time(run.stderr) == _without_time(slow.stderr)
        kept_file(tmp_path).unlink(missing_ok=True)


RUNS = (
    ("check",),
    ("check", "--json"),
    ("check", "--json", "--alles"),
    ("build", "--json"),
    ("build",),
    ("explain", "A02"),
)


def test_a_page_that_is_gone_comes_back_and_a_look_alone_says_when(tmp_path: Path) -> None:
    folder = school(tmp_path, JUNE).root
    page, morning = folder / "outputs" / "index.html", datetime(2026, 3, 23, 7, 42)
    docgen("build", folder=folder)
    whole = page.read_bytes()
    assert (looked(folder / "outputs", morning), page.read_bytes() == whole) == (True, False)
    assert b'<time id="gekeken">maandag 23 maart 2026, 7.42 u.</time>' in page.read_bytes()
    assert MOMENT.sub(b"", page.read_bytes()) == MOMENT.sub(b"", whole)  # nothing else is other than it was
    assert again(folder) is not None
    docgen("build", folder=folder)  # from memory: it says again when it looked
    assert b"maandag 23 maart 2026, 7.42 u." not in page.read_bytes()
    page.unlink()
    assert again(folder) is None
    docgen("build", folder=folder)
    assert MOMENT.sub(b"", page.read_bytes())[:2000] == MOMENT.sub(b"", whole)[:2000]
    assert again(folder) is not None


def _without_time(text: str) -> list[str]:
    return [line for line in text.splitlines() if "seconde" not in line]


@pytest.mark.parametrize("words", [("build", "--force"), ("build", "--only", "klas=4WEWIb"), ("build", "--dry-run")])
def test_force_only_and_a_trial_take_the_long_road(words: tuple[str, ...], tmp_path: Path) -> None:
    school(tmp_path, JUNE)
    docgen("build", folder=tmp_path)
    made = {"--force": True}.get(words[1], False)
    whole = json.loads(docgen(*words, "--json", folder=tmp_path).stdout)
    assert {entry["changed"] for entry in whole["documents"]} == {made}


def test_the_second_time_loads_no_reader_and_no_merge_engine(tmp_path: Path) -> None:
    import subprocess
    import sys

    school(tmp_path, JUNE)
    docgen("build", folder=tmp_path)
    asks = (
        "import sys; from docgen.cli import main\n"
        f"sys.argv = ['docgen', '--project', {str(tmp_path)!r}, 'build']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'jinja2', 'lxml', 'pydantic', 'openpyxl', 'rich', 'sqlite3'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, timeout=60)
    assert run.stdout == "[]\n"
