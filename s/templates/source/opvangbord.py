"""opvangbord.docx: what asks for a solution, the week at a glance, who sits where, and who carries how much."""

from __future__ import annotations

from docgen.style.blocks import fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

TROUBLES = (Column("Wanneer", dxa(42)), Column("Plaats", dxa(30)), Column("Wat is er?", dxa(48)),
            Column("Voorstel", TEXT_WIDTH - dxa(120)))  # fmt: skip
DAYS = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag")
GLANCE = (Column("Lesuur", dxa(30)), *(Column(day, dxa(28)) for day in DAYS[:4]),
          Column(DAYS[4], TEXT_WIDTH - dxa(142)))  # fmt: skip
HOURS = (Column("Wanneer", dxa(32)), Column("Waar en bij wie", dxa(42)), Column("Wie komt, met welke taak", dxa(76)),
         Column("Bezet", TEXT_WIDTH - dxa(150), True))  # fmt: skip
WATCHES = (Column("Toezichter", dxa(58)), Column("Uren open", dxa(26), True),
           Column("Uren met leerlingen", dxa(30), True), Column("Leerlingen samen", dxa(30), True),
           Column("Meest in één uur", TEXT_WIDTH - dxa(144), True))  # fmt: skip
TASKS = (Column("Wie", dxa(70)), Column("Open taken", dxa(40), True), Column("Stand", TEXT_WIDTH - dxa(110)))
MENTORS = (Column("Mentor", dxa(72)), Column("Leerlingen", dxa(28), True), Column("Uren begeleiding", dxa(38), True),
           Column("Uren per leerling", TEXT_WIDTH - dxa(138), True))  # fmt: skip
SMALL = "TabeltekstKlein"


def build() -> bytes:
    """The template."""
    subtitle = (
        "{% if week %}week van **{{ week.van|datum }}** tot en met **{{ week.tot|datum }}**"
        "{% else %}er komt geen schoolweek meer{% endif %}"
    )
    body = (
        title("Opvangbord", subtitle)
        + _facts()
        + _intro()
        + _troubles()
        + _glance()
        + _hours()
        + _watches()
        + _tasks()
        + _mentors()
        + _left_out()
    )
    return document(body, staff_frame(LATER_SHARED))


def _facts() -> Xml:
    guided = "voor {{ begeleiding.leerlingen|aantal('leerling', 'leerlingen') }}"
    now = when("aantal.knelpunten", p("Tabeltekst", "waarvan {{ aantal.nu }} deze week"))
    return key_facts(
        columns(1, 1, 1, 1),
        fact("Vrijgekomen uren", "{{ aantal.uren }}", p("Tabeltekst", "in de opvang, deze week")),
        fact("Leerlingen", "{{ aantal.leerlingen }}"),
        fact("Knelpunten", "{{ aantal.knelpunten }}", now),
        fact("Uren begeleiding", "{{ begeleiding.uren }}", p("Tabeltekst", guided)),
    )


def _intro() -> Xml:
    return p(
        "Intro",
        "{% if not rijen %}Deze week komt er niemand naar de opvang."
        "{% else %}**{{ aantal.leerlingen|aantal('leerling', 'leerlingen') }}** "
        "{% if aantal.leerlingen == 1 %}zit{% else %}zitten{% endif %} samen "
        "**{{ aantal.uren|aantal('uur', 'uren') }}** in de opvang.{% endif %}"
        "{% if knelpunten %} **{{ knelpunten|length|aantal('knelpunt vraagt', 'knelpunten vragen') }}** een oplossing."
        "{% else %} Overal is er plaats en toezicht.{% endif %}",
    )


def _troubles() -> Xml:
    days = "{{ k.van|datum_kort }}{% if k.van != k.tot %} tot {{ k.tot|datum_kort }}{% endif %}"
    moment = p(SMALL, "**{{ k.dag|hoofdletter }}** {{ k.uur }}e uur") + p(SMALL, days)
    wrong = p(
        SMALL,
        "**{% if k.soort == 'full' %}te vol{% elif k.soort == 'closed' %}niet open"
        "{% else %}geen toezicht{% endif %}**: "
        "{{ k.leerlingen|aantal('leerling', 'leerlingen') }}"
        "{% if k.soort == 'full' %} op {{ k.plaatsen|aantal('plaats', 'plaatsen') }}"
        "{% elif k.soort == 'teaching' %}, en {{ k.toezicht|lijst }} geeft dan les{% endif %}",
    )
    options = each(
        "v", "k.voorstel",
        p(SMALL, "**{{ v.leerlingen }}** naar **{{ v.plaats }}**"
                 "{% if v.blijft_vrij is not none %}, dan nog {{ v.blijft_vrij }} vrij{% endif %}"),
    )  # fmt: skip
    nowhere = "{{ k.zonder_plaats|aantal('leerling vindt', 'leerlingen vinden') }} nergens plaats: kies een ander uur"
    rest = when("k.zonder_plaats", p(SMALL, nowhere))
    table = data_table(
        TROUBLES,
        each_row("k", "knelpunten", widths_of(TROUBLES),
                 data_row(TROUBLES, moment, p(SMALL, "{{ k.plaats|hoofdletter }}"), wrong, Xml(options + rest)),
                 noted=True),
        caption="Wat vraagt een oplossing?",
    )  # fmt: skip
    key = p(
        "Klein",
        "Een voorstel rekent met plaatsen die dan open zijn en toezicht hebben. Zet de nieuwe plaats in het "
        "weekrooster van de leerling.",
    )
    none = p("Normal", "Elk vrijgekomen uur heeft een plaats met toezicht, ook in de weken die komen.")
    return p("Heading2", "Wat vraagt een oplossing?") + when("knelpunten", table, key, otherwise=(none,))


