"""Aangepast examenrooster: when the student takes which exam, how heavy each day is, what differs from the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.exam_calendar import (
    FORMS_OF_HELP,
    catch_up,
    days_without,
    entry_of,
    letter_of,
    other_forms,
    periods_of,
    weeks_of,
)
from docgen.pages.moments import of_exams
from docgen.pages.page import SCHOOL_AND_STUDENT, deciding, decision_of, staff_name, titular
from docgen.privacy import Released
from docgen.school.exams import WITHOUT_HOUR, Sitting, sittings
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import lines_of, short_name, upper_first

ADAPTATIONS = ("compenseren", "differentiëren", "remediëren", "dispenseren")
AWAY_BECAUSE = {"geschrapt": "valt weg", "gespreid": "gespreid", "niet inhalen": "niet in te halen"}
PAGE, BREAK_FROM, BREAK_TO = 248, 133, 222  # mm: where the part that is signed would be cut in two


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template examenrooster.docx."""
    trajectory = released.one("Trajecten")
    longer = [measure for measure in released.of("Maatregelen") if measure.kind == "langere tijd"]
    taken = _sittings(released, released.of("Examenrooster"), longer)
    periods = periods_of({sitting.on for sitting in taken if sitting.on and sitting.kind != "gespreid"})
    weeks = weeks_of(released, taken, periods)
    found = {
        "geldig": {
            "van": periods[0][0] if periods else trajectory.start,
            "tot": periods[-1][1] if periods else trajectory.end,
        },
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "aantal": {**_counts(taken), "vrije_dagen": days_without(weeks, periods)},
        "weken": weeks,
        "zes_dagen": any(len(week["dagen"]) == 6 for week in weeks),
        "volle_balk": int(released.school.limits["Max examenminuten per dag"]),
        "letters": sorted({letter_of(sitting) for sitting in taken} - {""}, key="ANW".index),
        "examens": [*_rows(released, taken)],
        "meer_tijd": [*_extra_time(released, taken, longer)],
        "extra_tijd": any(sitting.longer and sitting.on for sitting in taken),
        "aanpassingen": [*_adaptations(released, taken)],
        "inhaalmomenten": [*catch_up(released, periods)],
        "leerstof": [_content(released, sitting) for sitting in taken if sitting.on and _text(sitting)],
        "pauze": _subjects(released, (s for s in taken if s.change and "pauze" in s.change.forms and s.on)),
        "weg": [_away(released, sitting) for sitting in taken if sitting.on is None],
        "evaluatie_op": trajectory.review_on,
    }
    return {**found, "achterkant": BREAK_FROM < _height(found) % PAGE < BREAK_TO}


def _height(found: Mapping[str, Any]) -> float:
    """About how many mm the page is filled before the part that is signed (as seen in print)."""
    weeks = [max(21.0, *(_day_height(day) for day in week["dagen"])) for week in found["weken"]]
    rows = [_row_height(row) for row in found["examens"]]
    contents = [6.8 + 4.4 * (lines_of(row["tekst"], 80) - 1) for row in found["leerstof"]]
    adaptations = len(found["meer_tijd"]) + len(found["aanpassingen"])
    lists = ((weeks, 20.0), (rows, 19.7), ([7.0] * adaptations, 11.0), (contents, 19.7))
    conditional = 9.0 if (found["beslissing"] or {}).get("voorwaarde") else 0.0
    catch_up = [6.0] * len(found["inhaalmomenten"])
    return 53 + conditional + sum(sum(part) + head for part, head in (*lists, (catch_up, 12.0)) if part)


def _day_height(day: Mapping[str, Any]) -> float:
    """The date and the bar, then for each exam its subject in one or two lines and two lines of hours."""
    return 11.5 + sum(8.5 + 4.2 * lines_of(exam["vak"], 17) for exam in day["examens"])


def _row_height(row: Mapping[str, Any]) -> float:
    beside = lines_of(", ".join([*row["anders"], *row["hulp"], *(["was do 9 juni"] if row["was"] else [])]), 25)
    return 6.8 + 4.4 * (max(1, lines_of(row["vak"], 22), beside + lines_of(row["nota"], 27)) - 1)


def _sittings(released: Released, exams: Sequence[Any], longer: Sequence[Any]) -> tuple[Sitting, ...]:
    changes, factor = released.of("Examenaanpassingen"), released.school.limits["Factor langere tijd"]
    return sittings(exams, changes, longer, factor)


def _timed(sitting: Sitting) -> bool:
    """Whether the class sits it at an hour: a task and a spread evaluation are no exams to count."""
    return sitting.base.kind not in WITHOUT_HOUR


def _counts(taken: Sequence[Sitting]) -> dict[str, int]:
    """How many exams the student has, how many the class has in the same period, and the most on one day."""
    exams = [sitting for sitting in taken if _timed(sitting)]
    own = [sitting for sitting in exams if sitting.on]
    days = [sitting.on for sitting in own]
    return {
        "examens": len({_key(sitting) for sitting in own}),
        "klas": len({_key(sitting) for sitting in exams}),
        "per_dag": max(map(days.count, days), default=0),
    }


def _key(sitting: Sitting) -> tuple[str, date, str]:
    """The exam of the class behind it: one taken in parts counts once."""
    return sitting.subject, sitting.base.on, sitting.base.kind


