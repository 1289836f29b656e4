"""What this docgen is: the mark of its own code, and of what else decides the bytes of a document."""

from __future__ import annotations

import hashlib
import sys
import zlib
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
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.toml"), *folder.parent.glob("templates/*.docx"))):
        found.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes())
    python = ".".join(map(str, sys.version_info[:2]))
    packer = f"{zipwriter.engine} {zlib.ZLIB_RUNTIME_VERSION}"
    return f"docgen {__version__} {found.hexdigest()[:16]}, Python {python}, {packer}"
