"""brief-uitnodiging.docx: come and talk: why, when, what to think of beforehand, and a slip to answer."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, end, fact, key_facts
from docgen.style.frame import frame
from docgen.style.letter import choices
from docgen.style.package import document
from docgen.style.text import Xml, p, when
from docgen.style.tokens import columns
from templates.source._letter import QUESTIONS, both, closing, head, slip


def build() -> bytes:
    """The template."""
    title = both("Kom praten over {{ leerling.voornaam }}", "Kom met ons praten")
    body = head(title) + _why() + _when() + _prepare() + closing() + _answer() + end()
    return document(body, frame())


def _why() -> Xml:
    first = both(
        "We willen graag samen bekijken hoe het gaat met {{ leerling.voornaam }} op school. U kent uw kind het best. "
        "Daarom nodigen we u uit voor een gesprek.",
        "We willen graag samen bekijken hoe het met je gaat op school. Jij weet dat het best. "
        "Daarom nodigen we je uit voor een gesprek.",
    )
    refused = both(
        "Niet iedereen is akkoord met het voorstel voor {{ leerling.voornaam }}. Dat mag. De school legt niets op. "
        "We praten graag verder, en zoeken samen wat wel kan.",
        "Niet iedereen is akkoord met het voorstel voor jou. Dat mag. De school legt niets op. "
        "We praten graag verder, en zoeken samen wat wel kan.",
    )
    review = both(
        "Het plan voor {{ leerling.voornaam }} loopt sinds {{ sinds|datum_lang }}. Nu kijken we samen terug: wat gaat "
        "goed, en wat kan beter?",
        "Je plan loopt sinds {{ sinds|datum_lang }}. Nu kijken we samen terug: wat gaat goed, en wat kan beter?",
    )
    return (
        when('aanleiding == "kennismaking"', p("Intro", first))
        + when('aanleiding == "geen_akkoord"', p("Intro", refused))
        + when('aanleiding == "evaluatie"', p("Intro", review))
    )


def _when() -> Xml:
    day = "{% if gesprek_op %}{{ gesprek_op|datum }}{% else %}…… / …… / 20……{% endif %}"
    company = both("{{ leerling.voornaam }} mag ook mee", "je mag iemand meebrengen")
    return key_facts(
        columns(50, 34, 32, 54),
        fact("Wanneer", day, p("Tabeltekst", "om ………… u.")),
        fact("Hoelang", "ongeveer ……… min."),
        fact("Waar", "lokaal …………"),
        fact("Met wie", "{{ mentor or school.naam }}", p("Tabeltekst", company)),
        caption="Afspraak",
    )


def _prepare() -> Xml:
    good = both("Waar is {{ leerling.voornaam }} sterk in? Wat lukt er thuis?", "Waar ben je sterk in? Wat lukt?")
    hard = both("Wat vraagt veel moeite? Wanneer vooral?", "Wat vraagt veel moeite? Wanneer vooral?")
    helps = both(
        "Wat hielp vroeger al? Wat wenst u voor {{ leerling.voornaam }}?", "Wat hielp vroeger al? Wat wil je zelf?"
    )
    bring = both(
        "U mag iemand meebrengen, ook iemand die vertaalt. U kiest zelf wat u vertelt.",
        "Je mag iemand meebrengen. Je kiest zelf wat je vertelt.",
    )
    return (
        p("Heading2", "Denk al eens na over")
        + agreements(
            agreement("Wat goed gaat", p("Tabeltekst", good)),
            agreement("Wat moeilijk is", p("Tabeltekst", hard)),
            agreement("Wat helpt", p("Tabeltekst", helps)),
            caption="Denk al eens na over",
        )
        + p("Slotzin", bring + " " + QUESTIONS, keep_next=True)
    )


def _answer() -> Xml:
    return slip(
        "Mijn antwoord",
        choices(
            "Ik kom.",
            "Ik kan dan niet. Dit past wel: ……………………………………………………………………",
            "Ik praat liever aan de telefoon, op het nummer: ………………………………………",
            "Ik kom liever niet.",
        ),
    )
