"""A watcher works out again what follows from a changed cell and keeps the rest: it says what a first run says."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.columns import Origin
from docgen.disk.hashed import SETTLED, sha256_of
from docgen.kinds import Reference
from docgen.ledger import Ledger
from docgen.pipeline import Built, build, check
from docgen.privacy.leaks import Secrets
from docgen.project import Project
from docgen.records.again import is_same
from docgen.records.dossier import Records
from docgen.records.workbooks import Workbooks
from docgen.records.worked import OfRows, Worked
from docgen.rules.facts import names
from docgen.tables.school import StaffMember
from tests.building import edited, without
from tests.language import workbook
from tests.worked_example import ROWS, TODAY, both, headed

OF_SCHOOL = ("School", "Leerlingen", "Contacten", "Personeel", "Kalender", "Opvang", "Basisrooster", "Examenrooster")
TEXTS = both()
KEY, JUNE = "ab" * 32, "2026-06-10"


class School:
    """The worked example in two workbooks, of which a test changes something."""

    def __init__(self, folder: Path) -> None:
        """Write both."""
        self.folder, self.sheets = folder, {**ROWS, **TEXTS}
        self.names = {True: "school.xlsx", False: "zorg.xlsx"}
        self.settings()
        self.write()

    def settings(self, more: str = "", today: str = TODAY) -> None:
        """Write docgen.toml."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "docgen.toml").write_text(f"[datum]\npeildatum = {today}\n{more}")

    def write(self, **changed: str) -> None:
        """Write both workbooks; '' leaves a sheet out."""
        self.sheets |= changed
        shutil.rmtree(self.folder / "inputs", ignore_errors=True)
        for of_school, name in self.names.items():
            own = {n: headed(n, rows) for n, rows in self.sheets.items() if rows and (n in OF_SCHOOL) == of_school}
            workbook(self.folder / "inputs", name, **own)

    def rename(self, *, of_school: bool, name: str) -> None:
        """Another file with the same sheets."""
        self.names[of_school] = name
        self.write()

    def remove(self, name: str) -> None:
        """One workbook goes."""
        (self.folder / "inputs" / name).unlink()

    def documents(self) -> list[Path]:
        """The Word documents that stand there."""
        return sorted((self.folder / "outputs").rglob("*.docx"))


def swapped(rows: str) -> str:
    """The rows with the first two in each other's place."""
    first, second, *rest = (line for line in rows.strip().splitlines() if line.strip())
    return "\n".join((second, first, *rest))


def by_hand(school: School) -> None:
    """A document that somebody edited where it stood, with its size and its time as they were."""
    path = school.documents()[0]
    about, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


CHANGES: Mapping[str, Callable[[School], object]] = {
    "nothing": lambda school: None,
    "a cell": lambda school: school.write(Overleg=both(Overleg=edited("Overleg", G4="Samen bekeken."))["Overleg"]),
    "a name": lambda school: school.write(Leerlingen=edited("Leerlingen", B5="Andersson")),
    "the name behind a reference": lambda school: school.write(
        Trajecten=both(Trajecten=edited("Trajecten", H4="MVB Els De Pauw"))["Trajecten"]
    ),
    "a row gone": lambda school: school.write(Maatregelen=without("Maatregelen", 5)),
    "rows in another order": lambda school: school.write(Maatregelen=swapped(school.sheets["Maatregelen"])),
    "a student gone": lambda school: school.write(Leerlingen=without("Leerlingen", 5)),
    "a student back": lambda school: school.write(Leerlingen=ROWS["Leerlingen"]),
    "a cell that cannot be read": lambda school: school.write(Leerlingen=edited("Leerlingen", D5="morgen")),
    "a workbook renamed": lambda school: school.rename(of_school=False, name="map.xlsx"),
    "a workbook gone": lambda school: school.remove("map.xlsx"),
    "a workbook back": lambda school: school.write(),
    "names of two workbooks exchanged": lambda school: (
        school.names.update({True: "map.xlsx", False: "school.xlsx"}),
        school.write(),
    ),
    "another key": lambda school: (school.folder / "outputs" / ".docgen" / "key").write_text(f"{KEY}\n"),
    "the day": lambda school: school.settings(today=JUNE),
    "a word to look for": lambda school: school.settings('[woorden.zoeken]\ndiagnose = ["klas*"]\n', JUNE),
    "another heading": lambda school: school.settings('[koppen]\nNaam = ["Voluit"]\n', JUNE),
    "a document edited by hand": by_hand,
}
"""Each kind of thing that can be other, one after the other in one watcher."""


