"""examenrooster.docx: the days of the exams and how heavy they are, the exams, what was agreed."""

from __future__ import annotations

from docgen.style.blocks import LETTER_WORDS, agreements, fact, key_facts, letter_key, point, title
from docgen.style.calendar import load_calendar
from docgen.style.frame import frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, widths_of
from docgen.style.text import Xml, boxes, each, p, soft_words, when
from docgen.style.tokens import TEXT_WIDTH, dxa
from templates.source._shared import FACTS, NAME, agreed, class_teacher, condition, decision_fact, until

EXAMS = (Column("Datum", dxa(25.5)), Column("Uur", dxa(24.5)), Column("Vak", dxa(37)),
         Column("Lokaal, toezicht", dxa(40)), Column("Anders dan je klas", TEXT_WIDTH - dxa(127)))  # fmt: skip
ADAPTATIONS = (Column("Aanpassing", dxa(75)), Column("Bij", dxa(55)), Column("Beslissing", TEXT_WIDTH - dxa(130)))
CONTENTS = (Column("Vak", dxa(42)), Column("Wat je moet kennen", TEXT_WIDTH - dxa(42)))
WORDS = {**LETTER_WORDS, "A": "andere vorm"}
AT = "{% if rij.vakken %}{{ rij.vakken|lijst }}{% else %}elk examen{% endif %}"
DECIDED = (
    "{% if rij.beslissing %}{{ rij.beslissing.nummer }}, {{ rij.beslissing.datum|datum_lang }}"
    "{% else %}nog niet beslist{% endif %}"
)


def build() -> bytes:
    """The template."""
    body = (
        title("Aangepast examenrooster", NAME)
        + _facts()
        + _key_sentence()
        + condition()
        + _calendar()
        + _exams()
        + _adaptations()
        + _catch_up()
        + _contents()
        + _on_the_day()
        + _what_counts()
        + agreed()
    )
    return document(body, frame())


def _facts() -> str:
    return key_facts(
        FACTS,
        fact("Periode", "{{ geldig.van|datum }}", when("geldig.tot != geldig.van", until())),
        fact("Mentor", '{{ mentor or "–" }}'),
        class_teacher(),
        decision_fact(),
    )


def _key_sentence() -> str:
    return p(
        "Intro",
        "{% if ontwerp %}**Voorstel:**{% else %}Je hebt{% endif %} "
        "{% if aantal.examens == aantal.klas %}**{{ aantal.examens|aantal('examen', 'examens') }}**, "
        "net zoveel als je klas."
        "{% elif aantal.examens %}**{{ aantal.examens|aantal('examen', 'examens') }} in plaats van {{ aantal.klas }}**."
        "{% else %}**geen examens**. Je klas heeft er {{ aantal.klas }}.{% endif %}"
        "{% if aantal.examens > 1 %} Nooit meer dan **{{ aantal.per_dag }} per dag**.{% endif %}"
        "{% if aantal.vrije_dagen %} **{{ aantal.vrije_dagen|aantal('dag', 'dagen') }}** zonder\u00a0examen."
        "{% endif %}",
    )


def _calendar() -> str:
    full = "Een volle balk is {{ volle_balk }} minuten, het meeste dat op een dag mag."
    return when(
        "weken",
        p("Heading2", "Je dagen en hoe zwaar ze zijn"),
        load_calendar("weken", "zes_dagen", "Je dagen en hoe zwaar ze zijn"),
        letter_key("letters", "ANW", full, WORDS),
    )


def _exams() -> str:
    date = p(
        "Tabeltekst",
        "{% if rij.datum %}**{{ (rij.datum|weekdag)[:2] }} {{ rij.datum|dag_maand }}**{% else %}geen examen{% endif %}",
    )
    hour = '{% if rij.tijd %}{{ rij.tijd }}{% elif rij.datum %}{{ rij.soort or "–" }}{% else %}–{% endif %}'
    kind = (
        '{% if rij.soort in ("mondeling", "praktijk", "toets") and rij.soort not in rij.anders %}, {{ rij.soort }}'
        "{% endif %}"
    )
    subject = p("Tabeltekst", soft_words("rij.vak_delen"), kind)
    row = data_row(EXAMS, date, hour, subject, '{{ rij.waar or "–" }}', _different())
    rows = each_row("rij", "examens", widths_of(EXAMS), row)
    return when("examens", p("Heading2", "Je examens"), data_table(EXAMS, rows, caption="Je examens"))