def _rows(released: Released, taken: Sequence[Sitting]) -> Iterator[dict[str, Any]]:
    """One row per exam in the order of the days; then what has no day; what falls away stands last."""
    everywhere = _longer_everywhere(taken)
    for sitting in sorted(taken, key=lambda sitting: (sitting.on is None, sitting.kind == "gespreid")):
        has_day = sitting.on is not None and sitting.kind != "gespreid"
        forms = sitting.change.forms if sitting.change else ()
        note = (sitting.change.supervisor_note or "") if sitting.change else ""
        yield {
            **entry_of(released, sitting),
            "datum": sitting.on if has_day else None,
            "waar": _where(released, sitting) if has_day else "",
            "hulp": [form for form in forms if form in FORMS_OF_HELP] if has_day else [],
            "nota": upper_first(note.strip(" .")) if has_day else "",
            "anders": _different(sitting, everywhere),
            "was": sitting.base.on if sitting.moved else None,
            "was_uur": sitting.base.start if _other_hour(sitting) else None,
            "meer_tijd": sitting.longer and sitting.on is not None,
        }


def _where(released: Released, sitting: Sitting) -> str:
    who = short_name(staff_name(released, sitting.supervisor))
    return " · ".join(part for part in (sitting.room, who) if part)


def _other_hour(sitting: Sitting) -> bool:
    """Whether it begins at another hour than the class's, on the same day."""
    begins = sitting.start and sitting.base.start and sitting.start != sitting.base.start
    return bool(begins) and sitting.on is not None and not sitting.moved


def _different(sitting: Sitting, longer_everywhere: bool) -> list[str]:
    """What differs from the class besides the day and the hour; extra time only where it is not the rule."""
    if sitting.on is None:
        return [AWAY_BECAUSE[sitting.change.choice]]
    if sitting.kind == "gespreid":
        return ["gespreid, zoals je klas"]
    other_room = sitting.room != sitting.base.room and sitting.base.room and sitting.room
    alone = sitting.change is not None and "apart lokaal" in sitting.change.forms
    return [
        *other_forms(sitting),
        *(["ander lokaal"] if other_room and not alone else []),
        *(["meer tijd"] if sitting.longer and not longer_everywhere else []),
    ]


def _longer_everywhere(taken: Sequence[Sitting]) -> bool:
    """Whether extra time holds for every exam, so that one sentence says it."""
    return all(sitting.longer for sitting in taken if sitting.on and sitting.minutes)


def _extra_time(released: Released, taken: Sequence[Sitting], longer: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The measures that make these exams longer, with the decision on them."""
    for measure in longer:
        with_it = _sittings(released, [sitting.base for sitting in taken], [measure])
        given = {_key(sitting) for sitting in with_it if sitting.longer}
        yield from _adaptation(released, measure, taken, [s for s in taken if s.longer and _key(s) in given])


def _adaptations(released: Released, taken: Sequence[Sitting]) -> Iterator[dict[str, Any]]:
    """The ratified reasonable adaptations that hold at these exams."""
    for measure in released.of("Maatregelen"):
        if measure.kind in ADAPTATIONS and (not measure.where or "examen" in measure.where):
            yield from _adaptation(released, measure, taken, [s for s in taken if _concerns(measure, s)])


def _concerns(measure: Any, sitting: Sitting) -> bool:
    subjects = not measure.subjects or "alle" in measure.subjects or sitting.subject in measure.subjects
    started = measure.start is None or (sitting.on is not None and measure.start <= sitting.on)
    return subjects and started and (measure.end is None or (sitting.on is not None and sitting.on <= measure.end))


def _adaptation(
    released: Released, measure: Any, taken: Sequence[Sitting], with_it: Iterable[Sitting]
) -> Iterator[dict[str, Any]]:
    """One adaptation and the subjects it is for: none when it is for every exam, no row when it is for no exam."""
    exams = [sitting for sitting in taken if sitting.on and _timed(sitting)]
    own = [sitting for sitting in with_it if sitting in exams]
    if own:
        what = (measure.what or measure.kind).strip(" .")
        subjects = [] if len(own) == len(exams) else _subjects(released, own)
        yield {"wat": upper_first(what), "vakken": subjects, "beslissing": decision_of(measure)}


def _subjects(released: Released, taken: Iterable[Sitting]) -> list[str]:
    """The names of the subjects, each once."""
    return list(dict.fromkeys(released.school.subject(sitting.subject) for sitting in taken))


def _text(sitting: Sitting) -> str:
    """What counts for this exam, as the teacher wrote it."""
    return ((sitting.change.content or "") if sitting.change else "").strip(" .")


def _content(released: Released, sitting: Sitting) -> dict[str, Any]:
    return {"vak": released.school.subject(sitting.subject), "tekst": upper_first(_text(sitting))}


def _away(released: Released, sitting: Sitting) -> dict[str, Any]:
    """An exam that falls away, by which choice, and what counts instead."""
    name = released.school.subject(sitting.subject)
    return {"vak": name, "keuze": sitting.change.choice, "tekst": _text(sitting)}


SPEC = DocumentSpec(
    name="examenrooster",
    title="Aangepast examenrooster",
    code="ER",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="exams",
    families=("traject",),
    covered_by=("examenrooster",),
    fields={
        **SCHOOL_AND_STUDENT,
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
    calendar=of_exams,
)
