"""A school group: every project folder under one, built one after the other, each as if it were alone."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docgen import group
from docgen.findings import Severity
from docgen.ledger import Ledger
from docgen.reports import schools as told
from tests.test_cli import docgen
from tests.worked_example import ROWS, project

FAULT = ROWS["Lesroosteraanpassingen"].replace("| di3 | GES | ZW |", "| di3 | GES | XX |")
NAMES = ("berk", "eik", "linde")


def schools(folder: Path, **changed: dict[str, str]) -> Path:
    """Three schools with the worked example, of which some have other sheets."""
    for name in NAMES:
        project(folder / name, **changed.get(name, {}))
    return folder


def bytes_of(school: Path) -> dict[str, bytes]:
    """Everything people open that a build leaves, but the pages: those tell the moment."""
    outputs = school / "outputs"
    files = (path for path in outputs.rglob("*") if path.suffix in (".docx", ".csv", ".ics"))
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in files}


def litter(folder: Path) -> list[str]:
    """Files that were being written, and documents that wait in a private folder."""
    return [path.name for path in folder.rglob("*") if ".tmp" in path.name or path.name.startswith("laid")]


def lines(run: subprocess.CompletedProcess[str]) -> list[str]:
    """What it said to people, without the seconds."""
    return [line.rpartition(" seconde.")[0].rpartition(" ")[0] or line for line in run.stderr.splitlines()]


def test_each_school_gets_the_bytes_of_a_build_by_itself(tmp_path: Path) -> None:
    folder, alone = schools(tmp_path / "groep"), project(tmp_path / "alleen")
    run = docgen("group", "build", str(folder))
    docgen("build", folder=alone)
    assert run.returncode == 0
    assert [bytes_of(folder / name) == bytes_of(alone) for name in NAMES] == [True] * 3
    again = docgen("build", "--json", folder=folder / "eik")
    assert not any(entry["changed"] for entry in json.loads(again.stdout)["documents"])


def test_a_school_with_faults_and_one_that_cannot_be_built_stop_no_other(tmp_path: Path) -> None:
    folder = schools(tmp_path, berk={"Lesroosteraanpassingen": FAULT})
    (folder / "eik" / "docgen.toml").write_text("[datum\n")
    run = docgen("group", "build", str(folder))
    count = len([path for path in bytes_of(folder / "linde") if path.endswith(".docx")])
    fewer = len([path for path in bytes_of(folder / "berk") if path.endswith(".docx")])
    assert run.returncode == 4
    assert (fewer < count, (folder / "eik" / "outputs").exists()) == (True, False)
    first, second, third, total = run.stderr.splitlines()
    assert first.startswith(f"berk: {fewer} documenten, {fewer} vernieuwd, 1 fout,")
    assert first.endswith(f"Kijk in {folder / 'berk' / 'outputs' / 'index.html'}.")
    assert second == (
        "eik: niet gebouwd. docgen.toml: In docgen.toml staat een teken te veel of te weinig. Kijk aanhalingstekens en "
        f"haken na, of haal het bestand weg. Alleen deze school: docgen --project {folder / 'eik'} build"
    )
    assert third.startswith(f"linde: {count} documenten, {count} vernieuwd, 2 waarschuwingen. ")
    assert total.startswith(f"3 scholen: {fewer + count} documenten, {fewer + count} vernieuwd, 1 fout, ")
    assert "In 1 school zijn er fouten. 1 school is niet gebouwd. " in total


def test_only_faults_in_workbooks_end_with_1(tmp_path: Path) -> None:
    assert docgen("group", "build", str(schools(tmp_path, linde={"Lesroosteraanpassingen": FAULT}))).returncode == 1


def test_a_school_that_cannot_be_written_stops_no_other(tmp_path: Path) -> None:
    folder = schools(tmp_path)
    (folder / "berk" / "outputs").write_text("geen map")
    run = docgen("group", "build", str(folder))
    assert (run.returncode, run.stderr.startswith("berk: niet gebouwd. ")) == (4, True)
    assert [bool(bytes_of(folder / name)) for name in NAMES] == [False, True, True]


def test_a_school_where_somebody_else_is_at_work_is_told_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = schools(tmp_path)
    keeper = "import sys; from pathlib import Path; from docgen.disk.holding import RUN, holding\n"
    keeper += "with holding(Path(sys.argv[1]), RUN): print(1, flush=True); sys.stdin.read()"
    monkeypatch.setattr("docgen.pipeline.PATIENCE", 0.0)
    words = [sys.executable, "-c", keeper, str(folder / "berk" / "outputs")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        found = [*group.build(group.schools_in(folder), group.Asked())]
        other.communicate()
    assert [(one.status, [f.code for f in one.failure], one.documents > 0) for one in found] == [
        (4, ["S09"], False),
        (0, [], True),
        (0, [], True),
    ]


def test_json_says_of_each_school_what_a_build_says(tmp_path: Path) -> None:
    folder = schools(tmp_path / "groep", berk={"Lesroosteraanpassingen": FAULT})
    (folder / "eik" / "docgen.toml").write_text("[datum\n")
    alone = project(tmp_path / "alleen", Lesroosteraanpassingen=FAULT)
    run = docgen("group", "build", "--json", str(folder))
    whole, one = json.loads(run.stdout), json.loads(docgen("build", "--json", folder=alone).stdout)
    assert (whole["schema"], whole["status"], run.returncode) == (1, 4, 4)
    berk, eik, linde = whole["schools"]
    assert berk == {"folder": "berk", "status": 1, **{key: one[key] for key in ("findings", "counts", "documents")}}
    assert [(entry["folder"], entry["status"]) for entry in (eik, linde)] == [("eik", 4), ("linde", 0)]
    assert [finding["code"] for finding in eik["findings"]] == ["S14"]
    assert (eik["counts"]["fout"], eik["documents"]) == (1, [])


def test_processes_give_the_same_bytes_and_the_same_lines(tmp_path: Path) -> None:
    one, two = (schools(tmp_path / name, berk={"Lesroosteraanpassingen": FAULT}) for name in ("een", "twee"))
    first, second = docgen("group", "build", str(one)), docgen("group", "build", "--jobs", "2", str(two))
    assert (first.returncode, second.returncode) == (1, 1)
    assert [bytes_of(two / name) for name in NAMES] == [bytes_of(one / name) for name in NAMES]
    assert lines(second) == [line.replace(str(one), str(two)) for line in lines(first)]


def test_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    folder = schools(tmp_path)
    docgen("group", "build", str(folder))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.docx")}
    run = docgen("group", "build", str(folder))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.docx")} == before
    assert [", 0 vernieuwd, " in line for line in run.stderr.splitlines()] == [True] * 4


@pytest.mark.parametrize("inside", ["", "leeg"])
def test_a_folder_without_schools_says_so(inside: str, tmp_path: Path) -> None:
    (tmp_path / "groep" / inside).mkdir(parents=True)
    (tmp_path / "groep" / "los.txt").write_text("los")
    run = docgen("group", "build", str(tmp_path / "groep"))
    said = f"Fout: in de map '{tmp_path / 'groep'}' staat geen enkele school: "
    said += "geen enkele map daarin heeft een docgen.toml."
    assert (run.returncode, run.stderr.splitlines()[0]) == (2, said)


def test_a_project_folder_is_no_group(tmp_path: Path) -> None:
    run = docgen("group", "build", str(project(tmp_path)))
    assert (run.returncode, "is zelf een projectmap" in run.stderr, (tmp_path / "outputs").exists()) == (2, True, False)


def killed(folder: Path, *words: str) -> list[str]:
    """Build a group and kill it, with all its processes, when it has told about the first school."""
    command = [sys.executable, "-m", "docgen", "group", "build", *words, str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr
        first = process.stderr.readline()
        os.killpg(process.pid, signal.SIGKILL)
        return [first, *process.stderr]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="a process group is killed")
@pytest.mark.parametrize("words", [(), ("--jobs", "2")])
def test_a_kill_leaves_the_schools_that_are_done_and_a_new_run_finishes(words: tuple[str, ...], tmp_path: Path) -> None:
    folder, alone = schools(tmp_path / "groep"), project(tmp_path / "alleen")
    docgen("build", folder=alone)
    whole = bytes_of(alone)
    assert killed(folder, *words)[0].startswith("berk: ")
    assert bytes_of(folder / "berk") == whole
    for name in NAMES:
        assert {path: data for path, data in bytes_of(folder / name).items() if whole.get(path) != data} == {}
    before = {path: path.stat().st_mtime_ns for path in (folder / "berk").rglob("*.docx")}
    assert docgen("group", "build", *words, str(folder)).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (folder / "berk").rglob("*.docx")} == before
    assert [bytes_of(folder / name) == whole for name in NAMES] == [True] * 3
    assert litter(folder) == []
    for name in NAMES:
        with Ledger(folder / name / "outputs", writable=False) as ledger:
            recorded = {path: made.sha256 for path, made in ledger.made().items()}
        assert recorded == {path: hashlib.sha256(data).hexdigest() for path, data in whole.items()}


REACHED = """
import gc, sys
from pathlib import Path
from docgen import group

