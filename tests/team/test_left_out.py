"""Who is not counted is said on the paper, before or after the figures; nobody missing is not mentioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.authors import sample
from docgen.fill import fill
from docgen.spec import document
from docgen.template import compile_template
from tests.documents import as_text

TEMPLATES = Path(__file__).parents[2] / "templates"
WORDS = {
    "cel": "{} niet mee: de gegevens zijn niet in orde.",
    "zelfevaluatie": "{} niet mee: de gegevens zijn niet in orde. De cijfers zijn daardoor te laag.",
}


@pytest.mark.parametrize("name", sorted(WORDS))
@pytest.mark.parametrize(
    ("missing", "words"),
    [(0, None), (1, "1 leerling telt"), (3, "3 leerlingen tellen")],
    ids=["nobody", "one", "three"],
)
def test_a_paper_that_counts_says_whom_it_does_without(name: str, missing: int, words: str | None) -> None:
    template = compile_template((TEMPLATES / f"{name}.docx").read_bytes(), name=f"{name}.docx")
    page = {**sample.views(document(name))[0], "niet_getoond": missing}
    text = as_text(fill(template, page, title=name, creator="docgen"))
    told = [line.partition(": ")[2] for line in text.splitlines() if " niet mee" in line]
    assert told == ([WORDS[name].format(words)] if words else [])
