"""meldingsmapnota.docx: for staff only; per note the core in one sentence, then what to do and what not."""

from __future__ import annotations

from docgen.style.blocks import agreement, agreements, end, fact, key_facts, title
from docgen.style.frame import staff_frame
from docgen.style.package import document
from docgen.style.text import Xml, each, p, when
from docgen.style.tokens import columns
from templates.source._shared import MAY, NAME, STUDENT, until


def build() -> bytes:
    """The template."""
    body = title("Nota voor de meldingsmap", NAME) + _facts() + each("m", "meldingen", _note()) + _rules()
    return document(body + end(), staff_frame())


def _facts() -> Xml:
    return key_facts(
        columns(66, 50, 54),
        fact("Geldig van", "{{ geldig.van|datum }}", until()),
        fact("Voor wie", "{{ lezers|hoofdletter }}"),
        fact("Wie volgt op", "{{ auteurs|lijst }}"),
    )


def _note() -> Xml:
    by = "{{ m.auteur }}{% if m.functie %}, {{ m.functie }}{% endif %}"
    do = agreement("Wat je doet", each("zin", "m.doen", p("Normal", "{{ zin }}")), when("not m.doen", p("Normal", "–")))
    not_do = agreement(
        "Wat je niet doet of vraagt",
        each("zin", "m.niet_doen", p("Normal", "{{ zin }}")),
        when("not m.niet_doen", p("Normal", "–")),
    )
    return Xml(
        p("Heading2", "{% if meldingen|length > 1 %}Melding van {{ m.datum|datum }}{% else %}De melding{% endif %}")
        + p("Intro", "**{{ m.kern }}**")
        + each("zin", "m.meer", p("Normal", "{{ zin }}"))
        + when("m.doen or m.niet_doen", agreements(do, not_do, caption="Wat je doet en wat je niet doet"))
        + p("Klein", f"Geschreven door {by}, op {{{{ m.datum|datum }}}}. Geldig tot en met {{{{ m.tot|datum }}}}.")
    )


def _rules() -> Xml:
    """What holds for every note. Source: domain.md 4.7 and F46, the student may ask to see it."""
    talking = p(
        "Tabeltekst",
        "Enkel met wie deze nota ook kreeg. Vraagt {{ leerling.voornaam }}{% if not meerderjarig %} of een ouder"
        "{% endif %} ernaar? Verwijs naar {{ auteurs|lijst }}.",
    )
    reading = p(
        "Tabeltekst",
        f"{STUDENT} {MAY} vragen om ze in te zien. Schrijf er dus niets bij wat niet gelezen mag worden.",
    )
    keeping = p(
        "Tabeltekst", "In de meldingsmap, nooit in de map zorg. Geef ze niet door aan een andere school of aan derden."
    )
    return p("Heading2", "Wat je met deze nota doet") + agreements(
        agreement("Met wie praat je hierover?", talking),
        agreement("Wie mag ze lezen?", reading),
        agreement("Waar bewaar je ze?", keeping),
        caption="Goed om te weten",
    )
