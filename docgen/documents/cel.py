"""Agenda of the cel leerlingenbegeleiding: what is late or new, where each trajectory stands, who has how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from docgen.arithmetic.week import tidy
from docgen.columns import Sensitivity
from docgen.pages.page import full_name, key_of, staff_name, students
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.school.caseload import FOLLOWED, caseload
from docgen.spec import Audience, DocumentSpec
from docgen.tables.council import APPROVED, STARTS_NOTHING
from docgen.tables.notes import SIGNALS
from docgen.words.wording import upper_first

NEW = timedelta(days=7)  # the cel meets every week
SOON = timedelta(days=7)
DONE = ("bereikt", "gestopt", "bijgesteld")
TO_COUNCIL = ("bijsturen", "opschalen", "stoppen")
ASKED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "akkoord": (("leerling",), ("ja", "voorwaardelijk")),
    "ouders": (("ouder",), ("ja", "voorwaardelijk", "nee", "niet bereikt", "niet nodig")),
    "bevestigd": (("CLB", "externe hulpverlening"), ("ja", "niet nodig")),
}
"""Per gate whom it asks and which answers open it; parents must have been heard. Source: domain.md C03 to C07."""
WORDS = {
    "akkoord": "akkoord van de leerling",
    "ouders": "gesprek met de ouders",
    "bevestigd": "bevestiging van de nood",
}
PERMISSION = "toestemming CLB"
CLB_TALKS = (PERMISSION, "adviesgesprek CLB")
BESIDE_THE_PLAN = STARTS_NOTHING - {"stopzetting"}
"""Kinds of decision that say nothing about whether the plan may start."""
GRADES = ("1e graad", "2e graad", "3e graad")


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template cel.docx."""
    week, people = _week(released.today), {row.student_id: row for row in students(released)}
    actions, signals = [*_actions(released, people)], released.of("Signalen")
    stands = [_stand(released, people, trajectory) for trajectory in _by_name(released, people)]
    reviews = [*_reviews(released, people, week)]
    new = [row for row in signals if released.today - NEW < row.on <= released.today]
    return {
        "week": {"van": week, "tot": week + timedelta(days=6)},
        "acties": actions,
        "signalen": [*_signals(released, people, signals, new)],
        "nieuw_sinds": released.today - NEW + timedelta(days=1),
        "evaluaties": reviews,
        "trajecten": stands,
        "clb": [*_clb(released, people)],
        "mentoren": [*_mentors(released)],
        "punten": [*_points(released, people)],
        "aantal": {
            "acties": len(actions),
            "te_laat": sum(action["te_laat"] for action in actions),
            "te_evalueren": sum(review["te_laat"] for review in reviews),
            "signalen": len(new),
            "trajecten": len(stands),
            "open": sum(stand["ontbreekt"] != [] for stand in stands),
        },
    }


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _by_name(released: Released, people: Mapping[str, Any]) -> list[Any]:
    """The trajectories in the order of the students' names."""
    order = list(people)
    return sorted(released.of("Trajecten"), key=lambda row: (order.index(_student(row)), row.trajectory_id))


def _student(row: Any) -> str:
    return student_of(key_of(row))


def _who(people: Mapping[str, Any], row: Any) -> dict[str, str]:
    student = people[_student(row)]
    return {"leerling": full_name(student), "klas": student.class_name}


