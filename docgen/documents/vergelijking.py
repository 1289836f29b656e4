"""Vergelijking van varianten: what each one touches, side by side on one page, for the council that chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from docgen.arithmetic.cost import Need, Plan
from docgen.arithmetic.goals import ORDER
from docgen.arithmetic.touch import Case, Touch, touch
from docgen.arithmetic.week import Hours, tidy
from docgen.columns import Sensitivity
from docgen.pages.goal_hours import plan_of_row
from docgen.pages.goals import goal_number, known_goals
from docgen.pages.one_page import ROOM, STEPS, height, shortened
from docgen.privacy import Released
from docgen.school.exams import own_exams, sittings
from docgen.school.hours import doing
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import lower_first, numbers_list

LETTERS = "ABC"
NAMED = 6  # goals that one line names


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template vergelijking.docx."""
    student = released.one("Leerlingen")
    variants = sorted(released.of("Trajecten"), key=lambda row: row.trajectory_id)
    touches = [touch(_case(released, row)) for row in variants]
    minimum = int(released.school.limits["Minimum lesuren per week"])
    shown, rows = _on_one_page(
        released, [_variant(released, *one, minimum) for one in zip(LETTERS, variants, touches, strict=False)], touches
    )
    return {
        "leerling": _student(student),
        "minimum": minimum,
        "varianten": shown,
        "drie": len(variants) > 2,
        "rijen": rows,
        "gelijk": _same(released, touches),
    }


Lines = list[dict[str, Any]]


def _on_one_page(released: Released, variants: Lines, touches: Sequence[Touch]) -> tuple[Lines, Lines]:
    """The variants and the rows of the table, as long as one page allows."""
    for subjects, changes, named in STEPS:
        shown = [_shorter(variant, changes) for variant in variants]
        rows = _rows(released, touches, subjects, named=named)
        if height(shown, rows, three=len(variants) > 2) <= ROOM:
            break
    return shown, rows


def _shorter(variant: dict[str, Any], most: int) -> dict[str, Any]:
    """A variant that tells so many of its changes, and twice as many names in one line."""
    return {
        **variant,
        "anders": shortened(variant["anders"], most, "en nog {} andere wijzigingen"),
        **{name: shortened(variant[name], 2 * most, "nog {} andere") for name in ("examens", "tekort")},
    }


def _student(student: Any) -> dict[str, str]:
    """The student as a page about one student says it."""
    names = {"voornaam": student.first_name, "familienaam": student.family_name}
    return {**names, "naam": f"{student.first_name} {student.family_name}", "klas": student.class_name}


def _case(released: Released, version: Any) -> Case:
    """One variant as the arithmetic sees it."""
    student = released.one("Leerlingen")
    return _with_exams(released, plan_of_row(released, version, student), version.trajectory_id, student)


def _with_exams(released: Released, plan: Plan, name: str, student: Any) -> Case:
    own = own_exams(released.of("Examenrooster"), student.class_name, student.groups)
    inside = [exam for exam in own if plan.start <= exam.on <= plan.end]
    changes = [row for row in released.of("Examenaanpassingen") if row.trajectory == name]
    longer = [row for row in released.of("Maatregelen") if row.kind == "langere tijd" and row.decision]
    taken = sittings(inside, changes, longer, released.school.limits["Factor langere tijd"])
    return Case(plan, released.today, taken, changes, released.of("Opvang"))


def _variant(released: Released, letter: str, version: Any, sums: Touch, minimum: int) -> dict[str, Any]:
    """What one variant is, in words: its days, what happens in the hours that change, what it leaves to be judged."""
    changes = [row for row in released.of("Lesroosteraanpassingen") if row.trajectory == version.trajectory_id]
    exams = [row for row in released.of("Examenaanpassingen") if row.trajectory == version.trajectory_id]
    known = known_goals(released)
    return {
        "letter": letter,
        "traject": version.trajectory_id,
        "van": version.start,
        "tot": version.end,
        "anders": _in_words(released, version, changes),
        "examens": [f"{lower_first(released.school.subject(row.subject))} {row.choice}" for row in exams],
        "zonder_oordeel": _named(released, known, (goal for cost in sums.costs for goal in cost.unspoken)),
        "weg": _named(released, known, (goal for cost in sums.costs for goal in cost.gone)),
        "tekort": [_short(released, cost.need) for cost in sums.costs if cost.need and cost.need.short],
        "onder_minimum": sums.week.learning < minimum <= sums.week.usual,
    }


def _short(released: Released, need: Need) -> str:
    """'geschiedenis (8 van 18)': the hours there are of those that the goals need."""
    subject = lower_first(released.school.subject(need.subject))
    return f"{subject} ({_number(need.there.left)} van {_number(need.needed)})"


