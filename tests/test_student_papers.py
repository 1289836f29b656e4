"""The papers a student keeps: own agreement, the steps, who is who, and what helps me."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from docgen.authors import sample
from docgen.fill import fill
from docgen.pages.page import view
from docgen.pipeline import Checked
from docgen.plan.planned import DRAFT, FINAL, STOPPED
from docgen.privacy import release
from docgen.spec import documents
from docgen.template import compile_template
from tests.building import checked, edited, more, statuses
from tests.documents import as_text
from tests.worked_example import ROWS, STAGES


def page(result: Checked, name: str) -> dict[str, object]:
    planned = next(planned for planned in result.verdicts if planned.name == name)
    return dict(view(release(result.records, planned, result.verdicts[planned].status), date(2026, 7, 1)))


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        ("2025-11-17", "nu later later later later later"),
        ("2026-01-28", "gebeurd gebeurd nu later later later"),
        ("2026-01-30", "gebeurd gebeurd gebeurd nu later later"),
        ("2026-02-02", "gebeurd gebeurd gebeurd gebeurd nu later"),
        ("2026-03-13", "gebeurd gebeurd gebeurd gebeurd gebeurd nu"),
        ("2026-03-28", "gebeurd gebeurd gebeurd gebeurd gebeurd gebeurd"),
    ],
)
def test_the_steps_say_where_we_are(tmp_path: Path, today: str, steps: str) -> None:
    shown = page(checked(tmp_path, today), "stappenplan_L0231-1")
    found = shown["stappen"]
    assert [step["staat"] for step in found] == steps.split()  # type: ignore[attr-defined]
    now = next((step["nr"] for step in found if step["staat"] == "nu"), None)  # type: ignore[attr-defined]
    assert (shown["stap_nu"] or {"nr": None})["nr"] == now  # type: ignore[index]


def test_each_step_has_its_day(tmp_path: Path) -> None:
    shown = page(checked(tmp_path, "2026-02-10"), "stappenplan_L0231-1")
    assert [(step["wat"], step["datum"]) for step in shown["stappen"]] == [  # type: ignore[attr-defined]
        ("luisteren", date(2025, 11, 18)),
        ("voorstel", None),
        ("klassenraad", date(2026, 1, 26)),
        ("start", date(2026, 2, 2)),
        ("terugkijken", date(2026, 3, 13)),
        ("verder", date(2026, 3, 27)),
    ]
    assert shown["beslissing"] == {"nummer": "KR12.3", "datum": date(2026, 1, 26)}


def test_what_is_not_ratified_is_a_draft_for_the_council_and_the_passport_waits(tmp_path: Path) -> None:
    types = ("leerling-paspoort", "stappenplan", "wie-is-wie")
    assert statuses(checked(tmp_path / "voor", "2026-01-28"), *types) == {
        "leerling-paspoort_L0231": STOPPED,
        "stappenplan_L0231-1": DRAFT,
        "stappenplan_L0231-2": DRAFT,
        "wie-is-wie_L0231": DRAFT,
    }
    assert statuses(checked(tmp_path / "na", "2026-01-30"), *types) == {
        "leerling-paspoort_L0231": FINAL,
        "stappenplan_L0231-1": FINAL,
        "stappenplan_L0231-2": DRAFT,
        "wie-is-wie_L0231": FINAL,
    }


def test_a_student_agrees_to_what_the_plan_adds_and_to_the_own_part_of_it(tmp_path: Path) -> None:
    rows = {
        "Afspraken": more(
            "Afspraken",
            """
            L0231-2 | doel |  | elke dag plannen | weekplanner | leerling; ouders | 22/05/2026 | open
            L0231-2 | actie |  | bundels klaarzetten |  | leraren |  | open
            """,
        )
    }
    stage = STAGES["op-de-agenda"]
    shown = page(checked(tmp_path, stage.today, **stage.rows(ROWS), **rows), "leerlingakkoord_L0231-2")
    assert {name: shown[name] for name in ("hoofddoel", "woorden", "bereid", "mentor")} == {
        "hoofddoel": "het jaar rustig afwerken",
        "woorden": "De ochtenden lukken me nu.",
        "bereid": [{"wat": "Elke dag plannen", "aanpak": "weekplanner", "tegen": date(2026, 5, 22)}],
        "mentor": "Marie Van Boven",
    }
    assert [line["wat"] for line in shown["maatregelen"]] == ["Aangepast examenrooster"]  # type: ignore[attr-defined]


def test_who_is_who_has_the_roles_the_teachers_and_the_places_of_this_student(tmp_path: Path) -> None:
    rows = {
        "Personeel": more("Personeel", "LOS | Lut Os | leerondersteuner | |\nLAN | Lou Ander | leerondersteuner | |"),
        "Maatregelen": more("Maatregelen", "L0231 | leersteun loopt |  |  |  |  | 16/11/2025 |  |  |  | LOS |"),
    }
    shown = page(checked(tmp_path, "2026-02-10", **rows), "wie-is-wie_L0231")
    assert {name: shown[name] for name in ("mentor", "wie", "leraren", "plaatsen")} == {
        "mentor": "Marie Van Boven",
        "wie": [
            {"rol": "mentor", "namen": ["Marie Van Boven"]},
            {"rol": "klastitularis", "namen": ["Els De Pauw"]},
            {"rol": "leerondersteuner", "namen": ["Lut Os"]},
            {"rol": "CLB", "namen": ["Lien Claes"]},
            {"rol": "directie", "namen": ["Koen De Wit"]},
        ],
        "leraren": [
            {"vak": "Frans", "namen": ["An Van Dael"]},
            {"vak": "Geschiedenis", "namen": ["Jan Van Peer"]},
            {"vak": "Nederlands", "namen": ["Lies Maas"]},
        ],
        "plaatsen": [
            {"plaats": "rustlokaal", "namen": ["Marie Van Boven"]},
            {"plaats": "studiezaal", "namen": ["Karim Oplinter"]},
        ],
    }


def test_a_passport_has_what_is_agreed_in_the_classroom_with_its_decision(tmp_path: Path) -> None:
    shown = page(checked(tmp_path, "2026-04-25"), "leerling-paspoort_L0231")
    assert {name: shown[name] for name in ("sterktes", "noden", "woorden", "aanpassingen", "geldig")} == {
        "sterktes": ["Houdt de ochtenden goed vol"],
        "noden": ["Tijd tussen twee examens"],
        "woorden": "De ochtenden lukken me nu.",
        "aanpassingen": [
            {
                "wat": "Langere tijd: een derde extra tijd",
                "waar": "alle vakken, toets, examen",
                "beslissing": {"nummer": "KR03.1", "datum": date(2025, 9, 15)},
            }
        ],
        "geldig": {"tot": date(2026, 6, 30)},
    }


def test_an_adaptation_that_is_not_decided_stands_in_no_passport(tmp_path: Path) -> None:
    undecided = edited("Beslissingen", K4="")
    shown = page(checked(tmp_path, "2026-04-25", Beslissingen=undecided), "leerling-paspoort_L0231")
    assert shown["aanpassingen"] == []


def test_a_care_folder_tells_of_hours_that_change_later_in_the_plan(tmp_path: Path) -> None:
    shown = page(checked(tmp_path, "2026-02-10"), "zorgfolder_L0231")
    lines = {line["wat"]: (line["van"], line["tot"]) for line in shown["maatregelen"]}  # type: ignore[attr-defined]
    assert lines["Aangepast lesrooster"] == (date(2026, 3, 16), date(2026, 3, 27))


ADDRESSEE = {"naam": "Lina Fictief", "relatie": "", "adres": []}
OF_PARENTS = re.compile(r"\bouders?\b", re.IGNORECASE)


def test_a_paper_about_a_student_of_age_counts_on_no_parent(tmp_path: Path) -> None:
    """Only the transfer sheet speaks of parents, in general: both its copies stay the same when somebody turns 18."""
    named = set()
    for name, spec in documents().items():
        template = compile_template(Path(f"templates/{name}.docx").read_bytes(), name=name)
        for shown in sample.views(spec):
            if "leerling" in shown:
                frame = {"meerderjarig": True, "document": {**shown["document"], "doelgroep": ""}}  # type: ignore[dict-item]
                own = {key: [] for key in ("woorden_ouders",) if key in shown}  # what parents did say stays
                text = as_text(fill(template, {**sample.stressed(shown, 0), **frame, **own, "aan": ADDRESSEE}))
                named |= {name for line in text.splitlines() if OF_PARENTS.search(line)}
    assert named == {"overdrachtsfiche", "verslag-oudergesprek"}


@pytest.mark.parametrize(
    ("born", "label"),
    [
        ("14/03/2010", "Voor leerling, ouders en betrokken personeel"),
        ("14/03/2006", "Voor leerling en betrokken personeel"),
    ],
)
def test_the_footer_names_parents_only_of_a_student_under_18(tmp_path: Path, born: str, label: str) -> None:
    result = checked(tmp_path, "2026-01-30", Leerlingen=edited("Leerlingen", D4=born))
    assert page(result, "stappenplan_L0231-1")["document"]["doelgroep"] == label  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "where"), [("vr", "B204\n{long}"), ("za", "B204 · LNG")], ids=["a week of five days", "of six"]
)
def test_a_teacher_stands_in_the_grid_by_code_where_the_name_is_too_long_for_a_cell(
    tmp_path: Path, day: str, where: str
) -> None:
    lessons = more("Basisrooster", f"4WEWIb |  | elke | {day} | 1 | WIS | LNG | B204 |")
    staff = more("Personeel", "LNG | Pieter Van Cleyenbreugt | leraar |  |")
    result = checked(tmp_path, "2026-01-30", Basisrooster=lessons, Personeel=staff)
    shown = next(planned.name for planned in result.verdicts if planned.name.startswith("lesrooster_L0231-1"))
    week = page(result, shown)["weken"][0]  # type: ignore[index]
    places = [cell["waar"] for row in week["rijen"] for cell in row["cellen"]]
    assert where.format(long="P.\u00a0Van\u00a0Cleyenbreugt") in places
    assert ("zaterdag" in week["dagen"]) == (day == "za")
