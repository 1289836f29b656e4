"""evaluatie.docx: one sentence, the figures with small pictures, what everyone says, the conclusion, what next."""

from __future__ import annotations

from docgen.style.blocks import end, fact, title
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.picture import picture
from docgen.style.tables import (
    HAIR,
    Border,
    Column,
    cell,
    cell_tag,
    data_row,
    data_table,
    each_row,
    row,
    table,
    widths_of,
)
from docgen.style.text import Xml, p, run, when
from docgen.style.tokens import GREY, PETROL, PETROL_TINT, TEXT_WIDTH, columns, dxa
from templates.source._shared import WITH_YOU, day, facts, named

FIGURES = (Column("Wat we volgen", dxa(55)), Column("{{ gemeten.keer|aantal('meting', 'metingen') }}", dxa(52)),
           Column("Begin", dxa(20), figures=True), Column("Nu", dxa(20), figures=True),
           Column("Verschil", TEXT_WIDTH - dxa(147), figures=True))  # fmt: skip
GOALS = (Column("Doel", dxa(66)), Column("Zo pakken we het aan", dxa(52)), Column("Tegen", dxa(24)),
         Column("Stand", TEXT_WIDTH - dxa(142)))  # fmt: skip
MOMENTS = (Column("Datum", dxa(22)), Column("Halve dagen", dxa(24), figures=True),
           Column("Welbevinden", dxa(22), figures=True), Column("Ouders", dxa(16), figures=True),
           Column("Meedoen", dxa(18), figures=True), Column("Hoe het ging", TEXT_WIDTH - dxa(102)))  # fmt: skip
RESULTS = (Column("Vak", dxa(66)), Column("Resultaat", TEXT_WIDTH - dxa(66)))
VOICES = (Column("Wie", dxa(44)), Column("Wat er gezegd is", dxa(102)), Column("Datum", TEXT_WIDTH - dxa(146)))
CHOICES = (
    ("behouden", "Behouden", "we doen verder zoals het is"),
    ("bijsturen", "Bijsturen", "we passen iets aan"),
    ("opschalen", "Meer hulp", "een volgende stap in zorg"),
    ("stoppen", "Stoppen", "terug naar het gewone rooster"),
    ("afronden", "Afronden", "het plan is klaar"),
)


def build() -> bytes:
    """The template."""
    body = (
        title("Hoe gaat het?", named("Evaluatie van het traject", "Evaluatie"))
        + facts("Periode", _last())
        + _sentence()
        + _figures()
        + _goals()
        + _voices()
        + _conclusion()
        + _moments()
        + _results()
        + end(unless="not metingen and not resultaten")
    )
    return document(body, frame())


def _last() -> Xml:
    return fact("Laatst gemeten", f"{{% if gemeten.laatst %}}{day('gemeten.laatst')}{{% else %}}–{{% endif %}}")


def _sentence() -> Xml:
    present = (
        "{% if aanwezig > gepland %}Je was **{{ aanwezig }}** halve dagen op school. Gepland waren er {{ gepland }}. "
        "{% else %}Je was **{{ aanwezig }} van de {{ gepland }}** geplande halve dagen op school. {% endif %}"
    )
    same = (
        "Je geeft je welbevinden een **{{ welbevinden.nu }}**"
        "{% if welbevinden.keer > 1 %}, zoals in het begin{% else %} op 10{% endif %}."
    )
    other = "Je welbevinden gaat van {{ welbevinden.begin }} naar **{{ welbevinden.nu }}** op 10."
    wellbeing = f"{{% if welbevinden.nu == welbevinden.begin %}}{same}{{% else %}}{other}{{% endif %}}"
    text = f"{{% if gepland %}}{present}{{% endif %}}{{% if welbevinden %}}{wellbeing}{{% endif %}}"
    return when("gepland or welbevinden", p("Intro", text))


def _figures() -> Xml:
    name = Xml(p("Tabeltekst", "**{{ rij.naam }}**") + p("Celinfo", "{{ rij.uitleg }}"))
    line = data_row(FIGURES, name, p("Tabeltekst", picture("rij.grafiek", 46, 11)), "{{ rij.begin }}",
                    "**{{ rij.nu }}**", "{{ rij.verschil }}", align="center")  # fmt: skip
    key = (
        "Eén punt per meting, het laatste is vol. Geen punt: niet gemeten. Stippellijn: alles wat gepland was. "
        "Uren die door je plan wegvallen, tellen niet als afwezig."
    )
    made = data_table(FIGURES, each_row("rij", "cijfers", widths_of(FIGURES), line, noted=True), caption="De cijfers")
    return p("Heading2", "De cijfers") + when(
        "cijfers", made, p("Klein", key), otherwise=(p("Normal", "Er is nog niets gemeten."),)
    )


