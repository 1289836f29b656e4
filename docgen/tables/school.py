"""1_school: who and what the school is. Exported from the administration, or filled in once a year."""

from datetime import date
from typing import Annotated

from docgen.columns import M, O, P, Row, Sheet, column
from docgen.kinds import STUDENT_ID, ClassName, Date, Fact, Key, Many, Number, OneOf, Ref, Text

SUBJECTS_OF_SCHOOL = ("gegeven", "regel", "lesuur", "vak", "registratie", "bewaartermijn", "leerjaar")
FUNCTIONS = (
    "leraar",
    "leerlingbegeleider",
    "zorgcoördinator",
    "directie",
    "graadcoördinator",
    "opvoeder",
    "secretariaat",
    "leerondersteuner",
    "CLB",
    "extern",
)  # fmt: skip
OF_AGE = 18  # from then on a student decides and gets the letters
ITSELF = "leerling zelf"  # whose address a letter to a student of age has
RELATIONS = ("moeder", "vader", "ouder", "voogd", "pleegouder", "plusouder", ITSELF, "andere")
AUTHORITY, BLOCKED = "ja", "ja, ontvangt niets"
DUTCH = ("Nederlands", "eenvoudig Nederlands")
LANGUAGES = (*DUTCH, "Frans", "Engels", "andere")


class SchoolRow(Row):
    """Een gegeven, regel, lesuur of vak van de school."""

    sheet = Sheet("School", ("Onderwerp", "Code"), "1_school", "directie, secretariaat", core=True)

    topic: Annotated[str, OneOf(*SUBJECTS_OF_SCHOOL)] = column(
        "Onderwerp", O, example="vak", meaning="Waarover deze rij gaat."
    )
    code: Annotated[str, Text()] = column(
        "Code", O, example="WIS", meaning="De naam van het gegeven of de regel, het lesuur of de vakcode."
    )
    value: Annotated[str, Fact()] = column("Waarde", O, example="Wiskunde", meaning="De waarde die erbij hoort.")


class Student(Row):
    """Wie op school zit: één rij per leerling."""

    sheet = Sheet("Leerlingen", ("Leerling-ID",), "1_school", "secretariaat (export)", core=True)

    student_id: Annotated[str, Key(STUDENT_ID, "L0231")] = column(
        "Leerling-ID", P, example="L0231", meaning="Een letter met cijfers, of het stamnummer. Zonder streepje."
    )
    family_name: Annotated[str, Text()] = column("Familienaam", P, example="Voorbeeld", meaning="De familienaam.")
    first_name: Annotated[str, Text()] = column("Voornaam", P, example="Noor", meaning="De voornaam op school.")
    birth_date: Annotated[date, Date()] = column(
        "Geboortedatum", P, example="14/03/2010", meaning="De geboortedatum; de leerling is 10 tot 25 jaar."
    )
    class_name: Annotated[str, ClassName()] = column(
        "Klas", O, example="4WEWIb", meaning="De klas; het eerste cijfer is het leerjaar."
    )
    study: Annotated[str, Text()] = column(
        "Studierichting", O, example="Natuurwetenschappen", meaning="De officiële naam van de studierichting."
    )
    groups: Annotated[tuple[str, ...], Many(Text())] = column(
        "Groepen", O, example="ZED; DUI2", meaning="De lesgroepen naast de klas.", extra=True, empty=()
    )
    enrolled_on: Annotated[date, Date()] = column(
        "Ingeschreven op", O, example="01/09/2022", meaning="De dag van inschrijving in deze school."
    )
    left_on: Annotated[date | None, Date()] = column(
        "Uitgeschreven op", O, example="31/08/2026", meaning="De laatste dag in deze school.", empty=None
    )


class CalendarRow(Row):
    """Vakanties, lesperiodes, evaluatieperiodes en inhaalmomenten."""

    sheet = Sheet("Kalender", ("Van", "Soort", "Naam"), "1_school", "secretariaat")

    start: Annotated[date, Date()] = column("Van", O, example="16/02/2026", meaning="De eerste dag.")
    end: Annotated[date | None, Date()] = column(
        "Tot", O, example="22/02/2026", meaning="De laatste dag; leeg is één dag.", empty=None, after=("Van",)
    )
    kind: Annotated[
        str, OneOf("vakantie", "vrije dag", "lesperiode", "evaluatieperiode", "inhaalmoment", "oudercontact")
    ] = column("Soort", O, example="vakantie", meaning="Wat er in deze periode is.")
    name: Annotated[str, Text()] = column("Naam", O, example="Krokusvakantie", meaning="De naam van de periode.")

    @property
    def last(self) -> date:
        """The last day, which is the first when only one is given."""
        return self.end or self.start


class StaffMember(Row):
    """Wie er werkt: code, naam en functie."""

    sheet = Sheet("Personeel", ("Code",), "1_school", "secretariaat (export)")

    code: Annotated[str, Key()] = column("Code", O, example="MVB", meaning="De code zoals in het lesrooster.")
    name: Annotated[str, Text()] = column("Naam", O, example="Marie Van Boven", meaning="Voornaam en familienaam.")
    functions: Annotated[tuple[str, ...], Many(OneOf(*FUNCTIONS))] = column(
        "Functie", O, example="leerlingbegeleider", meaning="De functie of functies."
    )
    titular_of: Annotated[str | None, Text()] = column(
        "Titularis van", O, example="4WEWIb", meaning="De klas waarvan deze persoon titularis is.", empty=None
    )
    guidance_hours: Annotated[float | None, Number(0, 40, whole=False)] = column(
        "Uren begeleiding", O, example="12", meaning="De uren leerlingenbegeleiding per week (op 20).", empty=None
    )


class Contact(Row):
    """Ouders en andere contacten van een leerling."""

    sheet = Sheet("Contacten", ("Leerling-ID", "Naam"), "1_school", "secretariaat (export)")

    student: Annotated[str, Ref("Leerlingen", pattern=STUDENT_ID)] = column(
        "Leerling-ID", P, example="L0231", meaning="De leerling."
    )
    name: Annotated[str, Text()] = column("Naam", P, example="Sofie Peeters", meaning="Voornaam en familienaam.")
    relation: Annotated[str, OneOf(*RELATIONS)] = column(
        "Relatie", P, example="moeder", meaning="Wie dit is voor de leerling."
    )
    authority: Annotated[str, OneOf(AUTHORITY, BLOCKED, "nee")] = column(
        "Gezag", M, example="ja", meaning="Of deze persoon ouderlijk gezag heeft en documenten mag krijgen."
    )
    address: Annotated[str | None, Text()] = column(
        "Adres", P, example="Lindelaan 12, 9999 Voorbeeldgem", meaning="Het adres voor brieven.", empty=None
    )
    language: Annotated[str | None, OneOf(*LANGUAGES)] = column(
        "Taal", P, example="Nederlands", meaning="De taal voor brieven.", empty=None
    )

    @property
    def has_authority(self) -> bool:
        """Whether this person has parental authority, also one who receives nothing."""
        return self.authority in (AUTHORITY, BLOCKED)

    @property
    def may_receive(self) -> bool:
        """Whether papers may go to this person: with parental authority, and not blocked."""
        return self.authority == AUTHORITY