def told(project: Project, built: Built) -> dict[str, Any]:
    """Everything that a run says, leaves and knows."""
    outputs = project.outputs
    with Ledger(outputs, writable=False) as ledger:
        made = ledger.made()
    return {
        "findings": built.checked.findings,
        "verdicts": {planned.name: verdict for planned, verdict in built.checked.verdicts.items()},
        "documents": {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*.*x")},
        "made": made,
        "traces": (outputs / ".docgen" / "traces.json").read_text(),
        "secrets": secrets_of(built.checked.records),
    }


def secrets_of(records: Records) -> object:
    """The index of what may not leak, with the place of everything in it."""
    index = Secrets(records)
    runs = [(run, [(name, own[1:], own.place) for name, own in owners.items()]) for run, owners in index.runs.items()]
    return runs, index.names, index.lengths


def test_whatever_changes_a_watcher_tells_and_leaves_what_a_first_run_does(tmp_path: Path) -> None:
    school, known = School(tmp_path / "school"), Workbooks()
    build(Project(school.folder), known=known)
    now = 0.0
    for number, (what, change) in enumerate(CHANGES.items()):
        for path in school.documents() * 2:  # so that the watcher knows each by heart
            sha256_of(path, now=(now := now + SETTLED))
        change(school)
        fresh = Project(shutil.copytree(school.folder, tmp_path / f"fresh{number}"))
        again = Project(school.folder)
        assert told(again, build(again, known=known)) == told(fresh, build(fresh)), what


def test_each_of_these_changes_changes_something(tmp_path: Path) -> None:
    """Else the test above says nothing."""
    school = School(tmp_path / "school")
    before = told(Project(school.folder), build(Project(school.folder)))
    same = []
    for what, change in CHANGES.items():
        change(school)
        stood = {path: path.read_bytes() for path in school.documents()}
        after = told(Project(school.folder), build(Project(school.folder)))
        if after == before and stood == {path: path.read_bytes() for path in school.documents()}:
            same.append(what)
        before = after
    assert same == ["nothing"]


def test_a_row_that_says_what_it_said_is_the_same_row_also_in_a_changed_workbook(tmp_path: Path) -> None:
    school, known = School(tmp_path / "school"), Workbooks()

    def rows() -> tuple[Any, ...]:
        return check(Project(school.folder), known=known).records.register.rows["Personeel"]

    before = rows()
    school.write(Personeel=edited("Personeel", B5="Els De Pauwe"))
    after = rows()
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, False, *[True] * 6]
    assert [row.name for row in after][:2] == ["Marie Van Boven", "Els De Pauwe"]


PLACE = Origin("a.xlsx", "Personeel", 4, {"Code": 1})
MEMBER: Mapping[str, Any] = {"code": "MVB", "name": "Marie", "function": "leraar", "classes": (Reference("4A", "Jan"),)}


def member(origin: Origin = PLACE, given: frozenset[str] = frozenset({"code"}), **values: object) -> StaffMember:
    return StaffMember.of_values({**MEMBER, **values}, set(given), origin)


