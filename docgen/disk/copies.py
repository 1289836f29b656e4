"""The working copies for staff that docgen makes beside the documents: which folders, what they hold, until when.

They may hold what a document may not, because they go to nobody: a marked copy goes back to who filled in the workbook
and holds that workbook (stripped of national numbers); a form is prefilled for who asked for it; a filled paper of a
class council waits to be read back; a received package is for this school. So they are for the owner only (0600), never
go along with a document or a package, are taken over whole in `docgen privacy matrix`, and are due for destruction when
their school year is over. A print file (see `bundle`) is of use until it is printed: two weeks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

MARKED, FORMS, FILLED, RECEIVED, PRINTED = "controle", "formulieren", "ingevuld", "ontvangen", "druk"
FOLDERS = (MARKED, FORMS, FILLED, RECEIVED, PRINTED)
TO_PRINT = timedelta(days=14)  # how long a print file is kept
SUMMER = 8  # the month in which a school year ends


@dataclass(frozen=True)
class WorkingCopy:
    """A file in one of the folders: its path under outputs/, the day it was written, the last day it is kept."""

    path: str
    written_on: date
    destroy_after: date

    @property
    def name(self) -> str:
        """What the log calls it. A marked copy has the name of a workbook, which may hold anything: it is left out."""
        folder, _, file = self.path.partition("/")
        return Path(file).stem if folder in (FORMS, FILLED) else folder

    def sha256(self, outputs: Path) -> str:
        """The hash of its bytes as they are now. Raises OSError."""
        return hashlib.sha256((outputs / self.path).read_bytes()).hexdigest()


def working_copies(outputs: Path) -> Iterator[WorkingCopy]:
    """Every working copy, by path. Links are not followed; the lock files of Word and Excel are not ours."""
    for folder in FOLDERS:
        if (outputs / folder).is_symlink():
            continue
        for path in sorted((outputs / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith(("~$", ".")):
                written = date.fromtimestamp(path.stat().st_mtime)
                until = written + TO_PRINT if folder == PRINTED else end_of_school_year(written)
                yield WorkingCopy(path.relative_to(outputs).as_posix(), written, until)


def end_of_school_year(day: date) -> date:
    """The 31st of August on or after a day."""
    return date(day.year if day.month <= SUMMER else day.year + 1, SUMMER, 31)
