"""`docgen new-document`: the two files of a new type of document, which can be built at once and changed from there.

They are written where the sources are: in a checkout. An installed docgen has no `templates/source/`.
"""

from __future__ import annotations

import importlib
import re
import sys
from itertools import chain, product
from pathlib import Path
from string import Template, ascii_uppercase

import docgen
from docgen.disk.atomic import write
from docgen.spec import documents

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SKELETON = Path(__file__).parent


class NotPossibleError(Exception):
    """A document of this name cannot be made here; `case` is a sentence of messages: sources, name, exists."""

    def __init__(self, case: str) -> None:
        """Take the case."""
        super().__init__(case)
        self.case = case


def checkout() -> Path:
    """The folder with the sources that this docgen runs from. Raises NotPossibleError for an installed one."""
    root = Path(docgen.__file__).resolve().parent.parent
    if not (root / "templates" / "source").is_dir():
        raise NotPossibleError("sources")
    return root


def new_document(name: str) -> tuple[Path, ...]:
    """Write the spec, the page and the template of a new type of document: their paths.

    Raises NotPossibleError, OSError. Nothing that is there is written over.
    """
    root, module = checkout(), name.replace("-", "_")
    if not NAME.fullmatch(name):
        raise NotPossibleError("name")
    spec, page = root / "docgen" / "documents" / f"{module}.py", root / "templates" / "source" / f"{module}.py"
    template = root / "templates" / f"{name}.docx"
    if name in documents() or any(path.exists() for path in (spec, page, template)):
        raise NotPossibleError("exists")
    told = {"name": name, "title": name.replace("-", " ").capitalize(), "code": _free_code(name)}
    for path, skeleton in ((spec, "spec.txt"), (page, "page.txt")):
        text = Template((SKELETON / skeleton).read_text(encoding="utf-8")).substitute(told)
        write(path, text.encode())
        path.chmod(0o644)  # a source like the others, not a document
    write(template, _built(root, module))
    template.chmod(0o644)
    return spec, page, template


def _free_code(name: str) -> str:
    """Two letters for the number of the document in its footer, from its name where that can be."""
    letters = name.replace("-", "").upper()
    taken = {spec.code for spec in documents().values()}
    pairs = chain((letters[0] + second for second in letters[1:]), map("".join, product(ascii_uppercase, repeat=2)))
    return next(code for code in pairs if code not in taken and code.isalpha())


def _built(root: Path, module: str) -> bytes:
    """What `templates/make.py` makes of the page."""
    sys.path.insert(0, str(root))
    try:
        importlib.invalidate_caches()
        return bytes(importlib.import_module(f"templates.source.{module}").build())
    finally:
        sys.path.remove(str(root))
