"""`docgen exams propose`: where the form goes, what it says, the exit status, and the same as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.cli import main
from tests.building import edited, more
from tests.spreading.solving import needs_solver
from tests.spreading.test_proposing import BACK, MAY
from tests.worked_example import project

AWAY = "L0231-2 | NAFT |  |  | rust |  | 16/06/2026 | 30/06/2026 |  |  | MVB |"


Outcome = tuple[int, str, list[str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command on a folder: exit status, stdout and the lines of stderr."""

    def once(folder: Path, *words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["docgen", "--project", str(folder), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out, said.err.splitlines()

    return once


def test_a_proposal_is_a_form_with_the_reason_of_each_move(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    here = project(
        tmp_path, today=MAY, Maatregelen=more("Maatregelen", BACK.format("12/06/2026")), Examenaanpassingen=""
    )
    made = tmp_path / "outputs" / "formulieren" / "examens_L0231-2.xlsx"
    assert run(here, "exams", "propose", "--leerling", "L0231") == (
        0,
        f"{made}\n",
        [
            "L0231-2: 2 examens verschuiven, 2 blijven staan. Een goed voorstel; met --optimaal rekent docgen na of "
            "het beter kan.",
            "  FRA kan niet blijven op woensdag 10 juni om 8.30 u.: er zijn geen evaluaties tot en met vrijdag 12 "
            "juni. Voorstel: woensdag 17 juni om 8.30 u. in B204, toezicht nog te kiezen.",
            "  WIS kan niet blijven op vrijdag 12 juni om 8.30 u.: er zijn geen evaluaties tot en met vrijdag 12 "
            "juni. Voorstel: dinsdag 16 juni om 8.30 u. in B204, toezicht nog te kiezen.",
            f"  Kijk het formulier na, pas aan wat anders moet, en zet het in de map inputs: {made}",
            "Dit is een voorstel. De klassenraad beslist.",
        ],
    )
    assert made.is_file()


def test_nothing_to_move_makes_no_form(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    here = project(tmp_path, today=MAY)
    said = "L0231-2: alle 3 examens kunnen blijven staan."
    assert run(here, "exams", "propose", "--klas", "4WEWIb") == (0, "", [said])
    assert not (tmp_path / "outputs" / "formulieren").exists()


def test_the_same_as_json_and_without_a_form(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    here = project(
        tmp_path, today=MAY, Maatregelen=more("Maatregelen", BACK.format("10/06/2026")), Examenaanpassingen=""
    )
    status, out, said = run(here, "exams", "propose", "--leerling", "L0231-2", "--json", "--dry-run")
    assert (status, said) == (0, [])
    (proposal,) = json.loads(out)["proposals"]
    (move,) = proposal.pop("moves")
    assert proposal == {
        "student": "L0231",
        "trajectory": "L0231-2",
        "gave_way": False,
        "form": "",
        "falls_away": [],
        "kept": 3,
        "cost": 104,
        "proven": False,
        "findings": [],
    }
    assert move == {
        "subject": "FRA",
        "kind": "schriftelijk",
        "date": "2026-06-10",
        "to": {"date": "2026-06-11", "time": "08:30", "minutes": 135},
        "room": "B204",
        "supervisor": "",
        "rules": ["quiet"],
        "reason": "FRA kan niet blijven op woensdag 10 juni om 8.30 u.: er zijn geen evaluaties tot en met woensdag "
        "10 juni. Voorstel: donderdag 11 juni om 8.30 u. in B204, toezicht nog te kiezen.",
    }
    assert not (tmp_path / "outputs" / "formulieren").exists()


@needs_solver()
def test_when_nothing_fits_the_rules_that_clash_are_told(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    rows = more("Maatregelen", BACK.format("15/06/2026") + "\n" + AWAY)
    here = project(tmp_path, today=MAY, Maatregelen=rows, Examenaanpassingen="")
    assert run(here, "exams", "propose", "--leerling", "L0231") == (
        1,
        "",
        [
            "L0231-2: er is geen voorstel.",
            "  Deze 2 regels laten samen geen rooster toe. Zonder één ervan, welke ook, kan het wel:",
            "  - Er zijn geen evaluaties tot en met maandag 15 juni (Maatregelen, Evaluatievrij tot).",
            "  - Tijdens de time-out zijn er geen examens (Maatregelen).",
        ],
    )
    _, out, _ = run(here, "exams", "propose", "--leerling", "L0231", "--json")
    (said,) = json.loads(out)["impossible"]
    assert [[rule["rule"] for rule in one] for one in said["clashes"]] == [["quiet", "away"]]
    assert said["give_up"] == []


@needs_solver()
def test_two_clashes_are_told_one_after_the_other_with_what_ends_both(
    tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    here = project(tmp_path, today=MAY, Examenrooster=edited("Examenrooster", G3="600"), Examenaanpassingen="")
    assert run(here, "exams", "propose", "--leerling", "L0231") == (
        1,
        "",
        [
            "L0231-2: er is geen voorstel.",
            "  Deze regel laat geen rooster toe:",
            "  - Een dag telt hoogstens 300 minuten examen (School of --minuten).",
            "  Los daarvan laat ook deze regel geen rooster toe:",
            "  - Een examen eindigt ten laatste om 14.35 u., ook met extra tijd (School, lesuren).",
            "  Het kan wel zonder deze 2 regels samen:",
            "  - Een examen eindigt ten laatste om 14.35 u., ook met extra tijd (School, lesuren).",
            "  - Een dag telt hoogstens 300 minuten examen (School of --minuten).",
        ],
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "Fout: zeg over wie het gaat: --leerling L0231 of --klas 4A."),
        ("--leerling L0999", "Fout: 'L0999' is geen leerling, traject of klas in de werkboeken."),
        ("--klas 9Z", "Fout: '9Z' is geen leerling, traject of klas in de werkboeken."),
    ],
)
def test_what_is_asked_wrongly_is_told(tmp_path: Path, run: Callable[..., Outcome], words: str, line: str) -> None:
    status, out, said = run(project(tmp_path, today=MAY), "exams", "propose", *words.split())
    assert (status, out, said[0]) == (2, "", line)


def test_the_best_without_the_solver_is_refused_in_words(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['ortools'] = None; from docgen.cli import main; main()"
    words = ("--project", str(project(tmp_path, today=MAY)), "exams", "propose", "--klas", "4WEWIb", "--optimaal")
    done = subprocess.run([sys.executable, "-c", hide, *words], capture_output=True, text=True)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "Fout: voor --optimaal is OR-tools nodig. Installeer docgen met de extra 'solver'; zonder --optimaal werkt het "
        "ook.",
    )
