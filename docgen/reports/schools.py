"""What `docgen group build` says: a line for each school, one for all, and the same for machines as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from docgen.findings import Finding, Severity
from docgen.messages import Catalogue, catalogue, seconds, sentence
from docgen.reports.json import SCHEMA, printed
from docgen.reports.summary import count

TOLD = (Severity.ERROR, Severity.HOLD, Severity.WARNING)


class School(Protocol):
    """What became of one school."""

    @property
    def folder(self) -> Path: ...
    @property
    def status(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def documents(self) -> int: ...
    @property
    def renewed(self) -> int: ...
    @property
    def lapsed(self) -> int: ...
    @property
    def counts(self) -> Mapping[Severity, int]: ...
    @property
    def failure(self) -> Sequence[Finding]: ...
    @property
    def whole(self) -> Mapping[str, Any] | None: ...


def line(school: School, lang: str = "nl") -> str:
    """'eik: 1.456 documenten, 12 vernieuwd, 3 waarschuwingen. 8,2 seconde.', and where to look when it is not well."""
    texts = catalogue(lang)
    if school.failure:
        why = " ".join(str(sentence(finding, lang)) for finding in school.failure)
        return texts.say("group.failed", name=school.folder.name, text=why, path=str(school.folder))
    said = [texts.say("group.school", name=school.folder.name, text=_counted(texts, [school]))]
    said.append(_took(texts, school.seconds))
    if school.status:
        said.append(texts.say("group.look", path=str(school.folder / "outputs" / "index.html")))
    return " ".join(said)


def total(schools: Sequence[School], elapsed: float, lang: str = "nl") -> str:
    """The last line: how many schools, their counts together, and how many are not well."""
    texts = catalogue(lang)
    said = [texts.say("group.total", len(schools), text=_counted(texts, schools))]
    faulty = sum(bool(school.status) and not school.failure for school in schools)
    failed = sum(bool(school.failure) for school in schools)
    said += [texts.say("group.faulty", faulty)] if faulty else []
    said += [texts.say("group.not_built", failed)] if failed else []
    return " ".join([*said, _took(texts, elapsed)])


def worst(schools: Iterable[School]) -> int:
    """The exit status of all: the highest, since they stand in the order of how bad they are."""
    return max((school.status for school in schools), default=0)


def _counted(texts: Catalogue, schools: Sequence[School]) -> str:
    """'1.456 documenten, 12 vernieuwd, 1 vervallen, 2 fouten'; a school that was not built counts nothing."""
    built = [school for school in schools if not school.failure]
    renewed, lapsed = (sum(getattr(school, name) for school in built) for name in ("renewed", "lapsed"))
    parts = [texts.say("report.documents", sum(school.documents for school in built))]
    parts.append(texts.say("group.renewed", renewed))
    parts += [texts.say("group.lapsed", lapsed)] if lapsed else []
    for severity in TOLD:
        n = sum(school.counts[severity] for school in built)
        parts += [count(texts, severity, n)] if n else []
    return ", ".join(parts)


def _took(texts: Catalogue, elapsed: float) -> str:
    return texts.say("summary.seconds", seconds=seconds(texts, elapsed))


def as_json(schools: Iterable[School]) -> Iterator[str]:
    """`group build --json` in pieces, a school at a time: those of a large group are never in memory together."""
    status, between = 0, "\n"
    yield f'{{\n "schema": {SCHEMA},\n "schools": ['
    for school in schools:
        status = max(status, school.status)
        body = printed(school.whole or {}).rstrip("\n").replace("\n", "\n  ")
        yield f"{between}  {body}"
        between = ",\n"
    yield f'\n ],\n "status": {status}\n}}\n'