if sys.argv[2] == "kept":
    group.forget = group.give_back = lambda: None
found = group.build_school(Path(sys.argv[1]), group.Asked())
gc.collect()
looked_for, seen, reached, waiting = "tsawklerriwz"[::-1], set(), 0, [*gc.get_objects()]
while waiting:
    one = waiting.pop()
    if id(one) in seen or one is looked_for:
        continue
    seen.add(id(one))
    text = one.decode("latin-1") if isinstance(one, bytes) else one
    reached += isinstance(text, str) and looked_for in text.casefold()
    waiting += gc.get_referents(one)
print(found.documents > 0, reached > 0)
"""
"""Builds a school, and looks whether any text of it can be reached in memory afterwards."""


@pytest.mark.parametrize(("how", "reached"), [("forgotten", "False"), ("kept", "True")])
def test_nothing_of_a_school_is_in_memory_when_the_next_is_read(how: str, reached: str, tmp_path: Path) -> None:
    own = {"Bram": "Zwirrelkwast", "Andersen": "Zwirrelkwastiaan", "volhardend": "zwirrelkwastig"}
    rows = dict(ROWS)
    for old, new in own.items():
        rows = {name: text.replace(old, new) for name, text in rows.items()}
    words = [sys.executable, "-c", REACHED, str(project(tmp_path, **rows)), how]
    run = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.split() == ["True", reached]


def test_rows_and_released_rows_of_a_school_are_gone(tmp_path: Path) -> None:
    from docgen.columns import Row
    from docgen.privacy import Released
    from docgen.records.dossier import Records

    kinds = (Row, Released, Records)

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, kinds) for one in gc.get_objects())

    before = alive()
    (found,) = group.build([project(tmp_path / "eik")], group.Asked())
    assert (found.documents > 0, alive() <= before) == (True, True)


ENDS = """
import os, sys
from pathlib import Path
from docgen import group, running


