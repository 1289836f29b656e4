"""The arrows of the house point down only, and each dangerous tool is held by one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "docgen"
ROOMS = (
    "__main__",
    "cli",
    "watch",
    "failures",
    "rendering",
    "workshop",
    "scaffold",
    "init",
    "dashboard",
    "marked",
    "looked",
    "reports",
    "messages",
    "handover",
    "bundle",
    "answers",
    "comparing",
    "pipeline",
    "readback",
    "spreading",
    "glance",
    "forms",
    "retention",
    "untouched",
    "changes",
    "cluster",
    "publish",
    "lapsing",
    "accounting",
    "companions",
    "beside",
    "batches",
    "make",
    "provenance",
    "doctor",
    "compiled",
    "inspection",
    "sample",
    "documents",
    "matrix",
    "figures",
    "board",
    "quality",
    "counting",
    "letters",
    "points",
    "measures",
    "goal_hours",
    "goals",
    "moments",
    "weeks",
    "exam_calendar",
    "one_page",
    "page",
    "outbox",
    "pdf",
    "artifacts",
    "privacy",
    "leaks",
    "repeated",
    "doctext",
    "unread",
    "verdicts",
    "consequences",
    "plan",
    "plan_shared",
    "plan_student",
    "planned",
    "seats",
    "confirm",
    "rules",
    "whatif",
    "weighing",
    "transfer",
    "fingerprint",
    "traces",
    "standing",
    "outcome",
    "ledger",
    "audit",
    "own_rows",
    "own_goals",
    "dossier",
    "register",
    "pointing",
    "workbooks",
    "doubled",
    "validate",
    "rowfaults",
    "typed",
    "refused",
    "taking",
    "sheets",
    "raw",
    "reading",
    "logo",
    "inbox",
    "resting",
    "released",
    "arithmetic",
    "teaching",
    "caseload",
    "exams",
    "hours",
    "resumption",
    "presence",
    "places",
    "by_class",
    "timetable",
    "school",
    "project",
    "riskwords",
    "mentions",
    "tokens",
    "spellings",
    "schema",
    "starter",
    "starter_checks",
    "starter_look",
    "style",
    "wording",
    "sparkline",
    "raster",
    "fill",
    "template",
    "merge",
    "filters",
    "image",
    "spec",
    "tables",
    "whom",
    "columns",
    "ics",
    "kinds",
    "copies",
    "storage",
    "holding",
    "log",
    "atomic",
    "given",
    "zips",
    "collecting",
    "findings",
)
"""From the roof to the cellar: a room imports only rooms that stand further on in this list."""

BY_NAME = {"documents", "rules"}  # found by folder (spec.py); nobody imports them by name
EXCEPT = {("documents", "documents"), ("rules", "rules")}  # one document or rule may build on another
ONLY = {
    "jinja2": {"merge", "template", "fill"},
    "click": {"cli"},
    "rich": {"reports"},
    "docgen.messages": {"reports", "cli", "messages", "init", "marked", "dashboard", "looked"},
    "docgen.dossier": {
        "consequences",
        "dashboard",
        "handover",
        "readback",
        "forms",
        "spreading",
        "sample",
        "rules",
        "comparing",
        "glance",
        "whatif",
        "weighing",
        "privacy",
        "leaks",
        "plan",
        "plan_shared",
        "plan_student",
        "seats",
        "own_rows",
        "own_goals",
        "transfer",
        "fingerprint",
        "pipeline",
        "publish",
        "accounting",
        "make",
        "inspection",
        "lapsing",
        "traces",
        "untouched",
        "changes",
    },
    "ortools": {"spreading"},
    "sqlite3": {"ledger", "failures"},
    "subprocess": {"pdf", "reading"},
    "pypdf": {"doctext"},
    "icalendar": {"ics"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


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
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("docgen.")}
    used = {other for other in rooms if other in ROOMS}
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
    assert writers == set()  # only docgen.atomic writes, through a file descriptor
