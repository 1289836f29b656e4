"""What `docgen doctor` shows: a line per thing it looked at, what to do below it, and how many are in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docgen import __version__
from docgen.doctor import State, Told
from docgen.messages import Catalogue, catalogue, clock, day

SCHEMA = 1
SIGNS = {State.FINE: "✓", State.ABSENT: "–", State.WARNING: "!", State.ERROR: "✕"}
_NAME = 17  # how wide the names of the checks are


def lines(found: Sequence[Told], now: datetime, lang: str = "nl") -> list[str]:
    """The whole report, without an end of line."""
    texts = catalogue(lang)
    heading = texts.say("doctor.heading", version=__version__, date=day(texts, now), time=clock(texts, now))
    shown = [heading, ""]
    for told in found:
        shown.append(f"  {SIGNS[told.state]} {texts.word(f'doctor.{told.check}'):<{_NAME}}{message(texts, told)}")
        if fix := hint(texts, told):
            shown.append(f"{' ' * (_NAME + 4)}→ {fix}")
    return [*shown, "", _total(texts, found)]


def message(texts: Catalogue, told: Told) -> str:
    """What was found."""
    return texts.say(f"doctor.{told.check}_{told.case}", told.n, **_facts(texts, told))


def hint(texts: Catalogue, told: Told) -> str:
    """What to do; '' when there is nothing to do."""
    name = f"{told.check}_{told.case}_fix"
    return texts.say(f"doctor.{name}", **_facts(texts, told)) if name in texts.sections["doctor"] else ""


def _facts(texts: Catalogue, told: Told) -> dict[str, Any]:
    parts = [str(texts.word(f"doctor.parts.{name}")) for name in told.parts]
    shown = {name: day(texts, value) if isinstance(value, date) else value for name, value in told.facts.items()}
    return {**shown, "parts": ", ".join(parts)}


def _total(texts: Catalogue, found: Sequence[Told]) -> str:
    count = {state: sum(told.state is state for told in found) for state in State}
    words = {
        name: texts.say(f"words.count.{state}", count[state])
        for name, state in (("warnings", State.WARNING), ("errors", State.ERROR))
    }
    return texts.say("doctor.total", count[State.FINE], **words)


def as_json(found: Sequence[Told], lang: str = "nl") -> dict[str, Any]:
    """The same for machines: an entry per line, and how many there are of each state."""
    texts = catalogue(lang)
    entries = [
        {"check": told.check, "state": told.state.value, "message": message(texts, told), "hint": hint(texts, told)}
        for told in found
    ]
    counts = {state.value: sum(told.state is state for told in found) for state in State}
    return {"schema": SCHEMA, "checks": entries, "counts": counts}
