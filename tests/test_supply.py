"""What docgen is built upon: bounded, with a reason, and locked byte for byte without the address of any index."""

from __future__ import annotations

import re
import runpy
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED = (ROOT / "constraints.txt").read_text(encoding="utf-8")
EXTRAS = PROJECT["optional-dependencies"]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return found[0].lower().replace("_", "-")


def test_what_users_install_has_a_lower_and_an_upper_bound() -> None:
    ours = [*PROJECT["dependencies"], *(one for extra, names in EXTRAS.items() if extra != "test" for one in names)]
    assert [one for one in ours if not re.search(r">=\d.*,<\d", one)] == []


def test_each_bound_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if re.search(r'"[A-Za-z0-9-]+>=\d[^"]*,<\d', line)]
    assert [line for line in asked if not re.search(r"# (?:as in \[|.{20,})", line)] == []


def test_everything_is_locked_with_its_hashes_and_without_an_address() -> None:
    entries = re.findall(r"^([a-z0-9-]+)==[^\\\n]+\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", LOCKED, re.M)
    wanted = {name_of(one) for names in (PROJECT["dependencies"], *EXTRAS.values()) for one in names}
    assert wanted - {name for name, _ in entries} == set()
    assert len(entries) == len(re.findall("^[a-z0-9-]+==", LOCKED, re.M))
    assert "://" not in LOCKED
    assert "--index" not in LOCKED


def test_ci_installs_what_is_locked() -> None:
    assert "pip install -q --require-hashes -r constraints.txt" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_an_installed_docgen_has_every_file_of_its_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    setuptools = SimpleNamespace(setup=told.update, find_packages=lambda include: [])  # pip brings its own
    monkeypatch.setitem(sys.modules, "setuptools", setuptools)
    runpy.run_path(str(ROOT / "setup.py"))
    room = ROOT / "docgen"
    packed = {path for pattern in told["package_data"]["docgen"] for path in room.glob(pattern)}
    data = {path for path in room.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert data - packed == set()
