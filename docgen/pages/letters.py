"""What letters to parents share: to whom, about which plan, on which talks it rests, what is asked at home.

A letter goes to a parent with authority who may have it; a student of age gets it instead, and is then spoken to.
All texts are Dutch of level B1, so `eenvoudig Nederlands` changes nothing; whoever reads another language is offered
an explanation in it, and rule H08 tells the school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from docgen.pages.measures import measure_lines
from docgen.pages.page import staff_name
from docgen.privacy import Released
from docgen.tables.care import AWAY, RESUMPTION
from docgen.tables.school import DUTCH
from docgen.words.wording import lower_first, needs, sentences, upper_first

PROPOSED = ("voorstel", "op klassenraad")
UNSETTLED = (*PROPOSED, "goedgekeurd")
SETTLED = ("bekrachtigd", "lopend", "geëvalueerd")
NEWEST = 6  # talks that a letter names as its sources
AT_HOME = ("TW", "TR")
OTHER_GOALS = ("doelen later", "doelen weggelaten", "doelen vervangen")

ADDRESSEE: Mapping[str, tuple[str, ...]] = {
    "Contacten": ("Leerling-ID", "Naam", "Relatie", "Adres", "Taal"),
}
PLAN: Mapping[str, tuple[str, ...]] = {
    "Trajecten": (
        "Traject-ID",
        "Start",
        "Einde",
        "Evaluatie op",
        "Mentor",
        "Sterktes en wat goed gaat",
        "Heeft nodig",
        "Hoofddoel",
    ),
    "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen"),
    "Maatregelen": (
        "Leerling of traject",
        "Soort",
        "Vakken",
        "Wat",
        "Waar",
        "Van",
        "Tot",
        "Halve dagen per week",
        "Wie",
    ),
    "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Invulling"),
    "Examenaanpassingen": ("Traject-ID", "Vak", "Datum"),
    "Beslissingen": (
        "Beslissing-ID",
        "Datum",
        "Over wie",
        "Soort",
        "Besluit",
        "Voorwaarde",
        "Bekrachtigd op",
    ),
    "Afspraken": ("Leerling of traject", "Soort", "Wat", "Aanpak", "Wie", "Tegen"),
}
NEEDS = ("Leerlingen", "Contacten", "Trajecten")
ADDS = (
    "School",
    "Personeel",
    "Overleg",
    "Maatregelen",
    "Lesroosteraanpassingen",
    "Examenaanpassingen",
    "Beslissingen",
    "Afspraken",
)


def follows(dossier: Any, version: Any) -> bool:
    """Whether the council ratified an earlier version of this student's plan: then this one changes it."""
    earlier = dossier.versions[: dossier.versions.index(version)]
    return any(one.covering(()) is not None for one in earlier)


def starts(dossier: Any, version: Any) -> bool:
    """Whether this version is the first plan of this student that the council ratified."""
    return not follows(dossier, version)


def to_whom(released: Released) -> dict[str, Any]:
    """The addressee, whether that is the student, and who answers questions."""
    contact, student = released.one("Contacten"), released.one("Leerlingen")
    own_name = f"{student.first_name} {student.family_name}"
    trajectory = released.one("Trajecten")
    mentor = staff_name(released, trajectory.mentor) if trajectory else ""
    director = released.school.facts.get("Directeur", "")
    return {
        "aan": {
            "naam": released.planned.subject or own_name,
            "relatie": contact.relation if contact and released.planned.subject else "",
            "adres": address_lines(contact.address if contact else ""),
        },
        "andere_taal": bool(contact) and (contact.language or DUTCH[0]) not in DUTCH,
        "mentor": mentor,
        "van": {"naam": mentor or director, "rol": "mentor" if mentor else "directie" if director else ""},
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
    }


def address_lines(address: str | None) -> list[str]:
    """The lines of an address: 'Lindelaan 12, 9999 Voorbeeldgem' is two."""
    return [part.strip() for part in (address or "").replace("\n", ",").split(",") if part.strip()]


def plan_of(released: Released, decided_on: date | None = None) -> dict[str, Any]:
    """What a letter says of a plan: what goes well and is needed, what becomes different, what is asked at home.

    Without the day of a decision it is a proposal: then what holds already is no part of it.
    """
    trajectory = released.one("Trajecten")
    touched = [code for row in released.of("Maatregelen") if row.kind in OTHER_GOALS for code in row.subjects]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "evaluatie_op": trajectory.review_on,
        "sterktes": sentences(trajectory.strengths),
        "noden": needs(trajectory.needs),
        "hoofddoel": trajectory.main_goal,
        "maatregelen": [*measure_lines(released, lasting=decided_on is not None)],
        "leerstof_vakken": sorted({lower_first(released.school.subject(code)) for code in touched}),
        "thuis": [*_asked_at_home(released)],
        "thuis_uren": any(row.filling in AT_HOME for row in released.of("Lesroosteraanpassingen")),
        "bronnen": [*_sources(released, decided_on or released.today)],
    }


def _asked_at_home(released: Released) -> Iterator[dict[str, Any]]:
    for row in released.of("Afspraken"):
        if "ouders" in row.who:
            yield {"wat": upper_first(row.what), "aanpak": row.approach or "", "tegen": row.by}


def _sources(released: Released, until: date) -> Iterator[dict[str, Any]]:
    """The newest talks about this version up to a day, oldest first: what the plan rests on."""
    of_age, student = not released.planned.subject, released.one("Leerlingen")
    words = {
        "leerling": "jou" if of_age else student.first_name,
        "ouder": "je ouders" if of_age else "de ouders",
        "leraren": "de leraren",
        "directie": "de directie",
        "zorgteam": "het zorgteam",
        "CLB": "het CLB",
        "externe hulpverlening": "hulp van buiten de school",
        "andere school": "een andere school",
    }
    version = released.planned.version
    own = [talk for talk in released.of("Overleg") if talk.about == version and talk.on <= until]
    for talk in sorted(own, key=lambda talk: talk.on)[-NEWEST:]:
        yield {"soort": talk.kind or "gesprek", "met": [words[party] for party in talk.parties], "datum": talk.on}


def enclosed(released: Released, *more: str) -> list[str]:
    """The papers that go with a letter about a plan that is decided: those that its rows give."""
    kinds = {row.kind for row in released.of("Maatregelen") if row.about == released.planned.version}
    papers = {
        "aangepast lesrooster": bool(released.of("Lesroosteraanpassingen")),
        "aangepast examenrooster": bool(released.of("Examenaanpassingen")),
        "time-outplan": not kinds.isdisjoint(AWAY),
        "hervattingsplan": RESUMPTION in kinds,
    }
    return [*(paper for paper, there in papers.items() if there), *more]
