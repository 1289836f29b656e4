"""The curriculum goals that a student's measures touch, as lines and groups of lines for a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from docgen.arithmetic.goals import LETTERS, ORDER, above, is_for, resting, said
from docgen.pages.page import decision_of
from docgen.privacy import Released
from docgen.tables.goals import is_essential
from docgen.words.wording import numbers_list

ROW_LETTERS = 68


def goal_lines(released: Released, sheet_name: str = "Maatregelen") -> dict[str, list[dict[str, Any]]]:
    """Per subject the goals that a measure touches: letter, number, text, until when, what replaces it, decision."""
    return goal_lines_of(released, released.of(sheet_name))


def goal_lines_of(released: Released, measures: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
    """The same of these measures only."""
    goals = known_goals(released)
    found: dict[str, list[dict[str, Any]]] = {}
    for measure in measures:
        if measure.kind not in LETTERS:
            continue
        for choice in measure.goals:
            goal = goals.get(choice.goal)
            subject = goal.subject if goal else str(measure.subjects[0])
            found.setdefault(str(subject), []).append(
                {
                    "letter": LETTERS[measure.kind],
                    "soort": measure.kind.removeprefix("doelen "),
                    "doel": choice.goal,
                    "nummer": goal_number(goal) if goal else choice.goal,
                    "tekst": goal.text if goal else "",
                    "tegen": measure.end,
                    "vervangen_door": goal_number(goals[choice.replacement]) if choice.replacement in goals else "",
                    "beslissing": decision_of(measure),
                }
            )
    return found


def goal_groups(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The goals of one subject, those with one letter, date and replacement together, with their texts."""
    groups: dict[tuple[str, date, str], list[Mapping[str, Any]]] = {}
    for line in lines:
        groups.setdefault((line["letter"], line["tegen"] or date.max, line["vervangen_door"]), []).append(line)
    return [
        {
            "letter": letter,
            "soort": group[0]["soort"],
            "doelen": numbers_list([line["nummer"] for line in group]),
            "teksten": [line["tekst"] for line in group if line["tekst"]],
            "tegen": group[0]["tegen"],
            "vervangen_door": replaced_by,
            "beslissing": group[0]["beslissing"],
        }
        for (letter, _, replaced_by), group in sorted(
            groups.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1])
        )
    ]


def goal_rows(groups: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The groups in lines of a cell of 90 mm, so that a letter and its goals never stand on two lines."""
    rows: list[list[Mapping[str, Any]]] = []
    room = 0
    for group in groups:
        letters = len(group["doelen"]) + (18 if group["tegen"] else 0) + 7
        if not rows or letters > room:
            rows.append([])
            room = ROW_LETTERS
        rows[-1].append(group)
        room -= letters
    return rows


def goal_number(goal: Any) -> str:
    """'LPD 12' of 'II-WisD LPD 12'; the Doel-ID when the plan says no number."""
    plan = goal.curriculum or ""
    return plan[plan.index("LPD") :] if "LPD" in plan else goal.goal_id


def own_goals(released: Released) -> list[Any]:
    """The curriculum goals of this student's year and study, in the order of the sheet."""
    student = released.one("Leerlingen")
    return goals_for(released, released.school.year_of(student.class_name), student.study)


def goals_for(released: Released, year: int | None, study: str) -> list[Any]:
    """The curriculum goals of a year and study, in the order of the sheet."""
    return released.once(_Asked, "Leerplandoelen").of(year, study)


def known_goals(released: Released) -> Mapping[str, Any]:
    """The curriculum goals by Doel-ID."""
    return released.once(_by_id, "Leerplandoelen")


def _by_id(goals: tuple[Any, ...]) -> Mapping[str, Any]:
    return {goal.goal_id: goal for goal in goals}


class _Asked:
    """The goals of a school, or of a hundred, by the years and studies that are asked for."""

    def __init__(self, goals: tuple[Any, ...]) -> None:
        self._goals, self._found = goals, dict[tuple[int | None, str], list[Any]]()

    def of(self, year: int | None, study: str) -> list[Any]:
        if (year, study) not in self._found:
            self._found[year, study] = [goal for goal in self._goals if is_for(goal, year, study)]
        return self._found[year, study]


def essential_for(goal: Any) -> list[str]:
    """What an essential goal is needed for; nothing for one that is not essential."""
    return [str(word) for word in goal.essential_for] if is_essential(goal) else []


def resting_on(released: Released) -> Mapping[str, list[str]]:
    """Per goal that falls away the numbers of the goals that build on it and stay (what rule H05 warns of)."""
    builders, own = released.once(above, "Leerplandoelen"), (goal.goal_id for goal in own_goals(released))
    spoken = said(released.of("Maatregelen"))
    return {goal: [goal_number(one) for one in stays] for goal, stays in resting(builders, spoken, own)}
