"""C17: what the school asks the CLB about a student leaves with permission only."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Effect, Severity
from docgen.records.dossier import Records
from docgen.rules.facts import alive
from docgen.spec import Breach, rule
from docgen.tables.care import PERMISSION, REFUSES, Talk, newest_answer
from docgen.tables.council import APPROVED, Decision
from docgen.tables.school import OF_AGE

ASKS_CLB = "CLB-hulpvraag"


@rule("C17", Severity.WARNING, effect=Effect.DRAFT, documents=("hulpvraag-clb",), source="F39", misses=("Overleg",))
def clb_is_asked_with_permission(records: Records) -> Iterator[Breach]:
    """Een hulpvraag gaat naar het CLB met toestemming van de leerling, en onder de 18 jaar ook van een ouder."""
    for dossier, version in alive(records):
        points = [d for d in dossier.of(Decision) if d.about in (dossier.name, version.name) and ASKS_CLB in d.kinds]
        asked = [d for d in points if d.outcome is None or d.outcome in APPROVED]
        talks = [talk for talk in (*version.talks, *dossier.lasting(Talk)) if talk.kind == PERMISSION]
        if not asked and not talks:
            continue
        givers = ("leerling",) if dossier.age(records.today) >= OF_AGE else ("leerling", "ouder")
        answers = {party: newest_answer(talks, party) for party in givers}
        refused = next((talk for talk in answers.values() if talk and talk.answer in REFUSES), None)
        missing = tuple(party for party, talk in answers.items() if talk is None or talk.answer != "ja")
        whom = frozenset({dossier.name})
        if refused:
            place = refused.at("Akkoord")
            yield Breach(place, "refuses", whom, version.name, severity=Severity.NOTE, effect=Effect.BLOCK)
        elif missing:
            place = asked[-1].at("Soort") if asked else talks[-1].at("Akkoord")
            yield Breach(place, "", whom, version.name, args=(("list", missing), ("n", len(missing))))
