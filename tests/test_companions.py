"""A student's calendar of all exams and changed hours, the list beside the agenda: what they say, when they go."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from docgen.audit import MADE
from docgen.ledger import Ledger
from docgen.pages import ics
from docgen.pipeline import Built, build, check
from docgen.plan.planned import FINAL
from docgen.privacy import Cleared, Part, inspect_file, inspect_together, release
from docgen.privacy.doctext import calendar_texts, listed_texts
from docgen.privacy.leaks import Secrets
from docgen.project import Project
from docgen.retention import destroy_due
from tests.building import edited, more
from tests.test_publish import school
from tests.worked_example import ROWS, project

BRUSSELS = ZoneInfo("Europe/Brussels")
OWN = "zorg/kalender_L0231.ics"
WEEKS, EXAMS = "zorg/lesrooster_L0231-1_2026-03-16.docx", "zorg/examenrooster_L0231-2.docx"
MARCH, JUNE = "2026-03-20", "2026-06-05"
HOURS = 3  # the changed hours in March; the exams come after them


def beside(where: Project, ending: str) -> dict[str, bytes]:
    found = sorted(where.outputs.rglob(f"*.{ending}"))
    return {path.relative_to(where.outputs).as_posix(): path.read_bytes() for path in found}


def events(data: bytes) -> list[dict[str, Any]]:
    """Every event as plain values, the identity aside."""
    return [
        {name.lower(): _plain(value) for name, value in event.items() if name != "UID"}
        for event in Calendar.from_ical(data).walk("VEVENT")
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "dt"):
        return value.dt
    if hasattr(value, "dts"):
        return [each.dt for each in value.dts]
    return dict(value) if isinstance(value, dict) else str(value)


def at(day: int, month: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example as it is built during the changed weeks."""
    build(where := school(tmp_path_factory.mktemp("march"), MARCH))
    return where