@pytest.mark.parametrize(
    "other",
    [
        member(name="Mia"),
        member(PLACE._replace(row=5)),
        member(PLACE._replace(file="b.xlsx")),
        member(PLACE._replace(columns={"Code": 2})),
        member(given=frozenset({"code", "name"})),
        member(classes=(Reference("4A", "Piet"),)),
        member(classes=("4A",)),
        member(classes=()),
        member(classes=[Reference("4A", "Jan")]),
    ],
    ids=["value", "row", "file", "column", "filled in", "label", "no reference", "fewer", "a list"],
)
def test_a_row_that_differs_in_anything_is_another_row(other: StaffMember) -> None:
    assert is_same(member(), member())
    assert not is_same(member(), other)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0.0, -0.0), (float("nan"), float("nan"))])
def test_values_that_are_only_equal_are_not_the_same(one: object, other: object) -> None:
    assert is_same(member(hours=one), member(hours=one)) or one != one
    assert not is_same(member(hours=one), member(hours=other))


def test_what_was_worked_out_is_of_these_very_rows_in_this_order_and_of_what_is_beside_them() -> None:
    one, other, worked, asked = member(), member(), Worked(), []

    def of(*rows: StaffMember, beside: object = "") -> int:
        worked.end_run()
        return worked.of("test", "", rows, beside, lambda: asked.append(rows) or len(asked))  # type: ignore[func-returns-value]

    assert one == other
    assert [of(one, other), of(one, other), of(other, one), of(one), of(one), of(one, beside="x"), of()] == [
        *(1, 1, 2, 3, 3, 4, 5),
    ]


def test_what_a_run_did_not_ask_for_is_let_go_with_its_row() -> None:
    row, worked = member(), OfRows[int]()
    assert (worked.of(row, lambda row: 1), worked.of(row, lambda row: 2)) == (1, 1)
    gone = weakref.ref(row)
    del row
    worked.end_run()
    gc.collect()
    assert gone() is not None
    worked.end_run()
    gc.collect()
    assert gone() is None


def test_nothing_that_was_kept_outlives_its_workbook(tmp_path: Path) -> None:
    school, known = School(tmp_path / "school"), Workbooks()
    built = build(Project(school.folder), known=known)
    gone = weakref.ref(built.checked.records.register.rows["Maatregelen"][0])
    del built
    school.remove("zorg.xlsx")
    for _ in range(2):
        build(Project(school.folder), known=known)
    gc.collect()
    assert gone() is None


def test_another_process_gets_nothing_of_what_is_kept_and_a_run_alone_keeps_nothing(tmp_path: Path) -> None:
    school, known = School(tmp_path / "school"), Workbooks()
    kept = check(Project(school.folder), known=known).records
    assert (kept.worked, pickle.loads(pickle.dumps(kept)).worked) == (known.worked, None)
    assert check(Project(school.folder)).records.worked is None


def test_texts_in_which_names_were_looked_for_are_let_go_with_their_run(tmp_path: Path) -> None:
    school, known = School(tmp_path / "school"), Workbooks()
    looked = [check(Project(school.folder), known=known).records.once(names) for _ in range(2)]
    assert looked[0] == looked[1]
    assert looked[0].students is looked[1].students
    assert looked[0].mentions("Bram Andersen") is not looked[1].mentions("Bram Andersen")


def touched(path: Path, data: bytes) -> None:
    """Write a file where it stands, with its time as it was, until the system says that it did change."""
    before = path.stat()
    while path.stat().st_ctime_ns == before.st_ctime_ns:
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_is_read_until_it_was_found_the_same_after_a_while_and_again_when_it_was_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"aaaa")
    first = sha256_of(path, now=0)
    assert sha256_of(path, now=SETTLED) == first
    touched(path, b"bbbb")
    second = sha256_of(path, now=SETTLED)
    assert (second == first, path.stat().st_size) == (False, 4)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        sha256_of(path, now=100)
    path.write_bytes(b"aaaa")
    assert sha256_of(path, now=101) == first
