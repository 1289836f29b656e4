"""overdrachtsfiche.docx: one body for two copies; which copy it is stands in the header and the footer only."""

from __future__ import annotations

from docgen.style.blocks import (
    DATE_LINE,
    NAME_LINE,
    agreement,
    agreements,
    end,
    fact,
    key_facts,
    numbered_heading,
    quote,
    signature,
    signatures,
    title,
)
from docgen.style.frame import double_label, filled_label, frame, single_label
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, each, if_run, p, run, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa
from templates.source._shared import STUDENT

GOALS = (Column("Vak", dxa(38)), Column("Essentieel en behaald", dxa(66)),
         Column("Essentieel en nog te verwerven", TEXT_WIDTH - dxa(104)))  # fmt: skip
ADAPTATIONS = (Column("Soort", dxa(24)), Column("Wat", dxa(46)), Column("Waar", dxa(46)),
               Column("Ervaring", dxa(22)), Column("Beslissing", TEXT_WIDTH - dxa(138)))  # fmt: skip
RUNNING = (Column("Soort", dxa(32)), Column("Wat", dxa(46)), Column("Waar", dxa(26)), Column("Van – tot", dxa(34)),
           Column("Beslissing", TEXT_WIDTH - dxa(138)))  # fmt: skip
DECISION = "{% if m.beslissing %}{{ m.beslissing.nummer }}, {{ m.beslissing.datum|datum_kort }}{% else %}–{% endif %}"
INSPECTION, TRANSFER = 'kopie == "inzage"', 'kopie != "inzage"'


def build() -> bytes:
    """The template."""
    body = "".join(
        (
            _title(),
            _who(),
            _section("stem", "Sterk in, en wat helpt volgens {{ leerling.voornaam }}", _voice()),
            _section("resultaten", "Leerresultaten en doelen", _results()),
            _section("noden", "Wat nodig is en wat we afspraken", _needs()),
            _section("aanpassingen", "Redelijke aanpassingen", _adaptations()),
            _section("advies", "Beslissing en advies van de klassenraad", _advice()),
            _section("loopt", "Wat nog loopt", _running()),
            _section("welbevinden", "Zich goed voelen op school", p("Normal", "{{ secties.welbevinden.zin }}.")),
            _section("verslagen", "Bijlage die altijd meegaat", _reports()),
            _section("contact", "Vragen?", _contact()),
            _section("verklaring", "Verklaring van de school", _declaration()),
            end(),
        )
    )
    label = if_run(INSPECTION, single_label("{{ document.doelgroep }}"))
    label += if_run(TRANSFER, double_label("{{ document.doelgroep }}"))
    later = (
        "{{ leerling.naam }}  ·  "  # without the title, so that 42 letters and the copy fit on one line
        f"{{% if {INSPECTION} %}}afschrift voor inzage{{% else %}}overdrachtsexemplaar{{% endif %}}"
    )
    return document(body, frame(first_band=_band(), audience=label, later=later))


def _band() -> Xml:
    """Which copy this is and what to do with it: three lines of fixed height, so that both copies break alike."""
    seen = (
        p("Band", run("  AFSCHRIFT VOOR INZAGE  ", bold=True, size=10, frame="single"),
          f"   **Voor {STUDENT}"
          "{% if inzage_op %}, aangeboden op {{ inzage_op|datum }}{% endif %}**"),
        p("Bandtekst", "Dit krijgt de nieuwe school: niets meer, niets minder. Mag een gegeven niet mee? Meld het met"),
        p("Bandslot", "het antwoordformulier. Noem het nummer van de titel, bijvoorbeeld 2."),
    )  # fmt: skip
    sent = (
        p("Band", filled_label("OVERDRACHTSEXEMPLAAR", size=10), "   **Voor {{ nieuwe_school.naam }}**"),
        p("Bandtekst", "Hier staat woord voor woord wat bij de inzage te lezen stond. Gebruik het enkel om de"),
        p("Bandslot", "leerling te begeleiden. Geef het niet door aan anderen."),
    )
    return when(INSPECTION, *seen, otherwise=sent)


def _section(name: str, words: str, *content: str) -> Xml:
    """A numbered section that leaves no trace when it is absent."""
    return when(f"secties.{name}.nr", numbered_heading(f"secties.{name}.nr", words), *content)


def _title() -> Xml:
    year = "{% if loopbaan and loopbaan.leerjaar %}, {{ loopbaan.leerjaar }}e leerjaar{% endif %}"
    return title("Overdrachtsfiche", "**{{ leerling.naam }}**" + year)


def _who() -> Xml:
    born = fact("Geboren", "{{ geboren|datum_lang }}")
    old = fact("Vorige school", "{{ school.naam }}")
    new = fact("Nieuwe school", "{{ nieuwe_school.naam }}")
    until = fact("Vorige school", "{{ school.naam }}",
                 when("loopbaan.van", p("Tabeltekst", "van {{ loopbaan.van|datum_lang }}")),
                 when("loopbaan.tot", p("Tabeltekst", "tot {{ loopbaan.tot|datum_lang }}")))  # fmt: skip
    year = "{% if loopbaan.leerjaar %}{{ loopbaan.leerjaar }} {% endif %}"
    study = fact("Leerjaar en richting", year + "{{ loopbaan.richting or '–' }}")
    return _section(
        "wie", "Wie en waar",
        when("loopbaan", key_facts(columns(33, 45, 42, 50), born, study, until, new, caption="Wie en waar"),
             otherwise=(key_facts(columns(1, 1, 1), born, old, new, caption="Wie en waar"),)),
    )  # fmt: skip


