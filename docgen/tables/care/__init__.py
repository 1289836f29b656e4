"""4_zorg: the trajectories and everything agreed in them, a file per sheet. Filled in by the mentor."""

# The sheets stand in the workbook in the order in which they stand here.
# ruff: noqa: I001
from docgen.tables.care.trajectories import GROUNDS, Trajectory
from docgen.tables.care.talks import ANSWERS, PARTIES, PERMISSION, REFUSES, TALKS, Talk, newest_answer
from docgen.tables.care.measures import (
    ADAPTATION,
    AWAY,
    EXEMPTION,
    EXTRA_TIME,
    LADDER,
    MEASURES,
    PACKAGE,
    REPORTS,
    RESUMPTION,
    Measure,
)
from docgen.tables.care.lessons import FILLINGS, TimetableChange
from docgen.tables.care.exams import ExamChange
from docgen.tables.care.agreements import DOMAINS, Agreement
from docgen.tables.care.follow_ups import FollowUp

__all__ = [
    "ADAPTATION",
    "ANSWERS",
    "AWAY",
    "DOMAINS",
    "EXEMPTION",
    "EXTRA_TIME",
    "FILLINGS",
    "GROUNDS",
    "LADDER",
    "MEASURES",
    "PACKAGE",
    "PARTIES",
    "PERMISSION",
    "REFUSES",
    "REPORTS",
    "RESUMPTION",
    "TALKS",
    "Agreement",
    "ExamChange",
    "FollowUp",
    "Measure",
    "Talk",
    "TimetableChange",
    "Trajectory",
    "newest_answer",
]
