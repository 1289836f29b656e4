"""4_zorg: the trajectories and everything agreed in them. Filled in by the mentor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Any

from docgen.columns import O, P, Row, Sheet, Z, column
from docgen.kinds import (
    DECISION_ID,
    STUDENT_ID,
    TRAJECTORY_ID,
    Date,
    GoalChoice,
    Goals,
    Many,
    Number,
    OneOf,
    Ref,
    Slot,
    Slots,
    Text,
    Time,
    TrajectoryKey,
)

GROUNDS = (
    "flexibilisering: cognitief sterk",
    "flexibilisering: leermoeilijkheden of achterstand",
    "ziekte of ongeval",
    "specifieke onderwijsbehoeften",
    "IAC-verslag",
)
PARTIES = ("leerling", "ouder", "leraren", "directie", "zorgteam", "CLB", "externe hulpverlening", "andere school")
ANSWERS = ("ja", "nee", "voorwaardelijk", "nog te bevragen", "ingetrokken", "niet bereikt", "niet nodig")
REFUSES = ("nee", "ingetrokken")
PERMISSION = "toestemming CLB"
TALKS = (
    "verkennend gesprek",
    "leerlinggesprek",
    "intake",
    "opvolging",
    "evaluatie",
    "groeigesprek",
    "zorgoverleg",
    "rondetafel",
    PERMISSION,
    "adviesgesprek CLB",
    "vragenlijst",
    "kennismaking",
    "navraag andere school",
)

PACKAGE = (
    "doelen beheerst",
    "doelen vermoedelijk beheerst",
    "doelen te verwerven",
    "doelen later",
    "doelen weggelaten",
    "doelen vervangen",
)
EXEMPTION = ("vrijstelling", "vrijstelling deels")
AWAY = (
    "time-out zonder schoolwerk",
    "time-out met werk thuis",
    "NAFT",
    "TOAH",
    "SIO",
    "ziekenhuisschool",
)
RESUMPTION = "progressieve hervatting"
EXTRA_TIME = "langere tijd"
ADAPTATION = (EXTRA_TIME, "remediëren", "differentiëren", "compenseren", "dispenseren")
LADDER = ("compacten", "verrijken", "klasexterne verrijking", "versnellen")
REPORTS = ("GC-verslag", "IAC-verslag", "OV4-verslag", "leersteun aangevraagd", "leersteun loopt")
MEASURES = (
    *PACKAGE,
    "evaluaties niet inhalen",
    *EXEMPTION,
    "spreiding lesprogramma",
    *AWAY,
    RESUMPTION,
    *ADAPTATION,
    *LADDER,
    "ondersteuning",
    *REPORTS,
)
FILLINGS = {
    "ZW": "zelfstandig werken",
    "IN": "inhalen",
    "RE": "remediëren",
    "RU": "rust",
    "ST": "leren studeren en plannen",
    "VE": "verrijking",
    "GE": "gesprek met de mentor",
    "LE": "les in een andere groep of een ander vak",
    "AF": "afstandsles",
    "TW": "thuis zelfstandig werken",
    "TR": "thuis rusten",
    "EX": "afspraak buiten de school",
}
DOMAINS = (
    "onderwijsloopbaan",
    "leren en studeren",
    "psychisch en sociaal functioneren",
    "preventieve gezondheidszorg",
)
STUDENT_OR_TRAJECTORY = rf"{TRAJECTORY_ID}|{STUDENT_ID}"


class Trajectory(Row):
    """Een versie van het traject van een leerling."""

    sheet = Sheet("Trajecten", ("Traject-ID",), "4_zorg", "mentor", core=True)

    trajectory_id: Annotated[str, TrajectoryKey(TRAJECTORY_ID, "L0231-1")] = column(
        "Traject-ID", P, example="L0231-1", meaning="De Leerling-ID met een streepje en het nummer van de versie."
    )
    ground: Annotated[str, OneOf(*GROUNDS)] = column(
        "Grond", Z, example="ziekte of ongeval", meaning="De regel waarop het traject steunt."
    )
    phase: Annotated[int, Number(0, 3)] = column("Fase", Z, example="2", meaning="De fase van het zorgcontinuüm.")
    asked_by: Annotated[str | None, OneOf("ouders en leerling", "klassenraad", "leerlingbegeleiding")] = column(
        "Vraag van", Z, example="klassenraad", meaning="Van wie de vraag komt.", extra=True, empty=None
    )
    start: Annotated[date, Date()] = column("Start", Z, example="02/02/2026", meaning="De eerste dag.")
    end: Annotated[date, Date()] = column(
        "Einde", Z, example="27/03/2026", meaning="De laatste dag.", after=("Start", "Evaluatie op")
    )
    review_on: Annotated[date, Date()] = column(
        "Evaluatie op",
        Z,
        example="13/03/2026",
        meaning="Wanneer we terugkijken, tussen start en einde.",
        after=("Start",),
    )
    mentor: Annotated[str, Ref("Personeel")] = column("Mentor", O, example="MVB", meaning="Wie begeleidt.")
    strengths: Annotated[str | None, Text(600)] = column(
        "Sterktes en wat goed gaat",
        Z,
        example="werkt vlot in kleine groep",
        meaning="Wat goed gaat, en wat daarbij helpt.",
        empty=None,
    )
    difficulties: Annotated[str | None, Text(600)] = column(
        "Wat moeilijk gaat",
        Z,
        example="hele dagen volhouden",
        meaning="Wat moeilijk gaat, en wat daarin hindert.",
        extra=True,
        empty=None,
    )
    needs: Annotated[str, Text(600)] = column(
        "Heeft nodig", Z, example="heeft nodig: korte taken", meaning="Eén nood per regel."
    )
    own_words: Annotated[str | None, Text(400)] = column(
        "Woorden van de leerling",
        Z,
        example="Ik wil erbij blijven.",
        meaning="Wat de leerling er zelf over zegt.",
        empty=None,
    )
    main_goal: Annotated[str, Text(300)] = column(
        "Hoofddoel", Z, example="weer graag op school zijn", meaning="Waar we naartoe werken."
    )
    tried: Annotated[str | None, Text(600)] = column(
        "Al geprobeerd",
        Z,
        example="kortere taken, te weinig effect",
        meaning="Wat al geprobeerd is; nodig vanaf fase 2.",
        empty=None,
    )
    thresholds: Annotated[str | None, Text(600)] = column(
        "Drempels en afspraken",
        Z,
        example="binnenkomen via de zijdeur",
        meaning="Drempels en wat we daarover afspraken.",
        extra=True,
        empty=None,
    )

    @property
    def student(self) -> str:
        """The Leerling-ID inside the Traject-ID."""
        return self.trajectory_id.rpartition("-")[0]

    @property
    def version(self) -> str:
        """The version behind the dash: '1', '2', '2a'."""
        return self.trajectory_id.rpartition("-")[2]


class Talk(Row):
    """Een gesprek, een overleg of een akkoord."""

    sheet = Sheet("Overleg", (), "4_zorg", "mentor", core=True)

    about: Annotated[str, Ref("Leerlingen", "Trajecten", pattern=STUDENT_OR_TRAJECTORY)] = column(
        "Leerling of traject", P, example="L0231-1", meaning="De leerling of het traject waarover het ging."
    )
    on: Annotated[date, Date()] = column("Datum", Z, example="20/01/2026", meaning="De dag van het gesprek.")
    kind: Annotated[str | None, OneOf(*TALKS)] = column(
        "Soort", Z, example="zorgoverleg", meaning="Het soort gesprek.", extra=True, empty=None
    )
    parties: Annotated[tuple[str, ...], Many(OneOf(*PARTIES))] = column(
        "Partijen", Z, example="leerling; ouder; zorgteam", meaning="Wie gehoord is."
    )
    who: Annotated[str | None, Text()] = column(
        "Wie", P, example="Sofie Peeters", meaning="De naam; voor een ouder zoals in Contacten.", extra=True, empty=None
    )
    answer: Annotated[str | None, OneOf(*ANSWERS)] = column(
        "Akkoord", Z, example="ja", meaning="Het antwoord; leeg is enkel gehoord.", empty=None
    )
    form: Annotated[str | None, OneOf("handtekening", "e-formulier", "e-mail", "mondeling")] = column(
        "Vorm",
        Z,
        example="handtekening",
        meaning="Hoe het antwoord gegeven is.",
        empty=None,
        needed={"Akkoord": ("ja", "nee", "ingetrokken")},
    )
    themes: Annotated[tuple[str, ...], Many(Text())] = column(
        "Thema's", Z, example="executieve vaardigheden", meaning="De thema's van het gesprek.", extra=True, empty=()
    )
    summary: Annotated[str | None, Text(600)] = column(
        "Samenvatting",
        Z,
        example="wil kort starten",
        meaning="Mag door leerling en ouders gelezen worden.",
        extra=True,
        empty=None,
        needed={"Akkoord": ("niet bereikt", "niet nodig")},
    )


def newest_answer(talks: Iterable[Any], party: str) -> Any | None:
    """The newest talk (a row or what was released of it) in which a party answered; within a day the lower row wins."""
    answered = [talk for talk in talks if talk.answer and party in talk.parties]
    return max(answered, key=lambda talk: (talk.on, talk.origin.row), default=None)


class Measure(Row):
    """Eén ding dat voor deze leerling anders is."""

    sheet = Sheet("Maatregelen", (), "4_zorg", "mentor", core=True)

    about: Annotated[str, Ref("Leerlingen", "Trajecten", pattern=STUDENT_OR_TRAJECTORY)] = column(
        "Leerling of traject",
        P,
        example="L0231-1",
        meaning="Leerling-ID (blijvend) of Traject-ID (deel van die versie).",
    )
    kind: Annotated[str, OneOf(*MEASURES)] = column("Soort", Z, example="doelen later", meaning="Het soort maatregel.")
    subjects: Annotated[tuple[str, ...], Many(Ref("vak", words=("alle",)))] = column(
        "Vakken",
        Z,
        example="WIS",
        meaning="De vakken, of alle.",
        empty=(),
        needed={"Soort": (*PACKAGE, "evaluaties niet inhalen", *EXEMPTION)},
    )
    goals: Annotated[tuple[GoalChoice, ...], Goals()] = column(
        "Doelen",
        Z,
        example="WIS4-12; WIS4-14",
        meaning="De doelen; vervangen: WIS4-13 > WIS4-16.",
        empty=(),
        needed={"Soort": PACKAGE},
    )
    what: Annotated[str | None, Text(300)] = column(
        "Wat",
        Z,
        example="een derde extra tijd",
        meaning="Wat er gebeurt, of wat in de plaats komt.",
        empty=None,
        needed={"Soort": (*EXEMPTION, "spreiding lesprogramma", *ADAPTATION, *LADDER, "ondersteuning")},
    )
    where: Annotated[tuple[str, ...], Many(OneOf("les", "toets", "examen", "stage", "uitstap"))] = column(
        "Waar", Z, example="toets; examen", meaning="Waar het geldt; leeg is overal.", extra=True, empty=()
    )
    start: Annotated[date | None, Date()] = column(
        "Van",
        Z,
        example="02/02/2026",
        meaning="De eerste dag; leeg is de start van het traject.",
        empty=None,
        needed={
            "Soort": ("evaluaties niet inhalen", "spreiding lesprogramma", *AWAY, RESUMPTION, *ADAPTATION, *REPORTS)
        },
    )
    end: Annotated[date | None, Date()] = column(
        "Tot",
        Z,
        example="29/05/2026",
        meaning="De laatste dag; bij doelen later: tegen wanneer.",
        empty=None,
        after=("Van",),
        needed={"Soort": ("doelen later", "evaluaties niet inhalen", "spreiding lesprogramma", *AWAY, RESUMPTION)},
    )
    half_days: Annotated[tuple[int, ...], Many(Number(0, 9))] = column(
        "Halve dagen per week",
        Z,
        example="4; 6; 8",
        meaning="0 tot 9, of één getal per week.",
        extra=True,
        empty=(),
        needed={"Soort": (RESUMPTION,)},
    )
    no_tests_until: Annotated[date | None, Date()] = column(
        "Evaluatievrij tot", O, example="13/03/2026", meaning="Tot en met wanneer er geen toetsen zijn.", empty=None
    )
    who: Annotated[str | None, Ref("Personeel")] = column(
        "Wie", O, example="MVB", meaning="De contactpersoon of leerondersteuner.", empty=None
    )
    experience: Annotated[str | None, Text(200)] = column(
        "Ervaring", Z, example="werkt goed", meaning="Wat het gaf.", extra=True, empty=None
    )


class TimetableChange(Row):
    """Lesuren die voor deze leerling anders zijn: wat, nooit waarom."""

    sheet = Sheet("Lesroosteraanpassingen", ("Traject-ID", "Van", "Uren"), "4_zorg", "mentor (formulier)", core=True)

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-1", meaning="De versie van het traject."
    )
    start: Annotated[date, Date()] = column("Van", O, example="16/03/2026", meaning="De eerste dag.")
    end: Annotated[date, Date()] = column("Tot", O, example="27/03/2026", meaning="De laatste dag.", after=("Van",))
    slots: Annotated[tuple[Slot, ...], Slots()] = column("Uren", O, example="di3", meaning="De lesuren.")
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="GES", meaning="Het vak dat wegvalt.")
    filling: Annotated[str, OneOf(*FILLINGS)] = column(
        "Invulling", O, example="ZW", meaning="Wat in de plaats komt: een code van twee letters."
    )
    purpose: Annotated[str | None, Text(80)] = column(
        "Waarvoor",
        O,
        example="WIS bundel 2",
        meaning="Het vak of de taak; bij LE het vak en de klas.",
        extra=True,
        empty=None,
    )
    place: Annotated[str | None, Ref("Opvang", free=True)] = column(
        "Plaats", O, example="studiezaal", meaning="Waar de leerling dan is.", empty=None
    )


class ExamChange(Row):
    """Een examen dat voor deze leerling anders verloopt."""

    sheet = Sheet(
        "Examenaanpassingen",
        ("Traject-ID", "Vak", "Datum", "Nieuwe datum"),
        "4_zorg",
        "mentor, secretariaat",
        core=True,
    )

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-2", meaning="De versie van het traject."
    )
    subject: Annotated[str, Ref("vak")] = column("Vak", O, example="FYS", meaning="Het vak.")
    exam_on: Annotated[date, Date()] = column(
        "Datum", O, example="15/06/2026", meaning="De datum van het examen in het examenrooster."
    )
    choice: Annotated[str, OneOf("behouden", "verplaatst", "gesplitst", "geschrapt", "gespreid", "niet inhalen")] = (
        column("Keuze", O, example="verplaatst", meaning="Wat er met het examen gebeurt.")
    )
    new_date: Annotated[date | None, Date()] = column(
        "Nieuwe datum",
        O,
        example="22/06/2026",
        meaning="De nieuwe dag.",
        empty=None,
        needed={"Keuze": ("verplaatst", "gesplitst")},
    )
    start: Annotated[time | None, Time()] = column(
        "Beginuur",
        O,
        example="08:30",
        meaning="Wanneer het begint.",
        empty=None,
        needed={"Keuze": ("verplaatst", "gesplitst")},
    )
    minutes: Annotated[int | None, Number(5, 600)] = column(
        "Duur", O, example="135", meaning="De duur in minuten; leeg is vanzelf.", extra=True, empty=None
    )
    room: Annotated[str | None, Text()] = column("Lokaal", O, example="B204", meaning="Het lokaal.", empty=None)
    supervisor: Annotated[str | None, Ref("Personeel")] = column(
        "Toezicht", O, example="KDW", meaning="Wie toezicht houdt.", extra=True, empty=None
    )
    forms: Annotated[
        tuple[str, ...],
        Many(
            OneOf(
                "mondeling",
                "schriftelijk",
                "kortere versie",
                "aangepaste versie",
                "apart lokaal",
                "pauze",
                "hulpmiddel",
            )
        ),
    ] = column("Vorm", O, example="aangepaste versie", meaning="Een andere vorm, als die er is.", empty=())
    supervisor_note: Annotated[str | None, Text(120)] = column(
        "Nota toezichter",
        O,
        example="oordopjes mogen",
        meaning="Wat de toezichter moet weten, nooit waarom.",
        empty=None,
    )
    content: Annotated[str | None, Text(300)] = column(
        "Leerstof", Z, example="hoofdstuk 1 tot 4", meaning="Wat telt, en hoe zwaar.", extra=True, empty=None
    )
    version_ready_on: Annotated[date | None, Date()] = column(
        "Extra versie klaar op",
        O,
        example="28/05/2026",
        meaning="Wanneer de aangepaste versie klaar was.",
        extra=True,
        empty=None,
    )


class Agreement(Row):
    """Een afspraak, een doel of een IAC-doel."""

    sheet = Sheet("Afspraken", (), "4_zorg", "mentor")

    about: Annotated[
        str,
        Ref("Leerlingen", "Trajecten", "Beslissingen", pattern=rf"{TRAJECTORY_ID}|{STUDENT_ID}|{DECISION_ID}"),
    ] = column("Leerling of traject", P, example="L0231-1", meaning="De leerling, het traject of de beslissing.")
    kind: Annotated[str, OneOf("actie", "doel", "IAC-doel")] = column(
        "Soort", Z, example="doel", meaning="Het soort afspraak."
    )
    domains: Annotated[tuple[str, ...], Many(OneOf(*DOMAINS))] = column(
        "Domein", Z, example="leren en studeren", meaning="Het begeleidingsdomein.", empty=()
    )
    what: Annotated[str, Text(300)] = column("Wat", Z, example="zelf starten aan een taak", meaning="Wat we afspreken.")
    approach: Annotated[str | None, Text(300)] = column(
        "Aanpak", Z, example="stappenkaart", meaning="Hoe we dat doen.", empty=None
    )
    who: Annotated[tuple[str, ...], Many(Ref("Personeel", words=("leerling", "ouders", "leraren")))] = column(
        "Wie", Z, example="leerling; leraren", meaning="Wie het doet."
    )
    by: Annotated[date | None, Date()] = column("Tegen", Z, example="13/03/2026", meaning="Tegen wanneer.", empty=None)
    state: Annotated[str | None, OneOf("open", "bezig", "bereikt", "bijgesteld", "gestopt")] = column(
        "Stand", Z, example="bezig", meaning="Hoe het ermee staat.", empty=None
    )


class FollowUp(Row):
    """Eén moment van opvolging, met cijfers."""

    sheet = Sheet("Opvolging", ("Traject-ID", "Datum"), "4_zorg", "mentor (formulier)")

    trajectory: Annotated[str, Ref("Trajecten", pattern=TRAJECTORY_ID)] = column(
        "Traject-ID", P, example="L0231-1", meaning="De versie van het traject."
    )
    on: Annotated[date, Date()] = column("Datum", Z, example="13/03/2026", meaning="De dag.")
    half_days_present: Annotated[float | None, Number(0, 400, whole=False)] = column(
        "Aanwezige halve dagen", Z, example="13", meaning="Sinds de vorige rij.", empty=None
    )
    wellbeing: Annotated[int | None, Number(1, 10)] = column(
        "Welbevinden", Z, example="6", meaning="1 tot 10, door de leerling.", empty=None
    )
    parents: Annotated[int | None, Number(1, 5)] = column(
        "Tevredenheid ouders", Z, example="4", meaning="1 tot 5.", empty=None
    )
    participation: Annotated[int | None, Number(1, 5)] = column(
        "Klasdeelname", Z, example="3", meaning="1 tot 5, door de leraren.", empty=None
    )
    note: Annotated[str | None, Text(300)] = column(
        "Toelichting", Z, example="houdt ochtenden goed vol", meaning="Hoe het gaat, in één zin.", empty=None
    )
    conclusion: Annotated[str | None, OneOf("behouden", "bijsturen", "opschalen", "stoppen", "afronden")] = column(
        "Besluit", Z, example="bijsturen", meaning="Wat we verder doen.", empty=None
    )
