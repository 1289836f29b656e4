"""Proposals for the versions that were asked for, each checked by the very rules that check hand work.

Students share nothing but seats, and who comes first takes the first free ones. No model of all students together is
needed to know what that costs: a student's best schedule as if nobody else was asked for is a bound that no joint
schedule beats, and when each has that, together nothing is better. Who has not gave way to others, and goes first in
another turn, as long as that makes it better for all together. What then still gives way is said. (Of 60 students of
a made-up school of 1,300 with one exam a day nobody gives way: `benchmarks/exams.py --school`.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.findings import CellRef, Finding
from docgen.forms.model import Suggestion
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.spec import rules
from docgen.spreading.case import Case, Seat, Spot, clock
from docgen.spreading.clash import NoWay, no_way
from docgen.spreading.constraints import CONSTRAINTS, Because, allowed, refusals
from docgen.spreading.cost import cost, is_best
from docgen.spreading.gathering import FallsAway, Gathered, Wishes, gather
from docgen.spreading.greedy import Stuck, spread
from docgen.spreading.solver import UndecidedError, available, solve
from docgen.tables.care import ExamChange

CHECKED_BY = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11", "E12", "E13")
"""The rules about exams, for hand work and proposals alike."""


@dataclass(frozen=True)
class Move:
    """An exam that the proposal puts elsewhere, where, and why it cannot stay where it is."""

    spot: Spot
    seat: Seat
    because: tuple[Because, ...]

    @property
    def typed(self) -> CellRef | None:
        """The typed cell that says something else; a row that came from a form gives way to the next form."""
        row = self.spot.exam.row
        return row.at("Keuze") if row is not None and row.origin.sheet == ExamChange.sheet.name else None


@dataclass(frozen=True)
class Proposal:
    """A schedule for one version. `kept` counts the exams that stay; `proven`: no schedule costs less.

    `gave_way`: one that costs less needs a seat that another proposal takes (looked for with the solver only).
    `findings` is what the rules for hand work say of the version with the proposal in it.
    """

    gathered: Gathered
    moves: tuple[Move, ...]
    kept: int
    cost: int
    proven: bool
    findings: tuple[Finding, ...] = ()
    gave_way: bool = False

    @property
    def falls_away(self) -> tuple[FallsAway, ...]:
        """The exams that a measure takes away."""
        return self.gathered.falls_away

    @property
    def changes(self) -> bool:
        """Whether there is anything to propose."""
        return bool(self.moves or self.falls_away)


@dataclass(frozen=True)
class Impossible:
    """No schedule, and why.

    `stuck` is the exam that found no place, as far as was looked. `gave_way`: there is one without the others.
    """

    gathered: Gathered
    why: NoWay
    stuck: Stuck
    gave_way: bool = False


Outcome = Proposal | Impossible


def propose(
    records: Records, asked: Sequence[tuple[Dossier, Version]], wishes: Wishes, *, best: bool = False
) -> tuple[Outcome, ...]:
    """A proposal for each version, or why there is none; who comes first takes the first free seats.

    `best`: the solver proves that nothing better exists. Without it the solver is only asked, if it is installed,
    when the plain way finds nothing. Raises ImportError when `best` is asked without the solver.
    """
    outcomes = _in_turn(gather(records, asked, wishes), best=best)
    while late := {outcome.gathered.version.name for outcome in outcomes if outcome.gave_way}:
        again = _in_turn(gather(records, sorted(asked, key=lambda one: one[1].name not in late), wishes), best=best)
        if _together(again) >= _together(outcomes):
            break
        outcomes = again
    places = {version.name: place for place, (_, version) in enumerate(asked)}
    outcomes.sort(key=lambda outcome: places[outcome.gathered.version.name])
    return tuple(_checked(records, outcomes))


def _in_turn(cases: Iterable[Gathered], *, best: bool) -> list[Outcome]:
    """An outcome for each, one after the other: what is proposed takes its seats."""
    outcomes: list[Outcome] = []
    for gathered in cases:
        outcome = _proposed(gathered, best=best)
        outcomes.append(replace(outcome, gave_way=_gave_way(outcome)) if best else outcome)
        for move in outcome.moves if isinstance(outcome, Proposal) else ():
            gathered.book(move.seat, move.spot)
    return outcomes


def _gave_way(outcome: Outcome) -> bool:
    """Whether a seat that another proposal took costs this student something."""
    case, alone = outcome.gathered.case, outcome.gathered.alone
    places = (spot for exam in alone.exams for spot in allowed(alone, exam))
    if all(case.seat(spot) is not None for spot in places if not spot.stays):
        return False
    try:
        solved = solve(alone)
    except UndecidedError:
        return True
    return solved is not None and (isinstance(outcome, Impossible) or solved.cost < outcome.cost)


def _together(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many have no schedule, and the points of the others: less is better."""
    kept = list(outcomes)
    costs = [outcome.cost for outcome in kept if isinstance(outcome, Proposal)]
    return len(kept) - len(costs), sum(costs)


