"""One Python peer in a process of its own: CPU microseconds a document, start-up and warm-up outside the clock.

python worker.py PEER TEMPLATE DATA OUT   (DATA: a JSON list; OUT: a folder) -> prints a number
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Fill = Callable[[dict[str, Any]], bytes]


def rust_docxtpl(template: bytes) -> Fill:
    """rust-docxtpl, which takes docxtpl's name; its documentation opens the template for each document."""
    from docxtpl import DocxTemplate

    def run(context: dict[str, Any]) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return run


def docx_mailmerge2(template: bytes) -> Fill:
    """docx-mailmerge2: fields, and rows repeated by the name of one of their fields."""
    from mailmerge import MailMerge

    def run(values: dict[str, Any]) -> bytes:
        out = io.BytesIO()
        with MailMerge(io.BytesIO(template)) as document:
            for rows in values.values():
                if isinstance(rows, list):
                    document.merge_rows(next(iter(rows[0])), rows)
            document.merge(**{name: text for name, text in values.items() if isinstance(text, str)})
            document.write(out)
        return out.getvalue()

    return run


def main(peer: str, template: str, data: str, out: str) -> None:
    """Fill and write all documents; print microseconds of CPU per document."""
    fill = {"rust-docxtpl": rust_docxtpl, "docx-mailmerge2": docx_mailmerge2}[peer](Path(template).read_bytes())
    contexts = json.loads(Path(data).read_text())
    for context in contexts[:5]:
        fill(context)
    start = time.process_time()
    for number, context in enumerate(contexts):
        with open(f"{out}/{number}.docx", "wb") as file:
            file.write(fill(context))
    print((time.process_time() - start) / len(contexts) * 1e6)


if __name__ == "__main__":
    main(*sys.argv[1:])
