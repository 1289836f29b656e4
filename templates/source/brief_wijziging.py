"""brief-wijziging.docx: a ratified version that replaces an earlier one: what holds from then on."""

from __future__ import annotations

from templates.source._letter import both
from templates.source.brief_bevestiging import decided


def build() -> bytes:
    """The template."""
    title = both("Het plan voor {{ leerling.voornaam }} verandert", "Je plan verandert")
    sentence = both(
        "Vanaf {{ geldig.van|datum }} geldt een nieuw plan voor {{ leerling.voornaam }}. Het vervangt het vorige.",
        "Vanaf {{ geldig.van|datum }} geldt een nieuw plan voor jou. Het vervangt het vorige.",
    )
    return decided(title, sentence, "Wat geldt vanaf dan?")
