"""H: the content says what a reader needs: own words, strengths, needs, and goals that fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.arithmetic.goals import GONE, LETTERS, essentials, resting, said
from docgen.arithmetic.rings import rings
from docgen.columns import plain
from docgen.findings import Severity
from docgen.records.dossier import Records
from docgen.rules.breaches import breach_of
from docgen.rules.facts import still_to_come
from docgen.spec import Breach, rule
from docgen.tables.care import PACKAGE
from docgen.tables.transfer import Transfer
from docgen.whatif.own_goals import builders, goals, goals_by_subject, own_goals

NEED = re.compile(r"\b(nodig|nood|noden|behoefte|behoeften|baat|deugd|helpt|gebaat|gediend)\b")


@rule("H01", Severity.WARNING, documents=("zorgfolder",), source="S0 68, 87")
def student_is_heard_and_seen(records: Records) -> Iterator[Breach]:
    """In een traject staan de woorden van de leerling en wat goed gaat."""
    for dossier, version in still_to_come(records):
        if not version.trajectory.own_words:
            yield breach_of(dossier, version, version.trajectory.at("Woorden van de leerling"), "words")
        if not version.trajectory.strengths:
            yield breach_of(dossier, version, version.trajectory.at("Sterktes en wat goed gaat"), "strengths")


@rule("H02", Severity.WARNING, documents=("zorgfolder", "overdrachtsfiche"), source="S0 21")
def need_is_said_as_a_need(records: Records) -> Iterator[Breach]:
    """Elke nood staat er als nood: heeft nodig, heeft baat bij."""
    for dossier, version in still_to_come(records):
        lines = [line for line in version.trajectory.needs.splitlines() if line.strip()]
        if any(not NEED.search(plain(line)) for line in lines):
            yield breach_of(dossier, version, version.trajectory.at("Heeft nodig"))
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
        own = own_goals(records, dossier.student).by_subject
        for measure in version.measures:
            for subject in map(str, measure.subjects if measure.kind in PACKAGE else ()):
                if subject in told:
                    continue
                told.add(subject)
                if not essentials(own.get(subject, ())):
                    yield breach_of(dossier, version, measure.at("Vakken"))


@rule("H05", Severity.WARNING, documents=("doelenoverzicht",), needs=("Leerplandoelen",), source="domain 3.8")
def goals_build_up(records: Records) -> Iterator[Breach]:
    """Doelen bouwen niet in een kring op elkaar, en een doel valt niet weg onder een doel dat blijft."""
    known = records.once(goals)
    for ring in rings({name: goal.builds_on for name, goal in known.items()}):
        yield Breach(known[ring[0]].at("Bouwt op"), "cycle", args=(("list", ring),))
    building = records.once(builders)
    for dossier, version in still_to_come(records):
        spoken = said(version.measures)
        rests = dict(resting(building, spoken, own_goals(records, dossier.student).ids))
        for measure in version.measures:
            for choice in measure.goals if LETTERS.get(measure.kind) == GONE else ():
                if choice.goal in rests:
                    also = tuple(goal.at("Bouwt op") for goal in rests[choice.goal][:1])
                    facts = (("list", (choice.goal,)),)
                    yield breach_of(dossier, version, measure.at("Doelen"), "dropped", args=facts, also=also)
