"""What a marked workbook says: the lines of the report, put in words once for the list and for the comments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen import __version__
from docgen.findings import CellRef, Finding, Severity
from docgen.messages import Catalogue, catalogue, listed, listed_cells, sentence
from docgen.reports.model import Line, tally
from docgen.reports.plain import named

SIGNS = {Severity.ERROR: "✕", Severity.HOLD: "!", Severity.WARNING: "!", Severity.NOTE: "i"}
NAMED = 3  # above this many documents they are counted


@dataclass(frozen=True)
class Entry:
    """One line in words, with the places in this workbook that it is about; the first is where its link goes."""

    severity: Severity
    sign: str  # '✕ Fout'
    places: tuple[CellRef, ...]
    what: str
    fix: str
    stops: str  # '' when it stops nothing
    code: str


@dataclass(frozen=True)
class Told:
    """All that one marked workbook says. `words` are the hits in a text: a place and the numbers of its words."""

    file: str
    lang: str
    entries: tuple[Entry, ...]
    counts: str
    words: tuple[tuple[CellRef, tuple[int, ...]], ...]


def tell(file: str, lines: Sequence[Line], findings: Sequence[Finding], lang: str = "nl") -> Told:
    """The lines about one workbook in words; `findings` are those of the whole check."""
    texts = catalogue(lang)
    hits: dict[CellRef, tuple[int, ...]] = {}
    for finding in findings:
        place, words = finding.place, finding.arg("word")
        if isinstance(place, CellRef) and place.file == file and isinstance(words, tuple):
            hits[place] = (*hits.get(place, ()), *map(int, words))
    counts = tally(lines)
    told = ", ".join(texts.say(f"words.count.{severity.value}", n) for severity, n in counts.items() if n)
    entries = tuple(_entry(texts, line, file, lang) for line in lines)
    return Told(file, lang, entries, told, tuple(hits.items()))


def fingerprint(data: bytes, told: Told) -> str:
    """What a copy was made of: another workbook, other findings or another docgen give another one."""
    said = repr((__version__, told)).encode()
    return hashlib.sha256(hashlib.sha256(data).digest() + said).hexdigest()


def _entry(texts: Catalogue, line: Line, file: str, lang: str) -> Entry:
    told = sentence(line.finding, lang, line.places)
    places = tuple(place for place in line.places if isinstance(place, CellRef) and place.file == file)
    what = told.what
    cells = listed_cells(texts, places)
    if len(places) > 1 and cells and cells not in what:
        what = texts.say("marked.at", what=what, list=cells)
    hidden = [texts.say("marked.hidden", line.consequences)] if line.consequences else []
    held = line.confirmations if line.severity is Severity.HOLD else ()
    code = [texts.say("report.confirm_with", len(held), list=listed(texts, held))] if held else []
    return Entry(
        severity=line.severity,
        sign=f"{SIGNS[line.severity]} {told.severity_word[:1].upper()}{told.severity_word[1:]}",
        places=places,
        what=_quoted(" ".join([what, *([told.suggestion] if told.suggestion else []), *hidden])),
        fix=_quoted(" ".join([told.fix, *code])),
        stops=_stops(texts, line),
        code=line.finding.code,
    )


def _stops(texts: Catalogue, line: Line) -> str:
    """'examenrooster L0231', '4 documenten van L0764', or 'alle documenten van L0764' when that row was refused."""
    if line.whole:
        return texts.say("marked.whole", list=named(texts, line.whole))
    if len(line.stops) <= NAMED:
        return listed(texts, [name.removesuffix(".docx").replace("_", " ") for name in line.stops])
    documents = texts.say("report.documents", len(line.stops))
    if not line.students or len(line.students) > NAMED:
        return documents
    return texts.say("marked.documents_of", documents=documents, list=listed(texts, line.students))


def _quoted(text: str) -> str:
    """The text with the quotes of a printed page; the messages hold straight ones."""
    return re.sub('"([^"]*)"', r"“\1”", text)
