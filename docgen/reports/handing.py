"""What `docgen transfer` and `docgen receive` say: where transfers stand, why one waits, what was made. IDs only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from docgen.handover.acts import Prepared
from docgen.handover.procedure import REPORTS, SENT, Handover, Package, Step, Told
from docgen.handover.receiving import Received
from docgen.handover.refusal import AlreadySent, NotYet
from docgen.handover.sending import Sent
from docgen.messages import Catalogue, catalogue, day, listed, short_day, where
from docgen.reports.group import arrange
from docgen.reports.plain import check_lines

_LABEL, _SIGN = 34, 4  # how wide the names of the conditions are, and what stands before them
_NAME, _STEP, _DAY = 12, 20, 8


def status(handovers: Sequence[Handover], stopped: frozenset[str], lang: str = "nl") -> list[str]:
    """A line per running transfer, and how many there are; `stopped` are those whose sheet findings stop."""
    texts = catalogue(lang)
    if not handovers:
        return [texts.say("transfer.none")]
    running = [handover for handover in handovers if handover.step is not Step.RECEIVED]
    lines = [_status(texts, handover, handover.name in stopped) for handover in running]
    count = len(handovers) - len(running)
    return [*lines, texts.say("transfer.running", n=len(running), count=count)]


def _status(texts: Catalogue, handover: Handover, stopped: bool) -> str:
    name = texts.word("transfer.steps")[handover.step.value]
    since = short_day(texts, handover.since) if handover.since else ""
    note = _note(texts, handover, stopped)
    return f"  {handover.name:<{_NAME}}{name:<{_STEP}}{since:>{_DAY}}   {note}".rstrip()


def _note(texts: Catalogue, handover: Handover, stopped: bool) -> str:
    if handover.step is Step.SENT:
        return texts.say("transfer.awaits_receipt")
    if handover.changed or (handover.step is Step.PREPARING and not handover.missing):
        return texts.say("transfer.changed")
    if handover.missing:
        waits = texts.say("transfer.wait", len(handover.missing))
        first = handover.earliest
        if first is None:
            return waits
        weekday = str(texts.word("words.weekdays")[first.weekday()])[: 2 if texts.lang == "nl" else 3]
        return texts.say("transfer.wait_until", text=waits, date=f"{weekday} {short_day(texts, first)}")
    if stopped:
        return texts.say("transfer.blocked")
    return texts.say("transfer.may_send" if handover.step is Step.RELEASED else "transfer.may_release")


def not_yet(refused: NotYet, lang: str = "nl", *, reports: bool = False) -> list[str]:
    """Why a transfer is not released: every condition in its fixed order, met or not, and what to do."""
    texts, handover = catalogue(lang), refused.handover
    conditions = [c for c in handover.conditions if not reports or c.name == "enrolled"]
    missing = [condition for condition in conditions if not condition.met]
    lines = [f"✕ {_head(texts, handover, len(missing), len(conditions), reports)}", ""]
    for condition in conditions:
        first, *more = _told(texts, condition)
        label = texts.say(f"transfer.{'offered' if condition.name == 'inspection' else condition.name}")
        lines.append(f"  {'✓' if condition.met else '✕'} {label:<{_LABEL}}{first}".rstrip())
        lines += [" " * (_SIGN + _LABEL) + text for text in more]
    if refused.findings:
        lines += ["", *check_lines(arrange(refused.findings, {}, everything=True), lang)]
    return [*lines, "", _what_to_do(texts, missing)]


def _head(texts: Catalogue, handover: Handover, missing: int, n: int, reports: bool) -> str:
    if reports:
        return texts.say("transfer.reports_wait", id=handover.name)
    if not missing:
        return texts.say("transfer.stopped", id=handover.name)
    key = "transfer.refused_one" if missing == 1 else "transfer.refused"
    return texts.say(key, id=handover.name, missing=missing, n=n)


def _told(texts: Catalogue, condition: Told) -> Iterator[str]:
    """What stands behind a condition; a missing one ends with its cell."""
    if condition.name == "objections":
        codes = listed(texts, condition.codes)
        many = texts.say("transfer.objected", len(condition.codes), list=codes)
        yield many if condition.codes else texts.say("transfer.no_objection")
        return
    if condition.met:
        yield day(texts, condition.on, weekday=False) if condition.on else ""
        return
    if condition.name == "term":
        if condition.on:
            yield texts.say("transfer.runs_until", date=day(texts, condition.on))
            yield texts.say("transfer.or_signed")
        else:
            yield texts.say("transfer.starts_later")
            return
    elif condition.on:
        yield texts.say("transfer.from_day", date=day(texts, condition.on))
    else:
        yield texts.say("transfer.date_missing")
    yield f"({where(texts, [condition.cell]).partition(' (')[0]})"


def _what_to_do(texts: Catalogue, missing: Sequence[Told]) -> str:
    """'Er is niets gemaakt. Vul G5 in en probeer opnieuw vanaf vrijdag 6 maart.'"""
    empty = [c.cell.cell for c in missing if c.on is None and c.name != "term" and c.cell.cell]
    days = [c.from_day for c in missing if c.from_day is not None]
    made = texts.say("transfer.nothing_made")
    if not empty and not days:
        return made
    key = "fill_and_retry" if empty else "retry"
    first = day(texts, max(days), year=False) if days else ""
    told = texts.say(f"transfer.{key}{'_from' if days else ''}", cell=listed(texts, empty), date=first)
    return f"{made} {told}"


def already_sent(refused: AlreadySent, lang: str = "nl") -> str:
    """'L0231 is al verzonden op 3 maart 2026. Er is niets gemaakt.'"""
    texts, handover = catalogue(lang), refused.handover
    package = handover.package(REPORTS if refused.reports else SENT)
    on = package.on if package else handover.sent_on or handover.records.today
    key = "transfer.reports_before" if refused.reports else "transfer.sent_before"
    said = texts.say(key, id=handover.name, date=day(texts, on, weekday=False))
    if package is None or handover.step is Step.RECEIVED:
        return said
    return f"{said}\n{texts.say('transfer.lost_reports' if refused.reports else 'transfer.lost', id=handover.name)}"


def recalled(handover: Handover, package: Package, lang: str = "nl", *, reports: bool = False) -> list[str]:
    """That a package no longer counts, what to do with its file, and how to make another."""
    texts = catalogue(lang)
    again = "transfer.again_reports" if reports else "transfer.again"
    return [texts.say("transfer.recalled", value=package.number), texts.say(again, id=handover.name)]


def released(handover: Handover, lang: str = "nl") -> list[str]:
    """That a transfer was released, and how to go on."""
    texts = catalogue(lang)
    return [texts.say(f"transfer.{key}", id=handover.name) for key in ("released", "released_next")]


def prepared(made: Prepared, lang: str = "nl") -> list[str]:
    """What to do with the inspection copy."""
    texts = catalogue(lang)
    said = [texts.say("transfer.prepared" if made.changed else "transfer.prepared_same", id=made.name)]
    said.append(texts.say("transfer.prepared_next_adult" if made.alone else "transfer.prepared_next"))
    if made.kept_from:
        said.append(texts.say("transfer.kept_from", list=where(texts, made.kept_from)))
    if made.until:
        said.append(texts.say("transfer.prepared_until", date=day(texts, made.until)))
    return said


def sent(made: Sent, lang: str = "nl") -> list[str]:
    """Where the package is and its password, this once."""
    texts = catalogue(lang)
    said = [
        texts.say("transfer.package", file=made.path),
        texts.say("transfer.password", value=made.password),
        texts.say("transfer.password_once"),
    ]
    said.append(texts.say("transfer.searched", list=listed(texts, made.searched)))
    if made.unsearched:
        said.append(texts.say("transfer.unsearched", list=listed(texts, made.unsearched)))
    if made.abandoned:
        path, removed = made.abandoned.path, made.abandoned.removed
        key = "abandoned" if removed else "abandoned_elsewhere" if path else "abandoned_unknown"
        said.append(texts.say(f"transfer.{key}", file=path.name if path else ""))
    if made.findings:
        said += check_lines(arrange(made.findings, {}, everything=True), lang)
    return said


def noted(handover: Handover, on: date, was_read: bool, lang: str = "nl") -> list[str]:
    """That the receipt was noted; the number to compare when docgen could not read it."""
    texts = catalogue(lang)
    said = [texts.say("transfer.receipt", id=handover.name, date=day(texts, on, weekday=False))]
    package = handover.package(SENT)
    if not was_read and package:
        said.append(texts.say("transfer.receipt_unread", value=package.number))
    return said


def received(package: Received, folder: Path, lang: str = "nl") -> list[str]:
    """What a package holds and where it was put."""
    texts = catalogue(lang)
    said = [
        texts.say(f"transfer.{key}", list=listed(texts, [f"{name} {count}" for name, count in rows.items()]))
        for key, rows in (("rows", package.rows), ("unfinished", package.unfinished))
        if rows
    ]
    return [
        texts.say("transfer.opened", len(package.files), id=package.number, name=package.sender),
        *([texts.say("transfer.elsewhere", name=package.receiver)] if package.elsewhere else []),
        texts.say("transfer.holds", list=listed(texts, package.fields)),
        *said,
        texts.say("transfer.kept", file=folder),
        texts.say("transfer.return_receipt"),
    ]
