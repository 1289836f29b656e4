"""cel.docx: the weekly agenda of the cel leerlingenbegeleiding; lists that are short when there is little to say."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.style.blocks import end, fact, key_facts, title
from docgen.style.frame import LATER_SHARED, staff_frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, whole, widths_of
from docgen.style.text import Xml, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

ACTIONS = (Column("Actie", dxa(58)), Column("Leerling", dxa(36)), Column("Wie", dxa(34)), Column("Tegen", dxa(22)),
           Column("Stand", TEXT_WIDTH - dxa(150)))  # fmt: skip
SIGNALS = (Column("Soort signaal", dxa(70)), Column("1e graad", dxa(19), figures=True),
           Column("2e graad", dxa(19), figures=True), Column("3e graad", dxa(19), figures=True),
           Column("Nieuw", dxa(18), figures=True),
           Column("Dit jaar", TEXT_WIDTH - dxa(145), figures=True))  # fmt: skip
REVIEWS = (Column("Leerling", dxa(52)), Column("Mentor", dxa(42)), Column("Evaluatie op", dxa(40)),
           Column("Laatste opvolging", TEXT_WIDTH - dxa(134)))  # fmt: skip
STANDS = (Column("Leerling", dxa(47)), Column("Leerling zegt", dxa(25)), Column("Ouders", dxa(25)),
          Column("Nood bevestigd", dxa(25)), Column("Klassenraad", dxa(23)),
          Column("Wat ontbreekt", TEXT_WIDTH - dxa(145)))  # fmt: skip
CLB = (Column("Leerling", dxa(52)), Column("Wat", dxa(52)), Column("Datum", dxa(30)),
       Column("Stand", TEXT_WIDTH - dxa(134)))  # fmt: skip
MENTORS = (Column("Mentor", dxa(72)), Column("Leerlingen", dxa(28), figures=True),
           Column("Uren begeleiding", dxa(38), figures=True),
           Column("Uren per leerling", TEXT_WIDTH - dxa(138), figures=True))  # fmt: skip
POINTS = (Column("Leerling", dxa(52)), Column("Vraag", dxa(76)), Column("Mentor", TEXT_WIDTH - dxa(128)))
DECISIONS = (Column("Wat we afspreken", dxa(88)), Column("Wie", dxa(42)), Column("Tegen", TEXT_WIDTH - dxa(130)))
SMALL = "TabeltekstKlein"
NAME = "**{{ r.leerling or r.klas }}**{% if r.leerling %}, {{ r.klas }}{% endif %}"
LINES = 6


def build() -> bytes:
    """The template."""
    body = (
        title(
            "Cel leerlingenbegeleiding",
            "agenda, week van **{{ week.van|dag_maand }}** tot en met **{{ week.tot|dag_maand }}**",
        )
        + _facts()
        + _intro()
        + _actions()
        + _signals()
        + _reviews()
        + _stands()
        + _clb()
        + _mentors()
        + _points()
        + _decisions()
        + _left_out()
        + end(unless="niet_getoond")
    )
    return document(body, staff_frame(LATER_SHARED))


def _facts() -> Xml:
    late = when("aantal.te_laat", p("Tabeltekst", "waarvan {{ aantal.te_laat }} te laat"))
    return key_facts(
        columns(1, 1, 1, 1),
        fact("Open acties", "{{ aantal.acties }}", late),
        fact("Nieuwe signalen", "{{ aantal.signalen }}", p("Tabeltekst", "sinds {{ nieuw_sinds|dag_maand }}")),
        fact("Trajecten", "{{ aantal.trajecten }}", p("Tabeltekst", "bij {{ aantal.open }} ontbreekt iets")),
        fact("Voor de klassenraad", "{{ punten|length|aantal('punt', 'punten') }}"),
    )


def _intro() -> Xml:
    late = (
        "{% if aantal.te_laat or aantal.te_evalueren %}Te laat: "
        "{% if aantal.te_laat %}**{{ aantal.te_laat|aantal('actie', 'acties') }}**{% endif %}"
        "{% if aantal.te_laat and aantal.te_evalueren %} en {% endif %}"
        "{% if aantal.te_evalueren %}**{{ aantal.te_evalueren|aantal('evaluatie', 'evaluaties') }}**{% endif %}. "
        "{% else %}Niets is te laat. {% endif %}"
    )
    missing = (
        "{% if aantal.open %}Bij **{{ aantal.open|aantal('traject', 'trajecten') }}** ontbreekt nog iets."
        "{% else %}Bij geen enkel traject ontbreekt iets.{% endif %}"
    )
    return p("Intro", late + missing)


def _list(
    head: str,
    name: str,
    heads: Sequence[Column],
    cells: Sequence[str],
    otherwise: str,
    *,
    key: str = "",
    noted: bool = False,
    tall: bool = False,
) -> Xml:
    """A heading with a table of the rows of `name`, its key above it; or one sentence when there are none."""
    rows = each_row("r", name, widths_of(heads), data_row(heads, *cells), noted=noted, tall=tall)
    table = (key, data_table(heads, rows, caption=head))
    return p("Heading2", head) + when(name, *table, otherwise=(p("Normal", otherwise),))


def _actions() -> Xml:
    by = p(SMALL, "{% if r.tegen %}{{ r.tegen|datum_kort }}{% else %}–{% endif %}")
    late = "{% if r.te_laat %}**te laat**{% else %}{{ r.stand }}{% endif %}"
    cells = (p(SMALL, "{{ r.wat }}"), p(SMALL, NAME), p(SMALL, "{{ r.wie|lijst }}"), by, p(SMALL, late))
    return _list("Acties: wie doet wat, tegen wanneer", "acties", ACTIONS, cells, "Er staan geen acties open.")


def _signals() -> Xml:
    grades = [f"{{{{ r.graden[{number}] or '–' }}}}" for number in range(3)]
    cells = ("{{ r.soort|hoofdletter }}", *grades, "{{ r.nieuw or '–' }}", "{{ r.dit_jaar }}")
    note = (
        "Nieuw: sinds {{ nieuw_sinds|datum }}, per graad. Een signaal met twee soorten telt bij elke soort. Wie het "
        "is, weet de begeleider. Bespreek afwezigheden vanaf 5 halve dagen met de cijfers van het secretariaat: "
        "docgen houdt die niet bij."
    )
    none = "Dit schooljaar zijn er geen signalen."
    return _list("Signalen", "signalen", SIGNALS, cells, none, noted=True) + p("Klein", note)


def _reviews() -> Xml:
    on = "{{ r.op|datum_kort }}{% if r.te_laat %}, **te laat**{% endif %}"
    last = "{% if r.laatste %}{{ r.laatste|datum_kort }}{% else %}–{% endif %}"
    none = "Deze week moet geen enkel traject geëvalueerd worden."
    return _list("Deze week kijken we terug op", "evaluaties", REVIEWS, (NAME, "{{ r.mentor }}", on, last), none)


def _stands() -> Xml:
    def answer(name: str) -> Xml:
        said = f"{{{{ {name}.antwoord }}}}, {{{{ {name}.op|datum_kort }}}}"
        return p(SMALL, f'{{% if {name}.in_orde %}}●{{% else %}}○{{% endif %}} '
                        f'{{% if {name}.antwoord %}}{said}{{% else %}}nog niet{{% endif %}}')  # fmt: skip

    who = p(SMALL, NAME) + p(SMALL, "versie {{ r.versie }} · fase {{ r.fase }} · {{ r.mentor }}")
    council = when(
        "r.besluit.bekrachtigd_op",
        p(SMALL, "● {{ r.besluit.nummer }}"),
        p(SMALL, "{{ r.besluit.bekrachtigd_op|datum_kort }}"),
        otherwise=(
            p(SMALL, "○ {{ r.besluit.nummer or 'nog niet' }}"),
            when("r.besluit.uitslag", p(SMALL, "{{ r.besluit.uitslag }}")),
        ),
    )
    missing = p(SMALL, "{% if r.ontbreekt %}**{{ r.ontbreekt|lijst }}**{% else %}niets{% endif %}")
    cells = (who, answer("r.akkoord"), answer("r.ouders"), answer("r.bevestigd"), council, missing)
    key = p("KleinBoven", "●  in orde     ○  nog open")
    return _list("Waar staat elk traject?", "trajecten", STANDS, cells, "Er loopt geen traject.", key=key, tall=True)


def _clb() -> Xml:
    cells = (NAME, "{{ r.wat }}", "{{ r.datum|datum_kort }}", '{{ r.stand or "open" }}')
    return _list("Vragen aan het CLB", "clb", CLB, cells, "Er zijn geen vragen aan het CLB.")


def _mentors() -> Xml:
    hours = "{% if r.uren is not none %}{{ r.uren }}{% else %}–{% endif %}"
    per_student = "{% if r.per_leerling is not none %}{{ r.per_leerling|getal(1) }}{% else %}–{% endif %}"
    cells = ("{{ r.naam }}", "{{ r.leerlingen }}", hours, per_student)
    none = "Er zijn geen mentoren met leerlingen of uren."
    table = _list("Hoeveel begeleidt elke mentor?", "mentoren", MENTORS, cells, none, noted=True)
    return table + p("Klein", "Leerlingen met een bekrachtigd traject, naast de uren begeleiding per week.")


def _points() -> Xml:
    cells = (NAME, "{{ r.wat|hoofdletter }}", "{{ r.mentor }}")
    return _list("Punten voor de klassenraad", "punten", POINTS, cells, "Er zijn geen punten voor de klassenraad.")


def _decisions() -> Xml:
    dots = "…………………"
    rows = whole(*[data_row(DECISIONS, dots * 3, dots, dots)] * LINES)
    return p("Heading2", "Wat spreken we af?") + data_table(DECISIONS, rows, caption="Wat we afspreken")


def _left_out() -> Xml:
    """These lists and counts are without whoever is not in order: that is said, not hidden."""
    words = '{{ niet_getoond|aantal("leerling telt", "leerlingen tellen") }} niet mee: de gegevens zijn niet in orde.'
    return when("niet_getoond", p("Klein", words))
