"""The program that one would write today for the same documents: openpyxl reads the workbooks, docxtpl fills them.

python whole.py INPUTS CONTEXTS OUT   (CONTEXTS: a pickle; OUT: a folder)

As the documentation of both has it: `load_workbook`, `iter_rows(values_only=True)`, and per document a `DocxTemplate`
that is rendered and saved. It gets for nothing what takes most of the work of such a program: CONTEXTS holds, per
document, its template and every value ready to print, as docgen derived them. It checks nothing and searches nothing.
"""

from __future__ import annotations

import io
import pickle
import sys
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment
from openpyxl import load_workbook


def main(inputs: str, contexts: str, out: str) -> None:
    """Read every workbook, fill every document."""
    rows = sum(len(sheet) for path in sorted(Path(inputs).glob("*.xlsx")) for sheet in read(path).values())
    filters, documents = pickle.loads(Path(contexts).read_bytes())
    environment = Environment(autoescape=True)
    environment.filters.update(filters)
    for name, template, context in documents:
        document = DocxTemplate(template)
        document.render(pictured(context, document), environment, autoescape=True)
        document.save(Path(out) / f"{name}.docx")
    print(rows, len(documents))


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every sheet as one dict per row, by the headings in its third row."""
    book, found = load_workbook(path), {}
    for sheet in book:
        lines = [*sheet.iter_rows(min_row=3, values_only=True)]
        found[sheet.title] = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] if lines else []
    return found


def pictured(value: Any, document: DocxTemplate) -> Any:
    """The same context with its pictures as docxtpl wants them; one is written as ('picture', its bytes, its width)."""
    if isinstance(value, dict):
        return {name: pictured(one, document) for name, one in value.items()}
    if isinstance(value, list):
        return [pictured(one, document) for one in value]
    if isinstance(value, tuple) and value[:1] == ("picture",):
        return InlineImage(document, io.BytesIO(value[1]), width=Mm(value[2]))
    return value


if __name__ == "__main__":
    main(*sys.argv[1:])
