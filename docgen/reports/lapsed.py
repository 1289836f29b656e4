"""Why documents left for outputs/vervallen/, in words: one line per reason, with the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.making.outcome import LAPSED, DocumentRecord, is_beside
from docgen.messages import Catalogue, catalogue
from docgen.reports.plain import named

ALONE = frozenset({"pdf", "beside"})
"""Why something beside a document goes while that stays (see `lapsing`)."""


def lines(documents: Sequence[DocumentRecord], lang: str = "nl") -> list[str]:
    """The lines of a build about what it took away; none when nothing left."""
    texts = catalogue(lang)
    by_reason: dict[str, list[str]] = {}
    for entry in documents:
        alone = not is_beside(entry.path) or entry.reason in ALONE  # else its document goes with it, and is named
        if entry.status == LAPSED and entry.reason and alone:
            by_reason.setdefault(entry.reason, []).append(entry.path.rpartition("/")[2])
    return [
        texts.say("lapsed.line", len(names), list=named(texts, names), value=told(texts, reason))
        for reason, names in sorted(by_reason.items())
    ]


def told(texts: Catalogue, reason: str) -> str:
    """The sentence of a reason: 'consent C03' -> 'de leerling of een ouder gaat niet (meer) akkoord (C03)'."""
    case, _, code = reason.partition(" ")
    sentences: Mapping[str, str] = texts.word("lapsed.reason")
    return sentences[case] + (f" ({code})" if code else "")
