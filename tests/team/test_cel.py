"""The weekly agenda of the cel: what is late or new, where each trajectory stands, and who is not counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.pipeline import Checked
from docgen.plan.plan import plan
from docgen.plan.planned import FINAL, Share, Verdict
from docgen.plan.verdicts import judge
from docgen.privacy import release
from docgen.spec import document
from tests.building import checked, derived, edited, more

MARCH, NAME = "2026-03-10", "cel_2025-2026"
BRAM = (
    "L0232-1 | ziekte of ongeval | 2 | klassenraad | 20/04/2026 | 30/06/2026 | 22/05/2026 | KDW | tekent graag | lang "
    "| heeft nodig: een vaste plaats | Ik blijf liever in de klas. | lezen | kort |"
)
CHANGED = {
    "Trajecten": more("Trajecten", BRAM),
    "Overleg": more(
        "Overleg",
        """L0232-1 | 02/03/2026 |  | leerling | Bram | nog te bevragen |  |  |
        L0232-1 | 04/03/2026 | adviesgesprek CLB | CLB; ouder | Lien Claes | ja | e-mail |  | Denkt mee.""",
    ),
    "Signalen": more(
        "Signalen",
        """L0232 | 09/03/2026 | leraar | sociaal; schoolmoeheid | Zit alleen. |
        L0232 | 03/03/2026 | ouder | sociaal | Zit alleen. |""",
    ),
    "Afspraken": more(
        "Afspraken",
        """L0231-1 | actie |  | de bundels brengen |  | DPT; ouders | 20/03/2026 | bezig
        L0231 | actie |  | bellen met thuis |  | MVB | 06/03/2026 |
        L0231-1 | actie |  | de zijdeur openen |  | OPV | 01/02/2026 | bereikt""",
    ),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(tmp_path_factory.mktemp("cel"), MARCH, **CHANGED)


@pytest.fixture(scope="module")
def agenda(school: Checked) -> Any:
    return derived(school, NAME)


NOOR = {"leerling": "Noor Voorbeeld", "klas": "4WEWIb"}
BRAM_IN = {"leerling": "Bram Andersen", "klas": "4WEWIb"}


def test_open_actions_stand_in_the_order_of_their_day_and_say_whether_it_is_past(agenda: Any) -> None:
    assert agenda["acties"] == [
        {
            **NOOR,
            "wat": "Bellen met thuis",
            "wie": ["Marie Van Boven"],
            "tegen": date(2026, 3, 6),
            "stand": "open",
            "te_laat": True,
        },
        {
            **NOOR,
            "wat": "De bundels brengen",
            "wie": ["Els De Pauw", "ouders"],
            "tegen": date(2026, 3, 20),
            "stand": "bezig",
            "te_laat": False,
        },
    ]


def test_signals_are_counts_per_kind_and_graad_without_a_name(agenda: Any) -> None:
    assert agenda["nieuw_sinds"] == date(2026, 3, 4)
    assert agenda["signalen"] == [
        {"soort": "schoolmoeheid", "graden": [0, 1, 0], "nieuw": 1, "dit_jaar": 2},
        {"soort": "afhaken in de les", "graden": [0, 0, 0], "nieuw": 0, "dit_jaar": 1},
        {"soort": "sociaal", "graden": [0, 1, 0], "nieuw": 1, "dit_jaar": 2},
    ]


def test_each_trajectory_stands_at_its_gates_with_what_is_missing(agenda: Any) -> None:
    bram, first, second = agenda["trajecten"]
    assert bram == {
        **BRAM_IN,
        "versie": "1",
        "fase": 2,
        "mentor": "Koen De Wit",
        "van": date(2026, 4, 20),
        "tot": date(2026, 6, 30),
        "akkoord": {"antwoord": "nog te bevragen", "op": date(2026, 3, 2), "in_orde": False},
        "ouders": {"antwoord": "ja", "op": date(2026, 3, 4), "in_orde": True},
        "bevestigd": {"antwoord": "ja", "op": date(2026, 3, 4), "in_orde": True},
        "besluit": {"nummer": "", "uitslag": "", "bekrachtigd_op": None},
        "ontbreekt": ["akkoord van de leerling", "bekrachtiging"],
    }
    assert (first["besluit"], first["ontbreekt"]) == (
        {"nummer": "KR12.3", "uitslag": "goedgekeurd", "bekrachtigd_op": date(2026, 1, 30)},
        [],
    )
    assert (second["versie"], second["besluit"]["bekrachtigd_op"], second["ontbreekt"]) == (
        "2",
        None,
        ["bekrachtiging"],
    )


def test_the_reviews_of_the_week_stand_there_until_the_follow_up_has_been(agenda: Any, tmp_path: Path) -> None:
    ahead = {
        **NOOR,
        "mentor": "Marie Van Boven",
        "op": date(2026, 3, 13),
        "te_laat": False,
        "laatste": date(2026, 2, 27),
    }
    assert agenda["evaluaties"] == [ahead]
    after: Any = derived(checked(tmp_path, "2026-03-13", **CHANGED), NAME)
    assert after["evaluaties"] == []


def test_a_review_that_nobody_wrote_down_is_late(tmp_path: Path) -> None:
    found: Any = derived(checked(tmp_path, "2026-03-20", Opvolging=edited("Opvolging", B5="28/02/2026")), NAME)
    assert found["evaluaties"] == [
        {**NOOR, "mentor": "Marie Van Boven", "op": date(2026, 3, 13), "te_laat": True, "laatste": date(2026, 2, 28)}
    ]


def test_the_mentors_stand_with_their_students_and_hours(agenda: Any) -> None:
    assert agenda["mentoren"] == [{"naam": "Marie Van Boven", "leerlingen": 1, "uren": 12, "per_leerling": 12.0}]


def test_questions_to_the_clb_are_of_this_version_and_say_their_answer(agenda: Any) -> None:
    assert agenda["clb"] == [{**BRAM_IN, "wat": "Adviesgesprek CLB", "datum": date(2026, 3, 4), "stand": "ja"}]


def test_the_council_is_asked_what_is_not_decided_or_what_a_follow_up_asks(tmp_path: Path) -> None:
    found: Any = derived(checked(tmp_path, "2026-03-16", **CHANGED), NAME)
    assert [(point["leerling"], point["wat"]) for point in found["punten"]] == [
        ("Bram Andersen", "vraag om te starten: nog op geen agenda"),
        ("Noor Voorbeeld", "opvolging vraagt: bijsturen"),
        ("Noor Voorbeeld", "KR19.2: nog niet bekrachtigd"),
    ]


def test_the_counts_of_the_page_are_those_of_its_lists(agenda: Any) -> None:
    assert agenda["aantal"] == {
        "acties": 2,
        "te_laat": 1,
        "te_evalueren": 0,
        "signalen": 1,
        "trajecten": 3,
        "open": 2,
    }


def test_everybody_followed_is_on_it_in_each_version_and_a_decision_on_the_class_brings_nobody(
    school: Checked, tmp_path: Path
) -> None:
    (cel,) = plan(school.records, [document("cel")])
    assert cel.among == (
        Share("L0231", "L0231-1", "4WEWIb"),
        Share("L0231", "L0231-2", "4WEWIb"),
        Share("L0232", "L0232-1", "4WEWIb"),
    )
    (alone,) = plan(checked(tmp_path, MARCH).records, [document("cel")])
    assert alone.students == {"L0231"}


def test_whoever_is_not_in_order_is_left_out_in_every_version_and_counted(school: Checked) -> None:
    (cel,) = plan(school.records, [document("cel")])
    place = CellRef("zorg.xlsx", "Trajecten", 4, 5)
    about = {"effect": Effect.BLOCK, "students": frozenset({"L0231"}), "trajectory": "L0231-1"}
    verdict = judge([cel], [Finding("A02", Severity.ERROR, place, **about)])[cel]  # type: ignore[arg-type]
    assert verdict == Verdict(FINAL, without=frozenset({"L0231"}))
    released = release(school.records, cel, FINAL, without=verdict.without)
    assert (released.left_out, [row.trajectory_id for row in released.of("Trajecten")]) == (1, ["L0232-1"])
