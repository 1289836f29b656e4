"""A package without its PDF takes a tenth of the time: only a test that asks for a real program has LibreOffice."""

from __future__ import annotations

import pytest

from tests.office import nowhere


@pytest.fixture(autouse=True)
def _without_libreoffice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("program") is None:
        nowhere(monkeypatch)
