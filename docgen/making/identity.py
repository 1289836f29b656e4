"""What this docgen is: the mark of its own code, and of what else decides the bytes of a document."""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import docgen
from docgen import __version__
from docgen.merge import zipwriter


@lru_cache(maxsize=1)
def identity() -> str:
    """Everything besides the inputs on which the bytes of a document depend, as one line.

    The number of a version is not enough: who takes a newer docgen from its sources has the same number.
    """
    folder, found = Path(docgen.__file__).parent, hashlib.sha256()
    within = len(str(folder.parent)) + 1
    files = (*_sources(folder), *map(str, folder.parent.glob("templates/*.docx")))
    for path in sorted(files, key=lambda path: path.split(os.sep)):
        with open(path, "rb", buffering=0) as file:
            found.update(path[within:].replace(os.sep, "/").encode() + b"\0" + file.readall())
    python = ".".join(map(str, sys.version_info[:2]))
    packer = f"{zipwriter.engine} {zlib.ZLIB_RUNTIME_VERSION}"
    return f"docgen {__version__} {found.hexdigest()[:16]}, Python {python}, {packer}"


def _sources(folder: Path) -> Iterator[str]:
    """The code and the words of docgen. Without `Path`, that takes as long for five hundred files as reading them."""
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in names if name.endswith((".py", ".toml")))
