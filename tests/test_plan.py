"""Which documents the rows ask for on a day, what becomes of each, and how far one bad row reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.plan.plan import destroy_after, lacking, plan
from docgen.plan.planned import DRAFT, FINAL, STOPPED, Planned, Verdict
from docgen.plan.verdicts import judge, reaches
from docgen.school.timetable import Period
from docgen.spec import Audience, document, documents
from tests.building import FOLLOWED, Seen, acting, checked, edited, more, seen, statuses, without

EXAMS, LESSONS, CARE = "examenrooster_L0231-2", "lesrooster_L0231-1_2026-03-16", "zorgfolder_L0231"
INSPECTION, COPY = "overdrachtsfiche_L0231_inzage", "overdrachtsfiche_L0231_overdracht"
ALL = (EXAMS, LESSONS, INSPECTION, COPY, CARE)


@pytest.mark.parametrize(
    ("today", "exams", "lessons", "copy", "care"),
    [
        ("2026-01-29", DRAFT, DRAFT, STOPPED, STOPPED),
        ("2026-01-30", DRAFT, FINAL, STOPPED, FINAL),
        ("2026-04-01", DRAFT, FINAL, STOPPED, FINAL),
        ("2026-04-02", FINAL, FINAL, STOPPED, FINAL),
        ("2026-06-28", FINAL, FINAL, STOPPED, FINAL),
        ("2026-06-29", FINAL, FINAL, FINAL, FINAL),
    ],
)
def test_what_becomes_of_each_document_of_the_worked_example(
    tmp_path: Path, today: str, exams: str, lessons: str, copy: str, care: str
) -> None:
    assert statuses(checked(tmp_path, today)) == {
        EXAMS: exams,
        LESSONS: lessons,
        INSPECTION: FINAL,
        COPY: copy,
        CARE: care,
    }


def test_a_planned_document_says_whom_and_which_version_and_days_it_is_about(tmp_path: Path) -> None:
    planned = plan(checked(tmp_path).records, map(document, FOLLOWED))
    assert [(p.type, p.student, p.class_name, p.number, p.version, p.period, p.to_school) for p in planned] == [
        (
            *("examenrooster", "L0231", "4WEWIb", "L0231-2", "L0231-2"),
            *(Period(date(2026, 4, 20), date(2026, 6, 30)), ""),
        ),
        (
            *("lesrooster", "L0231", "4WEWIb", "L0231-1_2026-03-16", "L0231-1"),
            *(Period(date(2026, 3, 16), date(2026, 3, 27)), ""),
        ),
        ("overdrachtsfiche inzage", "L0231", "4WEWIb", "L0231", "L0231-2", None, "Technisch Instituut De Beek"),
        ("overdrachtsfiche overdracht", "L0231", "4WEWIb", "L0231", "L0231-2", None, "Technisch Instituut De Beek"),
        ("zorgfolder", "L0231", "4WEWIb", "L0231", "L0231-2", Period(date(2026, 4, 20), date(2026, 6, 30)), ""),
    ]


def test_the_care_folder_is_about_the_newest_version_that_is_ratified(tmp_path: Path) -> None:
    for today, name in (("2026-02-10", "L0231-1"), ("2026-04-25", "L0231-2")):
        planned = plan(checked(tmp_path, today).records, [document("zorgfolder")])
        assert [found.version for found in planned] == [name]
    unratified = {"Beslissingen": without("Beslissingen", 5, 6)}
    planned = plan(checked(tmp_path, "2026-01-10", **unratified).records, [document("zorgfolder")])
    assert [found.version for found in planned] == ["L0231-2"]


def test_every_stretch_with_other_changes_has_its_own_timetable(tmp_path: Path) -> None:
    rows = edited("Lesroosteraanpassingen", C5="20/03/2026")
    planned = plan(checked(tmp_path, Lesroosteraanpassingen=rows).records, [document("lesrooster")])
    assert [(p.number, p.period) for p in planned] == [
        ("L0231-1_2026-03-16", Period(date(2026, 3, 16), date(2026, 3, 20))),
        ("L0231-1_2026-03-21", Period(date(2026, 3, 21), date(2026, 3, 27))),
    ]


def test_a_timetable_ends_where_the_next_version_begins(tmp_path: Path) -> None:
    planned = plan(checked(tmp_path, Trajecten=edited("Trajecten", E5="24/03/2026")).records, [document("lesrooster")])
    assert [p.period for p in planned] == [Period(date(2026, 3, 16), date(2026, 3, 23))]


def test_a_version_without_changed_exams_has_no_exam_schedule(tmp_path: Path) -> None:
    result = checked(tmp_path, Examenaanpassingen="|")
    assert statuses(result) == {LESSONS: FINAL, INSPECTION: FINAL, COPY: FINAL, CARE: FINAL}


@pytest.mark.parametrize("cells", [{"H5": "afgewezen", "K5": ""}, {"D5": "start traject; stopzetting"}])
def test_a_version_that_was_refused_or_stopped_has_no_documents(tmp_path: Path, cells: dict[str, str]) -> None:
    assert LESSONS not in statuses(checked(tmp_path, Beslissingen=edited("Beslissingen", **cells)))


def test_two_transfers_of_one_student_are_numbered(tmp_path: Path) -> None:
    other = "L0231 | nieuwe graad | Instituut De Bron |  |  |  |  |  |  |  |  |  |"
    result = checked(tmp_path, Overdrachten=more("Overdrachten", other))
    planned = [found for found in result.verdicts if found.spec.name == "overdrachtsfiche"]
    assert [(found.name, found.to_school) for found in planned] == [
        ("overdrachtsfiche_L0231-1_inzage", "Technisch Instituut De Beek"),
        ("overdrachtsfiche_L0231-1_overdracht", "Technisch Instituut De Beek"),
        ("overdrachtsfiche_L0231-2_inzage", "Instituut De Bron"),
        ("overdrachtsfiche_L0231-2_overdracht", "Instituut De Bron"),
    ]


def test_a_type_of_document_without_its_sheets_is_not_planned_and_the_sheets_are_named(tmp_path: Path) -> None:
    result = checked(tmp_path, Examenrooster="", Maatregelen="")
    assert statuses(result) == {LESSONS: FINAL, INSPECTION: FINAL, COPY: FINAL}
    told = {finding.arg("target"): finding.arg("list") for finding in result.findings if finding.code == "A01"}
    every = documents().values()
    absent = ("Examenrooster", "Maatregelen")
    assert told == {name: tuple(spec.title for spec in every if name in spec.needs) for name in absent}
    assert "Aangepast examenrooster" in told["Examenrooster"]
    assert list(lacking(result.records, every)) == [finding for finding in result.findings if finding.code == "A01"]


OTHER = "ziekte of ongeval | 2 | klassenraad | 02/02/2026 | 27/03/2026 | 13/03/2026 | MVB | leest | lang | heeft nodig: rust | Ja. | lezen | kort |"  # noqa: E501


def two_students(**changed: str) -> dict[str, str]:
    """The worked example with a second student, who has a timetable and a care folder."""
    rows = {
        "Trajecten": more("Trajecten", f"L0232-1 | {OTHER}"),
        "Overleg": more(
            "Overleg", "L0232-1 | 20/01/2026 |  | leerling; ouder; zorgteam; CLB |  | ja | handtekening |  | goed"
        ),
        "Lesroosteraanpassingen": more(
            "Lesroosteraanpassingen", "L0232-1 | 16/03/2026 | 27/03/2026 | di3 | GES | ZW |  | studiezaal"
        ),
        "Beslissingen": more(
            "Beslissingen",
            "KR12.4 | 26/01/2026 | L0232-1 | start traject |  | Moe. | Bram start. | goedgekeurd |  |  | 30/01/2026 |  |  |",  # noqa: E501
        ),
    }
    return {**rows, **{name: f"{rows[name]}\n{text}" if name in rows else text for name, text in changed.items()}}


THEIRS = ("lesrooster_L0232-1_2026-03-16", "zorgfolder_L0232")


@pytest.mark.parametrize(
    ("sheet", "rows", "stopped"),
    [
        ("Lesroosteraanpassingen", "L0231-1 | 16/03/2026 | 27/03/2026 | xx | GES | ZW |  | studiezaal", (LESSONS,)),
        ("Examenaanpassingen", edited("Examenaanpassingen", D4="weg"), (EXAMS, CARE)),
        ("Overleg", "L0231-1 | gisteren |  | leerling |  |  |  |  |", (LESSONS,)),
        ("Overleg", "L0231 | gisteren |  | leerling |  |  |  |  |", (EXAMS, LESSONS, CARE)),
        ("Resultaten", "L0231 | | jaartotaal | 68", (INSPECTION, COPY)),
        ("Meldingen", "L0231 | gisteren |  |  |  |  |", ()),
        ("Beslissingen", "KR12.9 | gisteren | 4WEWIb | advies |  |  |  |  |  |  |  |  |  |", (*ALL, *THEIRS)),
        ("Examenrooster", "4WEWIb |  | GES | mondeling | morgen | 08:30 | 100 |  |", (EXAMS,)),
        ("Examenrooster", "4LAT |  | GES | mondeling | morgen | 08:30 | 100 |  |", ()),
    ],
)
def test_one_bad_row_stops_only_the_documents_that_depend_on_it(
    tmp_path: Path, sheet: str, rows: str, stopped: tuple[str, ...]
) -> None:
    base = two_students()
    whole = rows if sheet not in base and "\n" in rows else f"{base.get(sheet) or more(sheet, '').strip()}\n{rows}"
    result = checked(tmp_path, **{**base, sheet: whole})
    assert tuple(name for name, status in statuses(result).items() if status == STOPPED) == tuple(sorted(stopped))


def test_without_a_bad_row_everything_of_both_students_is_made(tmp_path: Path) -> None:
    result = checked(tmp_path, **two_students())
    assert statuses(result) == dict.fromkeys(sorted((*ALL, *THEIRS)), FINAL)
    assert acting(result) == ()


def test_what_a_finding_stops_is_told_with_it(tmp_path: Path) -> None:
    result = checked(tmp_path, Lesroosteraanpassingen=edited("Lesroosteraanpassingen", D4="di4"))
    (finding,) = acting(result)
    assert seen([finding]) == [Seen("D01", "", "fout", "Lesroosteraanpassingen!D4", ("L0231",), "L0231-1")]
    assert result.stopped == {result.findings.index(finding): (f"{LESSONS}.docx",)}


def test_a_limit_of_the_school_that_is_wrong_stops_every_document(tmp_path: Path) -> None:
    assert statuses(checked(tmp_path, School=edited("School", C14="x"))) == dict.fromkeys(ALL, STOPPED)


def planned(name: str = "lesrooster", version: str = "L0231-1", copy: str = "") -> Planned:
    return Planned(document(name), "L0231", "4WEWIb", "L0231", version, None, copy)


def finding(**changed: object) -> Finding:
    given: dict[str, object] = {
        "effect": Effect.BLOCK,
        "students": frozenset({"L0231"}),
        **changed,
    }
    place = given.pop("place", CellRef("school.xlsx", "Trajecten", 4, 1, "Traject-ID"))
    return Finding("Z99", Severity.ERROR, place, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        ({}, True),
        ({"students": frozenset({"L0232"})}, False),
        ({"students": None}, True),
        ({"students": frozenset(), "classes": frozenset({"4WEWIb"})}, True),
        ({"students": frozenset(), "classes": frozenset({"4LAT"})}, False),
        ({"trajectory": "L0231-1"}, True),
        ({"trajectory": "L0231-2"}, False),
        ({"documents": frozenset({"lesrooster"})}, True),
        ({"documents": frozenset({"zorgfolder"})}, False),
        ({"documents": frozenset({"lesrooster"}), "place": CellRef("x.xlsx")}, True),
        ({"place": CellRef("school.xlsx", "Examenrooster", 4)}, False),
        ({"place": CellRef("school.xlsx")}, False),
    ],
)
def test_a_finding_reaches_a_document_by_student_class_version_and_sheet(
    changed: dict[str, object], reached: bool
) -> None:
    found = finding(**changed)
    assert reaches(found, planned()) is reached
    assert judge([planned()], [found])[planned()] == (Verdict(STOPPED, (0,)) if reached else Verdict(FINAL))


def test_a_finding_may_reach_one_copy_of_a_transfer() -> None:
    found = finding(documents=frozenset({"overdrachtsfiche overdracht"}))
    copies = [planned("overdrachtsfiche", copy=copy) for copy in ("inzage", "overdracht")]
    assert [verdict.status for verdict in judge(copies, [found]).values()] == [FINAL, STOPPED]


def test_the_effect_decides_and_a_document_without_drafts_waits() -> None:
    lessons, care = planned(), planned("zorgfolder")
    drafting, blocking, listed = finding(effect=Effect.DRAFT), finding(), finding(effect=Effect.NONE)
    assert judge([lessons, care], [listed, drafting]) == {lessons: Verdict(DRAFT, (1,)), care: Verdict(STOPPED, (1,))}
    assert judge([lessons], [drafting, blocking]) == {lessons: Verdict(STOPPED, (1,))}


@pytest.mark.parametrize("effect", [Effect.NONE, Effect.DRAFT, Effect.BLOCK])
def test_what_must_be_confirmed_stops_a_document_that_it_touches(effect: Effect) -> None:
    held = replace(finding(effect=effect), severity=Severity.HOLD)
    expected = Verdict(FINAL) if effect is Effect.NONE else Verdict(STOPPED, (0,))
    assert judge([planned()], [held]) == {planned(): expected}


def test_a_draft_is_for_the_council_and_never_in_the_care_folder() -> None:
    spec = document("lesrooster")
    assert {status: Verdict(status).audience(spec) for status in (FINAL, DRAFT, STOPPED)} == {
        FINAL: Audience.CARE,
        DRAFT: Audience.COUNCIL,
        STOPPED: Audience.CARE,
    }


def test_a_document_is_destroyed_so_many_years_after_the_school_year() -> None:
    assert [destroy_after(date(2026, 8, 31), years) for years in (0, 1, 5)] == [
        date(2026, 8, 31),
        date(2027, 8, 31),
        date(2031, 8, 31),
    ]
    assert destroy_after(None, 1) is None
