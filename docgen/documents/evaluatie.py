"""Evaluatie- en bijsturingsoverzicht: the figures of a trajectory as small pictures, what all say, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import deciding, staff_name
from docgen.pictures.image import Image
from docgen.pictures.sparkline import HEIGHT_MM, WIDTH_MM, sparkline
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.school.presence import Plan
from docgen.spec import Audience, DocumentSpec
from docgen.words.wording import NUMBER_WORDS, upper_first

CHOICES = ("behouden", "bijsturen", "opschalen", "stoppen", "afronden")
FOR_THE_COUNCIL, DONE = ("bijsturen", "opschalen", "stoppen"), "afronden"
SPEAKERS = {"leerling": "jij", "ouder": "je ouders", "leraren": "je leraren", "zorgteam": "het zorgteam"}


@dataclass(frozen=True)
class Scale:
    """One indicator: what it is called, what it counts, its scale, and the target when the plan sets one."""

    name: str
    about: str
    low: float
    high: float
    target: float | None = None
    unit: str = ""


PRESENT = Scale("Aanwezig", "halve dagen, van wat gepland was", 0, 100, 100, " %")
SCORES: Mapping[str, Scale] = {
    "wellbeing": Scale("Welbevinden", "je eigen score op 10", 1, 10),
    "parents": Scale("Tevreden: je ouders", "score op 5", 1, 5),
    "participation": Scale("Meedoen in de les", "score op 5, door je leraren", 1, 5),
}


@dataclass(frozen=True)
class Measurement:
    """One day of follow-up: the released row, and the half days planned since the one before."""

    row: Any
    planned: int

    @property
    def share(self) -> float | None:
        """The half days present, in hundredths of those planned; None when none were, or nobody counted."""
        present = self.row.half_days_present
        return None if present is None or not self.planned else min(100.0, 100 * present / self.planned)


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template evaluatie.docx."""
    trajectory, measured = released.one("Trajecten"), _measurements(released)
    counted = [m for m in measured if m.share is not None]
    newest = measured[-1].row if measured else None
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "beslissing": deciding(released),
        "gemeten": {"keer": len(measured), "laatst": newest.on if newest else None},
        "aanwezig": sum(m.row.half_days_present for m in counted),
        "gepland": sum(m.planned for m in counted),
        "welbevinden": _ends(m.row.wellbeing for m in measured),
        "hoofddoel": trajectory.main_goal or "",
        "doelen": [_goal(row) for row in released.of("Afspraken") if row.kind == "doel"],
        "cijfers": [*_indicators(measured)],
        "metingen": [_line(m) for m in measured],
        "resultaten": [*_results(released)],
        "stemmen": [*_voices(released, newest.on if newest else trajectory.start)],
        "keuzes": _choices(measured),
        "volgende": _next(released, measured),
    }


def _measurements(released: Released) -> list[Measurement]:
    """The rows up to today, oldest first, each with what was planned since the one before."""
    trajectory = released.one("Trajecten")
    plan = Plan(
        trajectory.start,
        trajectory.end,
        released.of("Maatregelen"),
        released.of("Kalender"),
        released.of("Basisrooster"),
        released.of("Lesroosteraanpassingen"),
        released.school.hours,
    )
    found: list[Measurement] = []
    first = trajectory.start
    for row in sorted(released.of("Opvolging"), key=lambda row: row.on):
        if row.on <= released.today:
            found.append(Measurement(row, plan.half_days(first, row.on)))
            first = row.on + timedelta(days=1)
    return found


def _indicators(measured: Sequence[Measurement]) -> Iterator[dict[str, Any]]:
    """Each indicator that was ever measured: its first and last value, the difference, and its small picture."""
    days = [m.row.on for m in measured]
    series = [(PRESENT, [m.share for m in measured])]
    series += [(scale, [getattr(m.row, name) for m in measured]) for name, scale in SCORES.items()]
    for scale, values in series:
        known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
        if not known:
            continue
        (since, first), (until, last) = known[0], known[-1]
        said = _said(scale, first, last, until - since)
        yield {
            "naam": scale.name,
            "uitleg": scale.about,
            "begin": f"{round(first)}{scale.unit}",
            "nu": f"{round(last)}{scale.unit}",
            "verschil": _difference(round(last) - round(first)) if len(known) > 1 else "–",
            "doel": f"{round(scale.target)}{scale.unit}" if scale.target is not None else "",
            "grafiek": Image(_drawn(scale, days, values), said, WIDTH_MM, HEIGHT_MM),
        }


def _drawn(scale: Scale, days: Sequence[date], values: Sequence[float | None]) -> bytes:
    """The small picture; all of them have the time axis of the whole follow-up."""
    length = max((days[-1] - days[0]).days, 1)
    moments = tuple(((day - days[0]).days / length, value) for day, value in zip(days, values, strict=True))
    return sparkline(moments, scale.low, scale.high, scale.target)


def _said(scale: Scale, first: float, last: float, during: timedelta) -> str:
    """The message of the picture: 'Welbevinden: van 4 naar 7 in acht weken, doel 6'."""
    one, other = (f"{round(value)}{scale.unit}" for value in (first, last))
    weeks = round(during.days / 7)
    time = f" in {NUMBER_WORDS.get(weeks, weeks)} {'week' if weeks == 1 else 'weken'}" if weeks else ""
    change = f"van {one} naar {other}{time}" if one != other else f"blijft {one}{time}" if during else one
    return f"{scale.name}: {change}" + (f", doel {round(scale.target)}{scale.unit}" if scale.target is not None else "")


