"""Aangepast lesrooster: what the student does each hour of the week, as long as the same changes hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.arithmetic.goals import ORDER
from docgen.arithmetic.week import (
    ELSEWHERE,
    FOLLOWED,
    FREED,
    HOME,
    OUTSIDE,
    REMOTE,
    Hour,
    per_subject,
    tidy,
)
from docgen.columns import Sensitivity
from docgen.kinds import DAY_NAMES
from docgen.pages.goals import goal_groups, goal_lines, goal_rows
from docgen.pages.moments import of_weeks
from docgen.pages.page import SCHOOL_AND_STUDENT, deciding, staff_name, titular, unique_decisions
from docgen.pages.weeks import own_weeks, place_and_people
from docgen.privacy import Released
from docgen.school.hours import activity, doing, task
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import CELL_LINE, lines_of, lower_first, place_line, sentences, short_name, span, word_parts

LONG_NAME = 20  # letters of a name in a cell of 30 mm; longer: the code (style.md 11)
LONG_DAY = 8  # hours; with more there is no room for the closing sentence either
ROOM = 168  # mm that the hours of a week may take, so that the legend still stands on the same page
LUNCH = 40  # minutes from which a gap between two hours is the midday break


LETTER_OF: Mapping[str, str] = {ELSEWHERE: "A", REMOTE: "O", HOME: "T", FREED: "V", OUTSIDE: "V"}


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template lesrooster.docx."""
    trajectory, period = released.one("Trajecten"), released.planned.period
    assert period is not None
    weeks = own_weeks(released)
    hours = [hour for week in weeks.values() for hour in week]
    grids = [_grid(released, name, week) for name, week in weeks.items()]
    by_subject = goal_lines(released)
    goals = [line for lines in by_subject.values() for line in lines]
    return {
        "geldig": {"van": period.start, "tot": period.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "uren": _totals(hours, len(weeks)),
        "weken": grids,
        "dichte_rijen": any(_is_tight(grid) for grid in grids),
        "lange_dagen": any(len(_lesson_rows(grid)) > LONG_DAY for grid in grids),
        "codes": _codes(released, hours),
        "legende": _legend(hours, len(weeks)),
        "wijzigingen": [*_changes(released, hours)],
        "vakken": _subjects(released, hours, len(weeks), by_subject),
        "minimum": int(released.school.limits["Minimum lesuren per week"]),
        "doelletters": sorted({line["letter"] for line in goals}, key=ORDER.index),
        "doelbeslissingen": unique_decisions(goals),
        "afspraken": sentences(trajectory.thresholds),
        "evaluatie_op": trajectory.review_on,
    }


def _grid(released: Released, name: str, hours: Sequence[Hour]) -> Mapping[str, object]:
    """One week as rows of a table; a row is a lesson hour or a break."""
    by_slot = {(hour.slot.day, hour.slot.hour): hour for hour in hours}
    days = _days(hours)
    last = max(hour.slot.hour for hour in hours)
    rows: list[Mapping[str, object]] = []
    for number in range(1, last + 1):
        start, end = released.school.hours.get(number, (None, None))
        cells = [_cell(released, by_slot.get((day, number)), len(days)) for day in days]
        rows.append({"pauze": False, "middag": False, "uur": number, "tijd": span(start, end), "cellen": cells})
        rows += _break(released, number) if number < last else []
    return {"naam": f"Week {name}" if name else "", "dagen": [DAY_NAMES[day - 1] for day in days], "rijen": rows}


def _days(hours: Sequence[Hour]) -> range:
    """Monday to Friday, and Saturday when there are lessons then."""
    return range(1, max(6, max((hour.slot.day for hour in hours), default=5) + 1))


def _break(released: Released, after: int) -> Iterator[Mapping[str, object]]:
    """The break between an hour and the next one, when there is one."""
    hours = released.school.hours
    if after in hours and after + 1 in hours and hours[after][1] < hours[after + 1][0]:
        start, end = hours[after][1], hours[after + 1][0]
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
        yield {"pauze": True, "middag": minutes >= LUNCH, "uur": 0, "tijd": span(start, end), "cellen": []}


def _cell(released: Released, hour: Hour | None, days: int) -> Mapping[str, object]:
    if hour is None:
        return {"staat": "leeg", "letter": "", "anders": [], "doet": [], "taak": "", "waar": ""}
    place, codes = place_and_people(released, hour)
    where = place_line(place, [_short(released, code, days) for code in codes], CELL_LINE * 5 // days)
    if hour.change is None:
        subject = word_parts(released.school.subject(hour.lesson.subject))
        return {"staat": FOLLOWED, "letter": "", "anders": [], "doet": subject, "taak": "", "waar": where}
    return {
        "staat": FREED if hour.state == OUTSIDE else hour.state,
        "letter": LETTER_OF[hour.state],
        "anders": word_parts(_instead(released, hour)),
        "doet": word_parts(activity(released.school, hour.change)),
        "taak": task(released.school, hour.change),
        "waar": where,
    }


def _is_tight(grid: Mapping[str, Any]) -> bool:
    """Whether a week has more than eight hours, or rows so high that the page is full (measures of style.md 7)."""
    lessons = _lesson_rows(grid)
    height = sum(max(16.0, *(_cell_height(cell) for cell in row["cellen"])) for row in lessons)
    return len(lessons) > LONG_DAY or height + 5 * (len(grid["rijen"]) - len(lessons)) > ROOM


def _lesson_rows(grid: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in grid["rijen"] if not row["pauze"]]


def _cell_height(cell: Mapping[str, Any]) -> float:
    """The height of a cell in mm, from the letters that a line holds."""
    state = lines_of("".join(cell["anders"]), 19) if cell["letter"] else 0
    what = lines_of("".join(cell["doet"]), 17 if cell["letter"] else 18)
    rest = lines_of(cell["taak"], 22) + lines_of(cell["waar"], 22)
    return 2.1 + 3.8 * state + 4.25 * what + 3.7 * rest


def _short(released: Released, code: str, days: int) -> str:
    """'L. Bogaert'; the code when even that is too long for a cell of a week of so many days (`codes` explains it)."""
    name = short_name(staff_name(released, code))
    return name if len(name) <= LONG_NAME * 5 // days else code


def _instead(released: Released, hour: Hour) -> str:
    subject = lower_first(released.school.subject(hour.change.subject))
    return {ELSEWHERE: f"niet met je klas: {subject}", REMOTE: "van thuis"}.get(hour.state, f"geen {subject}")


def _where(released: Released, hour: Hour) -> str:
    """The same in full: 'studiezaal, Karim Oplinter'."""
    place, codes = place_and_people(released, hour)
    if hour.state == HOME:
        return "thuis"
    return ", ".join([*([place] if place else []), *(staff_name(released, code) for code in codes)]) or "–"


def _codes(released: Released, hours: Sequence[Hour]) -> list[dict[str, str]]:
    """The codes that stand in the grid instead of a long name, with that name."""
    used = dict.fromkeys(code for hour in hours for code in place_and_people(released, hour)[1])
    long = [code for code in used if _short(released, code, len(_days(hours))) == code]
    return [{"code": code, "naam": staff_name(released, code)} for code in long if staff_name(released, code) != code]


def _totals(hours: Sequence[Hour], weeks: int) -> Mapping[str, object]:
    """Hours per week (the mean of an A- and a B-week): as the class, followed, freed at school, at home, elsewhere."""
    count = {state: sum(hour.state == state for hour in hours) for state in (FREED, HOME, OUTSIDE)}
    away = sum(count.values())
    per_week = {"gewoon": len(hours), "volgt": len(hours) - away, "school": count[FREED]}
    per_week |= {"thuis": count[HOME], "buiten": count[OUTSIDE], "samen": len(hours) - away + count[FREED]}
    per_week["anders"] = sum(hour.state in (ELSEWHERE, REMOTE) for hour in hours)
    return {name: tidy(total / weeks) for name, total in per_week.items()}


def _legend(hours: Sequence[Hour], weeks: int) -> list[Mapping[str, object]]:
    """The states of the grid with the number of hours of each; they add up to the class's hours."""
    letters = ((FOLLOWED, ""), (ELSEWHERE, "A"), (FREED, "V"), (REMOTE, "O"), (HOME, "T"))
    as_freed = {OUTSIDE: FREED}
    found = [as_freed.get(hour.state, hour.state) for hour in hours]
    return [{"staat": state, "letter": letter, "uren": tidy(found.count(state) / weeks)} for state, letter in letters]


def _changes(released: Released, hours: Sequence[Hour]) -> Iterator[Mapping[str, object]]:
    """One row per change; hours that follow each other on a day, with the same to do in the same place, together."""
    rows: list[dict[str, Any]] = []
    for hour in (hour for hour in hours if hour.change):
        row, last = _change(released, hour), rows[-1] if rows else None
        same = last is not None and all(last[key] == row[key] for key in ("dag", "week", "letter", "doet", "waar"))
        if last is not None and same and last["uren"][-1] + 1 == hour.slot.hour:
            last["uren"].append(hour.slot.hour)
            last["in_plaats_van"] += [name for name in row["in_plaats_van"] if name not in last["in_plaats_van"]]
        else:
            rows.append(row)
    yield from rows


def _change(released: Released, hour: Hour) -> dict[str, Any]:
    return {
        "dag": DAY_NAMES[hour.slot.day - 1],
        "week": hour.slot.week,
        "uren": [hour.slot.hour],
        "letter": LETTER_OF[hour.state],
        "doet": doing(released.school, hour.change),
        "in_plaats_van": [lower_first(released.school.subject(hour.change.subject))],
        "waar": _where(released, hour),
    }


def _subjects(
    released: Released, hours: Sequence[Hour], weeks: int, goals: Mapping[str, list[dict[str, Any]]]
) -> Mapping[str, object]:
    """Hours and goals per subject that changes; the others in one row; the total."""
    found = per_subject(released.school, hours)
    usual = {subject: int(own.usual) for subject, own in found.items() if own.usual}
    now = {subject: int(own.lessons) for subject, own in found.items() if own.lessons}
    changed = [s for s in {**usual, **now, **goals} if usual.get(s, 0) != now.get(s, 0) or s in goals]
    others = [subject for subject in usual if subject not in changed]
    rows = [_row(released.school.subject(s), usual.get(s, 0), now.get(s, 0), weeks, goals.get(s, [])) for s in changed]
    rest = sum(usual[subject] for subject in others)
    return {
        "rijen": sorted(rows, key=lambda row: str(row["vak"])),
        "andere": _row(str(len(others)), rest, rest, weeks, []),
        "totaal": _row("", sum(usual.values()), sum(now.values()), weeks, []),
    }


def _row(name: str, usual: int, now: int, weeks: int, goals: list[Any]) -> dict[str, Any]:
    difference = tidy((now - usual) / weeks)
    return {
        "vak": name,
        "gewoon": tidy(usual / weeks),
        "nu": tidy(now / weeks),
        "verschil": f"–{tidy(abs(difference))}".replace(".", ",") if difference < 0 else difference,
        "doelen": [line for line in goals if line["letter"] in "ER"],
        "andere_doelen": goal_rows(goal_groups(line for line in goals if line["letter"] in "LBW")),
    }


SPEC = DocumentSpec(
    name="lesrooster",
    title="Aangepast lesrooster",
    code="LR",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="period",
    families=("traject",),
    covered_by=("lesrooster",),
    fields={
        **SCHOOL_AND_STUDENT,
        "Kalender": ("Van", "Tot", "Soort"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Leraar", "Lokaal", "Geldig vanaf"),
        "Opvang": ("Plaats", "Uren", "Toezicht"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor", "Drempels en afspraken"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),
        "Maatregelen": ("Leerling of traject", "Soort", "Vakken", "Doelen", "Tot"),
        "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel", "Essentieel voor"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Voorwaarde", "Bekrachtigd op"),
    },
    needs=("Leerlingen", "Basisrooster", "Trajecten", "Overleg", "Lesroosteraanpassingen", "Beslissingen"),
    adds=("School", "Personeel", "Opvang", "Leerplandoelen", "Maatregelen", "Kalender"),
    derive=derive,
    calendar=of_weeks,
)
