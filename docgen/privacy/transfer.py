"""What may go to another school, and when: the closed allow-list TR01 to TR16 and the conditions of a transfer.

Default deny: a column that stands in no field below does not exist for another school. Source: domain.md 6.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from docgen.records.dossier import Dossier
from docgen.tables.care import ADAPTATION, EXEMPTION, PACKAGE
from docgen.tables.transfer import Transfer

FIELD_LIST_VERSION = "1"
MANDATORY_REPORTS = ("GC-verslag", "IAC-verslag", "OV4-verslag")


@dataclass(frozen=True)
class TransferField:
    """One field: the columns it gives (per sheet), the kinds of rows it is limited to, and who decides.

    `given` is 'always', 'default' (unless somebody objects), 'asked' (only once the student was asked), 'both' (only
    when student and parents said yes) or 'never'.
    """

    code: str
    given: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()

    @property
    def may_be_objected_to(self) -> bool:
        """Whether student or parents can keep it out."""
        return self.given != "always"


_MEASURE = ("Leerling of traject", "Soort")
FIELDS: Mapping[str, TransferField] = {
    entry.code: entry
    for entry in (
        TransferField("TR01", "always", {"Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Geboortedatum")}),
        TransferField(
            "TR02",
            "default",
            {"Leerlingen": ("Klas", "Studierichting", "Ingeschreven op", "Uitgeschreven op")},
        ),
        TransferField("TR03", "default", {"Resultaten": ("Leerling-ID", "Vak", "Periode", "Resultaat")}),
        TransferField(
            "TR04",
            "default",
            {
                "Maatregelen": (*_MEASURE, "Vakken", "Doelen", "Tot"),
                "Leerplandoelen": ("Doel-ID", "Vak", "Leerplan", "Doel", "Essentieel voor"),
            },
            frozenset(PACKAGE),
        ),
        TransferField(
            "TR05",
            "default",
            {"Beslissingen": ("Beslissing-ID", "Datum", "Over wie", "Soort", "Besluit", "Bekrachtigd op")},
            frozenset({"oriëntering", "advies"}),
        ),
        TransferField(
            "TR06",
            "default",
            {"Trajecten": ("Traject-ID", "Heeft nodig"), "Afspraken": ("Leerling of traject", "Soort", "Aanpak")},
            frozenset({"doel"}),
        ),
        TransferField(
            "TR07",
            "default",
            {"Maatregelen": (*_MEASURE, "Vakken", "Wat", "Waar", "Ervaring")},
            frozenset(ADAPTATION),
        ),
        TransferField(
            "TR08",
            "default",
            {
                "Maatregelen": (*_MEASURE, "Vakken", "Wat", "Van", "Tot"),
                "Afspraken": ("Leerling of traject", "Soort", "Wat", "Stand"),
            },
            frozenset({"spreiding lesprogramma", *EXEMPTION, "IAC-doel"}),
        ),
        TransferField(
            "TR09",
            "default",
            {"Maatregelen": (*_MEASURE, "Van", "Wie")},
            frozenset({"leersteun aangevraagd", "leersteun loopt"}),
        ),
        TransferField(
            "TR10",
            "asked",
            {"Trajecten": ("Traject-ID", "Sterktes en wat goed gaat", "Woorden van de leerling")},
        ),
        TransferField("TR11", "always", {"Maatregelen": (*_MEASURE, "Van")}, frozenset(MANDATORY_REPORTS)),
        TransferField("TR12", "both", {"Overdrachten": ("Leerling-ID", "Zin over welbevinden")}),
        TransferField("TR13", "never"),
        TransferField("TR14", "both"),
        TransferField("TR15", "always", {"School": ("Onderwerp", "Code", "Waarde")}),
        TransferField("TR16", "never"),
    )
}
PROFILES: Mapping[str, Mapping[str, str]] = {
    "zelfde graad": {},
    "nieuwe graad": {},
    "buitengewoon": {"TR11": "required"},
    "volwassenenonderwijs of andere": {},
    "intern": {},
}
"""What is decided otherwise for a kind of transfer. 'required': always, and the release waits until there is a report.
TR12 asks for student and parents within one board too; TR13 stands in no sheet. Source: domain.md 6.2, the switches."""
OF_AGE = 18
ENVELOPE: Mapping[str, tuple[str, ...]] = {
    "Overdrachten": ("Leerling-ID", "Naar school", "Profiel", "Ingeschreven daar op", "Inzage op"),
    "School": ("Onderwerp", "Code", "Waarde"),
    "Personeel": ("Code", "Naam", "Functie"),
}
"""What the sheet itself needs besides the fields: to whom, when, and the names behind codes."""


def allowed_columns() -> Mapping[str, tuple[str, ...]]:
    """Every column that can reach another school, per sheet: the envelope and all fields together."""
    found: dict[str, dict[str, None]] = {}
    for columns in (ENVELOPE, *(entry.columns for entry in FIELDS.values())):
        for sheet_name, headings in columns.items():
            found.setdefault(sheet_name, {}).update(dict.fromkeys(headings))
    return {sheet_name: tuple(headings) for sheet_name, headings in found.items()}


def ground(code: str, profile: str) -> str:
    """Who decides on a field in this kind of transfer: the words of `TransferField.given`, or of PROFILES."""
    return PROFILES.get(profile, {}).get(code, FIELDS[code].given)  # a new form has no profile yet


def decides_alone(dossier: Dossier, today: date) -> bool:
    """Whether the student is of age: then what parents object to does not count."""
    return dossier.age(today) >= OF_AGE


def granted(transfer: Transfer, *, alone: bool) -> frozenset[str]:
    """The codes of the fields that go with this transfer; `alone` when the student is of age."""
    refused = {*transfer.student_objects, *(() if alone else transfer.parents_object)}
    asked = transfer.student_asked_on is not None
    allowed = set()
    for code, entry in FIELDS.items():
        willing = {
            "always": True,
            "required": True,
            "default": True,
            "asked": asked,
            "both": code in transfer.also_give,
            "never": False,
        }[ground(code, transfer.profile)]
        if willing and not (entry.may_be_objected_to and code in refused):
            allowed.add(code)
    return frozenset(allowed)


@dataclass(frozen=True)
class Condition:
    """One condition of a release: its name, whether it is met, the date behind it, and the cell where it stands."""

    name: str
    met: bool
    on: date | None
    heading: str


def term_ends(transfer: Transfer, dossier: Dossier, days: float) -> date | None:
    """The last day of the objection term: so many days after the later of leaving and inspection."""
    return objection_ends(transfer.inspection_on, dossier.student.left_on, days)


def objection_ends(inspected_on: date | None, left_on: date | None, days: float) -> date | None:
    """The last day of the objection term, or None before an inspection is offered."""
    return max(left_on or inspected_on, inspected_on) + timedelta(days=int(days)) if inspected_on else None


def conditions(transfer: Transfer, dossier: Dossier, days: float, today: date) -> tuple[Condition, ...]:
    """What must hold before the transfer copy exists, in the fixed order in which it is told."""
    ends = term_ends(transfer, dossier, days)
    signed = transfer.signed_on is not None and transfer.signed_on <= today
    over = signed or (ends is not None and ends < today)
    return (
        Condition("asked", _past(transfer.student_asked_on, today), transfer.student_asked_on, "Leerling bevraagd op"),
        Condition("inspection", _past(transfer.inspection_on, today), transfer.inspection_on, "Inzage op"),
        Condition("term", over, transfer.signed_on if signed else ends, "Getekend op"),
        Condition("enrolled", _past(transfer.enrolled_on, today), transfer.enrolled_on, "Ingeschreven daar op"),
    )


def _past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def inspection(transfer: Transfer) -> str:
    """The name under which the ledger remembers what was inspected: a new date is a new inspection."""
    return f"inzage {transfer.student} {transfer.to_school} {transfer.inspection_on}"