def _in_words(released: Released, version: Any, changes: Iterable[Any]) -> list[str]:
    """'di3, do6 geschiedenis: zelfstandig werken', a line for all hours in which the same is done on the same days.

    The days are told when they are not the variant's.
    """
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in changes:
        hours = f"{', '.join(map(str, row.slots))} {lower_first(released.school.subject(row.subject))}"
        whole = (row.start, row.end) == (version.start, version.end)
        own = days[hours, lower_first(doing(released.school, row))]
        own += [] if whole else [f"{row.start:%d/%m} tot {row.end:%d/%m}"]
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (hours, what), spans in days.items():
        lines[what, f" ({', '.join(spans)})" if spans else ""].append(hours)
    return [f"{'; '.join(hours)}: {what}{when}" for (what, when), hours in lines.items()]


def _named(released: Released, known: Mapping[str, Any], goals: Iterable[str]) -> str:
    """'wiskunde LPD 3 en 4; Frans LPD 1' of some goals, the first few; '' of none."""
    every = [*goals]
    of: dict[str, list[str]] = defaultdict(list)
    for goal in every[:NAMED]:
        of[str(known[goal].subject) if goal in known else ""].append(
            goal_number(known[goal]) if goal in known else goal
        )
    names = [
        f"{lower_first(released.school.subject(code))} {numbers_list(found)}".strip() for code, found in of.items()
    ]
    more = f" en nog {len(every) - NAMED}" if len(every) > NAMED else ""
    return "; ".join(names) + more


def _rows(released: Released, touches: Sequence[Touch], subjects: int, *, named: bool) -> Lines:
    """The rows of the table: parts with their rows; only rows in which somebody has something.

    So many `subjects` have a row of their own: those that differ most. Teachers are `named`, or counted.
    """
    usual = touches[0].week.usual if touches else 0
    parts: dict[str, list[dict[str, Any]]] = {
        "Lesuren per week": [
            _row("lessen, in de klas of elders", touches, lambda one: one.week.contact, usual),
            _row("uren waarin geleerd wordt", touches, lambda one: one.week.learning, usual),
            _row("vrijgekomen op school", touches, lambda one: one.week.freed),
            _row("thuis", touches, lambda one: one.week.home),
            _row("niet op school door time-out of hervatting", touches, lambda one: one.week.away),
            _row("buiten de school", touches, lambda one: one.week.outside),
        ],
        "Lesuren per vak, in de hele periode": _subjects(released, touches, subjects),
        "Leerplandoelen": [
            _words("geraakt", touches, lambda one: _with(one.goals.touched, "{} essentieel", one.goals.essential)),
            _words("oordeel van de klassenraad", touches, _said),
            _row("essentieel, nog zonder oordeel", touches, lambda one: one.goals.unspoken),
            _row("essentieel, weg zonder vervanging", touches, lambda one: one.goals.gone),
            _row("blijven, maar bouwen op wat wegvalt", touches, lambda one: one.goals.resting),
        ],
        "Examens in deze periode": [
            _words("aantal", touches, lambda one: _with(one.exams.exams, "{} minuten", one.exams.minutes)),
            _words("meeste op één dag", touches, _fullest_day),
            _row("vallen weg", touches, lambda one: one.exams.not_sat),
        ],
        "Wat het van anderen vraagt": [
            _words("opvang, uren per week", touches, _places),
            _words("taken van leraren", touches, _teachers if named else _of_how_many),
        ],
    }
    found = []
    for name, rows in parts.items():
        told = [
            row
            for row in rows
            if row["klas"] != "–" or any(row[letter.lower()] not in ("–", "0", "geen") for letter in LETTERS)
        ]
        if told:
            found += [{"kop": True, "wat": name, "klas": "", "a": "", "b": "", "c": ""}, *told]
    return found


def _with(number: int, words: str, more: int) -> str:
    """'10 (1310 minuten)'; '' for none."""
    return f"{number} ({words.format(more)})" if number else ""


def _fullest_day(one: Touch) -> str:
    return _with(one.exams.most_in_a_day, "{} minuten", one.exams.most_minutes)


def _said(one: Touch) -> str:
    """'E 4, L 10': the letters of the judgements with how many goals have each."""
    return ", ".join(f"{letter} {one.goals.letters[letter]}" for letter in ORDER if letter in one.goals.letters)


def _row(
    what: str, touches: Sequence[Touch], value: Callable[[Touch], float], of_class: float | None = None
) -> dict[str, Any]:
    shown = "" if of_class is None else _number(of_class)
    return _cells(what, shown, [_number(value(one)) for one in touches])


