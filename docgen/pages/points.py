"""A class council and its points as its papers show them: what is asked, known, proposed, decided.

Every paper of a council (agenda, bundle, minutes) is made of the same points; so is the extract for one student.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.arithmetic.goals import MASTERED
from docgen.pages.goal_hours import hours_touched
from docgen.pages.goals import goal_groups, goal_lines_of, goal_rows, known_goals
from docgen.pages.measures import measure_text
from docgen.pages.page import staff_name, staff_names
from docgen.privacy import Released
from docgen.tables.care import PACKAGE, PERMISSION, REPORTS, newest_answer
from docgen.tables.goals import is_essential
from docgen.words.wording import needs, sentences, upper_first

COUNCIL_NAMES: Mapping[str, str] = {
    "begeleidende": "Begeleidende klassenraad",
    "zorg": "Zorgklassenraad",
    "portret": "Portretklassenraad",
    "delibererende": "Delibererende klassenraad",
    "toelating": "Toelatingsklassenraad",
    "cel": "Cel leerlingenbegeleiding",
    "MDO": "Multidisciplinair overleg",
}
GATES: Mapping[str, tuple[str, ...]] = {
    "Leerling bereid": ("leerling",),
    "Ouders overlegd": ("ouder",),
    "Zorgteam overlegd": ("zorgteam",),
    "Nood bevestigd": ("CLB", "externe hulpverlening"),
}
"""What has to be in order before a council decides, and whose answer that is. Source: C03 to C07."""
SETTLED = ("ja", "niet nodig")
FIGURES_ALLOWED = ("regel", "Toon verzuimcijfers")


def council_facts(released: Released) -> dict[str, Any]:
    """The council itself: number, kind (guidance when it is unknown), day, place, who leads and who takes notes."""
    row, day = released.one("Klassenraden"), released.one("Beslissingen")
    return {
        "nummer": released.planned.subject,
        "soort": COUNCIL_NAMES[row.kind if row else "begeleidende"],
        "datum": day.on if day else None,
        "uur_plaats": getattr(row, "when_where", None) or "",
        "voorzitter": staff_name(released, getattr(row, "chair", None)),
        "secretaris": staff_name(released, getattr(row, "secretary", None)),
        "goedgekeurd_op": getattr(row, "approved_on", None),
    }


def points(released: Released) -> list[dict[str, Any]]:
    """Every point in the order of the meeting: general ones, those about a class, then the students by name."""
    return [_point(released, row, n) for n, row in enumerate(_ordered(released), start=1)]


def prepared_points(released: Released) -> list[dict[str, Any]]:
    """The same, each with what is known about the student and what is proposed."""
    found = zip(points(released), _ordered(released), strict=True)
    return [{**point, **_background(released, row)} for point, row in found]


def weighed_points(released: Released) -> list[dict[str, Any]]:
    """The same, each with the lesson hours that its goals need and have; none without a version that may be seen."""
    found = zip(prepared_points(released), _ordered(released), strict=True)
    return [{**point, "uren_per_vak": _hours(released, row)} for point, row in found]


def _hours(released: Released, row: Any) -> list[dict[str, Any]]:
    trajectory, student = _trajectory(released, row), _known(released, row)
    return hours_touched(released, trajectory, student) if trajectory and student else []


def _ordered(released: Released) -> list[Any]:
    students = {student.student_id: student for student in released.of("Leerlingen")}
    return sorted(released.of("Beslissingen"), key=lambda row: _in_order(row, students))


def _in_order(row: Any, students: Mapping[str, Any]) -> tuple[int, str, str, int]:
    student = students.get(_student(row))
    digits = "".join(c for c in row.decision_id.rpartition(".")[2] if c.isdigit())
    if student is None:
        return (1 if row.about else 0, "", "", int(digits))
    return (2, student.family_name, student.first_name, int(digits))


def _student(row: Any) -> str:
    """The Leerling-ID that a point is about, or the class, or ''."""
    about = str(row.about or "")
    return about.rpartition("-")[0] if "-" in about else about


def _point(released: Released, row: Any, number: int) -> dict[str, Any]:
    student = _known(released, row)
    trajectory = _trajectory(released, row)
    return {
        "nummer": row.decision_id,
        "volgorde": number,
        "over": row.about or "",
        "leerling": f"{student.first_name} {student.family_name}" if student else _title(row),
        "klas": student.class_name if student else "",
        **decided(released, row),
        "vraag": row.question or f"{upper_first(', '.join(row.kinds))}: wat beslissen we?",
        "mentor": staff_name(released, trajectory.mentor) if trajectory else "",
        "evaluatie_op": trajectory.review_on if trajectory else None,
        "poorten": [*_gates(released, row)] if trajectory else [],
    }


def _background(released: Released, row: Any) -> dict[str, Any]:
    """What is known in strengths and needs, and what is proposed; nothing without a version that may be seen."""
    trajectory = _trajectory(released, row)
    return {
        "sterktes": sentences(trajectory.strengths) if trajectory else [],
        "geprobeerd": sentences(trajectory.tried) if trajectory else [],
        "noden": needs(trajectory.needs) if trajectory else [],
        "cijfers": _figures(released, row) if trajectory else [],
        "periode": {"van": trajectory.start, "tot": trajectory.end} if trajectory else None,
        "voorstel": [*_proposal(released, row)] if trajectory else [],
        "doelen": [*_goals(released, row)] if trajectory else [],
    }


def _known(released: Released, row: Any) -> Any:
    """The student that a point is about, when there is one who is shown."""
    return next((one for one in released.of("Leerlingen") if one.student_id == _student(row)), None)


def _trajectory(released: Released, row: Any) -> Any:
    """The version that a point is about, when it was released."""
    return next((one for one in released.of("Trajecten") if one.trajectory_id == row.about), None)


def _title(row: Any) -> str:
    return f"Klas {row.about}" if row.about else "Algemeen punt"


def decided(released: Released, row: Any) -> dict[str, Any]:
    """What is asked and what was decided, with who does what; a column that was not released is ''."""
    texts = {name: (getattr(row, attribute, None) or "").rstrip(" .") for name, attribute in TEXTS.items()}
    return {
        **texts,
        "vraag": row.question or "",
        "soort": ", ".join(row.kinds),
        "uitslag": row.outcome or "",
        "geldig_tot": row.valid_until,
        "bekrachtigd_op": row.ratified_on,
        "niet_meegestemd": [staff_name(released, code) for code in getattr(row, "not_voting", ())],
        "niet_meegestemd_codes": list(getattr(row, "not_voting", ())),
        "acties": [*_actions(released, row.decision_id)],
    }


TEXTS: Mapping[str, str] = {
    "elementen": "elements",
    "besluit": "text",
    "voorwaarde": "condition",
    "stemming": "vote",
    "intern": "internal",
}


def _actions(released: Released, number: str) -> Iterator[dict[str, Any]]:
    """What was agreed to do after a decision."""
    for row in released.of("Afspraken"):
        if row.about == number:
            yield {"wat": upper_first(row.what).rstrip(" ."), **_who(released, row), "tegen": row.by}


def _who(released: Released, row: Any) -> dict[str, Any]:
    names = staff_names(released)
    labels = [f"{code} {names[code]}" if code in names else str(code) for code in row.who]
    return {"wie": [names.get(code, str(code)) for code in row.who], "wie_code": "; ".join(labels)}


def open_actions(released: Released) -> list[dict[str, Any]]:
    """What was agreed before about the students of this council and is not done: what, who, by when, about whom."""
    students = {student.student_id: student for student in released.of("Leerlingen")}
    own = {row.decision_id for row in released.of("Beslissingen")}
    found = []
    for row in released.of("Afspraken"):
        if row.kind != "actie" or row.state not in (None, "open", "bezig") or row.about in own:
            continue
        student = students.get(_student(row))
        over = f"{student.first_name} {student.family_name}" if student else str(row.about)
        found.append({"over": over, "wat": upper_first(row.what), "wie": _who(released, row)["wie"], "tegen": row.by})
    return sorted(found, key=lambda one: (one["tegen"] or date.max, one["over"]))


def _figures(released: Released, point: Any) -> list[str]:
    """Wellbeing from first to last, and presence when the school lets figures of absence be shown."""
    rows = sorted((row for row in released.of("Opvolging") if row.trajectory == point.about), key=lambda row: row.on)
    scores = [row.wellbeing for row in rows if row.wellbeing is not None]
    found = []
    if len(scores) > 1:
        found.append(f"Welbevinden (eigen score): van {scores[0]} naar {scores[-1]} op 10")
    elif scores:
        found.append(f"Welbevinden (eigen score): {scores[0]} op 10")
    allowed = {(row.topic, row.code): row.value for row in released.of("School")}.get(FIGURES_ALLOWED, "nee")
    present = [row.half_days_present for row in rows if row.half_days_present is not None]
    if present and allowed == "ja":
        found.append(f"Aanwezig: {sum(present):g} halve dagen in deze periode")
    return found


def _gates(released: Released, point: Any) -> Iterator[dict[str, Any]]:
    """Whether student, parents, care team and CLB were heard, each with their answer and its day."""
    talks = [talk for talk in released.of("Overleg") if talk.about == point.about and talk.kind != PERMISSION]
    for name, parties in GATES.items():
        answers = [talk for party in parties if (talk := newest_answer(talks, party))]
        newest = max(answers, key=lambda talk: (talk.answer in SETTLED, talk.on), default=None)
        yield {
            "wat": name,
            "in_orde": newest is not None and newest.answer in SETTLED,
            "antwoord": newest.answer if newest else "nog te vragen",
            "datum": newest.on if newest else None,
        }


def _proposal(released: Released, point: Any) -> Iterator[str]:
    """What would be different, one sentence for lessons, one for exams, one per measure."""
    lessons = [row for row in released.of("Lesroosteraanpassingen") if row.trajectory == point.about]
    slots = {slot for row in lessons for slot in row.slots}
    if slots:
        subjects = _listed(released.school.subject(code) for code in dict.fromkeys(row.subject for row in lessons))
        yield f"{len(slots)} {'lesuur' if len(slots) == 1 else 'lesuren'} per week anders: {subjects}"
    exams = [row for row in released.of("Examenaanpassingen") if row.trajectory == point.about]
    if exams:
        choices = (f"{released.school.subject(row.subject)} {row.choice}" for row in exams)
        yield f"Examens anders: {_listed(dict.fromkeys(choices))}"
    for row in released.of("Maatregelen"):
        if row.about == point.about and row.kind not in (*PACKAGE, *REPORTS):
            subjects = ", ".join(released.school.subject(code) for code in row.subjects if code != "alle")
            yield f"{measure_text(row)}{f' ({subjects})' if subjects else ''}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _goals(released: Released, point: Any) -> Iterator[dict[str, Any]]:
    """Per subject the essential goals that the version touches, those with one letter and date together.

    What is mastered is not touched: it is no reason to decide otherwise.
    """
    known = known_goals(released)
    own = [measure for measure in released.of("Maatregelen") if measure.about == point.about]
    for subject, lines in goal_lines_of(released, own).items():
        touched = [line for line in lines if line["letter"] != MASTERED]
        essential = [line for line in touched if line["doel"] in known and is_essential(known[line["doel"]])]
        if essential:
            rows = goal_rows(goal_groups(essential))
            yield {"vak": released.school.subject(subject), "doelen": [], "andere_doelen": rows}
