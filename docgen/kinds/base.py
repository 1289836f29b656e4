"""What every kind of cell is: it parses one cell, or says why it cannot; and a cell as a person sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from docgen.collecting import of_a_run


class Reference(str):
    """A key that points at another row; `label` is what was typed behind it ('MVB Marie Van Boven')."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, key: str, label: str = "") -> Reference:
        """Make a reference with its label."""
        self = super().__new__(cls, key)
        self.label = label
        return self


class Kind:
    """How one cell is typed. Subclasses implement `parse`; `hint` is shown above the column."""

    hint = ""
    allowed: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()  # the sheets whose keys it points at, when that is checked

    def parse(self, raw: object) -> Any:
        """The value of a cell that is not empty. Raises PydanticCustomError(case, facts)."""
        raise NotImplementedError

    def references(self, value: Any) -> tuple[Reference, ...]:
        """The references inside a parsed value, for the check across sheets."""
        return ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Let pydantic call `parse`, and describe the column by its Python type in a JSON Schema."""
        return core_schema.no_info_plain_validator_function(self.parse)


def wrong(case: str, **facts: Any) -> PydanticCustomError:
    """The error of a cell: a case of rule A02 and facts about the column."""
    return PydanticCustomError(case, case, facts)


def as_text(raw: object) -> str:
    """A cell as the text a person sees: whole numbers without '.0', dates as dd/mm/yyyy."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "ja" if raw else "nee"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, float):
        return str(raw).replace(".", ",")
    if isinstance(raw, datetime | date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    return str(raw).strip()


OTHERWISE = re.compile(r"\s*(?:[,/+&;\n]|\\|\b(?:en|of|t/m|tot)\b)\s*", re.IGNORECASE)
"""What people put between values where a semicolon belongs."""


def several(text: str, parse: Callable[[str], object]) -> bool:
    """Whether a text that cannot be parsed holds several values, with something else than a semicolon between them."""
    parts = [part for part in OTHERWISE.split(text) if part]
    if len(parts) < 2:
        return False
    try:
        return all(parse(part) != () for part in parts)
    except ValueError:
        return False


@of_a_run
@lru_cache(maxsize=4096)
def plain_choice(text: str) -> str:
    """Text for comparing with a list: no case, accents, or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.casefold().split()))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
