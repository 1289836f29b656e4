"""IAC-doelen: the own goals of a student with an individually adapted curriculum, per domain, with how and who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.goals import goal_number, known_goals
from docgen.pages.measures import plain_text
from docgen.pages.page import decided_on, deciding, decision_of, moments, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import ADAPTATION, DOMAINS
from docgen.tables.council import WHOLE_VERSION
from docgen.words.wording import needs, sentences, upper_first

REPORT = "IAC-verslag"
SUPPORT = (*ADAPTATION, "ondersteuning", "leersteun loopt")
REACHED = "bereikt"
COUNCIL_KIND = "IAC-doelen"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template iac-doelen.docx."""
    trajectory = released.one("Trajecten")
    goals = [*_goals(released)]
    return {
        "geldig": {"van": trajectory.start, "tot": trajectory.end},
        "mentor": staff_name(released, trajectory.mentor),
        "titularis": titular(released),
        "beslissing": deciding(released),
        "iac_verslag": _report(released),
        "richting": released.one("Leerlingen").study,
        "sterktes": sentences(trajectory.strengths),
        "noden": needs(trajectory.needs),
        "toekomst": trajectory.main_goal.strip(" ."),
        "domeinen": [
            {"naam": upper_first(domain) if domain else "", "doelen": own}
            for domain in (*DOMAINS, "")
            if (own := [goal for goal in goals if goal["domein"] == domain])
        ],
        "aantal": {"doelen": len(goals), "bereikt": sum(goal["stand"] == REACHED for goal in goals)},
        "steun": [_support(released, row) for row in released.of("Maatregelen") if row.kind in SUPPORT],
        "besluiten": [*_conclusions(released)],
        "tijdlijn": _timeline(released),
        "evaluatie_op": trajectory.review_on,
    }


def _report(released: Released) -> dict[str, Any]:
    """The newest report: its day, and its type and opleidingsvorm as the sheet says them."""
    rows = [row for row in released.of("Maatregelen") if row.kind == REPORT]
    newest = max(rows, key=lambda row: row.start or date.min, default=None)
    return {"datum": newest and newest.start, "tekst": (newest.what or "").strip(" .") if newest else ""}


def _goals(released: Released) -> Iterator[dict[str, Any]]:
    """The goals in the order of the sheet, which is their priority; one that begins with a Doel-ID has that source."""
    known = known_goals(released)
    words = {"leerling": "jij", "ouders": "je ouders", "leraren": "je leraren"}
    rows = (row for row in released.of("Afspraken") if row.kind == "IAC-doel")
    for number, row in enumerate(rows, start=1):
        first, _, rest = row.what.partition(" ")
        source = known.get(first.rstrip(":"))
        yield {
            "nr": number,
            "domein": row.domains[0] if row.domains else "",
            "wat": upper_first((rest or source.text).strip() if source else row.what).rstrip("."),
            "bron": goal_number(source) if source else "",
            "aanpak": (row.approach or "").rstrip("."),
            "wie": [words.get(code, staff_name(released, code)) for code in row.who],
            "tegen": row.by,
            "stand": row.state or "open",
        }


def _support(released: Released, row: Any) -> dict[str, Any]:
    return {
        "wat": plain_text(row).rstrip("."),
        "waar": list(row.where),
        "van": row.start,
        "wie": staff_name(released, row.who),
        "beslissing": decision_of(row),
    }


def _conclusions(released: Released) -> Iterator[dict[str, Any]]:
    """What the council decided about these goals: also what it says of the attest stands there."""
    for row in sorted(released.of("Beslissingen"), key=lambda row: row.on):
        about = row.about in (released.planned.version, released.planned.student)
        if about and row.text and {*WHOLE_VERSION, COUNCIL_KIND}.intersection(row.kinds):
            yield {"nummer": row.decision_id, "datum": row.on, "tekst": row.text.rstrip(" .")}


def _timeline(released: Released) -> list[dict[str, Any]]:
    """The round of plan, do, look back, adjust: decided, start, review, end."""
    trajectory = released.one("Trajecten")
    return moments(
        released.today,
        (decided_on(released), "beslist"),
        (trajectory.end, "einde"),
        (trajectory.review_on, "evaluatie"),
        (trajectory.start, "start"),
    )


SPEC = DocumentSpec(
    name="iac-doelen",
    title="IAC-doelen",
    code="IA",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="trajectory",
    when={"Afspraken": ("IAC-doel",)},
    families=("traject",),
    covered_by=(COUNCIL_KIND,),
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas", "Studierichting"),
        "Personeel": ("Code", "Naam", "Functie", "Titularis van"),
        "Trajecten": (
            "Traject-ID",
            "Start",
            "Einde",
            "Evaluatie op",
            "Mentor",
            "Sterktes en wat goed gaat",
            "Heeft nodig",
            "Hoofddoel",
        ),
        "Maatregelen": ("Leerling of traject", "Soort", "Wat", "Waar", "Van", "Wie"),
        "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel"),
        "Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Besluit", "Voorwaarde", "Bekrachtigd op"),
        "Afspraken": ("Leerling of traject", "Soort", "Domein", "Wat", "Aanpak", "Wie", "Tegen", "Stand"),
    },
    needs=("Leerlingen", "Trajecten", "Afspraken", "Maatregelen", "Overleg", "Beslissingen"),
    adds=("School", "Personeel", "Leerplandoelen"),
    derive=derive,
)
