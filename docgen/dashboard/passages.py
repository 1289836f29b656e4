"""Where each transfer stands, what to do next, and of each field whether it goes along and on which ground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.dashboard.model import FieldLine, Passage, Stage
from docgen.dashboard.words import Words
from docgen.handover.procedure import Handover, Step, Told
from docgen.making.accounting import BOTH, PARENTS, STUDENT, decided
from docgen.messages import listed, where
from docgen.tables.transfer import Transfer


def passage(handover: Handover, words: Words) -> Passage:
    """One transfer in words."""
    step = handover.step
    return Passage(
        name=handover.name,
        student=handover.dossier.name,
        to_school=handover.transfer.to_school,
        state=_state(handover, words),
        alarm=handover.changed and step is Step.PREPARING,
        finished=step is Step.RECEIVED,
        sent=step in (Step.SENT, Step.RECEIVED),
        next_act=_next_act(handover, words),
        stages=tuple(_stages(handover, words)),
        fields=tuple(_fields(handover, words)),
    )


def _state(handover: Handover, words: Words) -> str:
    if handover.changed and handover.step is Step.PREPARING:
        return words("transfer.new_inspection")
    waits = handover.last_day
    if handover.step is Step.OFFERED and waits and waits >= handover.records.today:
        return words("transfer.waits_until", date=words.short(waits))
    return str(words.texts.word("transfer.steps")[handover.step.value])


def _stages(handover: Handover, words: Words) -> Iterator[Stage]:
    names, order = words.texts.word("transfer.steps"), list(Step)
    transfer, now = handover.transfer, order.index(handover.step)
    days = {
        Step.ASKED: transfer.student_asked_on,
        Step.OFFERED: transfer.inspection_on,
        Step.RELEASED: handover.released_on,
        Step.SENT: handover.sent_on,
        Step.RECEIVED: handover.received_on,
    }
    for index, step in enumerate(order):
        state = "now" if index == now and step is not Step.RECEIVED else "done" if index <= now else "later"
        yield Stage(names[step.value], state, days.get(step) if index <= now else None)


def _next_act(handover: Handover, words: Words) -> str:
    name, step = handover.name, handover.step
    if step is Step.RECEIVED:
        return words("transfer.finished")
    if step is Step.SENT:
        return words("transfer.receipt")
    if handover.changed:
        return words("transfer.back", id=name)
    if handover.missing:
        told = listed(words.texts, [_missing(condition, words) for condition in handover.missing])
        return words("transfer.waits", len(handover.missing), list=told)
    return words("transfer.send" if step is Step.RELEASED else "transfer.release", id=name)


def _missing(condition: Told, words: Words) -> str:
    cell = where(words.texts, [condition.cell]).partition(" (")[0]
    if condition.name == "term":
        return words("transfer.term", date=words.in_week(condition.on)) if condition.on else words("transfer.no_term")
    return words(f"transfer.missing.{condition.name}", cell=cell)


def _fields(handover: Handover, words: Words) -> Iterator[FieldLine]:
    given, withheld = decided(handover.transfer, alone=handover.is_adult)
    texts, grounds = words.texts.word("audit.field"), words.table("ground")
    for code in sorted({*given, *withheld}):
        ground = given.get(code) or withheld[code]
        yield FieldLine(code, texts[code], code in given, grounds[ground], _said_on(handover.transfer, ground))


def _said_on(transfer: Transfer, ground: str) -> date | None:
    """When a person said so: the student when asked, the parents when they signed; None for what nobody has to say."""
    days = {
        "asked": transfer.student_asked_on,
        STUDENT: transfer.student_asked_on,
        PARENTS: transfer.signed_on,
        BOTH: transfer.signed_on,
        "both": transfer.signed_on or transfer.student_asked_on,
    }
    return days.get(ground)