def _goals() -> Xml:
    line = data_row(GOALS, "{{ doel.wat }}", '{{ doel.aanpak or "–" }}',
                    "{% if doel.tegen %}{{ doel.tegen|dag_maand }}{% else %}–{% endif %}",
                    '{{ doel.stand or "–" }}')  # fmt: skip
    made = data_table(GOALS, each_row("doel", "doelen", widths_of(GOALS), line), caption="Je doelen")
    return when(
        "hoofddoel or doelen",
        p("Heading2", "Je doelen"),
        when("hoofddoel", p("Kern", "Hoofddoel: **{{ hoofddoel }}**")),
        when("doelen", made),
    )


def _voices() -> Xml:
    line = data_row(VOICES, "**{{ stem.wie|lijst|hoofdletter }}**", "{{ stem.wat }}.", "{{ stem.datum|datum_kort }}")
    made = data_table(VOICES, each_row("stem", "stemmen", widths_of(VOICES), line), caption="Wat iedereen zegt")
    return when("stemmen", p("Heading2", "Wat iedereen zegt"), made)


def _moments() -> Xml:
    counted = "{{ m.aanwezig }} van {{ m.gepland }}"
    present = f"{{% if m.aanwezig is none or not m.gepland and not m.aanwezig %}}–{{% else %}}{counted}{{% endif %}}"
    scores = (f"{{% if m.{name} is none %}}–{{% else %}}{{{{ m.{name} }}}}{{% endif %}}" for name in
              ("welbevinden", "ouders", "klas"))  # fmt: skip
    line = data_row(MOMENTS, "{{ m.datum|datum_kort }}", present, *scores,
                    "{% if m.toelichting %}{{ m.toelichting }}.{% else %}–{% endif %}")  # fmt: skip
    made = data_table(MOMENTS, each_row("m", "metingen", widths_of(MOMENTS), line), caption="Elke keer dat we keken")
    return when("metingen", p("Heading2", "Elke keer dat we keken"), made)


def _results() -> Xml:
    result = "{% if not loop.first %}, {% endif %}{{ u.periode }}: {{ u.resultaat }}"
    line = data_row(RESULTS, "{{ vak.vak }}", f"{{% for u in vak.uitslagen %}}{result}{{% endfor %}}")
    made = data_table(RESULTS, each_row("vak", "resultaten", widths_of(RESULTS), line), caption="Je resultaten")
    return when("resultaten", p("Heading2", "Je resultaten"), made)


def _conclusion() -> Xml:
    return (
        p("Heading2", "Besluit van het gesprek")
        + when("keuzes", _choices(), otherwise=(p("Normal", "Er is nog geen besluit."),))
        + p("Slotzin", "**Volgende stap:** " + _next())
    )


def _choices() -> Xml:
    """The conclusions side by side; the chosen one stands out by its bar, its dot and bold."""
    widths = columns(*(1 for _ in CHOICES))
    head = "".join(f'{{% if k.keuze == "{key}" %}}{word}{{% endif %}}' for key, word, _ in CHOICES)
    about = "".join(f'{{% if k.keuze == "{key}" %}}{text}{{% endif %}}' for key, _, text in CHOICES)
    chosen = cell(
        p("Gegeven", "● " + head) + p("Tabeltekst", about) + p("Celinfo", "op {{ k.op|datum_kort }}"),
        widths[0], borders={"top": Border(36, PETROL)}, fill=PETROL_TINT, padding=(1.2, 2, 1.6, 2),
    )  # fmt: skip
    other = cell(
        p("Tabeltekst", run("○ " + head, colour=GREY)) + p("Celinfo", about),
        widths[0], borders={"top": HAIR}, padding=(1.8, 2, 1.6, 2),
    )  # fmt: skip
    tags = (cell_tag(words, widths[0]) for words in ("for k in keuzes", "if k.gekozen", "else", "endif", "endfor"))
    start, yes, no, close, stop = tags
    return table(widths, row(start, yes, chosen, no, other, close, stop), caption="Besluit van het gesprek")


def _next() -> str:
    cases = {
        "beslist": "de klassenraad besliste op {{ volgende.datum|datum_lang }} ({{ volgende.nummer }})"
        "{% if volgende.tekst %}: {{ volgende.tekst }}{% endif %}.",
        "klassenraad": "de klassenraad beslist hierover. Daarna hoor je van {{ mentor }} wat er verandert.",
        "evaluatie": "we kijken opnieuw op {{ volgende.datum|datum_lang }}, " + WITH_YOU + ".",
        "klaar": "geen, je plan is klaar. Heb je later toch iets nodig? Zeg het aan {{ mentor }}.",
        "voorbij": "je plan liep tot {{ volgende.datum|datum_lang }}. {{ mentor }} bekijkt met je hoe het verdergaat.",
        "einde": "je plan loopt tot {{ volgende.datum|datum_lang }}. Voor die dag kijken we hoe het verdergaat.",
    }
    return "".join(f'{{% if volgende.soort == "{kind}" %}}{text}{{% endif %}}' for kind, text in cases.items())
