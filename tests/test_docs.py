"""The README cannot go stale: its commands exist, its two set-up lines are what CI runs, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from docgen.cli import commands
from docgen.cli.helping import Group

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.S)
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def test_two_command_lines_do_all_the_set_up() -> None:
    assert [block.strip().splitlines() for block in BLOCKS] == [
        ["python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/docgen build"],
        ["python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"],
    ]


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`docgen ([^`]+)`", README))))
def test_every_command_in_the_readme_exists(line: str) -> None:
    words = [word for word in shlex.split(line) if word != "…"]
    command: click.Command = commands
    while isinstance(command, Group):
        command = dict(command.below(click.Context(command)))[words.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [*re.findall(r"\]\(([^)#]+)\)", text), *re.findall(r'src="([^"]+)"', text)]
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_map_names_what_ls_shows() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    plan = re.search(r"## The house\n.*?```\n(.*?)```", text, re.S)
    assert plan is not None
    firsts = (re.split(r" {2,}", line)[0] for line in plan[1].splitlines() if not line.startswith(" "))
    named = sorted(name.strip().rstrip("/") for first in firsts for name in first.split(","))
    inside = (ROOT / "docgen").iterdir()
    rooms = (path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists())
    assert named == sorted(room for room in rooms if not room.startswith("__"))
