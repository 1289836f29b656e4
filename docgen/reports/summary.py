"""The last line of `check` and `build`: how it went, in one breath."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.findings import Severity
from docgen.making.outcome import is_beside
from docgen.messages import Catalogue, catalogue, seconds
from docgen.reports.model import Line, MadeDocument, stopped_documents, tally

FINE = ("definitief", "ontwerp")


def count(texts: Catalogue, severity: Severity, n: int) -> str:
    """'4 fouten'."""
    return texts.say(f"words.count.{severity.value}", n)


def problems(texts: Catalogue, lines: Sequence[Line]) -> list[str]:
    """'4 fouten houden 9 documenten tegen.', '6 te bevestigen.', '14 waarschuwingen.': what there is of these."""
    counts = tally(lines)
    parts = []
    if errors := counts[Severity.ERROR]:
        held = len(stopped_documents(lines))
        told = count(texts, Severity.ERROR, errors)
        documents = texts.say("report.documents", held)
        stop = texts.say("summary.stop", errors, count=told, documents=documents)
        parts.append(stop if held else texts.say("summary.count_only", count=told))
    for severity in (Severity.HOLD, Severity.WARNING):
        if counts[severity]:
            parts.append(texts.say("summary.count_only", count=count(texts, severity, counts[severity])))
    return parts


def of_check(lines: Sequence[Line], lang: str = "nl") -> str:
    """The last line of `docgen check`."""
    texts = catalogue(lang)
    found = problems(texts, lines)
    blocked = any(line.severity in (Severity.ERROR, Severity.HOLD) for line in lines)
    return " ".join(found if blocked else [str(texts.word("summary.well_check")), *found])


def of_build(
    lines: Sequence[Line],
    documents: Sequence[MadeDocument],
    elapsed: float,
    lang: str = "nl",
    *,
    dry_run: bool = False,
    chosen: bool = False,
) -> str:
    """The last line of `docgen build`; `chosen` says that only some documents were asked for."""
    texts = catalogue(lang)
    pdfs = sum(document.changed for document in documents if document.path.endswith(".pdf") and document.status in FINE)
    documents = [document for document in documents if not is_beside(document.path)]
    fine = [document for document in documents if document.status in FINE]
    renewed = sum(document.changed for document in fine)
    lapsed = sum(document.changed for document in documents if document.status == "vervallen")
    found = problems(texts, lines)
    took = texts.say("summary.seconds", seconds=seconds(texts, elapsed))
    if chosen and not documents:
        return " ".join([*found, str(texts.word("summary.none_chosen")), took])
    if dry_run:
        trial = texts.say("summary.dry_renewed", renewed)
        return " ".join([trial + (texts.say("summary.dry_lapsed", lapsed) if lapsed else "") + ".", *found])
    gone = [texts.say("summary.pdfs", pdfs)] if pdfs else []
    gone += [texts.say("summary.lapsed", lapsed)] if lapsed else []
    blocked = any(line.severity in (Severity.ERROR, Severity.HOLD) for line in lines)
    return " ".join(
        [*_fine(texts, found, len(fine), renewed, changed=bool(renewed or lapsed), blocked=blocked), *gone, took]
    )


def _fine(texts: Catalogue, found: list[str], total: int, renewed: int, *, changed: bool, blocked: bool) -> list[str]:
    numbers = {"renewed": renewed, "same": total - renewed}
    if not total:
        return [*found, str(texts.word("summary.no_documents"))]
    if blocked:
        return [*found, texts.say("summary.in_order", total, **numbers)]
    if not changed:
        return [texts.say("summary.unchanged", total), *found]
    return [texts.say("summary.well", documents=texts.say("report.documents", total), **numbers), *found]
