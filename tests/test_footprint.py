"""What docgen leaves behind: for its owner only, nowhere but where it says, and without a word to a network.

Every command is run once in a process of its own, with an umask that would give everybody rights, over a school whose
every name and text is a canary.
"""

from __future__ import annotations

import os
import re
import shlex
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import pytest

from docgen.cli import commands
from docgen.cli.helping import Group
from docgen.columns import Sensitivity
from docgen.disk.log import LARGEST, OLDER, note
from docgen.kinds import Key, Many, Ref
from docgen.ledger import Ledger
from docgen.pipeline import build
from docgen.project import Project
from docgen.spec import sheets
from tests.documents import plain_template
from tests.footprint import Footprint, run
from tests.handover.helping import GC, report, school
from tests.test_privacy import OF_STUDENTS, canaries
from tests.worked_example import ROWS, project

CANARY = re.compile(r"kanarie\w*", re.IGNORECASE)
POSIX = pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
REPORTS = f"{GC}\n        L0232 | IAC-verslag |  |  |  |  | 12/01/2026 |  |  |  |  |"
NAMES = ROWS["Leerlingen"].replace("Voorbeeld", "Kanariefamilie").replace("Noor", "Kanarievoornaam")
TOUR = """
check
check --json --alles
build --alles
build --json
build --only klas=4WEWIb --dry-run
build --jobs 2 --force
group build {group}
diff
diff --json
watch --once
explain E06
explain --alle
what-if L0231-1 --drop di3 --output {out}/vergelijking.docx
what-if L0231-2 --json
explain {outputs}/zorg/zorgfolder_L0231.docx
form weekrooster L0231-1 --van 16/03/2026 --tot 27/03/2026
exams propose --leerling L0231 --per-dag 1
exams propose --klas 4WEWIb --json --dry-run
form traject L0231 --out {out}/traject.xlsx
template check {out}/sjabloon.docx --annotate {out}/opmerkingen
template fields zorgfolder --out {out}/velden.docx
template preview lesrooster --out {out}/voorbeelden
bundle --klas 4WEWIb --map zorg --naar {out}/druk.docx
read-back {out}/sjabloon.docx
template render {out}/sjabloon.docx --data {out}/gegevens.json --out {out}/gevuld.docx
transfer status
transfer send L0231 --to {out}
transfer prepare L0231
transfer release L0231
transfer send L0231 --to {out}/kwijt
transfer recall L0231
transfer send L0231 --to {out}/usb
receive {package}
transfer receipt L0231 {outputs}/ontvangen/{number}/ontvangstbewijs.docx
transfer send L0231 --to {out}/usb --verslagen
audit verify
audit show L0231
audit issued
privacy matrix
privacy matrix --out {out}/matrix.docx
schema --out {out}/schema.json
doctor
doctor --json
board
board --week 16/03/2026
resumption L0231 --van 20/04/2026 --out {out}/hervatting.xlsx
retention
retention --confirm
init {out}/nieuw
"""


class Tour:
    """Every command run once, in order; what each left and said."""

    def __init__(self, folder: Path) -> None:
        self.root, self.out, self.home = folder / "school", folder / "uit", folder / "thuis"
        texts = {name: canaries(name) for name in OF_STUDENTS if name not in ("Overdrachten", "Maatregelen")}
        rows = {**texts, "Leerlingen": NAMES, "Maatregelen": REPORTS}
        where = school(self.root, rows=rows, sentence="Kanariezin heeft")
        report(where)
        self.out.mkdir()
        self.out.chmod(0o700)
        (self.out / "sjabloon.docx").write_bytes(plain_template("{{ naam }}"))
        (self.out / "gegevens.json").write_text('{"naam": "Kanariegegeven"}')
        self.runs: list[tuple[str, Footprint]] = []
        for line in TOUR.strip().splitlines():
            if line.startswith("retention"):
                (self.root / "docgen.toml").write_text("[datum]\npeildatum = 2030-01-01\n")
            self.runs.append((line, self._run(line)))

    def _run(self, line: str) -> Footprint:
        facts = {"out": self.out, "outputs": self.root / "outputs", "group": self.root.parent}
        typed = ""
        if "{package}" in line:
            (said,) = (done.stderr for line, done in self.runs if line == "transfer send L0231 --to {out}/usb")
            typed = said.splitlines()[1].partition(": ")[2]
            facts["package"] = next(self.out.joinpath("usb").glob("*.zip"))
        if "{number}" in line:
            facts["number"] = next((self.root / "outputs" / "ontvangen").iterdir()).name
        return run(self.root, self.home, *shlex.split(line.format(**facts)), typed=f"{typed}\n")

    def files(self) -> Iterator[Path]:
        """Every file and folder that the commands made."""
        given = {self.out / "sjabloon.docx", self.out / "gegevens.json"}
        for place in (self.root / "outputs", self.out):
            yield from (path for path in (place, *place.rglob("*")) if path not in given)


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return Tour(tmp_path_factory.mktemp("rondgang"))


