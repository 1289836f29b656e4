"""The log as people read it: whether it is whole, what was made and passed on for one student, what is issued."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docgen.audit import MADE, NEUTRAL, PREPARED, RECALLED, RELEASED, RUN, SENT, Fault, Key, Record
from docgen.ledger import Made
from docgen.making.accounting import about, student_of_document
from docgen.making.beside import ENDINGS
from docgen.messages import Catalogue, catalogue, clock, day
from docgen.spec import documents

WIDTH, INDENT, LABEL = 80, 4, 18
GIVING = (MADE, PREPARED, RELEASED, SENT)  # the events that say which fields went along
SHOWN = 12  # hexadecimal digits of a hash that a person compares


@dataclass(frozen=True)
class Log:
    """What the tellings need: the records, the project's key, and the receivers that the workbooks still name."""

    records: Sequence[Record]
    key: Key
    schools: Sequence[str] = ()

    def events(self) -> list[dict[str, Any]]:
        """What every record says."""
        return [record.event for record in self.records]


def verdict(records: Sequence[Record], faults: Sequence[Fault], lang: str = "nl") -> str:
    """Whether the log is whole, with its head; or each place where it is not."""
    texts = catalogue(lang)
    if faults:
        places = (texts.say(f"audit.fault.{fault.case}", number=fault.number) for fault in faults)
        return "\n".join([texts.say("audit.broken", len(faults)), *places]) + "\n"
    if not records:
        return f"{texts.word('audit.empty')}\n"
    return f"{texts.say('audit.whole', len(records))}\n{texts.say('audit.head', value=records[-1].hash)}\n"


def added(count: int, head: str, lang: str = "nl") -> str:
    """The line that a run leaves: how many lines it added, and the head to keep."""
    return catalogue(lang).say("audit.added", count, value=head)


def story(log: Log, student: str, today: date, lang: str = "nl") -> str:
    """What was made and passed on for one student, in order: when, for whom, why, which fields, from what."""
    texts = catalogue(lang)
    events = log.events()
    own = list(about(log.key, student, events))
    if not own:
        return f"{texts.say('audit.nothing', id=student)}\n"
    runs = {event["number"]: event for event in events if event["action"] == RUN}
    lines = [
        texts.say("audit.heading", id=student),
        texts.say("audit.state", len(own), date=day(texts, today, weekday=False)),
    ]
    told: set[int] = set()  # the runs whose workbooks are named: once each, or they would hide the rest
    for event in own:
        run = _run_of(event, runs)
        lines += ["", *_told(texts, log, event, run, again=run.get("number") in told)]
        if event["action"] == MADE and run:
            told.add(run["number"])
    return "\n".join(lines) + "\n"


def issued(log: Log, student: str, standing: Mapping[str, Made], lang: str = "nl") -> str:
    """The documents already made for one student, each with where it stands now; none says so."""
    texts = catalogue(lang)
    made = (event for event in about(log.key, student, log.events()) if event["action"] == MADE)
    latest = {(event["name"], event.get("file", "docx")): event for event in made}
    packages = [event for event in about(log.key, student, log.events()) if event["action"] == SENT]
    if not latest and not packages:
        return f"{texts.say('audit.nothing', id=student)}\n"
    places = {(old.name, path[-4:].strip(".")): path for path, old in standing.items() if _student_of(old) == student}
    lines = [texts.say("audit.issued", len(latest), id=student)]
    for (name, kind), event in sorted(latest.items(), key=lambda item: item[0]):
        path = places.get((name.replace("*", student, 1), kind))
        where = texts.say("audit.stands", file=path) if path else str(texts.word("audit.gone"))
        lines.append(f"  {_date(texts, event)}  {_document(texts, event)}: {_audience(texts, log, event)}; {where}.")
    recalled = {event["package"] for event in about(log.key, student, log.events()) if event["action"] == RECALLED}
    for event in packages:
        key = "audit.in_package_recalled" if event["package"] in recalled else "audit.in_package"
        sent = texts.say(key, value=event["package"])
        lines.append(f"  {_date(texts, event)}  {_document(texts, event)}: {_audience(texts, log, event)}; {sent}.")
    return "\n".join(lines) + "\n"


def consent(students: Iterable[str], lang: str = "nl") -> str:
    """A line for each student who does not consent; a sentence when there is none."""
    texts = catalogue(lang)
    lines = [texts.say("audit.consent", id=student) for student in sorted(students)]
    return "\n".join(lines or [str(texts.word("audit.no_consent"))]) + "\n"