def _difference(by: int) -> str:
    return f"+{by}" if by > 0 else f"−{-by}" if by else "gelijk"


def _ends(values: Iterable[int | None]) -> dict[str, int]:
    """The first and the last value there is, and how many there are."""
    known = [value for value in values if value is not None]
    return {"begin": known[0], "nu": known[-1], "keer": len(known)} if known else {}


def _line(measurement: Measurement) -> dict[str, Any]:
    row = measurement.row
    return {
        "datum": row.on,
        "aanwezig": row.half_days_present,
        "gepland": measurement.planned,
        "welbevinden": row.wellbeing,
        "ouders": row.parents,
        "klas": row.participation,
        "toelichting": upper_first((row.note or "").rstrip(" .")),
    }


def _goal(row: Any) -> dict[str, Any]:
    return {"wat": upper_first(row.what), "aanpak": row.approach or "", "tegen": row.by, "stand": row.state or ""}


def _results(released: Released) -> Iterator[dict[str, Any]]:
    """The results per subject, in the order of the sheet."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in released.of("Resultaten"):
        found.setdefault(str(row.subject), []).append({"periode": row.period, "resultaat": str(row.result)})
    for subject, results in found.items():
        yield {"vak": released.school.subject(subject), "uitslagen": results}


def _voices(released: Released, until: date) -> Iterator[dict[str, Any]]:
    """What was said in talks about this trajectory since it began, newest first."""
    trajectory = released.one("Trajecten")
    talks = [
        talk
        for talk in released.of("Overleg")
        if talk.summary and talk.about == trajectory.trajectory_id and trajectory.start <= talk.on <= released.today
    ]
    for talk in sorted(talks, key=lambda talk: talk.on, reverse=True):
        yield {
            "wie": [SPEAKERS.get(party, party) for party in talk.parties],
            "wat": talk.summary.rstrip(" ."),
            "datum": talk.on,
        }


def _concluded(measured: Sequence[Measurement]) -> Any:
    """The newest row in which a conclusion was drawn, or None."""
    return next((m.row for m in reversed(measured) if m.row.conclusion), None)


def _choices(measured: Sequence[Measurement]) -> list[dict[str, Any]]:
    """The five conclusions with the one that was drawn last; none as long as nobody drew one."""
    newest = _concluded(measured)
    chosen = newest.conclusion if newest else ""
    made = [{"keuze": choice, "gekozen": choice == chosen, "op": newest and newest.on} for choice in CHOICES]
    return made if newest else []


def _next(released: Released, measured: Sequence[Measurement]) -> dict[str, Any]:
    """What comes next: the council decided, will decide, all is done, we look again, or the plan ends or ended."""
    trajectory, newest = released.one("Trajecten"), _concluded(measured)
    later = [row for row in released.of("Beslissingen") if newest and row.on >= newest.on and _is_own(released, row)]
    decided = min(later, key=lambda row: row.on, default=None)
    if decided is not None:
        text = (decided.text or "").rstrip(" .")
        return {"soort": "beslist", "datum": decided.on, "nummer": decided.decision_id, "tekst": text}
    kind, day = ("einde" if trajectory.end >= released.today else "voorbij"), trajectory.end
    if newest and newest.conclusion in FOR_THE_COUNCIL:
        kind, day = "klassenraad", None
    elif newest and newest.conclusion == DONE:
        kind, day = "klaar", newest.on
    elif trajectory.review_on > released.today:
        kind, day = "evaluatie", trajectory.review_on
    return {"soort": kind, "datum": day, "nummer": "", "tekst": ""}


def _is_own(released: Released, decision: Any) -> bool:
    """Whether a decision is about this student or one of the versions, not about the whole class."""
    student = released.planned.student
    return student_of(decision.about or "") == student


SPEC = DocumentSpec(
    name="evaluatie",
    title="Evaluatie",
    code="OP",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    families=("traject",),
    when={"Opvolging": ()},
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam"),
        "Kalender": ("Van", "Tot", "Soort"),
        "Basisrooster": ("Klas", "Groep", "Week", "Dag", "Lesuur", "Vak"),
        "Trajecten": ("Traject-ID", "Start", "Einde", "Evaluatie op", "Mentor", "Hoofddoel"),
        "Maatregelen": ("Leerling of traject", "Soort", "Van", "Tot", "Halve dagen per week"),
        "Lesroosteraanpassingen": ("Traject-ID", "Van", "Tot", "Uren", "Invulling"),
        "Overleg": ("Leerling of traject", "Datum", "Partijen", "Samenvatting"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Besluit", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Wat", "Aanpak", "Tegen", "Stand"),
        "Opvolging": (
            "Traject-ID",
            "Datum",
            "Aanwezige halve dagen",
            "Welbevinden",
            "Tevredenheid ouders",
            "Klasdeelname",
            "Toelichting",
            "Besluit",
        ),
        "Resultaten": ("Leerling-ID", "Vak", "Periode", "Resultaat"),
    },
    needs=("Leerlingen", "Trajecten", "Opvolging"),
    adds=("School", "Personeel", "Kalender", "Maatregelen", "Beslissingen", "Overleg", "Afspraken", "Resultaten"),
    derive=derive,
)