def _voice() -> Xml:
    strong = p("Normal", "{{ secties.stem.sterktes|join('. ') }}.")
    return when("secties.stem.woorden", quote("“{{ secties.stem.woorden }}”")) + when("secties.stem.sterktes", strong)


def _results() -> Xml:
    part = "secties.resultaten"
    head = (
        f"{{% if {part}.periodes|length == 1 %}}{{{{ {part}.periodes|first|hoofdletter }}}}{{% else %}}"
        f"{{{{ {part}.periodes|join(' · ')|hoofdletter }}}}{{% endif %}}"
    )
    marks = (Column("Vak", dxa(60)), Column(head, TEXT_WIDTH - dxa(60)))
    row = data_row(marks, "{{ rij.vak }}", "{{ rij.resultaten|join(' · ') }}")
    results = data_table(marks, each_row("rij", f"{part}.rijen", widths_of(marks), row), caption="Leerresultaten")

    def goals(name: str) -> Xml:
        none = p("Tabeltekst", "–")
        lines = each("doel", f"rij.{name}", p("Tabeltekst", "{{ doel }}"))
        return when(f"rij.{name}", lines, otherwise=(none,))

    both = data_row(GOALS, "{{ rij.vak }}", goals("behaald"), goals("te_verwerven"))
    goal_table = data_table(
        GOALS, each_row("rij", f"{part}.doelen", widths_of(GOALS), both), caption="Essentiële leerplandoelen"
    )
    return (
        when(f"{part}.rijen", results)
        + when(f"{part}.doelen", p("Heading3", "Essentiële leerplandoelen"), goal_table,
               p("Klein", "LPD = leerplandoel."))
    )  # fmt: skip


def _needs() -> Xml:
    needs = each("zin", "secties.noden.noden", p("Tabeltekst", "{{ zin }}"))
    ways = each("zin", "secties.noden.aanpak", p("Tabeltekst", "{{ zin|hoofdletter }}"))
    both = agreements(agreement("Nodig", needs), agreement("Aanpak", ways), caption="Wat nodig is en wat we afspraken")
    return when(
        "secties.noden.noden and secties.noden.aanpak",
        both,
        otherwise=(
            each("zin", "secties.noden.noden", p("Normal", "{{ zin }}.")),
            each("zin", "secties.noden.aanpak", p("Normal", "{{ zin|hoofdletter }}.")),
        ),
    )


def _adaptations() -> Xml:
    row = data_row(ADAPTATIONS, "{{ m.soort }}", "{{ m.wat }}", "{{ m.waar }}", "{{ m.ervaring }}", DECISION)
    rows = each_row("m", "secties.aanpassingen.rijen", widths_of(ADAPTATIONS), row)
    return data_table(ADAPTATIONS, rows, caption="Redelijke aanpassingen")


def _advice() -> Xml:
    return each(
        "b", "secties.advies.rijen",
        p("Normal", "{{ b.tekst }}", keep_next=True),
        p("Bron", "Beslissing {{ b.nummer }}, {{ b.datum|datum }}"),
    )  # fmt: skip


def _running() -> Xml:
    period = (
        "{% if m.van and m.tot %}{{ m.van|datum_kort }} – {{ m.tot|datum_kort }}{% elif m.tot %}tot "
        "{{ m.tot|datum_kort }}{% elif m.van %}sinds {{ m.van|datum_kort }}{% else %}–{% endif %}"
    )
    row = data_row(RUNNING, "{{ m.soort }}", "{{ m.wat }}", "{{ m.waar }}", period, DECISION)
    measures = data_table(RUNNING, each_row("m", "secties.loopt.maatregelen", widths_of(RUNNING), row),
                          caption="Wat nog loopt")  # fmt: skip
    support = p(
        "Normal",
        "**Leersteun** {% if l.loopt %}loopt{% if l.sinds %} sinds{% endif %}{% else %}is aangevraagd"
        "{% if l.sinds %} op{% endif %}{% endif %}{% if l.sinds %} {{ l.sinds|datum }}{% endif %}."
        "{% if l.contact %} Contact: {{ l.contact }}.{% endif %}",
    )
    return (
        each("l", "secties.loopt.leersteun", support)
        + when("secties.loopt.iac", p("Normal", "Doelen van het IAC: {{ secties.loopt.iac|join('; ') }}."))
        + when("secties.loopt.maatregelen", measures)
    )


def _reports() -> Xml:
    text = "Kopie van het **{{ v.verslag }}**{% if v.datum %} van {{ v.datum|datum_lang }}{% endif %}."
    return each("v", "secties.verslagen.rijen", p("Normal", text)) + p(
        "Normal", "Deze kopie is verplicht en gaat altijd mee."
    )


def _contact() -> Xml:
    return p(
        "Normal",
        "**{{ secties.contact.wie or school.naam }}**. Bel of mail gerust. "
        "Wij overleggen eerst met {{ leerling.voornaam }}, en tot 18 jaar ook met de ouders.",
    )


def _declaration() -> Xml:
    return p(
        "Normal",
        "Deze fiche bevat enkel gegevens over de onderwijsloopbaan. Ze worden doorgegeven in het belang van de "
        "leerling. Er staat niets in over leefregels. De leerling krijgt inzage voor de overdracht, tot 18 jaar "
        "samen met de ouders. "
        "Veldenlijst versie {{ veldenlijst }}.",
        keep_next=True,
    ) + signatures(
        signature("Directie", NAME_LINE, DATE_LINE),
        signature("Ouder of meerderjarige leerling", "voor inzage; " + NAME_LINE, DATE_LINE),
    )
