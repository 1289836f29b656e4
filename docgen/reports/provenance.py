"""`docgen explain DOCUMENT.docx`: per paragraph or table row of a made document the cells it comes from. No values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docgen.answers import Explained
from docgen.changes.provenance import Block
from docgen.findings import CellRef
from docgen.messages import ARROW, Catalogue, catalogue, container, inside
from docgen.reports.json import SCHEMA, place_of
from docgen.reports.plain import without_signs


def as_text(found: Explained, lang: str = "nl") -> str:
    """The whole answer: what to know of the document, then each block below the heading that it stands under."""
    texts = catalogue(lang)
    rows = [found.path, *(texts.say(f"provenance.{remark}") for remark in found.remarks)]
    heading = ""
    for block in found.blocks:
        if block.heading != heading:
            heading = block.heading
            rows += ["", *([heading] if heading else [])]
        rows += _block(texts, block)
    return without_signs("\n".join(rows)) + "\n"


def as_plain(found: Explained, lang: str = "nl") -> dict[str, Any]:
    """The whole of `docgen explain DOCUMENT.docx --json`."""
    blocks = [
        {
            "at": inside(catalogue(lang), [block.place]),
            "heading": block.heading,
            "cells": [place_of(cell, lang) for cell in block.cells],
            "possible": [place_of(cell, lang) for cell in block.possible],
            "rests_on": [place_of(row, lang) for row in block.rests_on],
            "derived": block.derived,
        }
        for block in found.blocks
    ]
    return {"schema": SCHEMA, "path": found.path, "remarks": list(found.remarks), "blocks": blocks}


def _block(texts: Catalogue, block: Block) -> list[str]:
    rows = [f"  {inside(texts, [block.place])}"]
    for key, places in (("from", block.cells), ("possible", block.possible)):
        rows += [f"    {texts.say(f'provenance.{key}', place=line)}" for line in _by_sheet(texts, places)]
    if block.rests_on:
        rows += [f"    {texts.say('provenance.rests_on', place=line)}" for line in _by_sheet(texts, block.rests_on)]
    elif block.derived:
        rows.append(f"    {texts.say('provenance.derived')}")
    return rows


def _by_sheet(texts: Catalogue, places: Sequence[CellRef]) -> list[str]:
    """'4_zorg.xlsx › Maatregelen › E5 (Wat)': a line per sheet and column."""
    together: dict[tuple[str, str, str], list[CellRef]] = {}
    for place in places:
        together.setdefault((place.file, place.sheet, place.heading), []).append(place)
    return [ARROW.join([*container(texts, group[0]), inside(texts, group)]) for group in together.values()]