def _proposed(gathered: Gathered, *, best: bool) -> Outcome:
    case = gathered.case
    plain = spread(case)
    if not isinstance(plain, Stuck) and (not best or is_best(case, plain)):
        return _proposal(gathered, plain, proven=is_best(case, plain))
    why = NoWay()
    try:
        solved = solve(case, hint=() if isinstance(plain, Stuck) else plain) if best or available() else None
        if solved is not None:
            return _proposal(gathered, solved.spots, proven=solved.proven)
        why = no_way(case) if available() else why
    except UndecidedError:
        pass
    return Impossible(gathered, why, plain) if isinstance(plain, Stuck) else _proposal(gathered, plain, proven=False)


def _proposal(gathered: Gathered, spots: tuple[Spot, ...], *, proven: bool) -> Proposal:
    case = gathered.case
    moves = tuple(move for spot in spots if (move := move_of(case, spot, spots)))
    return Proposal(gathered, moves, len(spots) - len(moves), cost(case, spots), proven)


def move_of(case: Case, spot: Spot, spots: Sequence[Spot]) -> Move | None:
    """The move of a spot that is not where class or hand work has it, with what refuses that place."""
    if spot.stays:
        return None
    before = Spot(spot.exam, *(spot.exam.pinned or (spot.exam.on, spot.exam.begin)))
    others = [other for other in spots if other.exam is not spot.exam]
    seat = case.seat(spot)
    assert seat is not None, "a constraint looked for a seat"
    return Move(spot, seat, refusals(case, before, others, CONSTRAINTS))


def rows_of(proposal: Proposal) -> tuple[ExamChange, ...]:
    """The rows of Examenaanpassingen that a version has once its proposal is taken over."""
    new = [_row(proposal, move.spot.exam.base, move.spot.exam.row, values_of(move)) for move in proposal.moves]
    new += [_row(proposal, each.exam, None, {"Keuze": each.choice}) for each in proposal.falls_away]
    replaced = {id(move.spot.exam.row) for move in proposal.moves}
    return (*(row for row in proposal.gathered.version.exams if id(row) not in replaced), *new)


def values_of(move: Move) -> dict[str, Any]:
    """The cells that a move fills, by heading."""
    return {
        "Keuze": "verplaatst",
        "Nieuwe datum": move.spot.on,
        "Beginuur": clock(move.spot.begin),
        "Lokaal": move.seat.room,
        "Toezicht": move.seat.supervisor,
    }


def _row(proposal: Proposal, exam: Any, before: ExamChange | None, cells: dict[str, Any]) -> ExamChange:
    columns = ExamChange.columns()
    empty = {column.attribute: getattr(before, column.attribute) for column in columns} if before else {}
    known = {"Traject-ID": proposal.gathered.version.name, "Vak": exam.subject, "Datum": exam.on, **cells}
    empty = empty or {name: field.default for name, field in ExamChange.model_fields.items() if not field.is_required()}
    values = {**empty, **{column.attribute: known[column.heading] for column in columns if column.heading in known}}
    return ExamChange.of_values(values, set(values), before.origin if before else exam.origin)


def suggestions(proposal: Proposal, reason: Callable[[Move | FallsAway], str]) -> tuple[Suggestion, ...]:
    """What the form `examens` is filled with; `reason` tells each change in a sentence."""
    moved = [
        Suggestion(exam.subject, exam.base.on, exam.base.kind, values_of(move), reason(move))
        for move in proposal.moves
        for exam in (move.spot.exam,)
    ]
    gone = [
        Suggestion(str(each.exam.subject), each.exam.on, each.exam.kind, {"Keuze": each.choice}, reason(each))
        for each in proposal.falls_away
    ]
    return tuple(sorted((*moved, *gone), key=lambda one: (one.on, one.subject)))


def _checked(records: Records, outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """The outcomes, each proposal with what the rules for hand work say of it."""
    kept = list(outcomes)
    proposals = [outcome for outcome in kept if isinstance(outcome, Proposal)]
    dossiers = dict(with_rows(proposal) for proposal in proposals)
    tried = replace(records, dossiers=dossiers)
    found = [
        rule.finding(breach)
        for rule in rules()
        if rule.code in CHECKED_BY and records.register.present.issuperset(rule.needs)
        for breach in (rule.check(tried) if dossiers else ())
    ]
    for outcome in kept:
        if isinstance(outcome, Proposal):
            name = outcome.gathered.version.name
            own = tuple(finding for finding in found if finding.trajectory == name)
            yield replace(outcome, findings=own)
        else:
            yield outcome


def with_rows(proposal: Proposal) -> tuple[str, Dossier]:
    """A dossier with the rows of a proposal in its version."""
    dossier, version = proposal.gathered.dossier, proposal.gathered.version
    versions = tuple(replace(v, exams=rows_of(proposal)) if v is version else v for v in dossier.versions)
    return dossier.name, replace(dossier, versions=versions)
