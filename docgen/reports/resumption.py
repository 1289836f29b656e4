"""What `docgen resumption` says: the weeks of the draft with their hours, what is caught up and what not, the sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docgen.forms.resuming import Proposal
from docgen.messages import Catalogue, catalogue, day, number, short_day
from docgen.school.resumption import Week, rises
from docgen.school.school import School
from docgen.words.wording import lower_first


def lines(proposal: Proposal, school: School, lang: str = "nl") -> list[str]:
    """The draft, week by week."""
    texts, made = catalogue(lang), proposal.draft
    first, last = day(texts, proposal.asked.start), day(texts, proposal.end)
    told = [texts.say("resumption.head", id=proposal.asked.dossier.name, date=first, value=last)]
    told += [texts.say("resumption.periods", list=", ".join(proposal.periods))] if proposal.periods else []
    told += [line for count, week in enumerate(made.weeks, 1) for line in _week(texts, school, count, week)]
    if proposal.no_tests_until:
        told.append(texts.say("resumption.no_tests", date=day(texts, proposal.no_tests_until)))
    until = day(texts, proposal.later_until)
    for key, goals in (("acquire", made.acquire), ("later", made.later), ("dropped", made.dropped)):
        told += [texts.say(f"resumption.{key}", list=_goals(goals), date=until)] if goals else []
    needed = number(texts, made.needed)
    told.append(texts.say("resumption.sum", made.caught_up, limit=needed))
    told += [texts.say("resumption.unknown", made.unknown)] if made.unknown else []
    told += [] if rises(proposal.asked.half_days) else [texts.say("resumption.falls")]
    days, most = (proposal.end - proposal.asked.start).days + 1, int(school.limits["Hervatting maximaal in dagen"])
    told += [texts.say("resumption.long", days, limit=most)] if days > most else []
    return told


def _week(texts: Catalogue, school: School, count: int, week: Week) -> Iterator[str]:
    days = {"date": short_day(texts, week.period.start), "value": short_day(texts, week.period.end)}
    yield texts.say("resumption.week", count, limit=week.half_days, most=week.hours, **days)
    if week.exam_days:
        yield texts.say("resumption.exams", week.exam_days)
    for key, hours in (("lessons", week.lessons), ("catching_up", week.catching_up)):
        if hours:
            yield texts.say(f"resumption.{key}", sum(hours.values()), list=_hours(school, hours))


def _hours(school: School, hours: Mapping[str, int]) -> str:
    return ", ".join(f"{lower_first(school.subject(subject))} {number}" for subject, number in hours.items())


def _goals(goals: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(name for names in goals.values() for name in names)


def made(path: Path, lang: str = "nl") -> str:
    """What to do with the form."""
    return catalogue(lang).say("resumption.next", file=path)
