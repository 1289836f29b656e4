"""Tests that need a real program are skipped with the reason when it is absent; in CI such a skip is a failure."""

from __future__ import annotations

import os
import shutil

import pytest

PROGRAMS = {"libreoffice": "soffice", "pdf": "pdftoppm", "chromium": "chromium"}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the programs that `@pytest.mark.program("libreoffice", ...)` names."""
    for mark in item.iter_markers("program"):
        for name in mark.args:
            if shutil.which(PROGRAMS[name]) is None:
                if os.environ.get("DOCGEN_REAL_PROGRAMS") == "required":
                    pytest.fail(f"{PROGRAMS[name]} is not installed, and CI requires it")
                pytest.skip(f"{PROGRAMS[name]} is not installed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden texts anew."""
    parser.addoption("--update-golden", action="store_true", help="schrijf tests/cases opnieuw")
