"""`docgen form`: where the workbook goes, and what it says when it cannot be made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.worked_example import project


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    """Exit status, stdout and the first line of stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "docgen.cli", "--project", str(folder), "form", *words], capture_output=True, text=True
    )
    return done.returncode, done.stdout.strip(), done.stderr.partition("\n")[0]


def test_a_form_goes_to_outputs_and_never_over_another(tmp_path: Path) -> None:
    here = project(tmp_path, today="2026-03-01")
    words = ("weekrooster", "L0231-1", "--van", "16/03/2026", "--tot", "2026-03-27")
    made = tmp_path / "outputs" / "formulieren" / "weekrooster_L0231-1_2026-03-16"
    assert run(here, *words) == (0, f"{made}.xlsx", "")
    assert run(here, *words) == (0, f"{made}_2.xlsx", "")
    assert run(here, *words, "--out", f"{made}.xlsx") == (
        2,
        "",
        f"Fout: '{made}.xlsx' bestaat al. Kies een andere naam.",
    )


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        ("weekroster L0231-1", 2, "Fout: het formulier 'weekroster' bestaat niet. Bedoelde u 'weekrooster'?"),
        ("doelen L0231-1", 2, "Fout: het formulier doelen heeft '--vak' nodig."),
        ("examens L0231-2 --vak WIS", 2, "Fout: het formulier examens kent '--vak' niet."),
        ("traject", 2, "Fout: het formulier traject heeft 'Leerling-ID' nodig."),
        (
            "examens L0231-9",
            1,
            'FOUT B02 Trajecten: "L0231-9" staat niet in het blad Trajecten. Bedoelde u L0231-2? Verbeter het nummer.',
        ),
        (
            "traject L0291",
            1,
            'FOUT B01 Leerlingen: "L0291" staat niet in het blad Leerlingen. Bedoelde u L0231? '
            "Verbeter de ID, of voeg de leerling toe in het blad Leerlingen.",
        ),
    ],
)
def test_what_is_asked_wrongly_is_told(tmp_path: Path, words: str, status: int, line: str) -> None:
    assert run(project(tmp_path), *words.split()) == (status, "", line)
