"""Tests that need OR-tools: skipped with the reason when the extra is absent, and a failure where CI requires it."""

from __future__ import annotations

import os

import pytest

from docgen.spreading.solver import available


def needs_solver() -> pytest.MarkDecorator:
    """Skip without OR-tools; in CI, where [test] brings it, a test that needs it fails by itself."""
    required = os.environ.get("DOCGEN_REAL_PROGRAMS") == "required"
    return pytest.mark.skipif(not available() and not required, reason="ortools is not installed: docgen[solver]")