def build(folder, *rest, own=running.run):
    if folder.name == "eik":
        os._exit(9)  # as the system does for want of memory
    return own(folder, *rest)


running.run = build
if __name__ == "__main__":
    for one in group.build(group.schools_in(Path(sys.argv[1])), group.Asked(), 2):
        print(one.folder.name, one.status, *(f"{f.code} {f.case}" for f in one.failure))
"""


def test_a_process_that_dies_takes_its_own_school_along_and_no_other(tmp_path: Path) -> None:
    folder, script = schools(tmp_path / "groep"), tmp_path / "ends.py"
    script.write_text(ENDS)
    run = subprocess.run(
        [sys.executable, str(script), str(folder)],
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert run.stdout.splitlines() == ["berk 0", "eik 4 S12 ended", "linde 0"]


def test_a_school_of_which_the_program_fails_is_told_by_its_number_and_logged(tmp_path: Path) -> None:
    class UnforeseenError(Exception):
        """Something that nobody foresaw."""

    def showing() -> Any:
        raise UnforeseenError("Zwirrelkwast")

    folder = project(tmp_path / "eik")
    (found,) = group.build([folder], group.Asked(), showing=showing)
    log = (folder / "outputs" / "docgen.log").read_text()
    assert (found.status, [(f.code, f.case) for f in found.failure]) == (4, [("S12", "report")])
    assert ("UnforeseenError" in log, "Zwirrelkwast" in log) == (True, False)


def test_a_line_is_short_and_names_nobody(tmp_path: Path) -> None:
    school = group.School(Path("groep/eik"), 5, 8.24, dict.fromkeys(Severity, 2), 1456, 12, 1)
    assert told.line(school) == (
        "eik: 1.456 documenten, 12 vernieuwd, 1 vervallen, 2 fouten, 2 te bevestigen, 2 waarschuwingen. 8,2 seconde. "
        f"Kijk in {Path('groep/eik/outputs/index.html')}."
    )
    assert told.total([school, school], 60.0, "en") == (
        "2 schools: 2,912 documents, 24 renewed, 2 lapsed, 4 errors, 4 to confirm, 4 warnings. 2 schools have errors. "
        "60.0 seconds."
    )
    assert told.worst([school]) == 5
