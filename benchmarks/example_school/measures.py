"""Lasting reasonable adaptations for about one student in ten, from `text/aanpassingen.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from benchmarks.example_school.tables import Values, sections

SINCE = date(2025, 9, 15)  # the portretklassenraad that went over the list


def lasting_measures(student_ids: Sequence[str], share: float, random: Random) -> Iterator[Values]:
    """Rows of Maatregelen for a share of the students, one or two each."""
    choices = sections("aanpassingen.txt")["Maatregelen"]
    for student_id in sorted(random.sample(list(student_ids), round(len(student_ids) * share))):
        for kind, subjects, what, where, experience in random.sample(choices, random.choice((1, 1, 2))):
            yield {
                "Leerling of traject": student_id,
                "Soort": kind,
                "Vakken": subjects,
                "Wat": what,
                "Waar": where,
                "Van": SINCE,
                "Ervaring": experience,
            }
