"""An error of the disk -> a finding: full, closed to us, open in Word, or not to be reached."""

from __future__ import annotations

import errno

from docgen.findings import CellRef, Finding, Severity

FULL = (errno.ENOSPC, errno.EDQUOT)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def of_storage(error: OSError, file: str) -> Finding:
    """What to say about an error with a file or folder.

    Findings: S06, S08, S08 rights, S08 link
    """
    if error.errno in FULL:
        return Finding("S06", Severity.ERROR, CellRef(file))
    case = "rights" if error.errno in CLOSED else "link" if error.errno == errno.ELOOP else ""
    return Finding("S08", Severity.ERROR, CellRef(file), case)


def of_document(error: OSError, document: str, *, writable: bool) -> Finding:
    """What to say about a document that could not be put in its place: those of its student stay as they were.

    `writable` says whether its folder can be written: then what refuses is somebody who has the document open.

    Findings: S06 document, S07, S08 document, S08 rights
    """
    place = CellRef(f"outputs/{document}")
    if error.errno in FULL:
        return Finding("S06", Severity.ERROR, place, "document")
    if error.errno in CLOSED:
        return Finding("S07", Severity.NOTE, place) if writable else Finding("S08", Severity.ERROR, place, "rights")
    return Finding("S08", Severity.ERROR, place, "document")
