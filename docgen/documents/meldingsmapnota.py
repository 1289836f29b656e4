"""Meldingsmapnota: what one group of readers must know and do for a student, until when, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docgen.columns import Sensitivity
from docgen.pages.page import staff_name
from docgen.privacy import Released
from docgen.spec import Audience, DocumentSpec

SENTENCE = re.compile(r"(?<=[.!?])\s+|[;\n]\s*")
NOT_TO_DO = re.compile(r"\b(niet|niets|niemand|geen|nooit)\b", re.IGNORECASE)


def derive(released: Released) -> Mapping[str, object]:
    """The names of the template meldingsmapnota.docx."""
    notes = sorted(released.of("Meldingen"), key=lambda note: note.on, reverse=True)
    return {
        "lezers": released.planned.subject,
        "geldig": {
            "van": min((note.on for note in notes), default=None),
            "tot": max((note.valid_until for note in notes), default=None),
        },
        "auteurs": list(dict.fromkeys(staff_name(released, note.author) for note in notes)),
        "meldingen": [_note(released, note) for note in notes],
    }


def _note(released: Released, note: Any) -> dict[str, Any]:
    """One note: its first sentence is the core; what to do stands apart from what not to do or ask."""
    core, *rest = _sentences(note.text)
    advice = _sentences(note.action)
    return {
        "datum": note.on,
        "auteur": staff_name(released, note.author),
        "functie": _function(released, note.author),
        "tot": note.valid_until,
        "kern": core,
        "meer": rest,
        "doen": [sentence for sentence in advice if not NOT_TO_DO.search(sentence)],
        "niet_doen": [sentence for sentence in advice if NOT_TO_DO.search(sentence)],
    }


def _sentences(text: str | None) -> list[str]:
    """The sentences of a text, each with a capital and its end."""
    found = [part.strip() for part in SENTENCE.split(text or "") if part.strip(" .")]
    return [part[0].upper() + part[1:] + ("" if part[-1] in ".!?" else ".") for part in found]


def _function(released: Released, code: str) -> str:
    return next((", ".join(member.functions) for member in released.of("Personeel") if member.code == code), "")


SPEC = DocumentSpec(
    name="meldingsmapnota",
    title="Nota voor de meldingsmap",
    code="ME",
    audience=Audience.NOTES,
    ceiling=Sensitivity.M,
    per="readers",
    drafts=False,
    fields={
        "School": ("Onderwerp", "Code", "Waarde"),
        "Leerlingen": ("Leerling-ID", "Familienaam", "Voornaam", "Klas"),
        "Personeel": ("Code", "Naam", "Functie"),
        "Meldingen": ("Leerling-ID", "Datum", "Auteur", "Voor wie", "Melding", "Wat doen", "Geldig tot"),
    },
    needs=("Leerlingen", "Meldingen"),
    adds=("School", "Personeel"),
    derive=derive,
)
