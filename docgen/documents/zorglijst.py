"""Zorglijst of a class: per student the need, the ratified reasonable adaptations, what works, who, until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import decision_of, full_name, of_student, staff_name, students, titular, unique_decisions
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import ADAPTATION, LADDER, REPORTS
from docgen.words.wording import needs, sentences, upper_first

SHOWN = (*ADAPTATION, *LADDER, "ondersteuning")
"""Measures on the list: what is adapted, and the support that needs no decision."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template zorglijst.docx."""
    rows = [*_rows(released)]
    return {
        "klas": released.planned.subject,
        "titularis": titular(released),
        "leerlingen": rows,
        "aantal": {"leerlingen": len(rows)},
        "beslissingen": unique_decisions(measure for row in rows for measure in row["aanpassingen"]),
    }


def _rows(released: Released) -> Iterator[dict[str, Any]]:
    """One row per student who has something on the list, by name."""
    for student in students(released):
        trajectory = next(iter(of_student(released, "Trajecten", student)), None)
        running = [m for m in of_student(released, "Maatregelen", student) if not m.end or m.end >= released.today]
        measures = [m for m in running if m.kind in SHOWN]
        reports = [m.kind for m in running if m.kind in REPORTS]
        if trajectory or measures or reports:
            yield {
                "naam": full_name(student),
                "nood": _need(released, student, trajectory),
                "aanpassingen": [_adaptation(released, measure) for measure in measures],
                "werkt": [*_works(trajectory, measures)],
                "mentor": staff_name(released, trajectory.mentor) if trajectory else "",
                "verslagen": list(dict.fromkeys(reports)),
                "tot": _until(released, trajectory, measures),
            }


def _need(released: Released, student: Any, trajectory: Any) -> str:
    """The first need: of the trajectory, else of the newest signal."""
    if trajectory and (found := needs(trajectory.needs)):
        return found[0]
    signals = sorted(of_student(released, "Signalen", student), key=lambda row: row.on, reverse=True)
    return next((need for row in signals for need in needs(row.need)), "")


def _adaptation(released: Released, measure: Any) -> dict[str, Any]:
    subjects = [released.school.subject(subject) for subject in measure.subjects if subject != "alle"]
    return {
        "wat": upper_first((measure.what or measure.kind).strip(" .")),
        "vakken": subjects,
        "waar": list(measure.where),
        "beslissing": decision_of(measure),
    }


def _works(trajectory: Any, measures: Iterable[Any]) -> Iterator[str]:
    """What goes well, and what the measures brought."""
    yield from sentences(trajectory.strengths)[:1] if trajectory else ()
    yield from dict.fromkeys(upper_first(m.experience.strip(" .")) for m in measures if m.experience)


def _until(released: Released, trajectory: Any, measures: Iterable[Any]) -> date | None:
    """The end of the trajectory, else the last day of the measures or their decisions; None when one stays."""
    if trajectory:
        return trajectory.end  # type: ignore[no-any-return]
    decided = {row.decision_id: row.valid_until for row in released.of("Beslissingen")}
    ends = [measure.end or decided.get(measure.decision[0] if measure.decision else "") for measure in measures]
    known = [day for day in ends if day]
    return max(known) if known and len(known) == len(ends) else None


SPEC = DocumentSpec(
    name="zorglijst",
    title="Zorglijst van de klas",
    code="ZL",
    audience=Audience.COUNCIL,
    ceiling=Sensitivity.M,
    per="class",
    when={"Maatregelen": (*SHOWN, *REPORTS), "Trajecten": ()},
    families=("traject",),
    covered_by=("redelijke aanpassingen",),
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Titularis van"),
        "Trajecten": ("Traject-ID", "Einde", "Mentor", "Sterktes en wat goed gaat", "Heeft nodig"),
        "Maatregelen": ("Leerling of traject", "Soort", "Vakken", "Wat", "Waar", "Tot", "Ervaring"),
        "Signalen": ("Leerling-ID", "Datum", "Behoefte"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Geldig tot"),
    },
    needs=("Leerlingen", "Maatregelen"),
    adds=("School", "Personeel", "Trajecten", "Signalen", "Beslissingen"),
    derive=derive,
)
