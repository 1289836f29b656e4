"""Rows of classes are found by class and group, in the order of the sheet, as a look through all of them would."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from docgen.school.by_class import ByClass
from docgen.school.exams import own_exams


class Row(NamedTuple):
    """What is looked at of a lesson or an exam."""

    classes: tuple[str, ...]
    group: str | None = None
    number: int = 0


ROWS = (
    Row(("4A",), None, 1),
    Row(("4B", "4A"), "DUI", 2),
    Row(("4A", "4A"), "ZED", 3),
    Row(("4A",), None, 4),
    Row(("4B",), None, 5),
    Row(("4A",), "DUI", 6),
)


@pytest.mark.parametrize("class_name", ["4A", "4B", "4C"])
@pytest.mark.parametrize("groups", [(), ("DUI",), ("ZED", "DUI"), ("DUI", "DUI"), ("none",)])
def test_the_rows_of_a_student_are_those_of_the_class_and_the_groups(class_name: str, groups: tuple[str, ...]) -> None:
    assert tuple(ByClass(ROWS).own(class_name, groups)) == own_exams(ROWS, class_name, groups)


def test_the_rows_of_several_classes_come_once_with_all_their_groups() -> None:
    assert [row.number for row in ByClass(ROWS).of_any(["4B", "4A", "4C", "4B"])] == [1, 2, 3, 4, 5, 6]
    assert [row.number for row in ByClass(ROWS).of_any(["4B"])] == [2, 5]
