"""`docgen new-document`: a new type of document is found, built and tested without telling anything about it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OVER_ALL = ("tests/test_spec.py", "tests/test_templates.py", "tests/test_privacy.py", "tests/test_workshop.py")
SELECTED = "reis-plan or paragraph"  # what has the name of a document, and what goes over the paragraphs of all
FILES = ("docgen/documents/reis_plan.py", "templates/source/reis_plan.py", "templates/reis-plan.docx")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which the document reis-plan was begun."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("docgen", "templates", "tests", "inputs", "benchmarks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "cases"))
    for name in ("docgen.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    done = run(root, "-m", "docgen.cli", "new-document", "reis-plan")
    assert (done.returncode, done.stdout.split()) == (0, [str(root / name) for name in FILES])
    return root


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Python that knows the copy only."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_the_example_school_is_built_with_the_new_document(copy: Path) -> None:
    done = run(copy, "-m", "docgen.cli", "build", "--only", "document=reis-plan")
    made = sorted(path.parent.name for path in (copy / "outputs").rglob("reis-plan_*.docx"))
    assert (done.returncode, set(made)) == (0, {"klassenraad", "zorg"})


def test_the_template_is_what_make_gives(copy: Path) -> None:
    before = (copy / FILES[2]).read_bytes()
    assert run(copy, "templates/make.py").returncode == 0
    assert (copy / FILES[2]).read_bytes() == before


def test_the_tests_over_all_documents_run_over_it_and_pass(copy: Path) -> None:
    done = run(copy, "-m", "pytest", "-vv", "-n", "0", "-p", "no:cacheprovider", "-k", SELECTED, *OVER_ALL)
    found = re.findall(r"^tests/(\w+)\.py::\w+\[.*reis-plan.*\] (\w+)", done.stdout, re.M)
    assert done.returncode == 0, done.stdout
    assert {file for file, _ in found} == {"test_privacy", "test_templates", "test_workshop"}
    assert {outcome for _, outcome in found} <= {"PASSED", "SKIPPED"}


def test_the_new_files_are_as_the_house_writes_them(copy: Path) -> None:
    done = run(copy, "-m", "ruff", "check", "--no-cache", *FILES[:2])
    form = run(copy, "-m", "ruff", "format", "--no-cache", "--check", *FILES[:2])
    assert (done.returncode, form.returncode) == (0, 0), done.stdout + form.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("reis-plan", "er is al een document 'reis-plan'. Kies een andere naam."),
        ("lesrooster", "er is al een document 'lesrooster'. Kies een andere naam."),
        ("../x", "'../x' kan geen naam zijn. Schrijf kleine letters, cijfers en streepjes: reisplan of brief-reis."),
    ],
)
def test_a_name_that_cannot_be_is_refused(copy: Path, name: str, said: str) -> None:
    done = run(copy, "-m", "docgen.cli", "new-document", name)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"Fout: {said}")


def test_an_installed_docgen_says_where_it_is_possible(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy / "docgen", tmp_path / "docgen")
    done = run(tmp_path, "-m", "docgen.cli", "new-document", "reis-plan-2")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "Fout: new-document schrijft in de broncode van docgen, en die staat hier niet. "
        "Haal ze op (git clone), en zie CONTRIBUTING.md.",
    )