def _glance() -> Xml:
    def cell(number: int) -> Xml:
        words = (
            "{% if d.open or d.leerlingen %}{% if d.leerlingen %}**{{ d.leerlingen }}**{% else %}0{% endif %}"
            "{% if d.plaatsen is not none %} van {{ d.plaatsen }}{% endif %}{% if d.knelpunten %} **!**{% endif %}"
            "{% else %}–{% endif %}"
        )
        return p(SMALL, words.replace("d.", f"u.dagen[{number}]."))

    first = p(SMALL, "{{ u.uur }}e uur{% if u.tijd %} · {{ u.tijd }}{% endif %}")
    one = data_row(GLANCE, first, *(cell(number) for number in range(5)))
    rows = each_row("u", "blik", widths_of(GLANCE), one, noted=True)
    table = data_table(GLANCE, rows, caption="De week in één blik")
    key = p(
        "Klein",
        "Leerlingen van plaatsen, over alle plaatsen die open zijn met toezicht.     –  niets is open     "
        "**!**  hier is een knelpunt",
    )
    return when("blik", p("Heading2", "De week in één blik"), table, key)


def _hours() -> Xml:
    moment = p("Tabeltekst", "**{{ r.dag|hoofdletter }}** {{ r.uur }}e uur")
    moment += when("r.tijd", p(SMALL, "{{ r.tijd }} u."))
    where = p("Tabeltekst", "**{{ r.plaats|hoofdletter }}**") + p(
        SMALL,
        "{% if r.soort == 'closed' %}**niet open**{% elif r.soort == 'teaching' %}**geen toezicht**"
        "{% elif r.toezicht %}{{ r.toezicht|lijst }}{% else %}nog geen toezicht{% endif %}",
    )
    who = each(
        "l", "r.leerlingen",
        p("Tabeltekst", "**{{ l.leerling }}**, {{ l.klas }}: {{ l.doet }}{% if l.voorstel %} (voorstel){% endif %}"),
    )  # fmt: skip
    taken = (
        "{{ r.leerlingen|length }}{% if r.plaatsen is not none %}/{{ r.plaatsen }}{% endif %}"
        "{% if r.soort == 'full' %} **!**{% endif %}"
    )
    row = data_row(HOURS, moment, where, who, p("Tabeltekst", taken, right=True))
    table = data_table(HOURS, each_row("r", "rijen", widths_of(HOURS), row), caption="Wie zit waar?")
    key = when("met_voorstel", p("Klein", "(voorstel): de klassenraad heeft dit plan nog niet beslist en bekrachtigd."))
    none = p("Normal", "Deze week komt er niemand naar de opvang.")
    return p("Heading2", "Wie zit waar?") + when("rijen", table, key, otherwise=(none,))


def _watches() -> Xml:
    cells = ("{{ t.naam }}", "{{ t.open }}", "{{ t.met_leerlingen }}", "{{ t.samen }}", "{{ t.meest }}")
    rows = each_row("t", "toezichters", widths_of(WATCHES), data_row(WATCHES, *cells), noted=True)
    table = data_table(WATCHES, rows, caption="Hoeveel doet elke toezichter?")
    return when(
        "toezichters", p("Heading2", "Hoeveel doet elke toezichter?"), table, p("Klein", "De uren van deze week.")
    )


def _tasks() -> Xml:
    more = "{% if t.te_veel %}**meer dan {{ taken_hoogstens }}**{% else %}in orde{% endif %}"
    row = data_row(TASKS, "{{ t.naam }}", "{{ t.taken }}", more)
    rows = each_row("t", "taken", widths_of(TASKS), row, noted=True)
    table = data_table(TASKS, rows, caption="Open taken uit de plannen")
    note = (
        "Afspraken die nog lopen, en eigen examenversies die nog gemaakt moeten worden. De school vraagt er van één "
        "persoon hoogstens {{ taken_hoogstens }}."
    )
    none = p("Normal", "Er staan geen taken open.")
    return p("Heading2", "Open taken uit de plannen") + when("taken", table, p("Klein", note), otherwise=(none,))


def _mentors() -> Xml:
    hours = "{% if m.uren is not none %}{{ m.uren }}{% else %}–{% endif %}"
    per_student = "{% if m.per_leerling is not none %}{{ m.per_leerling|getal(1) }}{% else %}–{% endif %}"
    row = data_row(MENTORS, "{{ m.naam }}", "{{ m.leerlingen }}", hours, per_student)
    rows = each_row("m", "mentoren", widths_of(MENTORS), row, noted=True)
    table = data_table(MENTORS, rows, caption="Hoeveel begeleidt elke mentor?")
    note = p("Klein", "Leerlingen met een bekrachtigd traject, naast de uren begeleiding per week.")
    none = p("Normal", "Er zijn geen mentoren met leerlingen of uren.")
    return p("Heading2", "Hoeveel begeleidt elke mentor?") + when("mentoren", table, note, otherwise=(none,))


def _left_out() -> Xml:
    """The seats are counted without whoever is not in order: that is said, not hidden."""
    words = '{{ niet_getoond|aantal("leerling telt", "leerlingen tellen") }} niet mee: de gegevens zijn niet in orde.'
    return when("niet_getoond", p("Klein", words))
