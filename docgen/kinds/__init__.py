"""The kinds of cell: how a value is typed in a sheet and what it becomes. Each parses one cell or says why it cannot.

An error carries a case (the sentence to use) and facts about the column, never the cell's value: pydantic's messages
would otherwise leak it. Source of the notations: sheets.md section 1.
"""

from __future__ import annotations

from docgen.kinds.base import OTHERWISE, Kind, Reference, as_text, plain_choice, wrong
from docgen.kinds.goals import GoalChoice, Goals
from docgen.kinds.numbers import Hour, Number
from docgen.kinds.times import (
    DAY_NAMES,
    DAYS,
    American,
    Date,
    Day,
    Slot,
    Slots,
    Time,
    day_number,
    is_american,
    is_certain,
)
from docgen.kinds.words import (
    ABOUT_ONE,
    DECISION_ID,
    STUDENT_ID,
    TRAJECTORY_ID,
    ClassName,
    Fact,
    Key,
    Many,
    OneOf,
    Ref,
    Score,
    Text,
    TrajectoryKey,
)

__all__ = [
    "ABOUT_ONE",
    "DAYS",
    "DAY_NAMES",
    "DECISION_ID",
    "OTHERWISE",
    "STUDENT_ID",
    "TRAJECTORY_ID",
    "American",
    "ClassName",
    "Date",
    "Day",
    "Fact",
    "GoalChoice",
    "Goals",
    "Hour",
    "Key",
    "Kind",
    "Many",
    "Number",
    "OneOf",
    "Ref",
    "Reference",
    "Score",
    "Slot",
    "Slots",
    "Text",
    "Time",
    "TrajectoryKey",
    "as_text",
    "day_number",
    "is_american",
    "is_certain",
    "plain_choice",
    "wrong",
]
