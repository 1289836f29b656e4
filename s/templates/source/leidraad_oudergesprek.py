"""leidraad-oudergesprek.docx: before, during and after a talk with parents; the themes as a list to tick."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.style.blocks import agreement, agreements, end, fact, key_facts, quote, title
from docgen.style.frame import LATER_SHARED, frame
from docgen.style.package import document
from docgen.style.tables import Column, data_row, data_table, each_row, whole, widths_of
from docgen.style.text import Xml, air, each, p, when
from docgen.style.tokens import TEXT_WIDTH, columns, dxa

THEMES = (Column("Thema", dxa(64)), Column("Een vraag om mee te openen", TEXT_WIDTH - dxa(90)),
          Column("Besproken", dxa(26)))  # fmt: skip
ROLES = (Column("Wie", dxa(44)), Column("Doet in het gesprek", dxa(63)),
         Column("Doet nadien", TEXT_WIDTH - dxa(107)))  # fmt: skip
PLAN = (Column("Wanneer", dxa(40)), Column("Gesprek", dxa(42)), Column("Waarover", TEXT_WIDTH - dxa(82)))
MOMENTS = (
    ("zodra er een vermoeden is", "signaleren", "Leraren en ouders leggen naast elkaar wat ze zien."),
    ("daarna", "eerste gesprek", "Luisteren, uitleggen, voorbeelden tonen, eerste stappen."),
    ("1 tot 3 keer per schooljaar", "opvolggesprek", "Wat werkt, wat niet, wat passen we aan?"),
    ("einde schooljaar", "evaluatie", "Op school; met de ouders als dat helpt."),
)
TEAM = (
    ("Klastitularis", "Vertelt wat er in de klas gebeurt, met voorbeelden.", "Brengt de leraren op de hoogte."),
    ("Leerlingenbegeleider of mentor", "Leidt het gesprek en bewaakt de tijd.", "Schrijft het verslag."),
    ("Zorgcoördinator of directie", "Legt uit wat de school kan doen.", "Brengt een vraag naar de klassenraad."),
    ("Ouders", "Vertellen wat ze thuis zien en wat hun kind nodig heeft.", "Lezen het verslag na en vullen aan."),
    ("Leerling", "Is erbij als het kan. Zegt zelf wat helpt.", "Weet wat afgesproken is."),
)
OPENINGS = (
    "Waar is je kind goed in? Waar zijn jullie trots op?",
    "Wat wil je dat wij zeker weten?",
)


def build() -> bytes:
    """The template."""
    body = (
        title("Leidraad voor het oudergesprek", "voor leraren en begeleiders")
        + _facts()
        + p("Intro", "Elk gesprek begint met **luisteren** en eindigt met **een afspraak**: wie doet wat, en wanneer.")
        + p("Heading2", "Waarom een leidraad?")
        + p("Normal", _WHY)
        + p("Heading2", "Vóór het gesprek")
        + _before()
        + p("Heading2", "Zo open je het gesprek")
        + "".join(quote(f"“{words}”") for words in OPENINGS)
        + p("Heading2", "Tijdens het gesprek")
        + _during()
        + p("Heading2", "Na het gesprek")
        + p("Normal", _AFTER)
        + p("Heading2", "Wanneer praten we?")
        + _table(PLAN, MOMENTS, "De gesprekken in een schooljaar")
        + _themes()
        + p("Heading2", "Wie neemt welke rol op?")
        + _table(ROLES, TEAM, "Rollen in het gesprek")
        + end()
    )
    return document(body, frame(later=LATER_SHARED))


_WHY = (
    "Ouders horen van iedereen op school hetzelfde, in dezelfde woorden. School en ouders zoeken samen wat de leerling "
    "nodig heeft. De leidraad past bij elke stap van de zorg."
)
_AFTER = (
    "Schrijf dezelfde week op wat afgesproken is: wat, wie, tegen wanneer. De ouders krijgen het verslag en mogen het "
    "aanvullen. Zet in het verslag enkel wat ouders en leerling mogen lezen."
)


def _facts() -> Xml:
    return key_facts(
        columns(56, 57, 57),
        fact("Hoe vaak", "1 tot 3 keer per schooljaar"),
        fact("Thema’s", "{{ aantal.themas }}, niet alle in één gesprek"),
        fact("Vragen?", '{{ contact or "de leerlingenbegeleiding" }}'),
    )


def _before() -> Xml:
    return agreements(
        agreement("Zoek gegevens", _text("Toetsen, taken, wat leraren zien. Feiten, geen oordeel.")),
        agreement("Kies voorbeelden", _text("Twee dingen die goed gaan. Eén ding dat moeilijk gaat, met wat helpt.")),
        agreement("Spreek af wie er is", _text("Wie leidt, wie schrijft? Vraag de leerling wat gezegd mag worden.")),
        caption="Vóór het gesprek",
    )


def _during() -> Xml:
    return Xml(
        agreements(
            agreement("Luister", _text("Laat de ouders eerst vertellen. Vat samen wat je hoorde.")),
            agreement("Wees kort en concreet", _text("Eén voorbeeld zegt meer dan een label. Gebruik gewone woorden.")),
            agreement("Toon het", _text("Teken de zorgladder of de leerkuil. Een beeld helpt om samen te kijken.")),
            caption="Tijdens het gesprek",
        )
        + air()
        + agreements(
            agreement("Begin met sterktes", _text("Zeg eerst wat goed gaat, en waaraan je dat ziet.")),
            agreement("Vraag naar noden", _text("Niet: wat heeft je kind? Wel: wat heeft je kind nodig?")),
            agreement("Rond af", _text("Wie doet wat, tegen wanneer? Wanneer zien we elkaar terug?")),
            caption="Tijdens het gesprek, vervolg",
        )
    )


def _text(words: str) -> Xml:
    return p("Tabeltekst", words)


def _themes() -> Xml:
    """The themes by group; a box to tick is a sign of the font, the word stands in the head."""
    heads = (Column("{{ g.titel }}", THEMES[0].width), *THEMES[1:])
    row = data_row(heads, "{{ t.thema|hoofdletter }}", "{{ t.vraag }}", "□")
    one = data_table(heads, each_row("t", "g.themas", widths_of(heads), row), caption="{{ g.titel }}")
    return when(
        "groepen",
        p("Heading2", "De thema’s", page_break=True),
        p("Normal", "Kies op voorhand. Wat ouders zelf aanbrengen, gaat voor."),
        each("g", "groepen", one, air()),
    )


def _table(heads: Sequence[Column], rows: Sequence[tuple[str, ...]], caption: str) -> Xml:
    made = whole(*(data_row(heads, f"**{first}**", *rest) for first, *rest in rows))
    return data_table(heads, made, caption=caption)
