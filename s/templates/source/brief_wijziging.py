"""brief-wijziging.docx: a ratified version that replaces an earlier one: what holds from then on."""

from __future__ import annotations

from templates.source._letter import both
from templates.source.brief_bevestiging import decided


def build() -> bytes:
    """The template."""
    title = both("Het plan voor {{ leerling.voornaam }} verandert", "Je plan verandert")
    sentence = both(
        "Vanaf {{ geldig.van|datum }} geldt voor {{ leerling.voornaam }} een nieuw plan. Het komt in de plaats van het "
        "vorige.",
        "Vanaf {{ geldig.van|datum }} geldt voor jou een nieuw plan. Het komt in de plaats van het vorige.",
    )
    return decided(title, sentence, "Wat geldt vanaf dan?")
