"""Findings without a terminal: one line each, in words, so that they can be searched and sorted."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.findings import Severity
from docgen.messages import Catalogue, catalogue, listed, sentence
from docgen.reports.model import Line

_NAMED = 5  # above this many students the first ones stand for all
_SIGNS = {"›": ">", "→": "->", "✓": "ok", "✕": "x", "…": "...", "·": "-", "─": "-", "–": "-", "█": "#", "░": "-"}
_NEVER_PLAIN = "›→✓✕"


def check_lines(lines: Sequence[Line], lang: str = "nl") -> list[str]:
    """Every line of a report as plain text, without drawing signs."""
    return [without_signs(_line(catalogue(lang), line, lang)) for line in lines]


def named(texts: Catalogue, students: Sequence[str]) -> str:
    """'L0097, L0281, L0693', or the first five 'en 14 andere'."""
    if len(students) <= _NAMED:
        return ", ".join(students)
    return f"{', '.join(students[:_NAMED])} {texts.say('report.and_more', len(students) - _NAMED)}"


def without_signs(text: str) -> str:
    """Text with '>' for '›' and '->' for '→'."""
    return "".join(_SIGNS[c] if c in _NEVER_PLAIN else c for c in text)


_ORDERS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "?")
"""Signs that a console does instead of shows (all controls but a tab and a new line): a file name may hold them."""


def encodable(text: str, encoding: str) -> str:
    """Text that a console with this encoding can show: signs it lacks become words or ASCII, orders to it a '?'."""
    shown = []
    for c in text.translate(_ORDERS):
        try:
            c.encode(encoding)
            shown.append(c)
        except (UnicodeEncodeError, LookupError):
            shown.append(_SIGNS.get(c, "?"))
    return "".join(shown)


def _line(texts: Catalogue, line: Line, lang: str) -> str:
    told = sentence(line.finding, lang, line.places)
    word = texts.word("words.plain")[line.severity.value]
    parts = [f"{word} {line.finding.code} {told}"]
    if line.stops:
        kind = "plain_waits" if line.severity is Severity.HOLD else "plain_stops"
        who = named(texts, line.students) or named(texts, line.stops)
        parts.append(texts.say(f"report.{kind}", len(line.stops), list=who))
    if line.whole:
        parts.append(texts.say("report.plain_whole", list=named(texts, line.whole)))
    if line.consequences:
        parts.append(texts.say("report.plain_hidden", line.consequences))
    if line.confirmations and line.severity is Severity.HOLD:
        codes = listed(texts, line.confirmations)
        parts.append(texts.say("report.plain_confirm", len(line.confirmations), list=codes))
    return " ".join(parts)
