"""Plan progressieve werkhervatting: back to school in steps, a week a step, with what to catch up first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from docgen.arithmetic.goals import ORDER
from docgen.columns import Sensitivity
from docgen.pages.goal_hours import hours_rows
from docgen.pages.goals import goal_groups, goal_lines
from docgen.pages.page import SCHOOL_AND_STUDENT, deciding, decision_of, staff_name, titular, unique_decisions
from docgen.privacy import Released
from docgen.school.presence import FULL_WEEK, steps_of
from docgen.school.resumption import Days
from docgen.school.timetable import Period
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import RESUMPTION
from docgen.words.wording import lower_first, sentences, upper_first

ACTIVITIES: Mapping[str, str] = {
    "ZW": "zelfstandig werken",
    "IN": "inhalen",
    "RE": "bijwerken",
    "RU": "rusten",
    "ST": "leren studeren",
    "VE": "verrijking",
    "LE": "les in een andere groep",
    "AF": "les op afstand",
    "TW": "thuis werken",
    "TR": "thuis rusten",
}
NO_CATCHING_UP = "evaluaties niet inhalen"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template hervattingsplan.docx."""
    trajectory, back = released.one("Trajecten"), _measures(released, RESUMPTION)
    steps = [*_steps(released, back)]
    by_subject = goal_lines(released)
    goals = [line for lines in by_subject.values() for line in lines]
    catching_up = [*_catching_up(released, by_subject, back)]
    contacts = [staff_name(released, row.who) for row in back if row.who]
    mentor = staff_name(released, trajectory.mentor)
    return {
        "geldig": {
            "van": min((row.start for row in back), default=trajectory.start),
            "tot": max((row.end for row in back), default=trajectory.end),
        },
        "mentor": mentor,
        "titularis": titular(released),
        "contact": contacts[0] if contacts else mentor,
        "rustplek": _resting_place(released),
        "beslissing": deciding(released),
        "begin": list(dict.fromkeys(sentence for row in back for sentence in sentences(row.what))),
        "stapbeslissingen": unique_decisions({"beslissing": decision_of(row)} for row in back),
        "vakken_eerst": _subjects(released, back),
        "toetsvrij_tot": max((row.no_tests_until for row in back if row.no_tests_until), default=None),
        "stappen": steps,
        "trap": _staircase([step["halve_dagen"] for step in steps]),
        "trap_in_woorden": _in_words(steps),
        "met_activiteit": any(step["doet"] or not step["lessen"] for step in steps),
        "inhalen": catching_up,
        "met_uren": any(row["uren"] for row in catching_up),
        "doelletters": sorted({line["letter"] for line in goals}, key=ORDER.index),
        "doelbeslissingen": unique_decisions(goals),
        "niet_inhalen": [
            {"vakken": _subjects(released, [row]), "van": row.start, "tot": row.end, "beslissing": decision_of(row)}
            for row in _measures(released, NO_CATCHING_UP)
        ],
        "hulp": [sentence for row in _measures(released, "ondersteuning") for sentence in sentences(row.what)],
        "afspraken": sentences(trajectory.thresholds),
        "evaluatie_op": trajectory.review_on,
    }


def _measures(released: Released, kind: str) -> Sequence[Any]:
    found = [row for row in released.of("Maatregelen") if row.kind == kind]
    return sorted(found, key=lambda row: row.start or date.min)


def _subjects(released: Released, rows: Sequence[Any]) -> list[str]:
    codes = dict.fromkeys(code for row in rows for code in row.subjects)
    return ["alle vakken" if code == "alle" else lower_first(released.school.subject(code)) for code in codes]


