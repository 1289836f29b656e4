"""The arrows of the house point down only, and each dangerous tool is held by one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "docgen"
ROOMS = (
    "__main__",
    "cli",
    "watch.loop",
    "group",
    "running",
    "making.failures",
    "authors.rendering",
    "authors.workshop",
    "authors.scaffold",
    "init",
    "dashboard",
    "marked",
    "changes.looked",
    "reports",
    "messages",
    "handover",
    "bundle",
    "answers",
    "whatif.comparing",
    "pipeline",
    "readback",
    "spreading",
    "whatif.glance",
    "forms",
    "retention",
    "changes.untouched",
    "changes.causes",
    "making.cluster",
    "making.publish",
    "making.lapsing",
    "making.accounting",
    "making.companions",
    "making.beside",
    "making.batches",
    "making.make",
    "making.identity",
    "changes.provenance",
    "doctor",
    "making.compiled",
    "making.inspection",
    "authors.sample",
    "documents",
    "matrix",
    "pages.figures",
    "pages.board",
    "pages.quality",
    "pages.counting",
    "pages.letters",
    "pages.points",
    "pages.invited",
    "pages.measures",
    "pages.goal_hours",
    "pages.goals",
    "pages.moments",
    "pages.weeks",
    "pages.exam_calendar",
    "pages.one_page",
    "pages.page",
    "outbox",
    "making.pdf",
    "making.tagging",
    "privacy",
    "privacy.leaks",
    "privacy.allowed",
    "privacy.secret",
    "privacy.calling",
    "privacy.vocabulary",
    "privacy.repeated",
    "privacy.packed",
    "privacy.doctext",
    "changes.unread",
    "changes.sorted_apart",
    "changes.gone",
    "plan.verdicts",
    "records.consequences",
    "plan.plan",
    "plan.shared",
    "plan.student",
    "plan.planned",
    "plan.seats",
    "plan.confirm",
    "rules",
    "whatif.variants",
    "whatif.weighing",
    "privacy.transfer",
    "records.fingerprint",
    "changes.traces",
    "changes.standing",
    "making.status",
    "making.outcome",
    "ledger",
    "audit",
    "plan.own_rows",
    "whatif.own_goals",
    "records.dossier",
    "records.version",
    "records.register",
    "records.pointing",
    "records.workbooks",
    "records.absent",
    "records.doubled",
    "records.again",
    "records.validate",
    "records.rowfaults",
    "records.typed",
    "records.refused",
    "watch.taking",
    "sheets",
    "reading.raw",
    "reading",
    "reading.logo",
    "inbox",
    "watch.resting",
    "privacy.released",
    "arithmetic",
    "school.teaching",
    "school.caseload",
    "school.exams",
    "school.hours",
    "school.resumption",
    "school.presence",
    "school.places",
    "school.by_class",
    "school.timetable",
    "school.school",
    "project",
    "words.riskwords",
    "words.mentions",
    "words.tokens",
    "words.spellings",
    "schema",
    "starter.book",
    "starter.checks",
    "starter.look",
    "starter.palette",
    "style",
    "words.wording",
    "pictures.sparkline",
    "pictures.raster",
    "fill",
    "template",
    "merge",
    "filters",
    "pictures.image",
    "spec",
    "tables",
    "records.whom",
    "records.worked",
    "columns",
    "pages.ics",
    "kinds",
    "disk.copies",
    "disk.storage",
    "disk.holding",
    "disk.log",
    "disk.atomic",
    "disk.folders",
    "disk.leftovers",
    "disk.given",
    "disk.zips",
    "disk.hashed",
    "collecting",
    "findings",
)
"""From the roof to the cellar: a room imports only rooms that stand further on in this list.

A wing (a folder with rooms of one subject) has a line for each of its rooms, another folder is one room.
"""

BY_NAME = {"documents", "rules"}  # found by folder (spec.py); nobody imports them by name
EXCEPT = {("documents", "documents"), ("rules", "rules")}  # one document or rule may build on another
SEE_DOSSIERS = {
    "records.consequences",
    "dashboard",
    "handover",
    "readback",
    "forms",
    "spreading",
    "authors.sample",
    "rules",
    "whatif.comparing",
    "whatif.glance",
    "whatif.variants",
    "whatif.weighing",
    "privacy",
    "privacy.leaks",
    "privacy.secret",
    "plan.plan",
    "plan.shared",
    "plan.student",
    "plan.seats",
    "plan.own_rows",
    "whatif.own_goals",
    "privacy.transfer",
    "records.fingerprint",
    "pipeline",
    "making.publish",
    "making.accounting",
    "making.make",
    "making.inspection",
    "making.lapsing",
    "changes.traces",
    "changes.untouched",
    "changes.causes",
}
ONLY = {
    "jinja2": {"merge", "template", "fill"},
    "click": {"cli"},
    "rich": {"reports"},
    "docgen.messages": {"reports", "cli", "messages", "init", "marked", "dashboard", "changes.looked"},
    "docgen.records.dossier": SEE_DOSSIERS,
    "docgen.records.version": SEE_DOSSIERS | {"records.dossier"},
    "ortools": {"spreading"},
    "sqlite3": {"ledger", "making.failures"},
    "subprocess": {"making.pdf", "reading"},
    "pypdf": {"privacy.doctext"},
    "icalendar": {"pages.ics"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(path.relative_to(PACKAGE).with_suffix("").parts)
        if room or path.name != "__init__.py":  # a wing itself holds nothing
            yield room, path


def room_of(parts: Sequence[str]) -> str:
    """The room of these steps down from the package; '' when there is none."""
    names = (".".join(parts[:2]), parts[0]) if parts else ()
    return next((name for name in names if name in ROOMS), "")


def test_a_wing_itself_holds_nothing() -> None:
    wings = {room.split(".")[0] for room in ROOMS if "." in room} - {*ROOMS}
    inside = {wing: ast.parse((PACKAGE / wing / "__init__.py").read_text(encoding="utf-8")).body for wing in wings}
    assert {wing: len(body) for wing, body in inside.items()} == dict.fromkeys(wings, 1)  # its docstring


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_its_floor() -> None:
    assert {room for room, _ in modules()} == set(ROOMS)


@pytest.mark.parametrize(("room", "path"), tuple(modules()), ids=lambda value: getattr(value, "stem", value))
def test_arrows_point_down_only(room: str, path: Path) -> None:
    used = {room_of(name.split(".")[1:]) for name in imports(path) if name.startswith("docgen.")} - {"", room}
    upward = {other for other in used if ROOMS.index(other) < ROOMS.index(room)}
    named = {other for other in used & BY_NAME if (room, other) not in EXCEPT}
    assert (upward, named) == (set(), set())


@pytest.mark.parametrize("tool", tuple(ONLY))
def test_a_tool_is_held_by_its_own_rooms(tool: str) -> None:
    holders = {
        room for room, path in modules() if any(name == tool or name.startswith(f"{tool}.") for name in imports(path))
    }
    assert holders <= ONLY[tool]


def test_only_privacy_makes_what_may_be_filled_and_written() -> None:
    makers = {
        (room, node.func.id)
        for room, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Released", "Cleared")
    }
    assert makers == {("privacy", "Released"), ("privacy", "Cleared")}


def test_files_are_written_in_one_way() -> None:
    writers = {
        room
        for room, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("write_bytes", "write_text")
    }
    assert writers == set()  # only docgen.disk.atomic writes, through a file descriptor
