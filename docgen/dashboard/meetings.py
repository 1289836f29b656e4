"""The class councils with their papers: coming ones, held ones that are not settled, and the last five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from docgen.dashboard.model import Meeting, Paper
from docgen.dashboard.words import Words
from docgen.records.dossier import Records
from docgen.records.version import settled
from docgen.tables.council import Council, Decision

LAST = 5


def meetings(records: Records, papers: Sequence[Paper], words: Words) -> tuple[Meeting, ...]:
    """Every council that is shown, in the order in which it matters."""
    today = records.today
    found = list(_meetings(records, papers, words))
    coming = sorted((m for m in found if m.on >= today), key=lambda m: (m.on, m.name))
    held = sorted((m for m in found if m.on < today), key=lambda m: (m.on, m.name), reverse=True)
    waiting = [m for m in held if m.state == words.table("council_states")["waiting"]]
    rest = [m for m in held if m not in waiting][:LAST]
    return (*coming, *waiting, *rest)


def _meetings(records: Records, papers: Sequence[Paper], words: Words) -> Iterator[Meeting]:
    rows = {row.council_id: row for row in records.register.of(Council)}
    points: dict[str, list[Decision]] = {}
    for decision in records.register.of(Decision):
        points.setdefault(decision.council, []).append(decision)
    by_council: dict[str, list[Paper]] = {}
    for paper in papers:
        by_council.setdefault(paper.council, []).append(paper)
    for name, decisions in points.items():
        row = rows.get(name)
        kinds = words.table("councils")
        own = tuple(by_council.get(name, ()))
        state = words.table("council_states")[_state(row, decisions, records.today)]
        place = row.when_where or "" if row else ""
        kind = kinds.get(row.kind if row else "", kinds["other"])
        yield Meeting(name, kind, decisions[0].on, place, len(decisions), state, own)


def _state(row: Council | None, decisions: Sequence[Decision], today: date) -> str:
    if decisions[0].on >= today:
        return "planned"
    if not all(settled(decision, today) for decision in decisions):
        return "waiting"
    return "approved" if row and row.approved_on and row.approved_on <= today else "held"
