"""Verslag oudergesprek: one day's talk with the parents of a student, what was said, and the steps that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import deciding, decision_of, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import upper_first

RUNGS: Mapping[str, tuple[str, ...]] = {
    "Basisaanbod": (),
    "Compacten en verrijken": ("compacten", "verrijken"),
    "Klasexterne verrijking": ("klasexterne verrijking",),
    "Versnellen": ("versnellen",),
}
"""The zorgladder: each rung with the kinds of measure on it. Source: domain.md 1, items 121 and 122."""
PEOPLE = {"leerling": "leerling", "ouders": "ouders", "leraren": "leraren"}


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template verslag-oudergesprek.docx."""
    talks = released.of("Overleg")
    day = talks[0].on if talks else released.today
    measures = _on_the_ladder(released)
    return {
        "datum": day,
        "soort": ", ".join(dict.fromkeys(talk.kind for talk in talks if talk.kind)) or "gesprek",
        "partijen": list(dict.fromkeys(party for talk in talks for party in talk.parties)),
        "gesproken_met": list(dict.fromkeys(talk.who for talk in talks if talk.who)),
        "titularis": titular(released),
        "themas": list(dict.fromkeys(theme for talk in talks for theme in talk.themes)),
        "besproken": [talk.summary for talk in talks if talk.summary],
        "akkoorden": [*_answers(talks)],
        "op_school": _at_school(released, day),
        "ladder": [*_ladder(measures)] if measures else [],
        "maatregelen": [_measure(measure) for measure in measures],
        "stappen": [*_steps(released, day)],
        "evaluatie_op": _review(released, day),
    }


def _answers(talks: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """What was agreed to in the talk, by whom and how."""
    for talk in talks:
        if talk.answer:
            yield {"wie": list(talk.parties), "antwoord": talk.answer, "vorm": talk.form or ""}


def _at_school(released: Released, day: Any) -> dict[str, Any]:
    """The newest note of the follow-up on that day; without one its text is ''."""
    notes = [row for row in released.of("Opvolging") if row.note and row.on <= day]
    newest = max(notes, key=lambda row: row.on, default=None)
    return {"datum": newest and newest.on, "tekst": upper_first(newest.note.rstrip(" .")) if newest else ""}


def _on_the_ladder(released: Released) -> list[Any]:
    kinds = [kind for rung in RUNGS.values() for kind in rung]
    return sorted((m for m in released.of("Maatregelen") if m.kind in kinds), key=lambda m: kinds.index(m.kind))


def _ladder(measures: list[Any]) -> Iterator[dict[str, Any]]:
    """The rungs in order; the first is there for everybody."""
    used = {measure.kind for measure in measures}
    for name, kinds in RUNGS.items():
        yield {"trede": name, "loopt": not kinds or not used.isdisjoint(kinds)}


def _measure(measure: Any) -> dict[str, Any]:
    what = upper_first((measure.what or measure.kind).rstrip(" ."))
    return {"wat": what, "soort": measure.kind, "beslissing": decision_of(measure)}


def _steps(released: Released, day: Any) -> Iterator[dict[str, Any]]:
    """What is to be done from that day on; what belongs to a plan only when the council decided on it."""
    decided = deciding(released) is not None
    rows = [row for row in released.of("Afspraken") if row.about != released.planned.version or decided]
    for row in sorted(rows, key=lambda row: (row.by is None, row.by)):
        if row.by is None or row.by >= day:
            yield {
                "wat": upper_first(row.what),
                "aanpak": row.approach or "",
                "wie": [PEOPLE.get(code, staff_name(released, code)) for code in row.who],
                "tegen": row.by,
                "stand": row.state or "",
            }


def _review(released: Released, day: Any) -> Any:
    """When the plan is looked at again, if that is after the talk and the plan is decided; else None."""
    trajectory = released.one("Trajecten")
    known = trajectory and deciding(released) and trajectory.review_on > day
    return trajectory.review_on if known else None


SPEC = DocumentSpec(
    name="verslag-oudergesprek",
    title="Verslag oudergesprek",
    code="OG",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="talk",
    when={"Overleg": ("ouder",)},
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Titularis van"),
        "Trajecten": ("Traject-ID", "Evaluatie op"),
        "Overleg": (
            *("Leerling of traject", "Datum", "Soort", "Partijen", "Wie", "Akkoord", "Vorm", "Thema's"),
            "Samenvatting",
        ),
        "Maatregelen": ("Leerling of traject", "Soort", "Wat"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Aanpak", "Wie", "Tegen", "Stand"),
        "Opvolging": ("Traject-ID", "Datum", "Toelichting"),
    },
    needs=("Leerlingen", "Overleg"),
    adds=("School", "Personeel", "Trajecten", "Maatregelen", "Beslissingen", "Afspraken", "Opvolging"),
    derive=derive,
)
