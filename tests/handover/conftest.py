"""A package without its PDF takes a tenth of the time: only a test that asks for a real program has LibreOffice."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _without_libreoffice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("program") is None:
        monkeypatch.setenv("PATH", os.devnull)
        monkeypatch.setattr("docgen.pdf.PLACES", ())
