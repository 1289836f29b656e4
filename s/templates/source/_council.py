"""What the papers of a class council share: the facts at the top, and what is known and proposed about a point."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, fact, gates, goal_lines, key_facts
from docgen.style.fields import council_mark, stamp
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import TEXT_WIDTH, dxa

FACTS = (dxa(60), dxa(36), dxa(36), TEXT_WIDTH - dxa(132))
ACTIONS = (Column("Wat", dxa(86)), Column("Wie", dxa(52)), Column("Tegen", TEXT_WIDTH - dxa(138)))
LEFT_OUT = "Niet opgenomen: {{ niet_getoond|aantal('leerling', 'leerlingen') }}, gegevens nog niet in orde."


def paper_subtitle() -> Xml:
    """The kind of council, with the mark by which the paper is known again."""
    mark = stamp(council_mark("{{ raad.nummer }}", "{{ school.schooljaar }}"), "{{ raad.soort }} {{ raad.nummer }}")
    return p("Subtitle", mark)


def council_facts(last: str) -> Xml:
    """When and where, who leads, who takes notes, and one more."""
    place = when("raad.uur_plaats", p("Tabeltekst", "{{ raad.uur_plaats }}"))
    return key_facts(
        FACTS,
        fact("Wanneer", "{% if raad.datum %}{{ raad.datum|datum }}{% else %}–{% endif %}", place),
        fact("Voorzitter", '{{ raad.voorzitter or "–" }}'),
        fact("Secretaris", '{{ raad.secretaris or "–" }}'),
        last,
    )


def members(heading: str, there: str) -> Xml:
    """Everybody who is invited: with a vote, without, and excused."""
    lines = [
        when(f"leden.{name}", p("Normal", f"**{label}:** {{{{ leden.{name}|lijst }}}}."))
        for name, label in (
            ("met_stem", f"{there}, met stem"),
            ("zonder_stem", "Zonder stem"),
            ("verontschuldigd", "Verontschuldigd"),
        )
    ]
    return Xml(p("Heading2", heading) + "".join(lines))


def left_out() -> Xml:
    """How many students are missing on the paper."""
    return when("niet_getoond", p("Klein", LEFT_OUT))


def what_we_know(style: str) -> Xml:
    """Strengths, what was tried, needs; then the figures."""
    three = agreements(
        agreement("Wat goed gaat", _lines("sterktes")),
        agreement("Wat al geprobeerd is", _lines("geprobeerd")),
        agreement("Wat nodig is", _lines("noden")),
        caption="Wat we weten",
    )
    figures = when("punt.cijfers", p("Klein", "{{ punt.cijfers|join('. ') }}."))
    return when("punt.noden or punt.sterktes", p(style, "Wat we weten"), three, figures)


def _lines(name: str) -> Xml:
    lines = each("zin", f"punt.{name}", p("Tabeltekst", "{{ zin }}."))
    return when(f"punt.{name}", lines, otherwise=(p("Tabeltekst", "–"),))


def in_order(style: str) -> Xml:
    """Whether everybody was heard."""
    note = ": de klassenraad kan enkel onder voorwaarde beslissen"
    return when("punt.poorten", p(style, "Is alles in orde om te beslissen?"), gates("poort", "punt.poorten", 4, note))


def proposal(style: str, *more: Xml) -> Xml:
    """What would be different, and the essential goals that it touches; then `more` about that."""
    days = "{% if punt.periode %} ({{ punt.periode.van|dag_maand }} – {{ punt.periode.tot|datum_lang }}){% endif %}"
    lines = each("zin", "punt.voorstel", p("Tabeltekst", "{{ zin }}.", keep_next=True))
    goals = each("rij", "punt.doelen", goal_lines("rij"))
    key = p("Klein", "LPD = leerplandoel. E te verwerven · L later · R vervangen · W weg")
    touched = when("punt.doelen", p("Tussenregel", "Geraakte essentiële leerplandoelen"), goals, key)
    return when("punt.voorstel or punt.doelen", p(style, f"Voorstel{days}"), lines, touched, *more)


def hours() -> Xml:
    """The hours that goals need against those there are, a line per subject that the proposal touches."""
    line = (
        "{{ u.vak }}: {{ u.nodig|aantal('lesuur', 'lesuren') }} nodig, {{ u.samen }} in het rooster tot en met "
        "{{ u.tot|dag_maand }}{% if u.tekort %}: **te weinig**{% endif %}"
        "{% if u.zonder_uren %} ({{ u.zonder_uren|aantal('doel', 'doelen') }} zonder aantal lesuren){% endif %}"
    )
    note = "Nodig voor de doelen te verwerven, later of nog zonder oordeel. In het rooster: les en zelf werken samen."
    lines = each("u", "punt.uren_per_vak", p("Tabeltekst", line))
    return when("punt.uren_per_vak", p("Tussenregel", "Lesuren voor de leerplandoelen"), lines, p("Klein", note))


def actions(of: str, style: str, heading: str) -> Xml:
    """Who does what after a decision."""
    row = data_row(ACTIONS, "{{ actie.wat }}", "{{ actie.wie|lijst }}",
                   "{% if actie.tegen %}{{ actie.tegen|datum_kort }}{% else %}–{% endif %}")  # fmt: skip
    made = data_table(ACTIONS, each_row("actie", f"{of}.acties", widths_of(ACTIONS), row), caption=heading)
    return when(f"{of}.acties", p(style, heading), made)
