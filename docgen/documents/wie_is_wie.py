"""Wie is wie: to whom a student can go, for what, and where. One page with names and tasks only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import SCHOOL_AND_STUDENT, staff_name, titular
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

ROLES = ("leerlingbegeleider", "zorgcoördinator", "leerondersteuner", "CLB", "secretariaat", "directie")
"""The functions of Personeel that a student can go to, in the order of the page; each has its task in the template."""
ONLY_OWN = ("leerondersteuner",)
"""Functions of which a student knows only who is named in a measure."""


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template wie-is-wie.docx."""
    return {
        "mentor": staff_name(released, released.one("Trajecten").mentor),
        "contact": released.school.facts.get("Contact leerlingenbegeleiding", ""),
        "wie": [*_people(released)],
        "leraren": _teachers(released),
        "plaatsen": [*_places(released)],
    }


def _people(released: Released) -> Iterator[dict[str, Any]]:
    mentor, class_teacher = staff_name(released, released.one("Trajecten").mentor), titular(released)
    yield {"rol": "mentor", "namen": [mentor]}
    if class_teacher:
        yield {"rol": "klastitularis", "namen": [class_teacher]}
    helping = {measure.who for measure in released.of("Maatregelen") if measure.who}
    for role in ROLES:
        staff = [member for member in released.of("Personeel") if role in member.functions and member.name != mentor]
        names = [member.name for member in staff if role not in ONLY_OWN or member.code in helping]
        if names:
            yield {"rol": role, "namen": names}


def _teachers(released: Released) -> list[dict[str, Any]]:
    """Every subject with who teaches it, in the order of their names."""
    found: dict[str, dict[str, None]] = {}
    for lesson in released.of("Basisrooster"):
        names = dict.fromkeys(staff_name(released, code) for code in lesson.teachers)
        found.setdefault(released.school.subject(lesson.subject), {}).update(names)
    return [{"vak": subject, "namen": [*names]} for subject, names in sorted(found.items())]


def _places(released: Released) -> Iterator[dict[str, Any]]:
    """The places of this student's freed hours, with who is there."""
    used = {change.place for change in released.of("Lesroosteraanpassingen") if change.place}
    people: dict[str, dict[str, None]] = {}
    for row in released.of("Opvang"):
        if row.name in used:
            people.setdefault(row.name, {})[staff_name(released, row.supervisor)] = None
    for place, names in sorted(people.items()):
        yield {"plaats": place, "namen": [*names]}


SPEC = DocumentSpec(
    name="wie-is-wie",
    title="Wie is wie",
    code="WW",
    audience=Audience.CARE,
    ceiling=Sensitivity.Z,
    per="student",
    families=("traject",),
    fields={
        **SCHOOL_AND_STUDENT,
        "Trajecten": ("Traject-ID", "Mentor"),
        "Basisrooster": ("Klas", "Groep", "Vak", "Leraar"),
        "Lesroosteraanpassingen": ("Traject-ID", "Plaats"),
        "Maatregelen": ("Leerling of traject", "Soort", "Wie"),
        "Opvang": ("Plaats", "Toezicht"),
    },
    needs=("Leerlingen", "Trajecten", "Personeel"),
    adds=("School", "Basisrooster", "Lesroosteraanpassingen", "Maatregelen", "Opvang"),
    derive=derive,
)
