"""An error of the disk -> a finding: full, closed to us, open in Word, or not to be reached."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from docgen.findings import CellRef, Finding, Severity

FULL = (errno.ENOSPC, errno.EDQUOT)
PLENTY = 100  # MB of room with which no file of ours does not fit
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def of_storage(error: OSError, file: str) -> Finding:
    """What to say about an error with a file or folder.

    Findings: S06, S06 free, S08, S08 rights, S08 link
    """
    if error.errno in FULL:
        return _full(CellRef(file), "", Path(str(error.filename or file)))
    case = "rights" if error.errno in CLOSED else "link" if error.errno == errno.ELOOP else ""
    return Finding("S08", Severity.ERROR, CellRef(file), case)


def _full(place: CellRef, case: str, path: Path) -> Finding:
    """A disk that is full, with the room that it says it has; one that says it has plenty knows of a limit of ours.

    Findings: S06, S06 free, S06 document, S06 document_free
    """
    there = next((folder for folder in path.absolute().parents if folder.is_dir()), Path())
    try:
        free = shutil.disk_usage(there).free // 2**20
    except OSError:
        free = PLENTY
    if free >= PLENTY:
        return Finding("S06", Severity.ERROR, place, case)
    return Finding("S06", Severity.ERROR, place, f"{case}_free".strip("_"), (("n", free),))


def of_document(error: OSError, document: str, *, writable: bool) -> Finding:
    """What to say about a document that could not be put in its place: those of its student stay as they were.

    `writable` says whether its folder can be written: then what refuses is somebody who has the document open.

    Findings: S06 document, S06 document_free, S07, S08 document, S08 rights
    """
    place = CellRef(f"outputs/{document}")
    if error.errno in FULL:
        return _full(place, "document", Path(str(error.filename2 or error.filename or document)))
    if error.errno in CLOSED:
        return Finding("S07", Severity.NOTE, place) if writable else Finding("S08", Severity.ERROR, place, "rights")
    return Finding("S08", Severity.ERROR, place, "document")
