"""Form bevestigen: one line per warning that waits for somebody to look at it."""

from __future__ import annotations

from docgen.findings import CellRef, Finding, Severity
from docgen.forms.block import put_head
from docgen.forms.choices import Choices, columns
from docgen.forms.lines import Field, Line, answer_places, answers, put_headings, put_line, read_lines
from docgen.forms.model import FIRST_ROW, HEADING_ROW, Content, FormSheet, FormSpec, Request, Sheet, Typed
from docgen.plan.confirm import who_may
from docgen.spec import rules
from docgen.tables.council import Confirmation

TABLE = Confirmation.sheet.name
TITLE = "Waarschuwingen bevestigen"
KEY = "alle"
COLUMNS = columns(Confirmation)
CODE, RULE, PLACE, HINT = "Bevestigingscode", "Regel", "Plaats", "Wat u nakijkt"
BY = "Bevestigd door"
OF_ROWS = {"B04": "Een naam achter een code is de naam van wie die code heeft."}
"""What is checked while rows are read, and so is no rule of its own."""
FIELDS = (
    Field(CODE, 20),
    Field(RULE, 46),
    Field(PLACE, 40),
    Field(HINT, 24),
    *(Field(heading, width, COLUMNS[heading]) for heading, width in ((BY, 22), ("Datum", 13), ("Reden", 40))),
)


def write(request: Request) -> tuple[FormSheet, ...]:
    """The sheet of the form: every warning that holds a document and has a code."""
    sheet = FormSheet("Formulier bevestigen")
    choices = Choices(request.records)
    put_headings(sheet, HEADING_ROW, FIELDS)
    statements = {**OF_ROWS, **{rule.code: rule.statement for rule in rules()}}
    people = tuple(f"{member.code} {member.name}" for member in who_may(request.records.register))
    held = [f for f in request.findings if f.severity is Severity.HOLD and f.fingerprint]
    for row, finding in enumerate(held, start=FIRST_ROW):
        values = {
            CODE: finding.fingerprint,
            RULE: f"{finding.code}: {statements.get(finding.code, '')}".rstrip(": "),
            PLACE: _where(finding),
            HINT: _hint(finding),
        }
        put_line(sheet, row, FIELDS, Line(values, {BY: people}), choices)
    put_head(sheet, SPEC, request, TITLE, key=KEY)
    return (sheet,)


def _where(finding: Finding) -> str:
    place = finding.place
    if not isinstance(place, CellRef):
        return place.template
    return " › ".join(part for part in (place.file, place.sheet, place.cell or str(place.row or "")) if part)


def _hint(finding: Finding) -> str:
    """What to look at: the heading of the cell and, in a text, which words: 'Heeft nodig, woord 6 (medicatie)'."""
    heading = finding.place.heading if isinstance(finding.place, CellRef) else ""
    words, kind = finding.arg("word"), finding.arg("kind")
    numbers = " en ".join(words) if isinstance(words, tuple) else str(words or "")
    return ", ".join(part for part in (heading, numbers and f"woord {numbers}") if part) + (
        f" ({kind})" if kind else ""
    )


def read(sheet: Sheet, typed: Typed) -> Content:
    """A row for each code that somebody confirmed."""
    rows = []
    for line in read_lines(sheet, HEADING_ROW, FIELDS):
        said = answers(FIELDS, line)
        if said:
            places = {CODE: line.places[CODE], **answer_places(FIELDS, line)}
            rows.append(sheet.row(TABLE, {CODE: line.text(CODE), **said}, places))
    return Content({TABLE: tuple(rows)})


SPEC = FormSpec("bevestigen", "", (TABLE,), write, read, scope=lambda sheet: (sheet.raw.file, sheet.raw.sheet))
