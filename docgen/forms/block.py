"""The head of every form: the title, the block in A2:B9 with its two-part code, and reading both back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from docgen.columns import plain
from docgen.forms.model import (
    BLOCK,
    BLOCK_ROW,
    CODE,
    END,
    FOLLOWS,
    KEY,
    MADE_ON,
    START,
    STUDENT,
    TITLE_ROW,
    Cell,
    DamagedError,
    FormSheet,
    FormSpec,
    Request,
    Sheet,
)
from docgen.kinds import Date, as_text
from docgen.reading.raw import RawForm
from docgen.records.fingerprint import digest

SENTENCE = (
    "Vul de gele cellen in, bewaar, en zet dit bestand in de map inputs. Een lege gele cel laat alles zoals het is."
)
PROMPTS = {
    START: "De eerste dag waarop dit geldt.\nBijvoorbeeld: 16/03/2026",
    END: "De laatste dag waarop dit geldt.\nBijvoorbeeld: 27/03/2026",
}


def put_head(
    sheet: FormSheet,
    spec: FormSpec,
    request: Request,
    title: str,
    *,
    key: str,
    student: str = "",
    start: date | None = None,
    end: date | None = None,
    span: int = 2,
) -> None:
    """Write the title and the block; call it last, when `sheet.base` is complete. `span`: last column of the values."""
    values: dict[str, Any] = {KEY: key, STUDENT: student, START: start, END: end, MADE_ON: request.records.today}
    values[FOLLOWS] = _followed(spec, request, sheet.name, key, sheet)
    values[CODE] = code_of(spec, sheet.name, values, sheet.fingerprint or digest(sorted(sheet.base.items())))
    sheet.put(TITLE_ROW, 1, Cell(title, "title"))
    for row, label in enumerate(BLOCK, start=BLOCK_ROW):
        is_open = spec.dated and label in (START, END)
        kind = Date() if label in (START, END, MADE_ON) else None
        prompt = (label, PROMPTS[label]) if is_open else ("", "")
        sheet.put(row, 1, Cell(label, "label"))
        sheet.put(row, 2, Cell(values[label], "yellow" if is_open else "grey", kind, prompt=prompt))
        if span > 2:
            sheet.merged.append((row, 2, row, span))
    sheet.put(BLOCK_ROW + len(BLOCK) + 1, 1, Cell(SENTENCE, "sentence"))


def code_of(spec: FormSpec, name: str, values: Mapping[str, Any], shown: str) -> str:
    """The Formuliercode: half for what the form is about, half of the fingerprint of what it shows."""
    dates = () if spec.dated else (START, END)
    own = [spec.name, plain(name), *(values[label] or "" for label in (KEY, STUDENT, *dates, MADE_ON, FOLLOWS))]
    return f"{digest(own)[:8]}-{shown[:8]}".upper()


def _followed(spec: FormSpec, request: Request, name: str, key: str, sheet: FormSheet) -> str:
    """The code of the form in use from which this one is prefilled."""
    same = [
        form
        for form in request.forms
        if form.spec is spec and form.sheet.key == key and plain(form.sheet.raw.sheet) == plain(name)
    ]
    return same[-1].code if same else ""


def read_block(spec: FormSpec, raw: RawForm) -> Sheet:
    """The form with its block understood. Raises DamagedError when a label or the key was changed."""
    bare = Sheet(raw, {})
    values: dict[str, Any] = {}
    for row, label in enumerate(BLOCK, start=BLOCK_ROW):
        if plain(as_text(bare.value(row, 1))) != plain(label):
            raise DamagedError("heading", (row, 1), label)
        value = bare.value(row, 2)
        if label in (START, END, MADE_ON):
            values[label] = _day(value) if value != "" else None
        else:
            values[label] = as_text(value)
    if not re.fullmatch(spec.key_pattern, values[KEY]):
        raise DamagedError("key", (BLOCK_ROW, 2))
    if code_of(spec, raw.sheet, values, "").partition("-")[0] != values[CODE].partition("-")[0]:
        raise DamagedError("key", (BLOCK_ROW, 2))
    return Sheet(raw, values)


def _day(value: Any) -> Any:
    """A date, or what stands there instead: validation tells what is wrong with it."""
    try:
        return Date().parse(value)
    except PydanticCustomError:
        return value
