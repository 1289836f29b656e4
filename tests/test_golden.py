"""The documents of the worked example as text, so that a change in what people read shows in a diff.

`pytest tests/test_golden.py --update-golden` writes the files anew; look at the diff before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import pipeline, spec
from docgen.project import Project
from tests.documents import as_text
from tests.worked_example import ROWS, STAGES, project

CASES = Path(__file__).parent / "cases"
LATE = dict.fromkeys(("op-de-agenda", "stopgezet"), ("brief", "akkoord", "leerlingakkoord", "stappenplan"))
LATE["varianten"] = ("vergelijking",)
"""Stages of which only documents whose names begin so are kept: the others read there as they do elsewhere."""
SECOND_STUDENT = "L0232"


@pytest.fixture(scope="module", params=sorted(STAGES))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The worked example built at one stage; of a second student only what is about that one."""
    stage, kept = STAGES[request.param], LATE.get(request.param, ("",))
    folder = project(tmp_path_factory.mktemp("golden"), today=stage.today, **stage.rows(ROWS))
    pipeline.build(
        Project(folder),
        only=lambda planned: (
            planned.spec.name.startswith(kept)
            and planned.student in ((SECOND_STUDENT,) if stage.second else (planned.student,))
        ),
    )
    return request.param, folder / "outputs"


def test_documents_read_as_before(case: tuple[str, Path], pytestconfig: pytest.Config) -> None:
    name, outputs = case
    made = {
        path.relative_to(outputs).with_suffix(".txt"): as_text(path.read_bytes()) for path in outputs.rglob("*.docx")
    }
    if pytestconfig.getoption("--update-golden"):
        for old in (CASES / name).rglob("*.txt"):
            old.unlink()
        for path, text in made.items():
            (CASES / name / path).parent.mkdir(parents=True, exist_ok=True)
            (CASES / name / path).write_text(text, encoding="utf-8")
    kept = {path.relative_to(CASES / name): path.read_text(encoding="utf-8") for path in (CASES / name).rglob("*.txt")}
    assert made == kept


def test_every_document_type_has_a_golden_case() -> None:
    kept = {path.name.partition("_")[0] for path in CASES.rglob("*.txt")}
    assert kept == set(spec.documents())
