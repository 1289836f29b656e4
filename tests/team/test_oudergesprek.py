"""The report of a talk with parents is of that day and those parents only; the guide holds nobody's data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.documents.leidraad_oudergesprek import THEMES
from docgen.plan.plan import plan
from docgen.plan.planned import STOPPED
from docgen.spec import document
from tests.building import checked, derived, edited, more, statuses, without

REPORT = "verslag-oudergesprek_L0231_2026-01-20"


def reports(names: object) -> list[str]:
    return [name for name in names if name.startswith("verslag-oudergesprek")]  # type: ignore[attr-defined]


def test_there_is_a_report_for_each_day_on_which_parents_were_talked_with(tmp_path: Path) -> None:
    assert reports(statuses(checked(tmp_path, "2026-03-10"), "verslag-oudergesprek")) == [
        "verslag-oudergesprek_L0231_2025-12-12",
        REPORT,
    ]


def test_two_talks_of_one_day_are_one_report_about_the_newest_version(tmp_path: Path) -> None:
    talks = """L0231-2 | 20/01/2026 | opvolging | ouder | Sofie Peeters |  |  | motivatie; mindset | Denkt al verder.
        L0231 | 20/01/2026 | verkennend gesprek | leerling | Noor |  |  |  | Sprak alleen met de mentor."""
    result = checked(tmp_path, "2026-03-30", Overleg=more("Overleg", talks))
    assert reports(statuses(result, "verslag-oudergesprek")).count(REPORT) == 1
    planned = next(found for found in result.verdicts if found.name == REPORT)
    assert planned.version == "L0231-2"
    found = derived(result, REPORT)
    assert found["besproken"] == ["Denkt al verder."]  # the talk about version 1 stands in the papers of version 1


def test_a_report_says_who_was_there_what_was_said_and_what_follows(tmp_path: Path) -> None:
    rows = "L0231-1 | actie |  | de bundels brengen |  | MVB | 09/01/2026 | bereikt"
    ladder = "L0231 | verrijken |  |  | een eigen onderzoek |  | 15/09/2025 |  |  |  |  |"
    decided = "KR03.2 | 15/09/2025 | L0231 | verrijking |  | e | b | goedgekeurd |  |  | 19/09/2025 |  |  |"
    result = checked(
        tmp_path,
        "2026-03-10",
        Afspraken=more("Afspraken", rows),
        Maatregelen=more("Maatregelen", ladder),
        Beslissingen=more("Beslissingen", decided),
    )
    assert derived(result, REPORT) == {
        "datum": date(2026, 1, 20),
        "soort": "zorgoverleg",
        "partijen": ["leerling", "ouder", "zorgteam"],
        "gesproken_met": ["Sofie Peeters"],
        "titularis": "Els De Pauw",
        "themas": [],
        "besproken": ["Voorstel samen overlopen."],
        "akkoorden": [{"wie": ["leerling", "ouder", "zorgteam"], "antwoord": "ja", "vorm": "mondeling"}],
        "op_school": {"datum": None, "tekst": ""},
        "ladder": [
            {"trede": "Basisaanbod", "loopt": True},
            {"trede": "Compacten en verrijken", "loopt": True},
            {"trede": "Klasexterne verrijking", "loopt": False},
            {"trede": "Versnellen", "loopt": False},
        ],
        "maatregelen": [
            {
                "wat": "Een eigen onderzoek",
                "soort": "verrijken",
                "beslissing": {"nummer": "KR03.2", "datum": date(2025, 9, 15)},
            }
        ],
        "stappen": [
            {
                "wat": "Zelf starten aan een taak",
                "aanpak": "stappenkaart in elk vak",
                "wie": ["leerling", "leraren"],
                "tegen": date(2026, 3, 13),
                "stand": "bezig",
            }
        ],
        "evaluatie_op": date(2026, 3, 13),
    }


def test_before_the_council_ratified_a_report_shows_no_step_of_the_plan(tmp_path: Path) -> None:
    found = derived(checked(tmp_path, "2026-01-28"), REPORT)
    assert (found["stappen"], found["evaluatie_op"], found["besproken"]) == ([], None, ["Voorstel samen overlopen."])


def test_the_guide_has_the_seventeen_themes_and_no_student_on_it(tmp_path: Path) -> None:
    result = checked(tmp_path)
    (guide,) = plan(result.records, [document("leidraad-oudergesprek")])
    assert (guide.name, guide.among) == ("leidraad-oudergesprek_2025-2026", ())
    assert sum(len(themes) for themes in THEMES.values()) == 17
    assert derived(result, guide.name)["aantal"] == {"themas": 17}


def test_without_a_summary_there_is_no_report(tmp_path: Path) -> None:
    assert (
        reports(statuses(checked(tmp_path, "2026-03-10", Overleg=without("Overleg", 6, 8)), "verslag-oudergesprek"))
        == []
    )


def test_a_student_who_does_not_want_the_plan_stops_its_reports(tmp_path: Path) -> None:
    found = statuses(
        checked(tmp_path, "2026-03-10", Overleg=edited("Overleg", F8="ingetrokken")), "verslag-oudergesprek"
    )
    assert {found[name] for name in reports(found)} == {STOPPED}