def _student_of(made: Made) -> str:
    return student_of_document(made.name)


def _run_of(event: Mapping[str, Any], runs: Mapping[int, Mapping[str, Any]]) -> Mapping[str, Any]:
    before = [number for number in runs if number < event["number"]]
    return runs[max(before)] if before else {}


def _told(
    texts: Catalogue, log: Log, event: Mapping[str, Any], run: Mapping[str, Any], *, again: bool
) -> Iterator[str]:
    actions = texts.word("audit.action")
    action = event["action"] if event["action"] in actions else "other"
    moment = datetime.fromisoformat(event["at"]).astimezone()
    value = event.get("package") or event["action"]
    what = texts.say(f"audit.action.{action}", document=_document(texts, event), value=value)
    yield texts.say("audit.line", date=day(texts, moment.date(), weekday=False), time=clock(texts, moment), what=what)
    if event["action"] in GIVING:
        yield from _row(texts, "for", _audience(texts, log, event))
        yield from _row(texts, "why", texts.say(f"audit.purpose.{_readers(event)}", value=event.get("list", "")))
    if "given" in event and event["action"] in GIVING:
        yield from _row(texts, "given", _fields(texts, event["given"], "ground"))
        yield from _row(texts, "withheld", _fields(texts, event["withheld"], "reason"))
    if event["action"] == MADE:
        read = run.get("inputs", ())
        inputs = [texts.say("audit.workbook", file=name, value=sha256[:SHOWN]) for name, sha256 in read]
        yield from _row(texts, "made_from", texts.say("audit.same_workbooks") if again else ", ".join(inputs))
    if event.get("sha256"):
        yield from _row(texts, "fingerprint", event["sha256"])
    if event.get("destroy_after"):
        yield from _row(texts, "kept", day(texts, date.fromisoformat(event["destroy_after"]), weekday=False))
    yield from _row(texts, "by", _who(texts, log, event["who"]))


def _row(texts: Catalogue, label: str, text: str) -> list[str]:
    head = f"{texts.word(f'audit.{label}'):<{LABEL}}"
    inner = " " * (INDENT + LABEL)
    wrapped = textwrap.wrap(text, WIDTH, initial_indent=inner, subsequent_indent=inner, break_long_words=False)
    return [" " * INDENT + head + wrapped[0].strip(), *wrapped[1:]] if wrapped else []


def _document(texts: Catalogue, event: Mapping[str, Any]) -> str:
    spec = documents().get(event["document"])
    name = spec.title if spec else str(texts.word("audit.papers").get(event["document"], event["document"]))
    if event.get("status") == "ontwerp":
        name = texts.say("audit.draft", document=name)
    copies = texts.word("audit.copies")
    copy = event.get("copy", "")
    name = texts.say("audit.copy", document=name, value=copies.get(copy, copy)) if copy else name
    form = event.get("file", "")  # a workbook that was destroyed is called by its kind already
    return texts.say(f"audit.{form}", document=name) if form in ENDINGS else name


def _readers(event: Mapping[str, Any]) -> str:
    return "inzage" if event.get("copy") == "inzage" else str(event["audience"])


def _audience(texts: Catalogue, log: Log, event: Mapping[str, Any]) -> str:
    mark = event.get("receiver", "")
    named = {log.key.receiver(name): name for name in log.schools}
    unknown = texts.say("audit.unknown_school", value=mark[:SHOWN])
    return texts.say(f"audit.audience.{_readers(event)}", target=named.get(mark, unknown))


def _fields(texts: Catalogue, fields: Mapping[str, str], kind: str) -> str:
    named, why = texts.word("audit.field"), texts.word(f"audit.{kind}")
    told = [f"{code} {named.get(code, '')} ({why.get(reason, reason)})" for code, reason in sorted(fields.items())]
    return "; ".join(told) or str(texts.word("audit.none"))


def _date(texts: Catalogue, event: Mapping[str, Any]) -> str:
    return day(texts, datetime.fromisoformat(event["at"]).astimezone().date(), weekday=False)


def _who(texts: Catalogue, log: Log, who: str) -> str:
    if who == NEUTRAL:
        return str(texts.word("audit.neutral"))
    return str(texts.word("audit.you")) if who == log.key.user() else texts.say("audit.someone", value=who[:SHOWN])
