"""Time-outplan: when the student is not, or less, at school, what happens then, who keeps contact, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import SCHOOL_AND_STUDENT, decided_on, deciding, decision_of, moments, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import AWAY, RESUMPTION
from docgen.words.wording import lower_first, needs, sentences, upper_first

DOING: Mapping[str, str] = {
    "time-out zonder schoolwerk": "rust, zonder schoolwerk",
    "time-out met werk thuis": "schoolwerk thuis",
    "NAFT": "een programma buiten de school (NAFT)",
    "TOAH": "les aan huis (TOAH)",
    "SIO": "les via het internet (SIO)",
    "ziekenhuisschool": "les in de ziekenhuisschool",
}
SHORT_FORMS: Mapping[str, str] = {
    "NAFT": "naadloze flexibele trajecten",
    "TOAH": "tijdelijk onderwijs aan huis",
    "SIO": "synchroon internetonderwijs",
}
NO_CATCHING_UP = "evaluaties niet inhalen"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template time-outplan.docx."""
    trajectory = released.one("Trajecten")
    away = _of_kind(released, *AWAY)
    start = min((row.start for row in away), default=trajectory.start)
    end = max((row.end for row in away), default=trajectory.end)
    contacts = list(dict.fromkeys(staff_name(released, row.who) for row in away if row.who))
    mentor = staff_name(released, trajectory.mentor)
    return {
        "geldig": {"van": start, "tot": end},
        "mentor": mentor,
        "titularis": titular(released),
        "contact": contacts[0] if contacts else mentor,
        "beslissing": deciding(released),
        "noden": needs(trajectory.needs),
        "afwezig": [_stretch(released, row) for row in away],
        "afkortingen": [
            {"kort": kind, "naam": SHORT_FORMS[kind]} for kind in SHORT_FORMS if any(row.kind == kind for row in away)
        ],
        "regelingen": list(dict.fromkeys(sentence for row in away for sentence in sentences(row.what))),
        "toetsvrij_tot": max((row.no_tests_until for row in away if row.no_tests_until), default=None),
        "niet_inhalen": [_not_caught_up(released, row) for row in _of_kind(released, NO_CATCHING_UP)],
        "taken": [*_tasks(released, home=False)],
        "thuis": [*_tasks(released, home=True)],
        "afspraken": sentences(trajectory.thresholds),
        "hulp_buiten": any("externe hulpverlening" in talk.parties for talk in released.of("Overleg")),
        "registratie": next((code for row in away if (code := released.school.registration.get(row.kind))), ""),
        "rondetafel": _round_table(released, start),
        "in_stappen_terug": any(row.kind == RESUMPTION for row in released.of("Maatregelen")),
        "evaluatie_op": trajectory.review_on,
        "tijdlijn": _timeline(released, start, end),
    }


def _of_kind(released: Released, *kinds: str) -> Sequence[Any]:
    found = [row for row in released.of("Maatregelen") if row.kind in kinds]
    return sorted(found, key=lambda row: row.start or date.min)


def _stretch(released: Released, row: Any) -> dict[str, Any]:
    """One stretch away: the days, what the student does, the half days at school (none: a full time-out)."""
    half_days = [*row.half_days] if any(row.half_days) else []
    return {
        "van": row.start,
        "tot": row.end,
        "soort": row.kind,
        "doet": DOING[row.kind],
        "halve_dagen": half_days,
        "wie": staff_name(released, row.who),
        "beslissing": decision_of(row),
    }


def _not_caught_up(released: Released, row: Any) -> dict[str, Any]:
    names = ["alle vakken" if code == "alle" else lower_first(released.school.subject(code)) for code in row.subjects]
    return {"vakken": names, "van": row.start, "tot": row.end, "beslissing": decision_of(row)}


def _tasks(released: Released, *, home: bool) -> Iterator[dict[str, Any]]:
    """What was agreed for this version: what the parents do at home, or what others do."""
    words = {"leerling": "jij", "ouders": "je ouders", "leraren": "je leraren"}
    for row in released.of("Afspraken"):
        if row.kind == "actie" and ("ouders" in row.who) is home:
            who = [words.get(code, staff_name(released, code)) for code in row.who]
            yield {"wat": upper_first(row.what), "aanpak": row.approach or "", "wie": who, "tegen": row.by}


def _round_table(released: Released, start: date) -> date | None:
    """The day on which everybody sits together before the return, once it is known."""
    days = [talk.on for talk in released.of("Overleg") if talk.kind == "rondetafel" and talk.on >= start]
    return max(days, default=None)


def _timeline(released: Released, start: date, end: date) -> list[dict[str, Any]]:
    """At most five moments: decided, start, round table, review, back at school."""
    return moments(
        released.today,
        (decided_on(released), "beslist"),
        (released.one("Trajecten").review_on, "evaluatie"),
        (_round_table(released, start), "rondetafel"),
        (_next_school_day(end), "terug"),
        (start, "start"),
    )


def _next_school_day(day: date) -> date:
    """The Monday after a Friday; the day after any other day."""
    return day + timedelta(days=max(1, 7 - day.weekday()) if day.weekday() >= 4 else 1)


SPEC = DocumentSpec(
    name="time-outplan",
    title="Time-outplan",
    code="TO",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    when={"Maatregelen": AWAY},
    families=("traject",),
    covered_by=("time-out",),
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": (
            "Traject-ID",
            "Start",
            "Einde",
            "Evaluatie op",
            "Mentor",
            "Heeft nodig",
            "Drempels en afspraken",
        ),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen"),
        "Maatregelen": (
            "Leerling of traject",
            "Soort",
            "Vakken",
            "Wat",
            "Van",
            "Tot",
            "Halve dagen per week",
            "Evaluatievrij tot",
            "Wie",
        ),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Voorwaarde", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Aanpak", "Wie", "Tegen"),
    },
    needs=("Leerlingen", "Trajecten", "Overleg", "Maatregelen", "Beslissingen"),
    adds=("School", "Personeel", "Afspraken"),
    derive=derive,
)
