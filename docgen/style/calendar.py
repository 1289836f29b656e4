"""The calendar of exams: weeks down, days across, each day with a bar that shows how heavy it is (style.md 8)."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.style.tables import HAIR, HEAVY, Border, Borders, cell, cell_tag, each_row, row, table, when_row
from docgen.style.text import Xml, boxes, p, run, soft_words, when
from docgen.style.tokens import BAR, GREY, INK, LINE, MIST, PETROL, columns

DAY_NAMES = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag")
PADDING = (1.1, 2.0, 1.2, 1.0)
EXAM_BAR, DAY_LINE = Border(24, PETROL), Border(6, LINE)


def load_calendar(weeks: str, six_days: str, caption: str) -> Xml:
    """The days of the list `weeks`; with a column for Saturday when `six_days` holds."""
    return when(six_days, _calendar(weeks, 6, caption), otherwise=(_calendar(weeks, 5, caption),))


def _calendar(weeks: str, days: int, caption: str) -> Xml:
    widths = columns(*[1] * days)
    heads = [
        cell(
            p("Celvak", f"**{name}**", keep_next=True),
            width,
            borders={"bottom": HEAVY},
            padding=(0, 2, 1.1, 1),
            align="bottom",
        )
        for name, width in zip(DAY_NAMES, widths, strict=False)
    ]
    rows = each_row("week", weeks, widths, _new_period(widths), _week(widths[0]))
    lines: Borders = {"bottom": HAIR, "insideH": HAIR}
    return table(widths, row(*heads, header=True), rows, caption=caption, borders=lines)


def _new_period(widths: Sequence[int]) -> Xml:
    """The line that says where another exam period begins."""
    words = p("Tabelkop", "{{ week.periode|hoofdletter }}", keep_next=True)
    return when_row("week.periode", widths, row(cell(words, sum(widths), span=len(widths), padding=(2.5, 2, 1, 1))))


def _week(day: int) -> Xml:
    """One row: a look for a day with an exam, one for a day without, one for a day that does not count."""
    without: Borders = {"left": DAY_LINE}
    return row(
        cell_tag("for dag in week.dagen", day),
        cell_tag('if dag.staat == "examen"', day),
        cell(_date() + _bar() + _exams(), day, borders={"left": EXAM_BAR}, padding=PADDING),
        cell_tag('elif dag.staat == "vrij"', day),
        cell(_date() + _words("studeren", "geen examen"), day, borders=without, fill=MIST, padding=PADDING),
        cell_tag('elif dag.staat == "inhaal"', day),
        cell(_date() + _words("inhaaldag", "alleen als het nodig is"), day, borders=without, fill=MIST,
             padding=PADDING),
        cell_tag("else", day),
        cell(_date() + _words('{{ dag.naam or "–" }}'), day, borders=without, padding=PADDING),
        cell_tag("endif", day),
        cell_tag("endfor", day),
        height=21,
    )  # fmt: skip


def _date() -> Xml:
    return p("Celinfo", "{{ dag.datum|dag_maand }}")


def _words(word: str, more: str = "") -> Xml:
    return Xml(p("Celvak", run(word, colour=GREY)) + (p("Celinfo", more) if more else ""))


def _bar() -> Xml:
    return p("Balk", run("{{ dag.balk_vol }}", fill=PETROL), run("{{ dag.balk_leeg }}", fill=BAR))


def _exams() -> Xml:
    """Subject, hour and minutes of each exam; a task has neither."""
    subject = p("Celvak", boxes("examen.letter", "NA"), soft_words("examen.vak_delen", bold=True))
    hour = _line("{{ examen.tijd }}")
    minutes = _line("{{ examen.minuten }} minuten", after=3)
    return Xml(
        p("Sjabloontag", "{%p for examen in dag.examens %}")
        + subject
        + when("examen.tijd", hour, minutes, otherwise=(_line("{{ examen.soort }}", after=3),))
        + p("Sjabloontag", "{%p endfor %}")
    )


def _line(text: str, after: float = 0) -> Xml:
    """A line of the cell in ink; `after` points of air before the next exam."""
    space = f'<w:spacing w:after="{round(after * 20)}"/>' if after else ""
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="Celinfo"/>{space}</w:pPr>{run(text, colour=INK)}</w:p>')