def _actions(released: Released, people: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The open actions, the latest first, those without a date last; what was agreed about a decision is its own."""
    decided = {row.decision_id: row for row in released.of("Beslissingen")}
    rows = [row for row in released.of("Afspraken") if row.kind == "actie" and row.state not in DONE]
    for row in sorted(rows, key=lambda row: (row.by is None, row.by)):
        subject = decided.get(row.about, row)
        known = _student(subject) in people
        yield {
            **(_who(people, subject) if known else {"leerling": "", "klas": subject.about or ""}),
            "wat": upper_first(row.what),
            "wie": [staff_name(released, code) for code in row.who],
            "tegen": row.by,
            "stand": row.state or "open",
            "te_laat": row.by is not None and row.by < released.today,
        }


def _signals(
    released: Released, people: Mapping[str, Any], signals: Iterable[Any], new: Iterable[Any]
) -> Iterator[dict[str, Any]]:
    """Per kind of signal how many are new, per graad, and how many there were this year; nobody is named."""
    fresh = Counter((kind, _grade(released, people[row.student])) for row in new for kind in row.kinds)
    year = Counter(kind for row in signals for kind in row.kinds)
    for kind in SIGNALS:
        if year[kind]:
            per_grade = [fresh[kind, grade] for grade in range(1, len(GRADES) + 1)]
            total = sum(count for (name, _), count in fresh.items() if name == kind)
            yield {"soort": kind, "graden": per_grade, "nieuw": total, "dit_jaar": year[kind]}


def _grade(released: Released, student: Any) -> int:
    """1 to 3; 0 when the class does not tell its year. A seventh year is of the third graad."""
    year = released.school.year_of(student.class_name)
    return min((year + 1) // 2, len(GRADES)) if year else 0


def _reviews(released: Released, people: Mapping[str, Any], week: date) -> Iterator[dict[str, Any]]:
    """The trajectories that are to be looked at this week, or should have been."""
    done = {row.trajectory: row for row in _followed_up(released)}
    for row in sorted(_by_name(released, people), key=lambda row: row.review_on):
        newest = done.get(row.trajectory_id)
        reviewed = newest is not None and newest.on >= row.review_on
        if _decision(released, row, ratified=True) and not reviewed and row.review_on < week + SOON:
            yield {
                **_who(people, row),
                "mentor": staff_name(released, row.mentor),
                "op": row.review_on,
                "te_laat": row.review_on < released.today,
                "laatste": newest.on if newest else None,
            }


def _followed_up(released: Released) -> list[Any]:
    """The follow-ups that have been, in order; a row may be typed ahead."""
    return sorted((row for row in released.of("Opvolging") if row.on <= released.today), key=lambda row: row.on)


def _stand(released: Released, people: Mapping[str, Any], row: Any) -> dict[str, Any]:
    """Where one version stands at each gate, and what is still missing."""
    gates = {gate: _answer(released, row.trajectory_id, *asked) for gate, asked in ASKED.items()}
    decision = _decision(released, row)
    ratified = _decision(released, row, ratified=True)
    missing = [WORDS[gate] for gate, answer in gates.items() if not answer["in_orde"]]
    return {
        **_who(people, row),
        "versie": row.trajectory_id.rpartition("-")[2],
        "fase": row.phase,
        "mentor": staff_name(released, row.mentor),
        "van": row.start,
        "tot": row.end,
        **gates,
        "besluit": {
            "nummer": decision.decision_id if decision else "",
            "uitslag": (decision.outcome or "op de agenda") if decision else "",
            "bekrachtigd_op": ratified.ratified_on if ratified else None,
        },
        "ontbreekt": missing if ratified else [*missing, "bekrachtiging"],
    }


def _answer(released: Released, trajectory: str, parties: Collection[str], enough: Collection[str]) -> dict[str, Any]:
    """The newest answer of one of these parties on a version ('' when there is none), and whether that is enough.

    Within a day the lower row counts; permission to ask the CLB answers another question.
    """
    talks = [t for t in released.of("Overleg") if t.about == trajectory and t.answer and t.kind != PERMISSION]
    asked = sorted((t for t in talks if not set(parties).isdisjoint(t.parties)), key=lambda talk: talk.on)
    answer, day = (asked[-1].answer, asked[-1].on) if asked else ("", None)
    return {"antwoord": answer, "op": day, "in_orde": answer in enough}


def _decision(released: Released, trajectory: Any, *, ratified: bool = False) -> Any:
    """The newest point about the plan of a version, or the newest that is approved and ratified; None without one."""
    points = [row for row in released.of("Beslissingen") if row.about == trajectory.trajectory_id]
    about = [row for row in points if not BESIDE_THE_PLAN.issuperset(row.kinds)]
    if ratified:
        about = [
            row for row in about if row.outcome in APPROVED and row.ratified_on and row.ratified_on <= released.today
        ]
    return max(about, key=lambda row: row.on, default=None)


def _clb(released: Released, people: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The questions to the CLB: what the council asked for, and the talks about it, newest first."""
    talks = [(row.on, row, row.kind) for row in released.of("Overleg") if row.kind in CLB_TALKS]
    asked = [(row.on, row, "CLB-hulpvraag") for row in released.of("Beslissingen") if "CLB-hulpvraag" in row.kinds]
    for day, row, what in sorted((*talks, *asked), key=lambda found: found[0], reverse=True):
        if _student(row) in people:
            outcome = getattr(row, "answer", "") or getattr(row, "outcome", "") or ""
            yield {**_who(people, row), "wat": upper_first(what), "datum": day, "stand": outcome}


def _mentors(released: Released) -> Iterator[dict[str, Any]]:
    """Per mentor the students who are guided now or soon, and the hours there are for that."""
    followed, decisions = released.of("Trajecten"), released.of("Beslissingen")
    loads = caseload(followed, decisions, released.of("Personeel"), released.today)
    for load in sorted(loads, key=lambda load: staff_name(released, load.code)):
        whole = tidy(load.hours) if load.hours is not None else None
        name = staff_name(released, load.code)
        yield {"naam": name, "leerlingen": load.students, "uren": whole, "per_leerling": load.per_student}


def _points(released: Released, people: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the class council is asked: no decision yet, put off, a condition still open, or a follow-up that asks."""
    for row in _by_name(released, people):
        for why in _asks(released, row):
            yield {**_who(people, row), "wat": why, "mentor": staff_name(released, row.mentor)}


def _asks(released: Released, row: Any) -> Iterator[str]:
    decision = _decision(released, row)
    concluded = [f for f in _followed_up(released) if f.trajectory == row.trajectory_id and f.conclusion]
    newest = concluded[-1] if concluded else None
    if decision is None:
        yield "vraag om te starten: nog op geen agenda"
    elif decision.outcome in (None, "uitgesteld"):
        yield f"{decision.decision_id}: {decision.outcome or 'staat op de agenda'}"
    elif decision.outcome == "goedgekeurd onder voorwaarde":
        yield f"{decision.decision_id}: is aan de voorwaarde voldaan?"
    if decision and decision.outcome in APPROVED and not _decision(released, row, ratified=True):
        yield f"{decision.decision_id}: nog niet bekrachtigd"
    if newest and newest.conclusion in TO_COUNCIL and (decision is None or newest.on > decision.on):
        yield f"opvolging vraagt: {newest.conclusion}"


HEADS = ("Onderdeel", "Klas", "Leerling", "Wat", "Wie", "Datum", "Stand", "Aantal")


def listing(released: Released) -> list[tuple[object, ...]]:
    """The agenda as one list to sort and filter, heads first; nothing when there is nothing on it."""
    page: Mapping[str, Any] = derive(released)
    late, rows = {True: "te laat", False: ""}, list[tuple[object, ...]]()
    for row in page["acties"]:
        state = ", ".join(part for part in (row["stand"], late[row["te_laat"]]) if part)
        rows.append(("actie", row["klas"], row["leerling"], row["wat"], ", ".join(row["wie"]), row["tegen"], state, ""))
    for row in (row for row in page["signalen"] if row["nieuw"]):
        rows.append(("nieuw signaal", "", "", row["soort"], "", page["nieuw_sinds"], "", row["nieuw"]))
    for row in page["evaluaties"]:
        rows.append(("evaluatie", row["klas"], row["leerling"], "", row["mentor"], row["op"], late[row["te_laat"]], ""))
    for row in page["trajecten"]:
        what, lacks = f"versie {row['versie']}", ", ".join(row["ontbreekt"])
        state = f"ontbreekt: {lacks}" if lacks else "in orde"
        rows.append(("traject", row["klas"], row["leerling"], what, row["mentor"], row["van"], state, ""))
    for row in page["clb"]:
        rows.append(("vraag aan het CLB", row["klas"], row["leerling"], row["wat"], "", row["datum"], row["stand"], ""))
    for row in page["mentoren"]:
        hours = "" if row["uren"] is None else f"{row['uren']} uur begeleiding"
        rows.append(("leerlingen per mentor", "", "", "", row["naam"], "", hours, row["leerlingen"]))
    for row in page["punten"]:
        rows.append(("naar de klassenraad", row["klas"], row["leerling"], row["wat"], row["mentor"], "", "", ""))
    return [HEADS, *rows] if rows else []


SPEC = DocumentSpec(
    name="cel",
    title="Agenda cel leerlingenbegeleiding",
    code="CE",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="everyone",
    states=FOLLOWED,
    proposals=True,
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Uren begeleiding"),
        "Trajecten": ("Traject-ID", "Fase", "Start", "Einde", "Evaluatie op", "Mentor"),
        "Overleg": ("Leerling of traject", "Datum", "Soort", "Partijen", "Akkoord"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Uitslag", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Wie", "Tegen", "Stand"),
        "Opvolging": ("Traject-ID", "Datum", "Besluit"),
        "Signalen": ("Leerling-ID", "Datum", "Soort"),
    },
    needs=("Leerlingen",),
    adds=("School", "Personeel", "Trajecten", "Overleg", "Beslissingen", "Afspraken", "Opvolging", "Signalen"),
    derive=derive,
    listing=listing,
)