@pytest.fixture(scope="module")
def summer(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example as it is built before its exams; the tests below go on from there, in order."""
    build(where := school(tmp_path_factory.mktemp("june"), JUNE))
    return where


def only_exams(where: Project) -> Built:
    return build(where, only=lambda planned: planned.spec.name == "examenrooster")


def test_a_changed_hour_says_where_and_when_in_each_week_and_gives_no_reason(spring: Project) -> None:
    stamp = datetime(2026, 3, 20, tzinfo=UTC)
    about = {"dtstamp": stamp, "class": "PRIVATE"}
    assert events(beside(spring, "ics")[OWN]) == [
        {**about, "summary": "School", "dtstart": at(17, 3, 10, 20), "dtend": at(17, 3, 11, 10),
         "location": "studiezaal", "rrule": {"FREQ": ["WEEKLY"], "UNTIL": [datetime(2026, 3, 24, 9, 20, tzinfo=UTC)]}},
        {**about, "summary": "Thuis", "dtstart": at(18, 3, 8, 25), "dtend": at(18, 3, 9, 15),
         "rrule": {"FREQ": ["WEEKLY"], "UNTIL": [datetime(2026, 3, 25, 7, 25, tzinfo=UTC)]}},
        {**about, "summary": "School", "dtstart": at(19, 3, 13, 45), "dtend": at(19, 3, 14, 35),
         "location": "rustlokaal", "rrule": {"FREQ": ["WEEKLY"], "UNTIL": [datetime(2026, 3, 26, 12, 45, tzinfo=UTC)]}},
    ]  # fmt: skip


def test_a_student_has_one_calendar_of_all_timetables_and_exams(summer: Project) -> None:
    assert [*beside(summer, "ics")] == [OWN]
    assert [event["summary"] for event in events(beside(summer, "ics")[OWN])] == [
        *("School", "Thuis", "School"),
        *("Examen Frans", "Examen wiskunde", "Examen fysica"),
    ]


def test_an_exam_is_called_as_the_class_calls_it_and_ends_when_the_student_is_done(summer: Project) -> None:
    about = {"dtstamp": datetime(2026, 6, 5, tzinfo=UTC), "class": "PRIVATE"}
    assert events(beside(summer, "ics")[OWN])[HOURS:] == [
        {**about, "summary": "Examen Frans", "dtstart": at(10, 6, 8, 30), "dtend": at(10, 6, 10, 45),
         "location": "C101"},
        {**about, "summary": "Examen wiskunde", "dtstart": at(12, 6, 8, 30), "dtend": at(12, 6, 11, 50),
         "location": "B204"},
        {**about, "summary": "Examen fysica", "dtstart": at(22, 6, 8, 30), "dtend": at(22, 6, 10, 45),
         "location": "B204"},
    ]  # fmt: skip


def test_hours_fall_out_on_holidays_and_in_exam_periods(tmp_path: Path) -> None:
    closed = "17/03/2026 | | vrije dag | Studiedag\n25/03/2026 | | evaluatieperiode | Toets"
    where = school(tmp_path, MARCH, Kalender=more("Kalender", closed))
    build(where, only=lambda planned: planned.spec.name == "lesrooster")
    found = events(beside(where, "ics")[OWN])
    assert [(event["summary"], event["dtstart"].date(), "rrule" in event) for event in found] == [
        ("Thuis", date(2026, 3, 18), False),
        ("School", date(2026, 3, 19), True),
        ("School", date(2026, 3, 24), False),
    ]


def test_a_moment_that_returns_leaves_out_the_weeks_between() -> None:
    days = tuple(date(2026, 3, 3) + timedelta(weeks=number) for number in (0, 2, 6))
    moments = [ics.Moment("a", "School", days, time(10), time(11)), ics.Moment("b", "School, uur 3", days)]
    data = ics.written(ics.events(moments, "x", days[0]))
    until = datetime(2026, 4, 14, 8, tzinfo=UTC)
    whole, timed = events(data)
    assert (timed["rrule"], timed["exdate"]) == (
        {"FREQ": ["WEEKLY"], "INTERVAL": [2], "UNTIL": [until]},
        [at(31, 3, 10, 0)],
    )
    assert (whole["rrule"]["UNTIL"], whole["exdate"], whole["dtend"]) == (
        [days[2]],
        [date(2026, 3, 31)],
        date(2026, 3, 4),
    )


def test_an_exam_keeps_its_own_identity_when_it_moves(tmp_path: Path, summer: Project) -> None:
    data = beside(summer, "ics")[OWN]
    names = [str(event["UID"]) for event in Calendar.from_ical(data).walk("VEVENT")]
    assert len(set(names)) == len(names) == HOURS + 3
    moved = edited("Examenaanpassingen", **{"E5": "23/06/2026"})
    only_exams(again := school(tmp_path, JUNE, Examenaanpassingen=moved))
    later = Calendar.from_ical(beside(again, "ics")[OWN]).walk("VEVENT")
    assert ([str(event["UID"]) for event in later], later[2]["DTSTART"].dt) == (names[HOURS:], at(23, 6, 8, 30))


def test_it_is_listed_logged_and_put_back_with_the_same_bytes(summer: Project) -> None:
    before = beside(summer, "ics")
    listed = json.loads((summer.outputs / "manifest.json").read_text())["documents"]
    assert sorted(entry["path"] for entry in listed if entry["path"].endswith(".ics")) == list(before)
    with Ledger(summer.outputs, writable=False) as ledger:
        made = [record.event for record in ledger.log() if record.event["action"] == MADE]
    assert sum(event.get("file") == "ics" for event in made) == len(before)
    (summer.outputs / OWN).unlink()
    again = only_exams(summer)  # of the timetable too, though that is not asked for
    assert [entry.path for entry in again.published.documents if entry.changed] == [OWN]
    assert beside(summer, "ics") == before


def test_a_draft_is_not_told_and_the_calendar_goes_with_the_last_document(summer: Project) -> None:
    project(summer.root, today=JUNE, Beslissingen=edited("Beslissingen", K6=""))  # not ratified: a draft
    build(summer)
    assert (summer.outputs / f"vervallen/{EXAMS}").is_file()
    assert {path: [event["summary"] for event in events(data)] for path, data in beside(summer, "ics").items()} == {
        OWN: ["School", "Thuis", "School"]
    }
    project(summer.root, today="2028-01-01", **dict(ROWS))
    destroy_due(Project(summer.root))
    assert beside(summer, "ics") == {}


def test_the_agenda_of_the_cel_can_be_sorted_as_a_list(spring: Project) -> None:
    ((path, data),) = beside(spring, "csv").items()
    rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert path.startswith("klassenraad/cel_")
    assert rows == [
        ["Onderdeel", "Klas", "Leerling", "Wat", "Wie", "Datum", "Stand", "Aantal"],
        ["traject", "4WEWIb", "Noor Voorbeeld", "versie 1", "Marie Van Boven", "02/02/2026", "in orde", ""],
        ["traject", "4WEWIb", "Noor Voorbeeld", "versie 2", "Marie Van Boven", "20/04/2026",
         "ontbreekt: bekrachtiging", ""],
        ["leerlingen per mentor", "", "", "", "Marie Van Boven", "", "12 uur begeleiding", "1"],
        ["naar de klassenraad", "4WEWIb", "Noor Voorbeeld", "opvolging vraagt: bijsturen", "Marie Van Boven", "", "",
         ""],
        ["naar de klassenraad", "4WEWIb", "Noor Voorbeeld", "KR19.2: nog niet bekrachtigd", "Marie Van Boven", "", "",
         ""],
    ]  # fmt: skip


def test_without_a_moment_left_the_calendar_lapses_and_the_document_stays(spring: Project) -> None:
    closed = more("Kalender", "16/03/2026 | 27/03/2026 | evaluatieperiode | Maart")
    built = build(school(spring.root, MARCH, Kalender=closed))
    (gone,) = (entry for entry in built.published.documents if entry.path == f"vervallen/{OWN}")
    assert (gone.reason, (spring.outputs / WEEKS).is_file()) == ("beside", True)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Secrets, bytes]:
    """What was released to the exam schedule, what may not be said, and the template."""
    where = school(tmp_path_factory.mktemp("gate"), JUNE)
    checked = check(where)
    planned = next(planned for planned in checked.verdicts if planned.spec.name == "examenrooster")
    static = (where.root / "templates" / "examenrooster.docx").read_bytes()
    return release(checked.records, planned, FINAL), Secrets(checked.records), static


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.ics",
            b"BEGIN:VEVENT\r\nDESCRIPTION:Interne nota over het ge\r\n zin blijft bij de directie en de mentor.\r\n",
        ),
        ("a.ics", b"SUMMARY:Bram\\, Andersen\r\n"),
        ("a.csv", b"Andersen;Bram\r\n"),
    ],
)
def test_a_secret_is_found_folded_escaped_and_over_two_cells(
    gate: tuple[Any, Secrets, bytes], name: str, data: bytes
) -> None:
    """The negative control: a companion that says more than its document is not cleared."""
    refused = inspect_file(name, data, *gate)
    assert not isinstance(refused, Cleared)
    assert (refused.code, dict(refused.args)["file"]) == ("G01", name)
    assert isinstance(inspect_file(name, b"SUMMARY:Examen wiskunde\r\n", *gate), Cleared)


def test_a_file_of_parts_says_no_more_than_they_do(gate: tuple[Any, Secrets, bytes]) -> None:
    released, secrets, static = gate
    fine, leaking = (Part(data, released, static) for data in (b"SUMMARY:Examen\r\n", b"SUMMARY:Bram Andersen\r\n"))
    assert isinstance(inspect_together("a.ics", fine.data, [fine, fine], secrets), Cleared)
    refused = inspect_together("a.ics", fine.data, [fine, leaking], secrets)
    assert not isinstance(refused, Cleared)
    assert refused.code == "G01"
    with pytest.raises(ValueError, match=r"a\.ics"):
        inspect_together("a.ics", leaking.data, [fine], secrets)


def test_a_cell_that_excel_would_work_out_stays_text() -> None:
    from docgen.making.companions import _cell

    assert [_cell(value) for value in ("=1+1", "-2", -2, None, date(2026, 3, 2), "a")] == [
        "'=1+1", "'-2", "-2", "", "02/03/2026", "a"]  # fmt: skip


def test_the_texts_of_both_forms() -> None:
    assert [found.text for found in calendar_texts(b"A:b\\, c\\n d\r\n  e\r\nF:g\r\n")] == ["A:b, c  d e", "F:g"]
    assert [found.text for found in listed_texts('\ufeffa;"b\nc"\r\n'.encode())] == ["a", "b\nc", "a b\nc"]
