"""Writes templates/<name>.docx of every file in templates/source/: the same sources give the same bytes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent


def build_all() -> Mapping[str, bytes]:
    """Every template by its name."""
    sys.path.insert(0, str(HERE.parent))
    try:
        source = importlib.import_module("templates.source")
        names = sorted(info.name for info in pkgutil.iter_modules(source.__path__) if info.name[0] != "_")
        return {name.replace("_", "-"): importlib.import_module(f"templates.source.{name}").build() for name in names}
    finally:
        sys.path.remove(str(HERE.parent))


if __name__ == "__main__":
    for name, data in build_all().items():
        (HERE / f"{name}.docx").write_bytes(data)
        print(f"templates/{name}.docx  {len(data)}")