def _different() -> Xml:
    """The letter, what differs in a few words, and the note that the supervisor has too."""
    something = "(rij.was or rij.was_uur or rij.anders or rij.hulp)"
    was = (
        "{% if rij.was %}was {{ (rij.was|weekdag)[:2] }} {{ rij.was|dag_maand }}{% endif %}"
        "{% if rij.was_uur %}was {{ rij.was_uur|uur }}{% endif %}"
        "{% if (rij.was or rij.was_uur) and (rij.anders or rij.hulp) %}, {% endif %}"
    )
    words = was + '{{ (rij.anders + rij.hulp)|join(", ") }}' + f"{{% if not {something} %}}–{{% endif %}}"
    return Xml(
        when(f"{something} or not rij.nota", p("Tabeltekst", boxes("rij.letter", "ANW"), words))
        + when("rij.nota", p("Tabeltekst", "{{ rij.nota }}"))
    )


def _adaptations() -> str:
    """One adaptation is a sentence, several are a table."""
    row = data_row(ADAPTATIONS, "{{ rij.wat }}", AT, DECIDED)
    rows = each_row("rij", "meer_tijd + aanpassingen", widths_of(ADAPTATIONS), row)
    several = data_table(ADAPTATIONS, rows, caption="Redelijke aanpassingen")
    one = each("rij", "meer_tijd + aanpassingen", p("Normal", f"**{{{{ rij.wat }}}}** bij {AT} ({DECIDED})."))
    return when(
        "meer_tijd or aanpassingen",
        p("Heading2", "Redelijke aanpassingen"),
        when("(meer_tijd + aanpassingen)|length > 1", several, otherwise=(one,)),
    )


def _catch_up() -> str:
    days = (
        "**{% if moment.tot %}{{ moment.datum|weekdag|hoofdletter }} {{ moment.datum|dag_maand }} tot en met "
        "{{ moment.tot|datum }}{% else %}{{ moment.datum|datum|hoofdletter }}{% endif %}**: {{ moment.naam }}."
    )
    return when("inhaalmomenten", p("Heading2", "Inhaalmomenten"), each("moment", "inhaalmomenten", p("Normal", days)))


def _contents() -> str:
    row = data_row(CONTENTS, "{{ rij.vak }}", "{{ rij.tekst }}")
    rows = each_row("rij", "leerstof", widths_of(CONTENTS), row)
    return when("leerstof", p("Heading2", "Leerstof per vak"), data_table(CONTENTS, rows, caption="Leerstof per vak"))


def _on_the_day() -> str:
    """Only what the sheets know: no room, no phone number."""
    longer = point("Meer tijd", "Je extra tijd zit al in de uren van je rooster. Je mag altijd vroeger stoppen.")
    stop = point(
        "Even stoppen?",
        "{% if pauze %}Bij {{ pauze|lijst }} mag je een pauze nemen. {% else %}Gaat het even niet? {% endif %}"
        "Zeg het aan wie toezicht houdt. Je hoeft niet uit te leggen waarom.",
    )
    ill = point(
        "Ziek of te laat?",
        "Laat het weten aan het onthaal, voor je examen begint. {% if inhaalmomenten %}Inhalen kan op een "
        "inhaalmoment.{% elif mentor %}{{ mentor }} zoekt met jou een nieuwe dag.{% endif %}",
    )
    three, two = (agreements(*cells, caption="Op de dag zelf") for cells in ((longer, stop, ill), (stop, ill)))
    heading = when(
        "achterkant",
        p("Heading2", "Op de dag zelf", page_break=True),
        otherwise=(p("Heading2", "Op de dag zelf"),),
    )
    return when("examens", heading, when("extra_tijd", three, otherwise=(two,)))


def _what_counts() -> str:
    """It keeps with the signatures, so that these never stand on a page alone."""
    words = (
        "{% if aantal.examens == 1 %}Je examen telt mee. "
        "{% elif aantal.examens %}{% if weg %}Je{% else %}Al je{% endif %} {{ aantal.examens }} examens tellen mee. "
        "{% endif %}"
        "{% for rij in weg %}Het examen {{ rij.vak }} "
        '{% if rij.keuze == "gespreid" %}is gespreid: {{ rij.tekst or "je taken en toetsen tellen" }}'
        '{% else %}{% if rij.keuze == "niet inhalen" %}haal je niet in{% else %}valt weg{% endif %}'
        "{% if rij.tekst %}: {{ rij.tekst }}{% endif %}{% endif %}. {% endfor %}"
        "{% if weg %}Een examen dat wegvalt, is\u00a0geen\u00a0nul.{% endif %}"
    )
    return when("weg or aantal.examens", p("Heading2", "Wat telt mee?"), p("Normal", words, keep_next=True))
