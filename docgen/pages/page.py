"""What every document shows besides its own content: school, student, status, version, dates for the footer.

`view` is the whole context of a template: this frame plus what the document's spec derives, plain values only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from docgen.plan.plan import destroy_after
from docgen.privacy import Released
from docgen.records.whom import student_of
from docgen.school.school import School
from docgen.spec import DocumentSpec
from docgen.tables.council import WHOLE_VERSION

OF_AGE: Mapping[str, str] = {
    "zorg": "Voor leerling en betrokken personeel",
    "inzage": "Voor leerling en betrokken personeel",
    "clb": "Voor het CLB en de leerling",
}
"""The labels of papers about a student of age, who decides who else reads them."""
AUDIENCE_LABELS: Mapping[str, str] = {
    "zorg": "Voor leerling, ouders en betrokken personeel",
    "melding": "Enkel personeel – ambtsgeheim",
    "klassenraad": "Enkel personeel – ambtsgeheim",
    "school": "Voor leraren en opvoeders",
    "directie": "Voor directie en secretariaat",
    "overdracht": "Enkel voor de ontvangende school",
    "inzage": "Voor leerling, ouders en betrokken personeel",
    "clb": "Voor het CLB, de leerling en de ouders",
}

# The headings that most documents about one student release for their frame, by sheet.
SCHOOL_AND_STUDENT: Mapping[str, tuple[str, ...]] = {
    "School": ("Onderwerp", "Code", "Waarde"),
    "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
    "Personeel": ("Code", "Naam", "Functie", "Titularis van"),
}


def view(released: Released, made_on: date) -> Mapping[str, object]:
    """Every name the template may use, with its value."""
    return {**frame(released, made_on), **released.planned.spec.derive(released)}


def dated(page: Mapping[str, object], made_on: date) -> Mapping[str, object]:
    """The same names as if the document were made on another day: nothing that a spec derives depends on it."""
    document = page["document"]
    assert isinstance(document, dict)
    return {**page, "document": {**document, "opgemaakt_op": made_on}}


def frame(released: Released, made_on: date) -> dict[str, Any]:
    """The names that all documents have: school, document, ontwerp; leerling and meerderjarig, or for a shared one
    `niet_getoond`.

    `niet_getoond` counts the students who are left out because their rows are not in order.
    """
    planned, school = released.planned, released.school
    label = planned.copy if planned.copy in AUDIENCE_LABELS else planned.spec.readers or str(planned.spec.audience)
    return {
        "school": {
            "naam": school.name,
            "vestiging": school.facts.get("Vestiging", ""),
            "schooljaar": school.year,
            "adres": school.facts.get("Adres", ""),
            "logo": released.logo,
        },
        **({"niet_getoond": released.left_out} if planned.spec.shared else _own(released)),
        "document": {
            "titel": planned.spec.title,
            "nummer": "-".join(part for part in (planned.spec.code, planned.number.replace("_", "-")) if part),
            "versie": version_number(planned.version),
            "doelgroep": label_of(label, of_age=released.of_age),
            "opgemaakt_op": made_on,
            "vernietigen_na": kept_until(planned.spec, school),
        },
        "ontwerp": released.is_draft,
    }


def label_of(readers: str, *, of_age: bool) -> str:
    """For whom a paper is, as its footer says it."""
    return OF_AGE.get(readers, AUDIENCE_LABELS[readers]) if of_age else AUDIENCE_LABELS[readers]


def _own(released: Released) -> dict[str, Any]:
    """The student, and whether that is somebody of age, for whom no parent signs."""
    return {"leerling": _student(released), "meerderjarig": released.of_age}


def _student(released: Released) -> dict[str, str]:
    student = released.one("Leerlingen")
    return {
        "voornaam": student.first_name,
        "familienaam": student.family_name,
        "naam": f"{student.first_name} {student.family_name}",
        "klas": getattr(student, "class_name", ""),
    }


def students(released: Released) -> list[Any]:
    """The students of a document about several, by family name and first name."""
    return sorted(released.of("Leerlingen"), key=name_order)


def name_order(student: Any) -> tuple[str, str, str]:
    """What sorts students by family name and first name."""
    return student.family_name.casefold(), student.first_name.casefold(), student.student_id


def full_name(student: Any) -> str:
    """'Noor Voorbeeld'."""
    return f"{student.first_name} {student.family_name}"


def of_student(released: Released, sheet_name: str, student: Any) -> list[Any]:
    """The released rows of a sheet that are about this student or a version of this student."""
    return released.once(_by_student, sheet_name).get(student.student_id, [])


def _by_student(rows: tuple[Any, ...]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(student_of(key_of(row)), []).append(row)
    return found


def key_of(row: Any) -> str:
    """The Leerling-ID or Traject-ID that a released row is about, or ''."""
    return str(next((key for name in KEYS if (key := getattr(row, name, ""))), ""))


KEYS = ("about", "trajectory", "trajectory_id", "student")


def kept_until(spec: DocumentSpec, school: School) -> date | None:
    """The last day that a document of this type is kept; None when the school year is not known."""
    years = school.retention.get(spec.title, school.retention.get(spec.name, spec.kept))
    return destroy_after(school.end_of_year(), years)


def version_number(trajectory_id: str) -> str:
    """'2' of 'L0231-2'; '' when a document is about no version."""
    return trajectory_id.rpartition("-")[2] if trajectory_id else ""


def staff_name(released: Released, code: str | None) -> str:
    """The name behind a staff code, or the code itself when Personeel does not name it."""
    return staff_names(released).get(code, code) if code else ""


def staff_names(released: Released) -> Mapping[str, str]:
    """The name of each member of staff by the code."""
    return released.once(_staff_names, "Personeel")


def _staff_names(members: tuple[Any, ...]) -> Mapping[str, str]:
    return {member.code: member.name for member in reversed(members)}


def titular(released: Released) -> str:
    """The name of the class's titular, or ''."""
    class_name = released.planned.class_name
    return released.once(_titulars, "Personeel").get(class_name, "")


