"""Brief: uitnodiging. To a first talk, to talk on after a no, or to the talk in which everybody looks back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.letters import ADDRESSEE, NEEDS, PROPOSED, to_whom
from docgen.pages.page import SCHOOL_AND_STUDENT
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec
from docgen.tables.care import REFUSES
from docgen.tables.council import STARTS_NOTHING
from docgen.tables.school import OF_AGE

RUNNING = "lopend"


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template brief-uitnodiging.docx."""
    trajectory = released.one("Trajecten")
    own = [row for row in released.of("Beslissingen") if row.about == released.planned.version]
    decided = any(not STARTS_NOTHING.issuperset(row.kinds) for row in own)
    occasion = "evaluatie" if decided else "geen_akkoord" if _refused(released) else "kennismaking"
    to_come = decided and trajectory.review_on >= released.today
    return {
        **to_whom(released),
        "aanleiding": occasion,
        "sinds": trajectory.start,
        "gesprek_op": trajectory.review_on if to_come else None,
    }


def _refused(released: Released) -> bool:
    """Whether the newest answer of the student, or of a parent when that counts, is a no."""
    own = [talk for talk in released.of("Overleg") if talk.about == released.planned.version and talk.answer]
    newest = {party: talk.answer for talk in sorted(own, key=lambda talk: talk.on) for party in talk.parties}
    return any(newest.get(party) in REFUSES for party in _deciding(of_age=not released.planned.subject))


def _deciding(*, of_age: bool) -> tuple[str, ...]:
    """The parties whose answer counts."""
    return ("leerling",) if of_age else ("leerling", "ouder")


def wants_talk(dossier: Any, version: Any) -> bool:
    """Whether there is something to talk about: a plan to look back on, nobody heard yet, or somebody who said no."""
    if version.state == RUNNING:
        return True
    parties = _deciding(of_age=dossier.age(version.today) >= OF_AGE)
    answers = {party: talk and talk.answer for party in parties for talk in [version.answer(party)]}
    return answers[parties[-1]] != "ja" or any(answer in REFUSES for answer in answers.values())


SPEC = DocumentSpec(
    name="brief-uitnodiging",
    title="Uitnodiging voor een gesprek",
    code="BU",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="addressee",
    families=("brief",),
    drafts=False,
    states=(*PROPOSED, RUNNING),
    asked=wants_talk,
    fields={
        **SCHOOL_AND_STUDENT,
        **ADDRESSEE,
        "Trajecten": ("Traject-ID", "Start", "Evaluatie op", "Mentor"),
        "Overleg": ("Leerling of traject", "Datum", "Partijen", "Akkoord"),
        "Beslissingen": ("Beslissing-ID", "Over wie", "Soort", "Bekrachtigd op"),
    },
    needs=NEEDS,
    adds=("School", "Personeel", "Overleg", "Beslissingen"),
    derive=derive,
)
