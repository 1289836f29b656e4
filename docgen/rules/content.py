"""H: the content says what a reader needs: own words, strengths, needs, and goals that fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docgen.columns import plain
from docgen.dossier import Dossier, Records, Version
from docgen.findings import CellRef, Severity
from docgen.rings import rings
from docgen.rules.facts import goals, goals_by_subject, goals_of, is_for, still_to_come
from docgen.spec import Breach, rule
from docgen.tables.care import PACKAGE
from docgen.tables.goals import Goal
from docgen.tables.transfer import Transfer

NEED = re.compile(r"\b(nodig|nood|noden|behoefte|behoeften|baat|deugd|helpt|gebaat|gediend)\b")
STAYS = frozenset({"doelen te verwerven", "doelen later"})


def _breach(dossier: Dossier, version: Version, place: CellRef, case: str = "", **more: object) -> Breach:
    return Breach(place, case, frozenset({dossier.name}), version.name, **more)  # type: ignore[arg-type]


@rule("H01", Severity.WARNING, documents=("zorgfolder",), source="S0 68, 87")
def student_is_heard_and_seen(records: Records) -> Iterator[Breach]:
    """In een traject staan de woorden van de leerling en wat goed gaat."""
    for dossier, version in still_to_come(records):
        if not version.trajectory.own_words:
            yield _breach(dossier, version, version.trajectory.at("Woorden van de leerling"), "words")
        if not version.trajectory.strengths:
            yield _breach(dossier, version, version.trajectory.at("Sterktes en wat goed gaat"), "strengths")


@rule("H02", Severity.WARNING, documents=("zorgfolder", "overdrachtsfiche"), source="S0 21")
def need_is_said_as_a_need(records: Records) -> Iterator[Breach]:
    """Elke nood staat er als nood: heeft nodig, heeft baat bij."""
    for dossier, version in still_to_come(records):
        lines = [line for line in version.trajectory.needs.splitlines() if line.strip()]
        if any(not NEED.search(plain(line)) for line in lines):
            yield _breach(dossier, version, version.trajectory.at("Heeft nodig"))
    for dossier in records.dossiers.values():
        for transfer in dossier.of(Transfer):
            if transfer.wellbeing and not transfer.sent_on and not NEED.search(plain(transfer.wellbeing)):
                yield Breach(transfer.at("Zin over welbevinden"), "", frozenset({dossier.name}))


@rule("H03", Severity.WARNING, documents=("doelenoverzicht",), source="S0 59")
def goals_are_approved(records: Records) -> Iterator[Breach]:
    """De vakgroep keurde de doelen van haar vak goed."""
    for rows in records.once(goals_by_subject).values():
        draft = next((goal for goal in rows if goal.approved_on is None), None)
        if draft:
            yield Breach(draft.at("Goedgekeurd op"))


@rule("H04", Severity.WARNING, documents=("doelenoverzicht",), needs=("Leerplandoelen",), source="S0 44, 59")
def subject_has_essential_goals(records: Records) -> Iterator[Breach]:
    """Een vak met een verminderd pakket heeft essentiële doelen."""
    for dossier, version in still_to_come(records):
        told: set[str] = set()
        for measure in version.measures:
            for subject in map(str, measure.subjects if measure.kind in PACKAGE else ()):
                if subject in told:
                    continue
                told.add(subject)
                if not any(goal.essential for goal in goals_of(records, dossier, subject)):
                    yield _breach(dossier, version, measure.at("Vakken"))


@rule("H05", Severity.WARNING, documents=("doelenoverzicht",), needs=("Leerplandoelen",), source="domain 3.8")
def goals_build_up(records: Records) -> Iterator[Breach]:
    """Doelen bouwen niet in een kring op elkaar, en een doel valt niet weg onder een doel dat blijft."""
    known = records.once(goals)
    for ring in rings({name: goal.builds_on for name, goal in known.items()}):
        yield Breach(known[ring[0]].at("Bouwt op"), "cycle", args=(("list", ring),))
    above = records.once(_above)
    for dossier, version in still_to_come(records):
        stays = _chosen(version, STAYS)
        settled = _chosen(version, frozenset(PACKAGE) - STAYS)
        for measure in version.measures:
            for choice in measure.goals if measure.kind == "doelen weggelaten" else ():
                rests = [
                    goal
                    for goal in above.get(choice.goal, ())
                    if goal.goal_id in stays
                    or (goal.essential and goal.goal_id not in settled and is_for(goal, dossier, records))
                ]
                if rests:
                    also = tuple(goal.at("Bouwt op") for goal in rests[:1])
                    facts = (("list", (choice.goal,)),)
                    yield _breach(dossier, version, measure.at("Doelen"), "dropped", args=facts, also=also)


def _chosen(version: Version, kinds: frozenset[str]) -> set[str]:
    return {choice.goal for measure in version.measures if measure.kind in kinds for choice in measure.goals}


def _above(records: Records) -> Mapping[str, tuple[Goal, ...]]:
    """The goals that build on each goal."""
    found: dict[str, tuple[Goal, ...]] = {}
    for goal in records.once(goals).values():
        for below in map(str, goal.builds_on):
            found[below] = (*found.get(below, ()), goal)
    return found
