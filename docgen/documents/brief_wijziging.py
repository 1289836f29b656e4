"""Brief: wijziging. The council ratified a version that replaces an earlier one: what holds from then on."""

from __future__ import annotations

from dataclasses import replace

from docgen.documents.brief_bevestiging import SPEC as CONFIRMATION
from docgen.pages.letters import follows

SPEC = replace(
    CONFIRMATION,
    name="brief-wijziging",
    title="Wijziging van een plan",
    code="BW",
    asked=follows,
)
