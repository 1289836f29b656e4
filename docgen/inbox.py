"""inputs/ -> the workbooks that can be read now. Litter, locks and half-written files are no workbooks."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Set
from pathlib import Path

from docgen.findings import CellRef, Effect, Finding, Severity

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")
ATTACHMENTS = "bijlagen"
LITTER = re.compile(
    r"~.*|\..*|.*\.(?:tmp|temp|part|partial|crdownload|download|bak|lnk|ini|db)|[0-9a-f]{8}|thumbs\.db|desktop\.ini",
    re.I,
)
"""Names that programs leave behind. Source: trust.md 1.6; Excel saves to a name of eight hexadecimal digits."""
MOST_DEPTH = 8
OWNER_NAME = 54
"""Characters of the user's name in an owner file: a length byte, then that many bytes."""


def settled(inputs: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The workbooks in inputs/ and its folders that can be read, sorted by path, and what there is to say.

    A workbook that is open in Excel is read as it was last saved; a watcher waits for it (see `resting`).

    Findings: A01 inputs, A07 file, S01, S08, S13
    """
    if not inputs.is_dir():
        return (), (_blocking("A01", "inputs", ""),)
    found: list[Path] = []
    findings: list[Finding] = []
    for path, problem, beside in _files(inputs, inputs):
        file = path.relative_to(inputs).as_posix()
        if problem:
            findings.append(problem)
        elif path.suffix.lower() not in WORKBOOKS:
            findings.append(Finding("A07", Severity.NOTE, CellRef(file), "file"))
        else:
            owner = owner_of(path, beside)
            if owner is not None:
                findings.append(in_use(file, owner, "open"))
            found.append(path)
    if not found and not any(finding.code in ("S01", "S08") for finding in findings):
        findings.insert(0, _blocking("A01", "inputs", ""))
    return tuple(found), tuple(findings)


def in_use(file: str, owner: str, case: str) -> Finding:
    """A workbook that is open: `case` is 'open' when it is read as it was saved, 'held' when it waits.

    Findings: S01
    """
    args = (("owner", owner),) if owner else ()
    return Finding("S01", Severity.NOTE, CellRef(file), f"{case}_by" if owner else case, args)


def _blocking(code: str, case: str, file: str) -> Finding:
    return Finding(code, Severity.ERROR, CellRef(file), case, effect=Effect.BLOCK, students=None)


def _files(folder: Path, inputs: Path, depth: int = 0) -> Iterator[tuple[Path, Finding | None, Set[str]]]:
    """Every file below a folder in order, with what is wrong with it and the names beside it.

    Links are not followed, pipes not opened.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, _blocking("S08", "", folder.relative_to(inputs).as_posix() if folder != inputs else ""), set()
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        path = Path(entry.path)
        if LITTER.fullmatch(entry.name):
            continue
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError:
            continue  # gone since the folder was listed
        if stat.S_ISDIR(mode):
            if entry.name.lower() != ATTACHMENTS and depth < MOST_DEPTH:
                yield from _files(path, inputs, depth + 1)
            elif depth == MOST_DEPTH:
                place = CellRef(path.relative_to(inputs).as_posix())
                yield path, Finding("S13", Severity.WARNING, place, "deep", (("limit", MOST_DEPTH),)), names
        elif stat.S_ISREG(mode):
            yield path, None, names
        else:
            case = "link" if stat.S_ISLNK(mode) else "special"
            yield path, Finding("S13", Severity.WARNING, CellRef(path.relative_to(inputs).as_posix()), case), names


def owner_of(workbook: Path, beside: Set[str] | None = None) -> str | None:
    """Who has a workbook open: a name, '' when it cannot be read, None when nobody has.

    `beside` are the names in its folder, when they are known: on a share each question costs a journey.
    Excel writes `~$name` (for long names without its first two letters), LibreOffice `.~lock.name#`.
    """
    name, folder = workbook.name, workbook.parent
    for owner_file in (folder / f"~${name}", folder / f"~${name[2:]}"):
        if owner_file.name in beside if beside is not None else owner_file.is_file():
            return _excel_owner(owner_file)
    lock = folder / f".~lock.{name}#"
    if lock.name in beside if beside is not None else lock.is_file():
        name, _, rest = _start_of(lock).decode("utf-8", "replace").partition(",")
        return _tidy(name) or _tidy(rest.partition(",")[0])  # who gave no name is known by the name of the account
    return None


def _excel_owner(path: Path) -> str:
    start = _start_of(path)
    length = start[0] if start else 0
    return _tidy(start[1 : 1 + length].decode("cp1252", "replace")) if length <= OWNER_NAME else ""


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(200)
    except OSError:
        return b""


def _tidy(name: str) -> str:
    return " ".join("".join(c for c in name if c.isprintable()).split())[:OWNER_NAME]
