"""Portretklassenraad: per student strengths, what came from before, what to mind, who knows; the class as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import decision_of, full_name, of_student, staff_name, students, titular, unique_decisions
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import ADAPTATION, LADDER, REPORTS
from docgen.words.wording import needs, sentences, upper_first

FROM_BEFORE = ("navraag andere school", "kennismaking", "intake")
"""Talks that tell what an earlier school or year passed on."""
KNOWS = ("zorgteam", "CLB", "externe hulpverlening")
SMALLEST = 5
"""The smallest group that is counted, and the smallest rest: fewer students would be recognised (domain.md 4.12)."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template portretklassenraad.docx."""
    everybody = students(released)
    portraits = [row for row in (_portrait(released, student) for student in everybody) if row]
    return {
        "klas": released.planned.subject,
        "titularis": titular(released),
        "aantal": {"leerlingen": len(everybody), "portretten": len(portraits)},
        "klasbeeld": [*_class_picture(released, everybody)],
        "portretten": portraits,
        "beslissingen": unique_decisions(measure for row in portraits for measure in row["aanpassingen"]),
    }


def _portrait(released: Released, student: Any) -> dict[str, Any] | None:
    """What the council knows of a student; None when nothing was noted."""
    trajectory = next(iter(of_student(released, "Trajecten", student)), None)
    measures = _running(released, student)
    talks = [talk for talk in of_student(released, "Overleg", student) if talk.kind in FROM_BEFORE and talk.summary]
    found = {
        "sterk": sentences(trajectory.strengths) if trajectory else [],
        "woorden": (trajectory.own_words or "").strip(' “”"') if trajectory else "",
        "gesprekken": [upper_first(talk.summary.strip(" .")) for talk in talks],
        "aanpassingen": [_measure(measure) for measure in measures if measure.kind not in REPORTS],
        "aandacht": _attention(released, student, trajectory),
        "mentor": staff_name(released, trajectory.mentor) if trajectory else "",
        "bekend": [*_known(released, student, measures)],
    }
    return {"naam": full_name(student), **found} if any(found.values()) else None


def _running(released: Released, student: Any) -> list[Any]:
    shown = (*ADAPTATION, *LADDER, "ondersteuning", *REPORTS)
    measures = of_student(released, "Maatregelen", student)
    return [m for m in measures if m.kind in shown and (not m.end or m.end >= released.today)]


def _measure(measure: Any) -> dict[str, Any]:
    what = upper_first((measure.what or measure.kind).strip(" ."))
    return {"wat": what, "beslissing": decision_of(measure)}


def _attention(released: Released, student: Any, trajectory: Any) -> list[str]:
    """What a student needs, of the trajectory; else of the signals, newest first."""
    if trajectory:
        return needs(trajectory.needs)
    signals = sorted(of_student(released, "Signalen", student), key=lambda row: row.on, reverse=True)
    return list(dict.fromkeys(need for row in signals for need in needs(row.need)))


def _known(released: Released, student: Any, measures: list[Any]) -> Iterator[str]:
    """Who knows the student already, besides the mentor; and which report or support there is."""
    parties = {party for talk in of_student(released, "Overleg", student) for party in talk.parties}
    yield from (party for party in KNOWS if party in parties)
    for measure in measures:
        if measure.kind in REPORTS:
            who = staff_name(released, measure.who)
            yield f"{measure.kind}, {who}" if who else measure.kind


def _class_picture(released: Released, everybody: list[Any]) -> Iterator[dict[str, Any]]:
    """The groups of the class that are large enough, with what is left large enough too."""
    groups: Counter[tuple[str, str]] = Counter()
    for student in everybody:
        contacts = of_student(released, "Contacten", student)
        groups.update({("Taal voor brieven", str(contact.language)) for contact in contacts[:1] if contact.language})
        kinds = {measure.kind for measure in _running(released, student)}
        groups.update(("Maatregelen", kind) for kind in kinds)
        groups.update([("Samen", "redelijke aanpassingen")] if kinds.intersection(ADAPTATION) else [])
        groups.update([("Samen", "een traject")] if of_student(released, "Trajecten", student) else [])
    for (about, what), count in sorted(groups.items()):
        rest = len(everybody) - count
        if count >= SMALLEST and (rest == 0 or rest >= SMALLEST):
            yield {"soort": about, "wat": upper_first(what), "aantal": count}


SPEC = DocumentSpec(
    name="portretklassenraad",
    title="Portretklassenraad",
    code="PK",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="class",
    when={"Leerlingen": ()},
    families=("traject",),
    covered_by=("redelijke aanpassingen",),
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Titularis van"),
        "Contacten": ("Leerling-ID", "Taal"),
        "Trajecten": ("Traject-ID", "Mentor", "Sterktes en wat goed gaat", "Heeft nodig", "Woorden van de leerling"),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen", "Samenvatting"),
        "Maatregelen": ("Leerling of traject", "Soort", "Wat", "Tot", "Wie"),
        "Signalen": ("Leerling-ID", "Datum", "Behoefte"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie"),
    },
    needs=("Leerlingen", "Maatregelen"),
    adds=("School", "Personeel", "Contacten", "Trajecten", "Overleg", "Signalen", "Beslissingen"),
    derive=derive,
)
