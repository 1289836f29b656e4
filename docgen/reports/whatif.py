"""What `docgen what-if` shows: the variants side by side, in a table for people and as plain data for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from docgen.arithmetic.goals import ORDER
from docgen.arithmetic.touch import Touch
from docgen.arithmetic.week import Hours, tidy
from docgen.messages import Catalogue, catalogue
from docgen.school.school import School
from docgen.whatif.variants import Weighed

SCHEMA = 1
DIGITS = 2  # of hours: a week of a return has ninths
LABEL, COLUMN = 44, 8  # how wide the words and the numbers are
NAMES = "ABC"

Row = tuple[str, str, Sequence[str]]  # what it is, of the class, per variant


def lines(found: Sequence[Weighed], school: School, lang: str = "nl", refused: int = 0) -> list[str]:
    """The whole answer, without ends of line; `refused` rows about this student could not be used."""
    texts, touches = catalogue(lang), [one.touch for one in found]
    shown = [texts.say("whatif.heading", id=found[0].dossier.name, kind=found[0].dossier.student.class_name)]
    shown += [_variant(texts, name, one) for name, one in zip(NAMES, found, strict=False)]
    shown += ["", _line("", texts.say("whatif.class"), NAMES[: len(found)])]
    for section, rows in _sections(texts, touches, school):
        heading = [texts.say(f"whatif.{section}")] * bool(rows)
        shown += [*heading, *(_line(f"  {what}", own, values) for what, own, values in rows)]
    notes = [note for name, touch in zip(NAMES, touches, strict=False) for note in _notes(texts, name, touch, school)]
    notes += [*_same(texts, touches)]
    shown += ["", *notes] if notes else []
    if refused:
        shown += ["", texts.say("whatif.refused", refused)]
    return shown


def _variant(texts: Catalogue, name: str, one: Weighed) -> str:
    first, last = one.days
    days = f"{first:%d/%m/%Y}-{last:%d/%m/%Y}"
    case, about = ("dropped", one.base) if one.dropped else ("as_it_is", one.version.name)
    return texts.say(f"whatif.{case}", name=name, id=about, list=" ".join(one.dropped), days=days)


def _notes(texts: Catalogue, name: str, touch: Touch, school: School) -> Iterator[str]:
    """Which subjects and goals the numbers are about that a council has to look at."""
    hours = [
        texts.say(
            "whatif.note_hours",
            value=school.subject(cost.subject),
            least=number(cost.need.needed),
            limit=number(cost.need.there.left),
        )
        for cost in touch.costs
        if cost.need and cost.need.short
    ]
    unspoken = [goal for cost in touch.costs for goal in cost.unspoken]
    gone = [goal for cost in touch.costs for goal in cost.gone]
    resting = [
        texts.say("whatif.note_builds", id=stays, list=goal)
        for cost in touch.costs
        for goal, kept in cost.resting.items()
        for stays in kept
    ]
    for key, found in (("short", hours), ("unspoken", unspoken), ("gone", gone), ("resting", resting)):
        if found:
            yield texts.say(f"whatif.note_{key}", name=name, list=", ".join(found))


def _same(texts: Catalogue, touches: Sequence[Touch]) -> Iterator[str]:
    """Which variants touch wholly the same as one before it: there is nothing to choose between those."""
    for number, touch in enumerate(touches):
        if touch in touches[:number]:
            yield texts.say("whatif.note_same", name=NAMES[number], id=NAMES[touches.index(touch)])


def _line(what: str, of_class: str, values: Sequence[str]) -> str:
    label = what if len(what) <= LABEL else f"{what[: LABEL - 1]}…"
    return f"{label:<{LABEL}}{of_class:>{COLUMN}}{''.join(f'{value:>{COLUMN}}' for value in values)}".rstrip()


def _sections(texts: Catalogue, touches: Sequence[Touch], school: School) -> Iterator[tuple[str, list[Row]]]:
    """Each part of the table with its rows; a row in which nobody has anything is left out."""

    def row(key: str, value: Callable[[Touch], float], of_class: str = "", **facts: int) -> list[Row]:
        values = [value(touch) for touch in touches]
        return [(texts.say(f"whatif.{key}", None, **facts), of_class, [number(found) for found in values])] * bool(
            of_class or any(values)
        )

    usual, minimum = number(touches[0].week.usual), int(school.limits["Minimum lesuren per week"])
    yield (
        "week",
        [
            *row("contact", lambda touch: touch.week.contact, usual),
            *row("learning", lambda touch: touch.week.learning, usual, limit=minimum),
            *row("freed", lambda touch: touch.week.freed),
            *row("home", lambda touch: touch.week.home),
            *row("outside", lambda touch: touch.week.outside),
            *row("away", lambda touch: touch.week.away),
            *row("lost", lambda touch: touch.lost),
        ],
    )
    subjects = sorted({cost.subject for touch in touches for cost in touch.costs}, key=school.subject)
    if subjects:
        yield "subjects", [_of_subject(school, touches, subject) for subject in subjects]
        yield (
            "goals",
            [
                *row("touched", lambda touch: touch.goals.touched),
                *row("essential", lambda touch: touch.goals.essential),
                *(found for letter in ORDER for found in row(f"letters.{letter}", _count(letter))),
                *row("unspoken", lambda touch: touch.goals.unspoken),
                *row("gone", lambda touch: touch.goals.gone),
                *row("resting", lambda touch: touch.goals.resting),
                *row("short", lambda touch: sum(bool(c.need and c.need.short) for c in touch.costs)),
            ],
        )
    if any(touch.exams.exams or touch.exams.not_sat for touch in touches):
        yield (
            "exams",
            [
                *row("count", lambda touch: touch.exams.exams),
                *row("minutes", lambda touch: touch.exams.minutes),
                *row("most", lambda touch: touch.exams.most_in_a_day),
                *row("not_sat", lambda touch: touch.exams.not_sat),
            ],
        )
    places = sorted({place for touch in touches for place in touch.watch.per_place})
    if any(touch.watch.hours for touch in touches):
        yield (
            "watch",
            [
                *(_of_place(touches, place) for place in places),
                *row("nowhere", lambda touch: touch.watch.nowhere),
                *row("closed", lambda touch: touch.watch.closed),
            ],
        )
    teachers = sorted({code for touch in touches for code in touch.work})
    if teachers:
        yield "work", [_of_teacher(touches, code) for code in teachers]


def _count(letter: str) -> Callable[[Touch], float]:
    return lambda touch: touch.goals.letters.get(letter, 0)


def _of_subject(school: School, touches: Sequence[Touch], subject: str) -> Row:
    found = [touch.hours.get(subject, Hours()) for touch in touches]
    return school.subject(subject), number(max(hours.usual for hours in found)), [number(h.left) for h in found]


def _of_place(touches: Sequence[Touch], place: str) -> Row:
    return place, "", [number(touch.watch.per_place.get(place, 0)) for touch in touches]


def _of_teacher(touches: Sequence[Touch], code: str) -> Row:
    asked = [touch.work.get(code) for touch in touches]
    return code, "", [number(one.together if one else 0) for one in asked]


def number(value: float) -> str:
    """A number as it is printed: '12', '4,5'."""
    return str(tidy(value)).replace(".", ",")


def as_json(found: Sequence[Weighed], school: School, refused: int = 0) -> dict[str, Any]:
    """The same for machines: per variant its id, what falls away in it, and the whole sum by subject."""
    return {
        "schema": SCHEMA,
        "minimum_hours": int(school.limits["Minimum lesuren per week"]),
        "rows_refused": refused,
        "variants": [_plain(one) for one in found],
    }


def _plain(one: Weighed) -> dict[str, Any]:
    touch = one.touch
    return {
        "id": one.version.name,
        "in_sheets": not one.dropped,
        "base": one.base,
        "dropped": list(one.dropped),
        "start": touch.start.isoformat(),
        "end": touch.end.isoformat(),
        "week": _rounded(asdict(touch.week)),
        "lessons_lost": round(touch.lost, DIGITS),
        "hours": {s: _rounded({**hours._asdict(), "left": hours.left}) for s, hours in touch.hours.items()},
        "goals": {**asdict(touch.goals)},
        "subjects": [_plain_cost(cost) for cost in touch.costs],
        "exams": touch.exams._asdict(),
        "supervision": {**touch.watch._asdict(), "hours": touch.watch.hours},
        "teachers": {code: work._asdict() for code, work in touch.work.items()},
    }


def _rounded(hours: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) for name, value in hours.items()}


def _plain_cost(cost: Any) -> dict[str, Any]:
    need = cost.need
    return {
        "subject": cost.subject,
        "hours": _rounded(cost.hours._asdict()),
        "planned": list(cost.planned),
        "essential": list(cost.essential),
        "said": {letter: list(goals) for letter, goals in cost.spoken.items()},
        "unspoken": list(cost.unspoken),
        "gone": list(cost.gone),
        "resting": {goal: list(stays) for goal, stays in cost.resting.items()},
        "need": need
        and {
            "needed": need.needed,
            "left": round(need.there.left, DIGITS),
            "until": need.until.isoformat(),
            "without_hours": need.without_hours,
            "short": need.short,
        },
    }
