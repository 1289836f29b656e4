"""C: the gates. Nothing is final before the council ratified this very version, with a willing student, after talks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Unpack

from docgen.columns import plain
from docgen.findings import CellRef, Effect, Severity
from docgen.records.dossier import Dossier, Records
from docgen.records.fingerprint import of_version, ratification
from docgen.records.version import State, Version, ratified
from docgen.rules.breaches import More, breach_of
from docgen.spec import Breach, DocumentSpec, documents, rule
from docgen.tables.care import REFUSES, Talk
from docgen.tables.council import APPROVED, WHOLE_VERSION, Decision
from docgen.tables.school import OF_AGE, Contact

NOT_APPROVED = ("afgewezen", "ingetrokken", "uitgesteld")
MUST_BE_HEARD = ("leerling", "ouder", "leraren", "directie", "zorgteam")
CONFIRMS = ("CLB", "externe hulpverlening")
OF_VERSION = ("traject",)
REPORT = "verslag-oudergesprek"  # waits for no council, but is not made of a plan that the student does not want
"""The family of documents that show what a version changes for the student: all that these gates hold."""


def breach(dossier: Dossier, version: Version, place: CellRef, case: str = "", **more: Unpack[More]) -> Breach:
    """A breach of a gate by one version; only a remark while the version still waits for its start and its council."""
    severity = Severity.NOTE if version.waiting else None
    return replace(breach_of(dossier, version, place, case, **more), severity=severity)


def _approves(decision: Decision, document: DocumentSpec) -> bool:
    """Whether a decision lets through a type of document: it is about the whole version, or about what it shows."""
    return decision.outcome in APPROVED and not {*WHOLE_VERSION, *document.covered_by}.isdisjoint(decision.kinds)


@cache
def _gated() -> tuple[DocumentSpec, ...]:
    return tuple(spec for spec in documents().values() if not set(OF_VERSION).isdisjoint(spec.families))


def _types(specs: Sequence[DocumentSpec]) -> frozenset[str]:
    """The names of these types; of all that are gated: the name of the family."""
    return frozenset(OF_VERSION if len(specs) == len(_gated()) else (spec.name for spec in specs))


@rule("C01", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 12", misses=("Beslissingen",))
def starts_after_decision(records: Records) -> Iterator[Breach]:
    """Een traject start niet zonder goedkeuring van de klassenraad."""
    for dossier, version in records.versions():
        place = version.trajectory.at("Start")
        approvals = [d for d in version.decisions if any(_approves(d, document) for document in _gated())]
        lacking = [document for document in _gated() if not any(_approves(d, document) for d in approvals)]
        if lacking and version.state is not State.REFUSED:
            case = "agenda" if version.state is State.ON_AGENDA else "none"
            yield breach(dossier, version, place, case, documents=_types(lacking))
        elif approvals and version.trajectory.start < min(d.on for d in approvals):
            first = min(approvals, key=lambda d: d.on)
            yield breach(dossier, version, place, "early", also=(first.at("Datum"),))


@rule("C02", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 40; F26")
def decision_is_ratified(records: Records) -> Iterator[Breach]:
    """Enkel een goedgekeurde en bekrachtigde beslissing komt in de map zorg, een brief of een overdracht."""
    for dossier, version in records.versions():
        settled = [d for d in version.decisions if ratified(d, records.today)]
        waiting = [document for document in _gated() if not any(_approves(d, document) for d in settled)]
        for decision in version.decisions:
            held = _types([document for document in waiting if _approves(decision, document)])
            if held:
                case = "later" if decision.ratified_on else ""
                yield breach(dossier, version, decision.at("Bekrachtigd op"), case, documents=held)
        newest = version.newest_decision
        if waiting and newest and newest.outcome in NOT_APPROVED:
            place, whom = newest.at("Uitslag"), frozenset({dossier.name})
            held = _types(waiting)
            yield Breach(
                place, "outcome", whom, version.name, severity=Severity.NOTE, effect=Effect.BLOCK, documents=held
            )


@rule("C03", Severity.ERROR, effect=Effect.BLOCK, documents=(*OF_VERSION, REPORT), source="S0 24; F26")
def student_is_willing(records: Records) -> Iterator[Breach]:
    """Zonder een leerling die het wil, komt er geen traject."""
    for dossier, version in records.versions():
        newest = version.answer("leerling")
        if newest and newest.answer in REFUSES:
            yield breach(dossier, version, newest.at("Akkoord"))


@rule("C04", Severity.WARNING, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 24", misses=("Overleg",))
def student_has_answered(records: Records) -> Iterator[Breach]:
    """Zolang het antwoord van de leerling ontbreekt, blijft alles ontwerp."""
    for dossier, version in records.versions():
        newest = version.answer("leerling")
        if newest is None and not _signed_by_parent_only(records, dossier, version):
            yield breach(dossier, version, version.trajectory.at("Traject-ID"))
        elif newest and newest.answer in ("nog te bevragen", "voorwaardelijk", "niet bereikt"):
            yield breach(dossier, version, newest.at("Akkoord"), "open")


@rule(
    "C05",
    Severity.ERROR,
    effect=Effect.DRAFT,
    documents=OF_VERSION,
    source="S0 40; F26",
    misses=("Overleg", "Contacten"),
)
def parent_is_heard(records: Records) -> Iterator[Breach]:
    """Bij een minderjarige leerling is een ouder met gezag gehoord, of staat er waarom dat niet kon."""
    for dossier, version in records.versions():
        if dossier.age(records.today) >= OF_AGE:
            continue
        heard = [talk for talk in version.talks if "ouder" in talk.parties]
        newest = version.answer("ouder")
        if newest and newest.answer in REFUSES:
            yield breach(dossier, version, newest.at("Akkoord"), "refuses")
        elif not heard:
            yield breach(dossier, version, version.trajectory.at("Traject-ID"))
        elif not any(talk.answer == "niet bereikt" or _has_authority(dossier, talk) for talk in heard):
            yield breach(dossier, version, heard[-1].at("Wie"), "authority")


@rule(
    "C06", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 40", misses=("Overleg", "Beslissingen")
)
def five_parties_are_heard(records: Records) -> Iterator[Breach]:
    """Voor de map zorg is overlegd met leerling, ouders, leraren, directie en zorgteam."""
    for dossier, version in records.versions():
        heard = {party for talk in version.talks for party in talk.parties if talk.answer != "nog te bevragen"}
        if any(decision.outcome for decision in version.decisions):
            heard |= {"leraren", "directie"}  # the council that decided is their consultation (sheets.md 3.7)
        if dossier.age(records.today) >= OF_AGE:
            heard.add("ouder")
        missing = tuple(party for party in MUST_BE_HEARD if party not in heard)
        if missing:
            facts = (("list", missing), ("n", len(missing)))
            yield breach(dossier, version, version.trajectory.at("Traject-ID"), args=facts)


@rule("C07", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 34", misses=("Overleg",))
def need_is_confirmed(records: Records) -> Iterator[Breach]:
    """Bij ziekte of ongeval bevestigt het CLB of een hulpverlener dat het traject nodig is."""
    for dossier, version in records.versions():
        if version.trajectory.ground == "ziekte of ongeval" and not any(_confirms(talk) for talk in version.talks):
            yield breach(dossier, version, version.trajectory.at("Grond"))


@rule("C08", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 3; F39", misses=("Overleg",))
def care_was_tried_first(records: Records) -> Iterator[Breach]:
    """Vanaf fase 2 staat er wat al geprobeerd is, en was er contact met het CLB."""
    for dossier, version in records.versions():
        if version.trajectory.phase < 2:
            continue
        if not version.trajectory.tried:
            yield breach(dossier, version, version.trajectory.at("Al geprobeerd"), "tried")
        if not any("CLB" in talk.parties for talk in (*version.talks, *dossier.lasting(Talk))):
            yield breach(dossier, version, version.trajectory.at("Fase"), "clb")


@rule("C18", Severity.WARNING, effect=Effect.DRAFT, documents=OF_VERSION, source="S0 24, 40")
def nobody_answered_yet(records: Records) -> Iterator[Breach]:
    """Een antwoord staat bij een gesprek dat er al geweest is."""
    for dossier, version in records.versions():
        for talk in version.talks:
            if talk.on > records.today and talk.answer not in (None, "nog te bevragen"):
                yield breach(dossier, version, talk.at("Datum"))


@rule("C13", Severity.WARNING, documents=OF_VERSION, source="domain 3.8")
def condition_is_met(records: Records) -> Iterator[Breach]:
    """Een voorwaarde die nog openstaat, wordt opgevolgd; is ze vervuld, dan wijzigt de uitslag."""
    for dossier, version in records.versions():
        for decision in version.decisions:
            if decision.outcome == "goedgekeurd onder voorwaarde" and ratified(decision, records.today):
                yield breach(dossier, version, decision.at("Voorwaarde"))


@rule("C15", Severity.ERROR, effect=Effect.DRAFT, documents=OF_VERSION, source="F47")
def student_of_age_decides(records: Records) -> Iterator[Breach]:
    """Een meerderjarige leerling geeft zelf akkoord."""
    for dossier, version in records.versions():
        if _signed_by_parent_only(records, dossier, version):
            newest = version.answer("ouder")
            yield breach(dossier, version, newest.at("Partijen") if newest else version.trajectory.at())


@rule(
    "C16",
    Severity.ERROR,
    effect=Effect.DRAFT,
    documents=OF_VERSION,
    source="sheets 9",
    misses=("Trajecten", "Maatregelen", "Lesroosteraanpassingen", "Examenaanpassingen"),
)
def content_is_what_was_ratified(records: Records) -> Iterator[Breach]:
    """De inhoud van een versie is nog die van de bekrachtiging."""
    for dossier, version in records.versions():
        decision = version.covering(())
        known = records.remembered.get(ratification(version, decision)) if decision else None
        if decision and known and known != of_version(version):
            place = version.trajectory.at("Traject-ID")
            yield breach(dossier, version, place, also=(decision.at("Bekrachtigd op"),))


def _signed_by_parent_only(records: Records, dossier: Dossier, version: Version) -> bool:
    if dossier.age(records.today) < OF_AGE:
        return False
    parent, student = version.answer("ouder"), version.answer("leerling")
    return bool(parent and parent.answer == "ja" and (student is None or student.answer != "ja"))


def _has_authority(dossier: Dossier, talk: Talk) -> bool:
    """Whether the parent heard has parental authority, as far as the sheet Contacten tells."""
    contacts = dossier.of(Contact)
    if not contacts or not talk.who:
        return True
    named = set(plain(talk.who).split())
    return any(set(plain(contact.name).split()) <= named for contact in contacts if contact.has_authority)


def _confirms(talk: Talk) -> bool:
    """Whether a talk confirms the need: CLB or care outside school says yes, or says with a reason it is not needed."""
    asked = any(party in talk.parties for party in CONFIRMS)
    return asked and (talk.answer == "ja" or (talk.answer == "niet nodig" and bool(talk.summary)))
