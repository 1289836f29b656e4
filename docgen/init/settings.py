"""docgen.toml as a school first sees it: every setting of `project.Settings` with its meaning, none of them changed."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docgen.init.words import words
from docgen.project import Settings

WIDTH = 110


def settings_text() -> str:
    """The text of docgen.toml. Without a change it says what docgen does by itself."""
    rows = [row for sentence in words()["instellingen"]["begin"] for row in _comment(sentence)]
    loose = {name: about for name, about in Settings.model_fields.items() if not _is_table(about)}
    rows += _settings(loose)
    for name, about in Settings.model_fields.items():
        if _is_table(about):
            rows += ["", *_comment(about.description or ""), f"[{name}]", *_table(about)]
    return "\n".join(rows) + "\n"


def _is_table(about: FieldInfo) -> bool:
    return isinstance(_default(about), BaseModel | dict)


def _default(about: FieldInfo) -> Any:
    return about.get_default(call_default_factory=True)


def _table(about: FieldInfo) -> list[str]:
    default = _default(about)
    if isinstance(default, BaseModel):
        return [*_settings(type(default).model_fields)]
    given = [_line(name, value) for name, value in default.items()]
    return given or [f"# {_line(name, value)}" for example in about.examples or () for name, value in example.items()]


def _settings(fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    """A line per setting under its meaning; one without a value of its own shows an example that does not count."""
    for name, about in fields.items():
        yield from _comment(about.description or "")
        if about.default is None:
            yield from (f"# {_line(name, example)}" for example in about.examples or ())
        else:
            yield _line(name, about.default)


def _comment(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _line(name: str, value: Any) -> str:
    written = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
    return f"{name if name.replace('_', '').isalnum() and name.isascii() else json.dumps(name)} = {written}"