def _words(what: str, touches: Sequence[Touch], value: Callable[[Touch], str]) -> dict[str, Any]:
    return _cells(what, "", [value(one) for one in touches])


def _cells(what: str, of_class: str, values: Sequence[str]) -> dict[str, Any]:
    cells = [value or "–" for value in [*values, "", "", ""][: len(LETTERS)]]
    return {"kop": False, "wat": what, "klas": of_class or "–", **dict(zip("abc", cells, strict=True))}


def _subjects(released: Released, touches: Sequence[Touch], most: int) -> Lines:
    """The hours of each subject that changes in a variant: lessons and own work together; the other subjects summed."""
    changed = {cost.subject for one in touches for cost in one.costs if cost.hours.lost or cost.hours.alone}
    hours = {subject: [one.hours.get(subject, Hours()) for one in touches] for subject in changed}
    usual = {subject: max(one.usual for one in found) for subject, found in hours.items()}

    def difference(subject: str) -> float:
        return max(abs(one.left - usual[subject]) for one in hours[subject])

    named = sorted(changed, key=lambda subject: (-difference(subject), subject))
    kept, others = (named, []) if len(named) <= most + 1 else (named[:most], named[most:])
    rows = [(released.school.subject(subject), [subject]) for subject in sorted(kept, key=released.school.subject)]
    rows += [(f"de {len(others)} andere vakken samen", others)] if others else []
    return [
        _cells(name, _number(sum(usual[one] for one in of)),
               [_number(sum(hours[one][n].left for one in of)) for n in range(len(touches))])
        for name, of in rows
    ]  # fmt: skip


def _places(one: Touch) -> str:
    """'studiezaal 2, nog geen plaats 1'."""
    found = [f"{place} {_number(hours)}" for place, hours in one.watch.per_place.items()]
    missing = [f"nog geen plaats {_number(one.watch.nowhere)}"] if one.watch.nowhere else []
    return ", ".join([*found, *missing]) or "geen"


def _teachers(one: Touch) -> str:
    """'DPT 3, JVP 1': codes, so that the page stays one page."""
    return ", ".join(f"{code} {work.together}" for code, work in one.work.items()) or "geen"


def _of_how_many(one: Touch) -> str:
    """'14, van 6 leraren': when there are too many to name."""
    together, people = sum(work.together for work in one.work.values()), len(one.work)
    return f"{together}, van {people} {'leraar' if people == 1 else 'leraren'}" if people else "geen"


def _same(released: Released, touches: Sequence[Touch]) -> bool:
    """Whether the variants differ in nothing that is counted here."""
    return len(touches) > 1 and all(
        (one.week, one.hours, one.goals, one.exams, one.watch, one.work)
        == (touches[0].week, touches[0].hours, touches[0].goals, touches[0].exams, touches[0].watch, touches[0].work)
        for one in touches
    )


def _number(value: float) -> str:
    return str(tidy(value)).replace(".", ",")


SPEC = DocumentSpec(
    name="vergelijking",
    title="Varianten naast elkaar",
    code="VG",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.Z,
    per="variants",
    proposals=True,
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas", "Studierichting", "Groepen"),
        "Kalender": ("Van", "Tot", "Soort", "Naam"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak", "Leraar", "Geldig vanaf"),
        "Examenrooster": (*("Klas", "Groep", "Vak", "Soort", "Datum", "Beginuur", "Duur", "Lokaal", "Toezicht"),),
        "Opvang": ("Plaats", "Uren", "Toezicht"),
        "Leerplandoelen": (
            *("Doel-ID", "Vak", "Leerjaar", "Studierichting", "Leerplan", "Doel", "Essentieel voor", "Bouwt op"),
            *("Periode", "Lesuren", "Alternatief"),
        ),
        "Trajecten": ("Traject-ID", "Start", "Einde"),
        "Maatregelen": (
            *("Leerling of traject", "Soort", "Vakken", "Doelen", "Waar", "Van", "Tot", "Halve dagen per week"),
        ),
        "Lesroosteraanpassingen": (*("Traject-ID", "Van", "Tot", "Uren", "Vak", "Invulling", "Waarvoor", "Plaats"),),
        "Examenaanpassingen": (
            *("Traject-ID", "Vak", "Datum", "Keuze", "Nieuwe datum", "Beginuur", "Duur", "Lokaal", "Toezicht"),
            *("Vorm", "Extra versie klaar op"),
        ),
    },
    needs=("Leerlingen", "Trajecten", "Basisrooster"),
    adds=(
        *("School", "Kalender", "Examenrooster", "Opvang", "Leerplandoelen", "Maatregelen"),
        *("Lesroosteraanpassingen", "Examenaanpassingen"),
    ),
    derive=derive,
)
