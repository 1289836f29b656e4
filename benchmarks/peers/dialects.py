"""The two documents of the benchmark, and their data, for peers that do not read Jinja.

They get it easier: names without dots, the word for a condition ready-made, five columns typed out instead of a loop,
and no colours in the cells, which their free features cannot do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.merge_shapes import PUPIL, SECTIONS, cell, grid, package, paragraph, row, small, small_cell

Data = dict[str, object]
DAYS = range(5)


@dataclass(frozen=True)
class Dialect:
    """How a peer writes a value, and the rows that stand for a list of rows; `value` and `rows` get the list's name."""

    value: Callable[[str], str]
    rows: Callable[[str, list[str], Callable[[list[str]], str]], str]


def _loop(name: str, fields: list[str], line: Callable[[list[str]], str]) -> str:
    """docxtemplater and easy-template-x: the loop opens in the first cell and closes in the last."""
    cells = [f"{{{field}}}" for field in fields]
    cells[0] = f"{{#{name}}}{cells[0]}"
    cells[-1] = f"{cells[-1]}{{/{name}}}"
    return line(cells)


def _twice(name: str, fields: list[str], line: Callable[[list[str]], str]) -> str:
    """carbone: the row with [i], and one with [i+1] that shows where it repeats."""
    return "".join(line([f"{{d.{name}[{index}].{field}}}" for field in fields]) for index in ("i", "i+1"))


def _merge_field(name: str) -> str:
    field = f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r><w:t>«{name}»</w:t></w:r></w:fldSimple>'
    return f'</w:t></w:r>{field}<w:r><w:t xml:space="preserve">'


def _merge_rows(_name: str, fields: list[str], line: Callable[[list[str]], str]) -> str:
    return line([_merge_field(field) for field in fields])


DIALECTS = {
    "docxtemplater": Dialect(lambda name: f"{{{name}}}", _loop),
    "easy-template-x": Dialect(lambda name: f"{{{name}}}", _loop),
    "carbone": Dialect(lambda name: f"{{d.{name}}}", _twice),
    "docx-mailmerge2": Dialect(_merge_field, _merge_rows),
}


def template(shape: str, peer: str) -> bytes:
    """The .docx of a shape for a peer."""
    dialect = DIALECTS[peer]
    value = dialect.value
    if shape == "zorg":
        pupil = grid(2, *[row(key.capitalize(), value(f"leerling_{key}")) for key in PUPIL])
        texts = "".join(
            paragraph(title, "Kop", bold=True)
            + paragraph(value(a))
            + paragraph(f"{value(b)} Opgevolgd door {value('leerling_mentor')}.")
            for title, a, b in SECTIONS
        )
        measures = dialect.rows("maatregelen", ["wat", "vak", "van", "wie"], _row)
        goals = dialect.rows("doelen", ["nr", "dvak", "doel", "stand", "opmerking"], _row)
        title = paragraph(f"Zorgoverzicht van {value('leerling_voornaam')}", "Titel")
        body = (
            title + pupil + texts
            + grid(4, row("Maatregel", "Vak", "Van", "Wie", bold=True), measures) + paragraph("")
            + grid(5, row("Nr", "Vak", "Doel", "Stand", "Opmerking", bold=True), goals) + paragraph("")
        )  # fmt: skip
        return package(body, value("leerling_school"))
    head = f"<w:tr>{''.join(cell(value(f'dag{day}'), 1800) for day in DAYS)}</w:tr>"
    fields = [f"{field}{day}" for day in DAYS for field in ("vak", "leraar", "lokaal")]
    lines = dialect.rows("rijen", fields, _week)
    title = paragraph(f"Lesrooster van {value('naam')} ({value('klas')})", "Titel")
    return package(title + grid(5, head, lines, width=1800) + paragraph(f"Week van {value('week')}"), value("school"))


def _row(texts: list[str]) -> str:
    return row(*texts)


def _week(texts: list[str]) -> str:
    cells = (
        small_cell(small(texts[n], "<w:b/>") + small(texts[n + 1]) + small(texts[n + 2]))
        for n in range(0, len(texts), 3)
    )
    return f"<w:tr>{''.join(cells)}</w:tr>"


def data(shape: str, context: Data) -> Data:
    """A context of the benchmark as flat data."""
    if shape == "zorg":
        pupil = {f"leerling_{key}": text for key, text in _group(context["leerling"]).items()}
        goals = [
            {"nr": goal["nr"], "dvak": goal["vak"], "doel": goal["doel"], "opmerking": goal["opmerking"],
             "stand": "behaald" if goal["klaar"] else "nog niet"}
            for goal in _groups(context["doelen"])
        ]  # fmt: skip
        return {**{k: v for k, v in context.items() if k != "leerling"}, **pupil, "doelen": goals}
    days = context["dagen"]
    assert isinstance(days, list)
    rows = [
        {f"{field}{day}": lesson[field] for day, lesson in enumerate(_groups(line["cellen"]))
         for field in ("vak", "leraar", "lokaal")}
        for line in _groups(context["rijen"])
    ]  # fmt: skip
    flat = {key: context[key] for key in ("naam", "klas", "school", "week")}
    return {**flat, **{f"dag{day}": text for day, text in enumerate(days)}, "rijen": rows}


def _group(value: object) -> Data:
    assert isinstance(value, dict)
    return value


def _groups(value: object) -> list[Data]:
    assert isinstance(value, list)
    return value
