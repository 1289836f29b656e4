"""C: a council decides on what it may decide on, with enough people, and no more votes than voters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from docgen.columns import plain
from docgen.findings import Effect, Severity
from docgen.records.dossier import Records
from docgen.records.whom import student_of
from docgen.rules.facts import says_yes, staff, students_by_class, teachers
from docgen.rules.gates import OF_VERSION
from docgen.spec import Breach, rule
from docgen.tables.care import Agreement, Measure
from docgen.tables.council import MAY_DECIDE, Council, Decision
from docgen.tables.school import SchoolRow

WITHOUT_VOTE = ("cel", "MDO")
MINUTES = ("verslag", "uittreksel")
COUNTED = re.compile(
    r"\b(?:voor|tegen|onthouding(?:en)?)\s*:?\s*(\d+)|(\d+)\s*(?:voor|tegen|onthouding)", re.IGNORECASE
)
"""'voor 8, tegen 1', and '8 voor, 1 tegen'."""
AGREED = ("consensus", "unaniem", "eenparig")
REGULATION = "Schoolreglement vermeldt afwijkingen"


@rule("C09", Severity.ERROR, effect=Effect.BLOCK, documents=("iac-doelen",), source="F38", misses=("Maatregelen",))
def report_comes_first(records: Records) -> Iterator[Breach]:
    """Een individueel aangepast curriculum steunt op een IAC-verslag met een datum."""
    for dossier in records.dossiers.values():
        if any(row.kind == "IAC-verslag" for row in dossier.of(Measure)):
            continue
        places = [version.trajectory.at("Grond") for version in dossier.versions if _on_report(version.trajectory)]
        places += [row.at("Soort") for row in dossier.of(Agreement) if row.kind == "IAC-doel"]
        if places:
            yield Breach(places[0], "", frozenset({dossier.name}), also=tuple(places[1:]))


def _on_report(trajectory: object) -> bool:
    return getattr(trajectory, "ground", "") == "IAC-verslag"


@rule(
    "C10",
    Severity.ERROR,
    effect=Effect.DRAFT,
    documents=(*OF_VERSION, "overdrachtsfiche"),
    needs=("Klassenraden",),
    source="F16; sheets 9",
)
def council_may_decide(records: Records) -> Iterator[Breach]:
    """Een klassenraad beslist enkel waarover haar soort mag beslissen."""
    councils = {row.council_id: row for row in records.register.of(Council)}
    for decision in records.register.of(Decision):
        council = councils.get(decision.council)  # one that is not in Klassenraden has no kind to compare with
        if council and not MAY_DECIDE[council.kind].issuperset(decision.kinds):
            version = str(decision.about) if decision.about and "-" in decision.about else ""
            severity = None if decision.outcome else Severity.NOTE
            effect = None if decision.outcome else Effect.NONE  # a point that can still move to another council
            yield Breach(
                decision.at("Soort"),
                "kind",
                about(records, decision),
                version,
                (("kind", council.kind),),
                also=(council.at("Soort"),),
                severity=severity,
                effect=effect,
            )


@rule("C11", Severity.ERROR, effect=Effect.BLOCK, documents=MINUTES, needs=("Klassenraden",), source="F18; F20")
def council_is_complete(records: Records) -> Iterator[Breach]:
    """Een klassenraad heeft een voorzitter, een secretaris en iemand die kan stemmen."""
    points: dict[str, list[Decision]] = defaultdict(list)
    for decision in records.register.of(Decision):
        if decision.outcome:
            points[decision.council].append(decision)
    for council in records.register.of(Council):
        own = points.get(council.council_id, [])
        whom = frozenset(name for decision in own for name in about(records, decision))
        if council.chair in council.excused:
            yield Breach(council.at("Voorzitter"), "chair", whom)
        if council.secretary in council.excused:
            yield Breach(council.at("Secretaris"), "secretary", whom)
        known = [voters(records, decision, council) for decision in own]
        if council.kind not in WITHOUT_VOTE and any(found is not None and not found for found in known):
            yield Breach(council.at("Verontschuldigd"), "voters", whom)


@rule("C12", Severity.ERROR, effect=Effect.BLOCK, documents=MINUTES, source="F18")
def votes_are_of_voters(records: Records) -> Iterator[Breach]:
    """Er zijn niet meer stemmen dan stemmers: leraren van de klas en directie, zonder wie er niet was of niet mocht."""
    councils = {row.council_id: row for row in records.register.of(Council)}
    for decision in records.register.of(Decision):
        counted = [int(before or after) for after, before in COUNTED.findall(decision.vote or "")]
        votes = sum(counted)
        if decision.vote and not counted and not any(word in plain(decision.vote) for word in AGREED):
            place, whom = decision.at("Stemming"), about(records, decision)
            yield Breach(place, "unread", whom, severity=Severity.WARNING, effect=Effect.NONE)
        found = voters(records, decision, councils.get(decision.council)) if votes else None
        if found is not None and votes > len(found):
            facts = (("n", votes), ("limit", len(found)))
            yield Breach(decision.at("Stemming"), "count", about(records, decision), args=facts)


@rule("C14", Severity.WARNING, source="F22")
def regulation_allows(records: Records) -> Iterator[Breach]:
    """Het schoolreglement zegt wanneer de school van het gewone programma mag afwijken."""
    if next(records.versions(), None) is None:
        return
    for row in records.register.of(SchoolRow):
        if row.topic == "regel" and row.code == REGULATION and says_yes(row.value) is False:
            yield Breach(row.at("Waarde"))


def about(records: Records, decision: Decision) -> frozenset[str]:
    """The students a decision is about: one, or all of a class."""
    if not decision.about:
        return frozenset()
    if student_of(decision.about) in records.dossiers:
        return frozenset({student_of(decision.about)})
    return records.once(students_by_class).get(decision.about, frozenset())


def voters(records: Records, decision: Decision, council: Council | None) -> frozenset[str] | None:
    """Who votes on a point: the teachers of the class and the directie; None when the teachers are not known."""
    if not decision.about:
        return None
    dossier = records.dossiers.get(student_of(decision.about))
    class_name = dossier.student.class_name if dossier else decision.about
    teaching = records.once(teachers).get(class_name)
    if not teaching:
        return None
    away = {*decision.not_voting, *(council.excused if council else ())}
    return (teaching | records.once(_heads)) - away


def _heads(records: Records) -> frozenset[str]:
    """The directie."""
    return frozenset(code for code, row in records.once(staff).items() if "directie" in row.functions)
