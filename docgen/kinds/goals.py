"""A cell with goals, each with the goal that takes its place when there is one."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from docgen.kinds.base import OTHERWISE, Kind, Reference, as_text, wrong


class GoalChoice(NamedTuple):
    """A goal and, when it is replaced, the goal that takes its place."""

    goal: str
    replacement: str = ""


def _key(typed: str) -> str:
    """The first word, with the text of the goal behind it or nothing: another key there would be lost."""
    first, *others = OTHERWISE.split(typed.replace(" ", ","))
    if _form(first) in map(_form, others) and {"A", "0"} <= {*_form(first)}:
        raise wrong("separator")
    return typed.split()[0]


def _form(key: str) -> str:
    """'A0-0' for 'WIS4-12' and 'FRA5-07'."""
    return re.sub(r"[0-9]+", "0", re.sub(r"[^\W\d_]+", "A", key))


class Goals(Kind):
    """Goals: 'WIS4-12; WIS4-14', or with a replacement 'WIS4-13 > WIS4-16'. Becomes a tuple of GoalChoice."""

    hint = "Doel-ID; met vervanging: A > B"
    targets = ("Leerplandoelen",)

    def parse(self, raw: object) -> tuple[GoalChoice, ...]:
        """Each goal once, with its replacement."""
        choices = []
        for part in re.split(r"[;\n]", as_text(raw)):
            goal, _, replacement = (piece.strip() for piece in part.partition(">"))
            if goal:
                choices.append(GoalChoice(_key(goal), _key(replacement) if replacement else ""))
        if not choices:
            raise wrong("empty")
        return tuple(choices)

    def references(self, value: Any) -> tuple[Reference, ...]:
        """Every goal named, replacements too."""
        return tuple(Reference(goal) for choice in value or () for goal in choice if goal)
