"""The Dutch words of the starter workbooks, from init.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words() -> Mapping[str, Any]:
    """The tables of init.toml."""
    return tomllib.loads((Path(__file__).parent / "init.toml").read_text(encoding="utf-8"))