def _steps(released: Released, back: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """One step per week with school: the half days of that week, what is done, until when there are no tests."""
    days, number = Days.of(released.of("Kalender")), 0
    for row in back:
        for week, half_days in steps_of(row, row.start, row.end, days.closed):
            number, exams = number + 1, days.of_exams(week)
            free = row.no_tests_until if row.no_tests_until and row.no_tests_until >= week.start else None
            yield {
                "nr": number,
                "van": week.start,
                "tot": week.end,
                "halve_dagen": half_days,
                "hele_week": half_days == FULL_WEEK,
                "lessen": days.with_lessons(week) > 0,
                "evaluaties": min(exams, default=None),
                "doet": _activities(released, week),
                "toetsen": "geen" if free and free >= week.end else "deels" if free else "gewoon",
                "toetsvrij_tot": free,
                "wie": staff_name(released, row.who or released.one("Trajecten").mentor),
                "gesprekken": [talk.on for talk in released.of("Overleg") if _talk_in(talk, week)],
            }


def _talk_in(talk: Any, week: Period) -> bool:
    return "leerling" in talk.parties and week.start <= talk.on <= week.end


def _activities(released: Released, week: Period) -> list[str]:
    """What the student does beside the lessons, as the own timetable of that week says; none without one."""
    rows = [row for row in released.of("Lesroosteraanpassingen") if row.start <= week.end and row.end >= week.start]
    return list(dict.fromkeys(ACTIVITIES[row.filling] for row in rows if row.filling in ACTIVITIES))


def _resting_place(released: Released) -> str:
    """Where the student rests at school, when the own timetable says so."""
    places = (str(row.place) for row in released.of("Lesroosteraanpassingen") if row.filling == "RU" and row.place)
    return upper_first(next(places, ""))


def _staircase(half_days: Sequence[int]) -> list[dict[str, Any]]:
    """Nine rows of cells from the top: a cell is a half day of a week; its look says where tread and riser are."""
    return [
        {"hoogte": height, "cellen": [_cell(half_days, index, height) for index in range(len(half_days))]}
        for height in range(FULL_WEEK, 0, -1)
    ]


def _in_words(steps: Sequence[Mapping[str, Any]]) -> str:
    """The staircase for who cannot see it."""
    words = (f"week {step['nr']}: {step['halve_dagen']} van de {FULL_WEEK}" for step in steps)
    return f"Een trap van halve dagen per week. {upper_first(', '.join(words))}." if steps else ""


def _cell(half_days: Sequence[int], index: int, height: int) -> dict[str, Any]:
    own, before = half_days[index], half_days[index - 1] if index else 0
    look = "leeg" if height > own else f"{'tree' if height == own else 'vol'}{'-stap' if height > before else ''}"
    return {"staat": look, "halve_dagen": own}


def _catching_up(
    released: Released, by_subject: Mapping[str, Sequence[Mapping[str, Any]]], back: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    """Per subject the goals to acquire first, one by one, the others in groups, and the hours of those still to do."""
    hours = {row["vak"]: row for row in _hours(released, by_subject, back)}
    for subject, lines in by_subject.items():
        name = released.school.subject(subject)
        yield {
            "vak": name,
            "eerst": [line for line in lines if line["letter"] == "E"],
            "later": goal_groups(line for line in lines if line["letter"] != "E"),
            "uren": hours.get(name),
        }


def _hours(
    released: Released, by_subject: Mapping[str, Sequence[Mapping[str, Any]]], back: Sequence[Any]
) -> list[dict[str, Any]]:
    """The hours from the first day back; in the weeks of the steps those of the half days at school."""
    first = min(row.start for row in back)
    return hours_rows(released, by_subject, (first, released.one("Trajecten").end))


SPEC = DocumentSpec(
    name="hervattingsplan",
    title="Hervattingsplan",
    code="PW",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    when={"Maatregelen": (RESUMPTION,)},
    families=("traject",),
    covered_by=("hervatting",),
    fields={
        **SCHOOL_AND_STUDENT,
        "Kalender": ("Van", "Tot", "Soort", "Naam"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor", "Drempels en afspraken"),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen"),
        "Maatregelen": (
            "Leerling of traject",
            "Soort",
            "Vakken",
            "Doelen",
            "Wat",
            "Van",
            "Tot",
            "Halve dagen per week",
            "Evaluatievrij tot",
            "Wie",
        ),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Geldig vanaf"),
        "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel", "Essentieel voor", "Lesuren"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Voorwaarde", "Bekrachtigd op"),
    },
    needs=("Leerlingen", "Trajecten", "Overleg", "Maatregelen", "Beslissingen"),
    adds=("School", "Personeel", "Kalender", "Basisrooster", "Leerplandoelen", "Lesroosteraanpassingen"),
    derive=derive,
)
