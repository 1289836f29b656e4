"""Aangepast examenrooster: when the student takes which exam, how heavy each day is, what differs from the class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from docgen.columns import Sensitivity
from docgen.exams import Sitting, sittings
from docgen.page import deciding, decision_of, short_name, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

FORMS_OF_HELP = ("hulpmiddel", "pauze", "apart lokaal")
AWAY_BECAUSE = {"geschrapt": "valt weg", "gespreid": "je taken tellen", "niet inhalen": "niet in te halen"}
BAR = 27  # en spaces in a full bar (style.md 8)


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template examenrooster.docx."""
    trajectory, limits = released.one("Trajecten"), released.school.limits
    longer = [measure for measure in released.of("Maatregelen") if measure.kind == "langere tijd"]
    taken = sittings(
        released.of("Examenrooster"), released.of("Examenaanpassingen"), longer, limits["Factor langere tijd"]
    )
    on_a_day = [sitting for sitting in taken if sitting.on]
    days = sorted({sitting.on for sitting in on_a_day if sitting.on})
    return {
        "geldig": {"van": days[0] if days else trajectory.start, "tot": days[-1] if days else trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "aantal": {
            "examens": len(on_a_day),
            "klas": len({(sitting.subject, sitting.base.on) for sitting in taken}),
            "per_dag": max((sum(s.on == day for s in on_a_day) for day in days), default=0),
            "vrije_dagen": sum(cell["staat"] == "vrij" for week in _weeks(released, taken) for cell in week["dagen"]),
        },
        "weken": _weeks(released, taken),
        "volle_balk": int(limits["Max examenminuten per dag"]),
        "letters": sorted({_letter(sitting) for sitting in taken} - {""}, key="ANW".index),
        "examens": [*_rows(released, taken)],
        "meer_tijd": [*_extra_time(longer)],
        "aanpassingen": [*_adaptations(released)],
        "inhaalmomenten": [*_catch_up(released, days)],
        "leerstof": [_content(released, sitting) for sitting in taken if sitting.change and sitting.change.content],
        "weg": [released.school.subject(sitting.subject) for sitting in taken if sitting.on is None],
        "evaluatie_op": trajectory.review_on,
    }


def _letter(sitting: Sitting) -> str:
    """N for another day, A for another form, W for an exam that falls away."""
    if sitting.on is None:
        return "W"
    if sitting.moved:
        return "N"
    return "A" if sitting.change and (sitting.change.forms or sitting.kind != sitting.base.kind) else ""


def _weeks(released: Released, taken: Sequence[Sitting]) -> list[dict[str, Any]]:
    """The weeks of the exams, Monday to Friday (or Saturday), each day with its exams and its load."""
    days = sorted({sitting.on for sitting in taken if sitting.on})
    if not days:
        return []
    weeks = []
    shown = range(6 if any(day.weekday() == 5 for day in days) else 5)
    monday = days[0] - timedelta(days=days[0].weekday())
    while monday <= days[-1]:
        week = [monday + timedelta(days=number) for number in shown]
        if any(day in days for day in week):
            weeks.append({"dagen": [_day(released, day, taken) for day in week]})
        monday += timedelta(days=7)
    return weeks


def _day(released: Released, day: date, taken: Sequence[Sitting]) -> dict[str, Any]:
    own = [sitting for sitting in taken if sitting.on == day]
    minutes = sum(sitting.minutes or 0 for sitting in own)
    filled = min(BAR, max(1, round(minutes / released.school.limits["Max examenminuten per dag"] * BAR))) if own else 0
    special = next((row.name for row in _days_off(released) if row.start <= day <= (row.end or row.start)), "")
    return {
        "datum": day,
        "staat": "examen" if own else "inhaal" if _is_catch_up(released, day) else "vrij",
        "naam": special,
        "balk_vol": "\u2002" * filled,
        "balk_leeg": "\u2002" * (BAR - filled),
        "minuten": minutes,
        "examens": [_calendar_entry(released, sitting) for sitting in own],
    }


def _days_off(released: Released) -> list[Any]:
    return [row for row in released.of("Kalender") if row.kind in ("vakantie", "vrije dag")]


def _is_catch_up(released: Released, day: date) -> bool:
    rows = [row for row in released.of("Kalender") if row.kind == "inhaalmoment"]
    return any(row.start <= day <= (row.end or row.start) for row in rows)


def _calendar_entry(released: Released, sitting: Sitting) -> dict[str, Any]:
    span = sitting.span
    return {
        "letter": _letter(sitting),
        "vak": released.school.subject(sitting.subject),
        "van": sitting.start,
        "tot": span[1].time() if span else None,
        "minuten": sitting.minutes,
    }


def _rows(released: Released, taken: Sequence[Sitting]) -> Iterator[dict[str, Any]]:
    """One row per exam in the order of the days; what falls away stands last."""
    for sitting in taken:
        room = " · ".join(part for part in (sitting.room, short_name(staff_name(released, sitting.supervisor))) if part)
        forms = sitting.change.forms if sitting.change else ()
        aids = [form for form in forms if form in FORMS_OF_HELP]
        away = sitting.on is None
        yield {
            **_calendar_entry(released, sitting),
            "datum": sitting.on,
            "soort": "" if away else sitting.kind,
            "waar": "–" if away else room or "–",
            "hulp": "–" if away else ", ".join(aids) or "–",
            "nota": (sitting.change.supervisor_note or "") if sitting.change else "",
            "anders": _different(sitting),
            "was": sitting.base.on if sitting.moved else None,
            "meer_tijd": sitting.longer and not away,
        }


def _different(sitting: Sitting) -> list[str]:
    """What differs from the class besides the day and extra time, in the words of the sheet."""
    if sitting.change is None:
        return []
    if sitting.change.choice in ("geschrapt", "niet inhalen", "gespreid"):
        return [AWAY_BECAUSE[sitting.change.choice]]
    parts = ["in delen"] if sitting.change.choice == "gesplitst" else []
    return [*parts, *(form for form in sitting.change.forms if form not in FORMS_OF_HELP)]


def _extra_time(longer: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for measure in longer:
        yield {"wat": measure.what or "", "beslissing": decision_of(measure)}


def _adaptations(released: Released) -> Iterator[dict[str, Any]]:
    """Ratified reasonable adaptations that hold at exams."""
    for measure in released.of("Maatregelen"):
        holds = not measure.where or "examen" in measure.where
        if holds and measure.kind in ("compenseren", "differentiëren", "remediëren", "dispenseren"):
            yield {"wat": measure.what or "", "beslissing": decision_of(measure)}


def _catch_up(released: Released, days: Sequence[date]) -> Iterator[dict[str, Any]]:
    """The days for catching up within a week after the last exam or during the exams."""
    for row in released.of("Kalender"):
        if row.kind == "inhaalmoment" and days and days[0] <= row.start <= days[-1] + timedelta(days=14):
            yield {"datum": row.start, "tot": row.end if row.end != row.start else None, "naam": row.name}


def _content(released: Released, sitting: Sitting) -> dict[str, Any]:
    return {"vak": released.school.subject(sitting.subject), "tekst": sitting.change.content}


SPEC = DocumentSpec(
    name="examenrooster",
    title="Aangepast examenrooster",
    code="ER",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="exams",
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Functie", "Titularis van"),
        "Kalender": ("Van", "Tot", "Soort", "Naam"),
        "Examenrooster": ("Klas", "Groep", "Vak", "Soort", "Datum", "Beginuur", "Duur", "Lokaal", "Toezicht"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor"),
        "Examenaanpassingen": (
            "Traject-ID",
            "Vak",
            "Datum",
            "Keuze",
            "Nieuwe datum",
            "Beginuur",
            "Duur",
            "Lokaal",
            "Toezicht",
            "Vorm",
            "Nota toezichter",
            "Leerstof",
        ),
        "Maatregelen": ("Leerling of traject", "Soort", "Vakken", "Wat", "Waar", "Van", "Tot"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Voorwaarde", "Bekrachtigd op"),
    },
    needs=("Leerlingen", "Examenrooster", "Examenaanpassingen", "Trajecten", "Overleg", "Beslissingen"),
    adds=("School", "Personeel", "Maatregelen", "Leerplandoelen", "Kalender"),
    derive=derive,
)
