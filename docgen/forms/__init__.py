"""Forms: workbooks that docgen writes for one purpose and reads back as rows. One file per kind, found by folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from docgen.forms.model import FormSpec


@cache
def forms() -> Mapping[str, FormSpec]:
    """Every kind of form by its name."""
    found = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        for spec in vars(importlib.import_module(f"{__name__}.{info.name}")).values():
            if isinstance(spec, FormSpec):
                found[spec.name] = spec
    return found
