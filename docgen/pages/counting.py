"""Counting without naming: the rows of everybody as facts, and counts of which no group under five is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, combinations
from operator import itemgetter
from typing import Any

from docgen.pages.page import key_of
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.tables.council import APPROVED

NEVER = date.max, 0  # a later moment than that of any decision
GROUP = 5  # a smaller group is not shown: who is meant would be clear


@dataclass(frozen=True)
class Plan:
    """One student with a trajectory: the newest version, and all rows about the student."""

    newest: Any
    rows: Mapping[str, list[Any]]

    @property
    def student(self) -> str:
        """Whose it is."""
        return student_of(self.newest.trajectory_id)

    def ran(self, day: date) -> bool:
        """Whether a version of it ran on a day."""
        return any(row.start <= day <= row.end for row in self.rows["Trajecten"])

    def talked(self, *, kinds: tuple[str, ...] = (), party: str = "") -> bool:
        """Whether there was a talk of one of these kinds, with this party."""
        return any(
            (not kinds or talk.kind in kinds) and (not party or party in talk.parties) for talk in self.rows["Overleg"]
        )


class Facts:
    """What is counted. A student is counted once, whatever the number of versions."""

    def __init__(self, released: Released) -> None:
        """Take the released rows of everybody."""
        self.released, self.today = released, released.today

    @cached_property
    def students(self) -> Mapping[str, Mapping[str, list[Any]]]:
        """The rows of each student per sheet."""
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for name, rows in self.released.rows.items():
            for row in rows:
                if key := key_of(row):  # what is about the school itself has none
                    found[student_of(key)][name].append(row)
        return found

    @cached_property
    def plans(self) -> list[Plan]:
        """Every student with a trajectory; the versions of one are released in their order."""
        return [Plan(rows["Trajecten"][-1], rows) for rows in self.students.values() if rows["Trajecten"]]

    @cached_property
    def decided(self) -> list[Plan]:
        """Those of which a version was approved and ratified."""
        return [plan for plan in self.plans if self.ratified(plan)]

    @cached_property
    def running(self) -> list[Plan]:
        """Those of the decided ones that run today."""
        return [plan for plan in self.decided if plan.ran(self.today)]

    @cached_property
    def told(self) -> tuple[frozenset[str], ...]:
        """The groups whose size a reader has or can add up: the decided plans, by phase and together."""
        parts = [[p.student for p in self.decided if phase_of(p) in names] for names, _ in by_phase(self.decided)]
        sums = (chain(*some) for size in range(1, len(parts) + 1) for some in combinations(parts, size))
        return tuple(map(frozenset, sums))

    def gives_away(self, group: Iterable[str]) -> bool:
        """Whether the size of a group of students, beside one that is told, gives away that of a group under five."""
        own = frozenset(group)
        return any(0 < len(own ^ other) < GROUP for other in self.told if own <= other or other <= own)

    def having(self, sheet_name: str, test: Callable[[Any], bool]) -> int:
        """How many students have a row of this sheet that passes."""
        return sum(any(map(test, rows[sheet_name])) for rows in self.students.values())

    def ratified(self, plan: Plan) -> Any:
        """The first approved and ratified decision about a version of a plan, or None."""
        names = {row.trajectory_id for row in plan.rows["Trajecten"]}
        first = min((self._first[name] for name in names if name in self._first), key=itemgetter(0), default=None)
        return first[1] if first else None

    @cached_property
    def _first(self) -> Mapping[str, tuple[tuple[date, int], Any]]:
        """The first approved and ratified decision about each version, with its day and the number of its row."""
        found: dict[str, tuple[tuple[date, int], Any]] = {}
        for number, decision in enumerate(self.released.of("Beslissingen")):
            if decision.about and decision.outcome in APPROVED and decision.ratified_on:
                moment = decision.ratified_on, number  # of two on one day the upper row counts
                if decision.ratified_on <= self.today and moment < found.get(decision.about, (NEVER, None))[0]:
                    found[decision.about] = moment, decision
        return found


Evidence = Callable[[Facts], tuple[str, str]]


def number(words: str, count: Callable[[Facts], int]) -> Evidence:
    """How many students; a few are not counted out."""

    def found(facts: Facts) -> tuple[str, str]:
        counted = count(facts)
        return words, "geen" if not counted else f"minder dan {GROUP}" if counted < GROUP else str(counted)

    return found


def share(words: str, among: Callable[[Facts], Sequence[Any]], test: Callable[[Facts, Any], bool]) -> Evidence:
    """How many of a group of plans, or of rows about students; of a group under five nothing is shown."""

    def found(facts: Facts) -> tuple[str, str]:
        pairs = [(_whose(one), bool(test(facts, one))) for one in among(facts)]
        return words, in_words(sum(has for _, has in pairs), len(pairs), unsaid(facts, pairs))

    return found


def _whose(one: Any) -> str:
    return one.student if isinstance(one, Plan) else student_of(key_of(one))


NOTHING, SMALL, FEW, MOST, REST = "nothing", "small", "few", "most", "rest"
"""Why a count is not shown: nothing to count, too small a group, too small a part of it, too small a rest of it, or its
size would give away the rest of a group that is told elsewhere."""


def unsaid(facts: Facts, pairs: Sequence[tuple[str, bool]]) -> str:
    """Why it is not counted out how many of these (whose, whether it holds) hold, or ''.

    A student may be there more than once: what is said of the rows rests on five students, and so does what is not.
    """
    having, lacking = ({name for name, has in pairs if has is held} for held in (True, False))
    everybody = having | lacking
    if len(pairs) == len(everybody):
        why = hidden(len(having), len(pairs))
    else:
        small = any(0 < len(group) < GROUP for group in (everybody, having, lacking))
        why = SMALL if small else ""
    return REST if why not in (NOTHING, SMALL) and facts.gives_away(everybody) else why


def hidden(count: int, of: int) -> str:
    """Why so many of a group are not counted out, or ''."""
    if of < GROUP:
        return SMALL if of else NOTHING
    return FEW if 0 < count < GROUP else MOST if 0 < of - count < GROUP else ""


def shown(count: int, of: int) -> str:
    """'18 van 20'; a group or a part that is too small is not counted out."""
    return in_words(count, of, hidden(count, of))


def in_words(count: int, of: int, why: str) -> str:
    """'18 van 20', or what stands there instead."""
    if why in (NOTHING, SMALL):
        return too_few(of)
    if why == REST:
        return UNTOLD
    return {FEW: f"minder dan {GROUP} van {of}", MOST: f"meer dan {of - GROUP} van {of}"}.get(why, f"{count} van {of}")


UNTOLD = "niet getoond"
"""What stands in the place of a group whose size gives away another."""


def too_few(of: int) -> str:
    """What stands in the place of a group under five."""
    return "te kleine groep" if of else "geen gegevens"


def phase_of(plan: Plan) -> str:
    """The key of the phase of a plan among the words."""
    return f"phase_{plan.newest.phase}"


def by_phase(plans: Iterable[Plan]) -> list[tuple[tuple[str, ...], int]]:
    """The plans by phase, as they are told."""
    return merged(Counter(sorted(map(phase_of, plans))))


def merged(counts: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]]:
    """The parts of one whole, none under five: the small ones counted together, and nothing to be had by subtraction.

    When one small part is left alone, the whole less the others would give it away: the smallest other part joins it.
    Parts without anybody are left out; what cannot reach five together is not given at all.
    """
    there = {name: count for name, count in counts.items() if count}
    together = [name for name, count in there.items() if count < GROUP]
    others = sorted((name for name in there if name not in together), key=lambda name: there[name])
    while together and others and (len(together) < 2 or sum(there[name] for name in together) < GROUP):
        together.append(others.pop(0))
    kept: list[tuple[tuple[str, ...], int]] = [((n,), count) for n, count in there.items() if n not in together]
    total = sum(there[name] for name in together)
    names = tuple(name for name in there if name in together)
    return [*kept, (names, total)] if total >= GROUP else kept


def days_to_decision(facts: Facts) -> list[int]:
    """Per plan the days from the first signal to the ratification, where both are known."""
    found = []
    for plan in facts.plans:
        decision, signals = facts.ratified(plan), [row.on for row in plan.rows["Signalen"]]
        if decision and signals and min(signals) <= decision.ratified_on:
            found.append((decision.ratified_on - min(signals)).days)
    return found


def middle(numbers: Iterable[int]) -> float:
    """The median."""
    from statistics import median  # loaded when it is needed: it takes longer than any room of ours

    return median(numbers)


def plans(facts: Facts) -> list[Plan]:
    """Everybody with a decided trajectory: one whole for all figures, so that no two pages differ by a few students."""
    return facts.decided
