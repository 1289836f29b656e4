"""What `docgen exams propose` says: each proposal with the reason of every move, or the rules that clash, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from docgen.findings import Severity
from docgen.messages import Catalogue, catalogue, clock, day, listed, where
from docgen.reports.group import arrange
from docgen.reports.json import SCHEMA, of_check
from docgen.reports.plain import check_lines
from docgen.spreading import case as planned
from docgen.spreading.constraints import CONSTRAINTS, Because, Constraint
from docgen.spreading.gathering import FallsAway
from docgen.spreading.proposing import Impossible, Move, Outcome, Proposal

NAMED = {constraint.name: constraint for constraint in CONSTRAINTS}
WHOLE = Because("whole")  # of a schedule that nobody proved: going back alone would fit too
MOST = 3  # of what refused the places of an exam


def reason(lang: str = "nl") -> Callable[[Move | FallsAway], str]:
    """A change in one sentence: what goes where, and why."""
    texts = catalogue(lang)
    return lambda change: _moved(texts, change) if isinstance(change, Move) else _gone(texts, change)


def lines(outcome: Outcome, made: Path | None, lang: str = "nl") -> Iterator[str]:
    """One outcome, a line for each thing to know; `made` is the form."""
    texts = catalogue(lang)
    name = outcome.gathered.version.name
    if isinstance(outcome, Impossible):
        yield texts.say("spreading.impossible", id=name)
        yield from (f"  {line}" for line in _why_not(texts, outcome))
        if outcome.gave_way:
            yield f"  {texts.say('spreading.without_others')}"
        return
    if not outcome.changes and any(finding.severity is Severity.ERROR for finding in outcome.findings):
        yield texts.say("spreading.wrong", id=name)
    elif not outcome.changes:
        yield texts.say("spreading.stays", outcome.kept, id=name)
    else:
        proof = texts.say(f"spreading.{'gave_way' if outcome.gave_way else 'proven' if outcome.proven else 'plain'}")
        moved = texts.say("spreading.moves", len(outcome.moves))
        kept = texts.say("spreading.kept", outcome.kept)
        yield texts.say("spreading.proposal", id=name, moved=moved, kept=kept, proof=proof)
    yield from (f"  {_moved(texts, move)}" for move in outcome.moves)
    yield from (f"  {_gone(texts, each)}" for each in outcome.falls_away)
    yield from (f"  {line}" for line in check_lines(arrange(outcome.findings, {}, everything=True), lang))
    if made is not None:
        yield f"  {texts.say('spreading.form', file=made)}"


def together(outcomes: Sequence[Outcome], lang: str = "nl") -> Iterator[str]:
    """What is known of several students together: that nothing better exists, when each has the best there is."""
    known = [outcome for outcome in outcomes if isinstance(outcome, Proposal) and outcome.proven]
    if len(outcomes) > 1 and len(known) == len(outcomes) and not any(outcome.gave_way for outcome in outcomes):
        yield catalogue(lang).say("spreading.together")


def as_json(outcomes: Sequence[Outcome], forms: dict[str, Path], lang: str = "nl") -> dict[str, Any]:
    """The whole of `exams propose --json`; `forms` are the forms that were made, by Traject-ID."""
    proposals = [_proposal(outcome, forms, lang) for outcome in outcomes if isinstance(outcome, Proposal)]
    impossible = [_impossible(outcome, lang) for outcome in outcomes if isinstance(outcome, Impossible)]
    return {"schema": SCHEMA, "proposals": proposals, "impossible": impossible}


def _proposal(outcome: Proposal, forms: dict[str, Path], lang: str) -> dict[str, Any]:
    name = outcome.gathered.version.name
    return {
        **_about(outcome),
        "form": str(forms[name]) if name in forms else "",
        "moves": [_move(move, lang) for move in outcome.moves],
        "falls_away": [
            {
                **_exam(each.exam.subject, each.exam.kind, each.exam.on),
                "choice": each.choice,
                "reason": reason(lang)(each),
            }
            for each in outcome.falls_away
        ],
        "kept": outcome.kept,
        "cost": outcome.cost,
        "proven": outcome.proven,
        "findings": of_check(outcome.findings, {}, lang, everything=True)["findings"],
    }


def _move(move: Move, lang: str) -> dict[str, Any]:
    spot, exam = move.spot, move.spot.exam
    return {
        **_exam(exam.subject, exam.kind, exam.base.on),
        "to": {"date": spot.on.isoformat(), "time": f"{planned.clock(spot.begin):%H:%M}", "minutes": exam.minutes},
        "room": move.seat.room or "",
        "supervisor": move.seat.supervisor or "",
        "rules": [because.name for because in move.because],
        "reason": reason(lang)(move),
    }


def _exam(subject: str, kind: str, on: date) -> dict[str, str]:
    return {"subject": str(subject), "kind": kind, "date": on.isoformat()}


def _impossible(outcome: Impossible, lang: str) -> dict[str, Any]:
    texts, case = catalogue(lang), outcome.gathered.case
    return {
        **_about(outcome),
        "clashes": [_plain_rules(texts, one, case) for one in outcome.why.clashes],
        "give_up": _plain_rules(texts, outcome.why.give_up, case),
        "exam": _exam(outcome.stuck.exam.subject, outcome.stuck.exam.kind, outcome.stuck.exam.on),
        "refused_by": list(outcome.stuck.refused_by),
    }


def _plain_rules(texts: Catalogue, rules: Sequence[Constraint], case: planned.Case) -> list[dict[str, Any]]:
    return [{"rule": rule.name, "codes": list(rule.codes), "message": _rule(texts, rule, case)} for rule in rules]


def _about(outcome: Outcome) -> dict[str, Any]:
    return {
        "student": outcome.gathered.dossier.name,
        "trajectory": outcome.gathered.version.name,
        "gave_way": outcome.gave_way,
    }


def _why_not(texts: Catalogue, outcome: Impossible) -> Iterator[str]:
    case, why = outcome.gathered.case, outcome.why
    for number, rules in enumerate(why.clashes):
        case_of = "clash" if not why.give_up else "also" if number else "first"
        yield from _rules(texts, case_of, rules, case)
    if why.give_up:
        yield from _rules(texts, "give_up", why.give_up, case)
    if why.clashes:
        return
    yield texts.say("spreading.stuck", name=outcome.stuck.exam.subject)
    yield from (f"- {_rule(texts, NAMED[name], case)}" for name in outcome.stuck.refused_by[:MOST])
    yield texts.say("spreading.further")


def _rules(texts: Catalogue, sentence: str, rules: Sequence[Constraint], case: planned.Case) -> Iterator[str]:
    yield texts.say(f"spreading.{sentence}", len(rules))
    yield from (f"- {_rule(texts, rule, case)}" for rule in rules)


def _rule(texts: Catalogue, constraint: Constraint, case: planned.Case) -> str:
    facts = constraint.facts(case, None)
    return texts.say(f"spreading.rules.{constraint.name}", facts.get("limit"), **_facts(texts, facts))


def _moved(texts: Catalogue, move: Move) -> str:
    spot, exam = move.spot, move.spot.exam
    before, begin = exam.pinned or (exam.on, exam.begin)
    key = "seat" if move.seat.room and move.seat.supervisor else "room" if move.seat.room else "no_room"
    said = texts.say(
        "spreading.move",
        name=exam.subject,
        date=_moment(texts, before, begin),
        time=_moment(texts, spot.on, spot.begin),
        place=texts.say(f"spreading.{key}", room=move.seat.room or "", person=move.seat.supervisor or ""),
        list="; ".join(_because(texts, because) for because in move.because or (WHOLE,)),
    )
    return f"{said} {texts.say('spreading.replaces', place=where(texts, (move.typed,)))}" if move.typed else said


def _moment(texts: Catalogue, on: date, begin: int) -> str:
    return texts.say("spreading.moment", date=day(texts, on, year=False), time=clock(texts, planned.clock(begin)))


def _because(texts: Catalogue, because: Because) -> str:
    facts = _facts(texts, because.facts)
    return texts.say(f"spreading.because.{because.name}", n=because.n, list=listed(texts, because.subjects), **facts)


def _gone(texts: Catalogue, each: FallsAway) -> str:
    on = day(texts, each.exam.on, year=False)
    key = f"spreading.{each.choice.replace(' ', '_')}"
    return texts.say(key, name=each.exam.subject, kind=each.exam.kind, date=on)


def _facts(texts: Catalogue, facts: Any) -> dict[str, str]:
    """Facts as they stand in a sentence: a day, an hour, a number."""
    found = {}
    for name, value in facts.items():
        if isinstance(value, time):
            found[name] = clock(texts, value)
        else:
            found[name] = day(texts, value, year=False) if isinstance(value, date) else str(value)
    return found