def every_command() -> set[str]:
    found: set[str] = set()
    waiting: list[tuple[str, Group]] = [("", commands)]
    while waiting:
        name, group = waiting.pop()
        for word, command in group.below(click.Context(group)):
            if isinstance(command, Group):
                waiting.append((f"{name}{word} ", command))
            else:
                found.add(f"{name}{word}")
    return found


def test_the_tour_runs_every_command(tour: Tour) -> None:
    missing = {name for name in every_command() if not any(line.startswith(name) for line, _ in tour.runs)}
    writes_sources = {"new-document"}  # tests/test_scaffold.py runs it, in a checkout of its own
    assert missing == writes_sources, "add the new command to TOUR"
    refused = ("transfer send L0231 --to {out}", "read-back {out}/sjabloon.docx")
    assert {line: done.stderr for line, done in tour.runs if done.status and line not in refused} == {}


@POSIX
def test_all_it_leaves_is_for_its_owner_only(tour: Tour) -> None:
    modes = {path: path.stat().st_mode & 0o777 for path in tour.files()}
    assert len(modes) > 40
    wrong = {str(path): oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}
    assert wrong == {}


def test_nothing_is_written_but_in_outputs_and_where_it_was_asked(tour: Tour) -> None:
    allowed = (tour.root / "outputs", tour.out)
    strays = {
        (line, str(path))
        for line, done in tour.runs
        for path in done.written
        if not any(path.is_relative_to(place) for place in allowed) and str(path) != os.devnull
    }
    assert strays == set()
    assert [path.name for path in tour.home.rglob("*")] == []
    assert [path.name for path in tour.files() if path.name.endswith(".tmp")] == []


def test_a_command_that_only_looks_writes_nothing(tour: Tour) -> None:
    looking = ("check", "diff", "explain", "transfer status", "audit", "privacy matrix", "build --only")
    found = {
        (line, str(path)) for line, done in tour.runs if line.startswith(looking) and "{out}" not in line
        for path in done.written if str(path) != os.devnull
    }  # fmt: skip
    assert found == set()


def test_no_command_calls_a_network(tour: Tour) -> None:
    assert {line: done.calls for line, done in tour.runs if done.calls} == {}


def test_the_hook_sees_what_it_should(tmp_path: Path) -> None:
    """The negative control: a run that does all of it is caught."""
    lines = "import socket, tempfile\ntempfile.mkstemp()\ntry:\n    socket.create_connection(('127.0.0.1', 9))\n"
    done = run(project(tmp_path / "school"), tmp_path / "thuis", "check", before=f"{lines}except OSError:\n    pass\n")
    assert [path.parent.name for path in done.written if path.name.startswith("tmp")] == ["thuis"]
    assert set(done.calls) >= {"socket.connect"}


def test_no_name_and_no_text_is_said_or_logged(tour: Tour) -> None:
    said = {(line, found) for line, done in tour.runs for found in CANARY.findall(done.stdout + done.stderr)}
    assert said == set()
    kept = ("manifest.json", "docgen.log", "ledger.sqlite")
    files = [path for path in tour.files() if path.is_file() and path.name.startswith(kept)]
    assert {path.name for path in files} == {"manifest.json", "docgen.log", "ledger.sqlite"}
    assert [path.name for path in files if CANARY.search(path.read_bytes().decode("latin-1"))] == []
    assert [path.name for path in tour.files() if CANARY.search(path.name)] == []


