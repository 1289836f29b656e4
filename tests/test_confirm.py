"""A finding that holds is lifted by somebody who may, for one text, and never a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Effect, Severity
from docgen.messages import sentence
from docgen.pipeline import Checked
from tests.building import checked, edited, more, statuses
from tests.telling import line

HELD = {"Trajecten": edited("Trajecten", O5="heeft baat bij rust na de kine")}
FOLDER = "zorgfolder_L0231"


def code(result: Checked) -> str:
    (mark,) = {finding.fingerprint for finding in result.findings if finding.fingerprint}
    return mark


def confirmed(folder: Path, mark: str, by: str = "KDW", on: str = "29/06/2026", **changed: str) -> Checked:
    return checked(folder, Bevestigingen=f"{mark} | {by} | {on} | nagekeken met de ouders", **{**HELD, **changed})


def told(result: Checked) -> list[str]:
    return [line(finding) for finding in result.findings if finding.code in ("G08", "A13")]


def test_a_held_text_has_a_code_and_waits(tmp_path: Path) -> None:
    result = checked(tmp_path, **HELD)
    assert told(result) == [
        "G08.therapie te bevestigen Trajecten!O5 (kind=therapie, word=7) block: "
        "hervattingsplan lesrooster time-outplan zorgfolder for L0231-2"
    ]
    assert (code(result), statuses(result)[FOLDER]) == ("G08-394678", "geblokkeerd")


@pytest.mark.parametrize("by", ["KDW", "MVB"])
def test_a_confirmation_turns_it_into_a_remark(tmp_path: Path, by: str) -> None:
    result = confirmed(tmp_path, code(checked(tmp_path, **HELD)), by)
    (finding,) = [finding for finding in result.findings if finding.code == "G08"]
    assert (finding.severity, finding.case, finding.effect) == (Severity.NOTE, "confirmed", Effect.NONE)
    assert finding.fingerprint == "G08-394678"
    assert statuses(result)[FOLDER] == "definitief"
    assert str(sentence(finding)) == (
        "school.xlsx › Trajecten › O5 (Drempels en afspraken): Deze tekst is nagekeken en bevestigd. "
        "U hoeft niets te doen."
    )


def test_a_teacher_who_is_the_mentor_of_a_trajectory_confirms(tmp_path: Path) -> None:
    rows = edited("Trajecten", O5="heeft baat bij rust na de kine", H4="JVP")
    result = confirmed(tmp_path, "G08-394678", "JVP", Trajecten=rows)
    assert [finding.case for finding in result.findings if finding.code in ("G08", "A13")] == ["confirmed"]


def test_the_code_is_of_the_text_and_not_of_the_row(tmp_path: Path) -> None:
    rows = HELD["Trajecten"].splitlines()
    moved = checked(tmp_path, Trajecten="\n".join(reversed(rows)))
    assert code(moved) == "G08-394678"
    other = checked(tmp_path, Trajecten=edited("Trajecten", O5="heeft baat bij rust voor de kine"))
    assert code(other) != "G08-394678"


def test_a_changed_text_asks_for_a_new_look(tmp_path: Path) -> None:
    old = code(checked(tmp_path, **HELD))
    result = confirmed(tmp_path, old, Trajecten=edited("Trajecten", O5="heeft baat bij rust voor de kine"))
    assert told(result)[1:] == ['A13 opmerking Bevestigingen!A4 "G08-394678" none']
    assert statuses(result)[FOLDER] == "geblokkeerd"


@pytest.mark.parametrize(
    ("mark", "by", "on", "expected"),
    [
        (
            "G08-394678",
            "JVP",
            "29/06/2026",
            "A13.function waarschuwing Bevestigingen!B4 (allowed=leerlingbegeleider+zorgcoördinator+directie) "
            '"JVP" none see Personeel!C8',
        ),
        ("G08-394678", "KDW", "01/07/2026", 'A13.later waarschuwing Bevestigingen!C4 "G08-394678" none'),
        ("G08-39467I", "KDW", "29/06/2026", 'A13.form waarschuwing Bevestigingen!A4 "G08-39467I" none'),
        ("G08-000000", "KDW", "29/06/2026", 'A13 opmerking Bevestigingen!A4 "G08-000000" none'),
    ],
)
def test_a_confirmation_that_does_not_count_is_told(tmp_path: Path, mark: str, by: str, on: str, expected: str) -> None:
    result = confirmed(tmp_path, mark, by, on)
    assert told(result)[1:] == [expected]
    assert statuses(result)[FOLDER] == "geblokkeerd"


def test_a_code_with_a_typing_error_gets_a_question(tmp_path: Path) -> None:
    (wrong,) = [finding for finding in confirmed(tmp_path, "G08-39467I").findings if finding.code == "A13"]
    assert wrong.suggestion == "G08-394678"


def test_without_staff_nobody_can_confirm(tmp_path: Path) -> None:
    result = confirmed(tmp_path, "G08-394678", Personeel="")
    assert [finding.case for finding in result.findings if finding.code == "A13"] == ["function"]
    assert statuses(result)[FOLDER] == "geblokkeerd"


def test_a_name_beside_another_code_is_confirmed_too(tmp_path: Path) -> None:
    swapped = {"Overleg": edited("Overleg", A5="L0231-1 Bram Andersen"), "Trajecten": edited("Trajecten")}
    held = edited("Resultaten", A4="L0231 Bram Andersen")
    result = checked(tmp_path, Resultaten=held)
    assert [line(finding) for finding in result.findings if finding.code == "B04"] == [
        "B04 te bevestigen Resultaten!A4 (heading=Leerling-ID) block: overdrachtsfiche zorgfolder for L0231"
    ]
    assert code(result).startswith("B04-")
    lifted = confirmed(tmp_path, code(result), Resultaten=held, Trajecten=swapped["Trajecten"])
    assert [(f.severity, f.case) for f in lifted.findings if f.code == "B04"] == [(Severity.NOTE, "confirmed")]


def test_one_confirmation_covers_every_kind_of_one_text_but_no_other_rule(tmp_path: Path) -> None:
    two = {"Trajecten": edited("Trajecten", O5="kine en medicatie, belt naar 0471 23 45 67")}
    result = checked(tmp_path, **two)
    marks = sorted({finding.fingerprint for finding in result.findings if finding.fingerprint})
    assert [mark[:4] for mark in marks] == ["G08-", "G09-"]
    lifted = confirmed(tmp_path, marks[0], Trajecten=two["Trajecten"])
    assert [(f.code, f.severity) for f in lifted.findings if f.code in ("G08", "G09")] == [
        ("G08", Severity.NOTE),
        ("G08", Severity.NOTE),
        ("G09", Severity.HOLD),
    ]


def test_a_fault_has_no_code_and_is_never_lifted(tmp_path: Path) -> None:
    judged = {"Overdrachten": edited("Overdrachten", K4="heeft baat bij een klas die niet pest")}
    result = checked(tmp_path, **judged)
    (fault,) = [finding for finding in result.findings if finding.code == "G10"]
    assert (fault.severity, fault.case, fault.fingerprint) == (Severity.ERROR, "transfer", "")


def test_rows_without_a_key_are_known_by_their_student_and_text(tmp_path: Path) -> None:
    rows = more("Maatregelen", "L0231 | compenseren | alle |  | rust na de kine | les | 15/09/2025 |  |  |  |  |")
    assert code(checked(tmp_path, Maatregelen=rows)).startswith("G08-")
