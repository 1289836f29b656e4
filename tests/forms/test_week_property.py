"""Any set of weekly changes, typed as rows, comes back the same through a form."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.kinds import DAYS
from docgen.pipeline import check
from docgen.project import Project
from docgen.tables.care import FILLINGS
from tests.building import with_hours
from tests.forms.filling import drop, same_rows
from tests.worked_example import project

HOURS = [(day, hour) for day in range(1, 6) for hour in (1, 3, 6)]  # those of the sheet School
SUBJECTS = ("GES", "FRA", "NED", "WIS", "FYS")
LESSONS = {slot: SUBJECTS[sum(slot) % 5] for slot in HOURS}
TIMETABLE = "\n".join(
    f"4WEWIb |  | elke | {DAYS[day - 1]} | {hour} | {subject} | JVP | B112 |"
    for (day, hour), subject in LESSONS.items()
)
ANSWERS = st.tuples(
    st.sampled_from(tuple(FILLINGS)),
    st.sampled_from(("", "WIS", "bundel 2; deel 3", "'+ 3 oefeningen", "taak – é")),
    st.sampled_from(("", "studiezaal", "bibliotheek")),
)
CHANGES = st.dictionaries(st.sampled_from(HOURS), ANSWERS, max_size=len(HOURS))


def typed(changes: dict[tuple[int, int], tuple[str, str, str]]) -> str:
    """One row per group of hours with the same answers, in the order of the form."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for day, hour in sorted(changes, key=lambda slot: (slot[1], slot[0])):
        answers = (LESSONS[day, hour], *changes[day, hour])
        alike.setdefault(answers, []).append(f"{DAYS[day - 1]}{hour}")
    rows = (
        f"L0231-1 | 16/03/2026 | 27/03/2026 | {'; '.join(slots)} | {' | '.join(row)}" for row, slots in alike.items()
    )
    return "\n".join(rows)


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_rows_come_back_the_same_through_a_form(changes: dict[tuple[int, int], tuple[str, str, str]]) -> None:
    sheet = {
        "Basisrooster": TIMETABLE,
        "Opvang": "",
        "School": with_hours(2, 4),
    }  # without Opvang nothing is added to an empty `waar`
    with tempfile.TemporaryDirectory() as folder:
        school = Project(project(Path(folder), today="2026-03-01", **sheet, Lesroosteraanpassingen=typed(changes)))
        before = check(school)
        drop(school, "weekrooster", "L0231-1", start=date(2026, 3, 16), end=date(2026, 3, 27))
        assert same_rows(before, check(school))  # beside the typed rows
        project(Path(folder), today="2026-03-01", **sheet, Lesroosteraanpassingen="")
        alone = check(school)
        assert same_rows(before, alone)  # instead of them
        assert not [finding for finding in alone.findings if finding.code in ("A10", "A11", "A12")]