def closed_rows(sheet: str) -> str:
    """Rows of the worked example with nonsense in every cell of a closed column: no date, no number, no choice."""
    columns = sheets()[sheet].columns()
    rows = []
    for number, line in enumerate(ROWS[sheet].strip().splitlines()):
        cells = [cell.strip() for cell in line.split("|")] + [""] * len(columns)
        for index, column in enumerate(columns):
            kind = column.kind.kind if isinstance(column.kind, Many) else column.kind
            if column.sensitivity is not Sensitivity.O and not isinstance(kind, Key | Ref):
                cells[index] = f"Kanarie{sheet}{index}Nr{number}"
        rows.append(" | ".join(cells[: len(columns)]))
    return "\n".join(rows)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_value_of_a_closed_cell_is_told_whatever_is_wrong_with_it(tmp_path: Path, lang: str) -> None:
    where = project(tmp_path / "school", **{name: closed_rows(name) for name in OF_STUDENTS})
    for words in ("check --alles", "check --json --alles", "build --alles", "build --json", "explain A04"):
        done = run(where, tmp_path / "thuis", "--lang", lang, *words.split())
        assert (done.status, CANARY.findall(done.stdout + done.stderr)) == (0 if "explain" in words else 1, [])
        assert "A0" in done.stdout + done.stderr
    marked = [path for path in (where / "outputs").rglob("*") if "controle" in path.parts and path.is_file()]
    others = [path for path in (where / "outputs").rglob("*") if path.is_file() and path not in marked]
    assert sorted(path.name for path in marked) == ["bevindingen.html", "school.gecontroleerd.xlsx"]
    assert CANARY.findall(next(path for path in marked if path.suffix == ".html").read_text()) == []
    assert [path.name for path in others if CANARY.search(path.read_bytes().decode("latin-1"))] == []


def test_a_crash_tells_no_value(tmp_path: Path) -> None:
    crash = "import difflib\ndef broken(*given, **more):\n    raise RuntimeError('Kanariewaarde')\n"
    crash += "difflib.get_close_matches = broken\n"  # asked for what somebody may have meant
    unknown = ROWS["Lesroosteraanpassingen"].replace("| GES | ZW |", "| GES | XX |", 1)
    where = project(tmp_path / "school", Leerlingen=NAMES, Lesroosteraanpassingen=unknown)
    done = run(where, tmp_path / "thuis", "check", before=crash)
    log = where / "outputs" / "docgen.log"
    assert (done.status, CANARY.findall(done.stdout + done.stderr + log.read_text())) == (4, [])
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d S12-[0-9a-f]{4} RuntimeError\n {2}\S+\.py:\d+ ", log.read_text())
    assert "S12" in done.stderr
    if os.name == "posix":
        assert oct(log.stat().st_mode & 0o777) == "0o600"


def test_the_log_begins_anew_when_it_is_full(tmp_path: Path) -> None:
    for number in range(9):
        note(tmp_path, [f"S12-{number:04}", "x" * (LARGEST // 2)], datetime(2026, 7, 1))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["docgen.log", *(f"docgen.log.{number}" for number in range(1, OLDER + 1))]
    first = [path.read_text().partition(" ")[2][:8] for path in sorted(tmp_path.iterdir())]
    assert first == ["S12-0008", "S12-0007", "S12-0006", "S12-0005"]
    assert all(path.stat().st_size <= LARGEST for path in tmp_path.iterdir())


@POSIX
def test_outputs_that_were_open_to_others_are_closed(tmp_path: Path) -> None:
    where = Project(project(tmp_path))
    build(where)
    for path in (where.outputs, *where.outputs.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = run(tmp_path, tmp_path / "thuis", "build")
    modes = {path: path.stat().st_mode & 0o777 for path in (where.outputs, *where.outputs.rglob("*"))}
    assert done.status == 0
    assert {str(path): oct(m) for path, m in modes.items() if m != (0o700 if path.is_dir() else 0o600)} == {}


@POSIX
def test_what_sqlite_keeps_beside_the_ledger_is_closed_from_the_first_moment(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with Ledger(tmp_path / "outputs", writable=True) as ledger:
            ledger.record([], [], {"name": "value"})
            modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "outputs/.docgen").iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"), "0o600")


def test_a_link_that_leads_out_of_outputs_stops_the_run_and_is_not_followed(tmp_path: Path) -> None:
    where = Project(project(tmp_path / "school"))
    mine = tmp_path / "van mij"
    mine.mkdir()
    (mine / "brief.txt").write_text("x")
    mine.chmod(0o755)
    (mine / "brief.txt").chmod(0o644)
    where.outputs.mkdir()
    (where.outputs / "koppeling").symlink_to(mine)
    with pytest.raises(OSError, match="symbolic") as refused:
        build(where)
    assert refused.value.filename == str(where.outputs / "koppeling")
    assert [oct(path.stat().st_mode & 0o777) for path in (mine, mine / "brief.txt")] == ["0o755", "0o644"]
    assert [*where.outputs.rglob("*.docx")] == []


def test_the_tests_themselves_have_no_network() -> None:
    with pytest.raises(PermissionError, match="the network is taken away"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)  # an address for documentation (RFC 5737)
