"""What a watcher says: a line per event, the time in front, few of them, and no name of a student."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from docgen.findings import CellRef, Finding, Severity
from docgen.making.outcome import is_beside
from docgen.messages import Catalogue, catalogue, clock, sentence
from docgen.reports.group import arrange
from docgen.reports.model import MadeDocument
from docgen.reports.plain import check_lines
from docgen.reports.summary import FINE, problems

FEW = 3  # above this many workbooks they are counted, not named


def moment(text: str, now: datetime, lang: str = "nl") -> str:
    """' 7.38 u.  roosters.xlsx is gewijzigd.'"""
    return f"{clock(catalogue(lang), now):>8}  {text}"


def said(key: str, lang: str = "nl") -> str:
    """A sentence about the watcher itself: started, gone, back, stopped."""
    return catalogue(lang).say(f"watch.{key}")


def waits(finding: Finding, lang: str = "nl") -> str:
    """'zorg.xlsx is nog open in Excel bij S. Claes. Sluit het bestand in Excel.'"""
    if finding.code != "S01" or not isinstance(finding.place, CellRef):
        return str(sentence(finding, lang))
    owner = finding.arg("owner")
    return catalogue(lang).say("watch.open_by" if owner else "watch.open", file=finding.place.file, person=owner)


def read(
    changed: Sequence[str],
    gone: Sequence[str],
    findings: Sequence[Finding],
    stopped: dict[int, tuple[str, ...]],
    documents: Sequence[MadeDocument],
    lang: str = "nl",
) -> str:
    """What a round read and did: 'roosters.xlsx is gelezen. 12 documenten vernieuwd. 3 fouten houden ... tegen.'"""
    texts, found = catalogue(lang), problems(catalogue(lang), arrange(findings, stopped))
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    how = "changed" if any(entry.changed for entry in documents) and not wrong else "read"
    return " ".join([*_files(texts, changed, how), *_files(texts, gone, "away"), *_did(texts, documents), *found])


def apart(findings: Sequence[Finding], lang: str = "nl") -> list[str]:
    """The findings that do not stand in a marked workbook: about a file as a whole, the disk, a template, docgen."""
    return check_lines(arrange([finding for finding in findings if _stands_alone(finding)], {}), lang)


def _stands_alone(finding: Finding) -> bool:
    if finding.severity is Severity.NOTE and finding.code != "S07":
        return False
    whole = isinstance(finding.place, CellRef) and not finding.place.sheet
    return finding.code.startswith("T") or (finding.code.startswith("S") and whole)


def _files(texts: Catalogue, names: Sequence[str], key: str) -> Iterator[str]:
    if 0 < len(names) <= FEW:
        for name in names:
            yield texts.say(f"watch.{key}", 1, file=name)
    elif names:
        yield texts.say(f"watch.{key}", len(names))


def _did(texts: Catalogue, documents: Sequence[MadeDocument]) -> Iterator[str]:
    documents = [entry for entry in documents if not is_beside(entry.path)]
    renewed = sum(entry.changed for entry in documents if entry.status in FINE)
    lapsed = sum(entry.changed for entry in documents if entry.status == "vervallen")
    yield texts.say("watch.renewed", renewed) if renewed else texts.say("watch.same")
    if lapsed:
        yield texts.say("summary.lapsed", lapsed)
