"""What `docgen read-back` says: per point what was chosen. What is for staff only is named, not shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from docgen.columns import Sensitivity
from docgen.messages import Catalogue, catalogue, day
from docgen.readback.choices import Choices, column_of
from docgen.style.fields import ASKED

_LONGEST = 60


def chosen(choices: Choices, lang: str = "nl") -> list[str]:
    """The council, its points with their choices, or that there is nothing to take over."""
    texts = catalogue(lang)
    if not choices.council:
        return [texts.say("readback.refused")]
    lines = [texts.say("readback.council", kind=choices.council)]
    for choice in choices.filled:
        lines.append(texts.say("readback.point", name=choice.number, id=choice.about).rstrip())
        lines += _values(texts, dict(choice.values))
    return lines if choices.filled else [*lines, texts.say("readback.nothing")]


def made(choices: Choices, path: Path, lang: str = "nl") -> list[str]:
    """How many points went into the form, and what to do with it."""
    texts = catalogue(lang)
    return [texts.say("readback.form", len(choices.filled)), texts.say("readback.next", file=path)]


def _values(texts: Catalogue, values: dict[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        closed = column_of(name).sensitivity is Sensitivity.M
        shown = texts.say("readback.closed") if closed else _shown(texts, value)
        yield texts.say("readback.value", heading=ASKED[name].label, text=shown)


def _shown(texts: Catalogue, value: Any) -> str:
    if isinstance(value, date):
        return day(texts, value)
    text = "; ".join(value) if isinstance(value, tuple) else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