def _titulars(members: tuple[Any, ...]) -> Mapping[str, str]:
    """The name of the titular of each class."""
    return {member.titular_of: member.name for member in reversed(members)}


def deciding(released: Released) -> dict[str, object] | None:
    """Number and date of the newest decision behind this document (ratified, unless it is a draft).

    That is one on its whole version or on what it shows; a point about something else decides nothing here. Its
    condition comes without the point at its end.
    """
    kinds = WHOLE_VERSION.union(released.planned.spec.covered_by)
    of_version = (row for row in released.of("Beslissingen") if row.about == released.planned.version)
    about = [row for row in of_version if kinds.intersection(row.kinds)]
    newest = max(about, key=lambda row: row.on, default=None)
    if newest is None:
        return None
    condition = (getattr(newest, "condition", None) or "").rstrip(" .")
    return {"nummer": newest.decision_id, "datum": newest.on, "voorwaarde": condition}


def decided_on(released: Released) -> date | None:
    """The day of that decision, for a line of moments; None as long as the document is a draft: nothing is decided."""
    decision = None if released.is_draft else deciding(released)
    day = decision["datum"] if decision else None
    return day if isinstance(day, date) else None


def unique_decisions(rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """The decisions that these rows rest on, each once, oldest first."""
    found = {row["beslissing"]["nummer"]: row["beslissing"] for row in rows if row["beslissing"]}
    return sorted(found.values(), key=lambda decision: (decision["datum"] or date.min, decision["nummer"]))


def moments(today: date, *moments: tuple[date | None, str]) -> list[dict[str, Any]]:
    """The moments of a timeline in order, each gone or planned; of several on one day the one named last."""
    found = {day: what for day, what in moments if day}
    return [{"datum": day, "wat": found[day], "gebeurd": day <= today} for day in sorted(found)]


def decision_of(row: Any) -> dict[str, object] | None:
    """Number and date of the decision that a released measure rests on."""
    return {"nummer": row.decision[0], "datum": row.decision[1]} if row.decision else None


def numbered(made: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Sections of a page numbered without gaps, from 1; one without content has number 0.

    The heads of its columns (`periodes`) are no content, nor is a number that it had. The number comes first: the
    fingerprint of what parents inspected knows the order.
    """
    bare = {name: {key: one[key] for key in one if key != "nr"} for name, one in made.items()}
    present = [name for name, one in bare.items() if any(one[key] for key in one if key != "periodes")]
    numbers = {name: number for number, name in enumerate(present, start=1)}
    return {name: {"nr": numbers.get(name, 0), **section} for name, section in bare.items()}
