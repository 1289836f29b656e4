"""The folder as a watcher sees it: a full listing, the content of a file, and private copies of what may be taken.

What a build reads are the copies, so that nothing it reads can change under it; findings name the original. The
copies stand in outputs/.docgen, for the owner only, and go when the run is done.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docgen.disk.atomic import private_folder, put_aside
from docgen.disk.given import given
from docgen.disk.zips import WRONG, entries_of
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.inbox import ATTACHMENTS, in_use, settled
from docgen.reading.kind import OLE, TEXT_ENDINGS, ZIP
from docgen.sheets import LARGEST
from docgen.watch.resting import Content, Entry

INPUTS = "inputs/"  # how the paths of workbooks begin
BESIDE = "./"  # how those begin of what is only looked at: templates, docgen.toml, a logo
PICTURES = (".png", ".jpg", ".jpeg", ".gif")
UNPACKED = 512 * 2**20  # a package that says it is larger is left to the gate before the reader


@dataclass(frozen=True)
class Look:
    """Everything in the folder at one moment, by path from the project folder on, and what the listing found."""

    files: Mapping[str, Entry]
    findings: tuple[Finding, ...] = ()


class ChangedError(Exception):
    """A file was no longer what was seen when it was copied: `path` says which."""

    def __init__(self, path: str) -> None:
        """Take the path."""
        super().__init__("a file changed while it was copied")
        self.path = path


def look(root: Path) -> Look | None:
    """A full listing of inputs/, with templates/ and docgen.toml beside it; None when the folder is not there."""
    inputs = root / "inputs"
    try:
        os.listdir(inputs)
    except OSError:
        return None
    paths, findings = settled(inputs)
    owners = {f.place.file: str(f.arg("owner") or "") for f in findings if _open(f) and isinstance(f.place, CellRef)}
    files = {}
    for path in paths:
        name = path.relative_to(inputs).as_posix()
        if entry := _entry(path, owners.get(name)):
            files[f"{INPUTS}{name}"] = entry
    pictures = (path for folder in (inputs, inputs / ATTACHMENTS) for path in folder.glob("[!~.]*.*"))
    logos = sorted(path for path in pictures if path.suffix.lower() in PICTURES)
    for path in (root / "docgen.toml", *sorted((root / "templates").glob("[!~.]*.docx")), *logos):
        if entry := _entry(path, None):
            files[f"{BESIDE}{path.relative_to(root).as_posix()}"] = entry
    return Look(files, tuple(f for f in findings if not _open(f) and f.code != "A01"))


def content(path: Path) -> Content:
    """What is in a file now. A package is whole when each part is there with the right checksum.

    A file that is too large is known by its size and time; one that cannot be opened has no hash.
    """
    try:
        about = path.stat()
        if about.st_size > LARGEST:
            return Content(f"{about.st_size} {about.st_mtime_ns}", whole=True)
        data = given(path, LARGEST)
    except OSError:
        return Content("", whole=False)
    return Content(hashlib.sha256(data).hexdigest(), _whole(data, path.name))


@contextmanager
def copied(root: Path, files: Mapping[str, str], look: Look) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """A private folder with copies of these workbooks (path -> SHA-256), and what there is to say about the others.

    Raises ChangedError when a file has another hash before or after it was copied, OSError when there is no room.

    Findings: S01, S02, S11 file, S13 permission
    """
    folder = private_folder(root / "outputs" / ".docgen", "taken")
    said = [*look.findings]
    try:
        for path, sha256 in files.items():
            if not path.startswith(INPUTS):
                continue
            name, entry = path.removeprefix(INPUTS), look.files.get(path)
            if sha256 and " " in sha256:
                said.append(_left_out("S11", "file", name, limit=LARGEST // 2**20))
            elif sha256:
                _copy(root / path, folder / name, sha256, path)
            else:
                said.append(_left_out(*waits_for(root / path), name))
            if sha256 and entry and entry.owner is not None:
                said.append(in_use(name, entry.owner, "open"))
        yield folder, tuple(said)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def waits_for(path: Path) -> tuple[str, str]:
    """Why a file is not taken: the code and the case of what to say. It is closed to us, or not complete yet."""
    try:
        with path.open("rb"):
            return "S02", ""
    except PermissionError:
        return "S13", "permission"
    except OSError:
        return "S02", ""


def _copy(source: Path, target: Path, sha256: str, path: str) -> None:
    try:
        data = source.read_bytes()
    except OSError:
        raise ChangedError(path) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ChangedError(path)
    put_aside(target, data)
    if content(source).sha256 != sha256:
        raise ChangedError(path)


def _left_out(code: str, case: str, name: str, **facts: int) -> Finding:
    about = {"args": tuple(facts.items()), "effect": Effect.BLOCK, "students": None}
    return Finding(code, Severity.ERROR, CellRef(name), case, **about)  # type: ignore[arg-type]


def _open(finding: Finding) -> bool:
    return finding.code == "S01"


def _entry(path: Path, owner: str | None) -> Entry | None:
    try:
        about = path.lstat()
    except OSError:
        return None
    changed = about.st_ctime_ns if os.name == "posix" else 0  # who puts the old time back cannot put this one back
    mark = (about.st_size, about.st_mtime_ns, about.st_ino, changed)
    return Entry(mark, owner) if stat.S_ISREG(about.st_mode) else None


def _whole(data: bytes, name: str) -> bool:
    if not data.strip(b"\0"):
        return False
    if not data.startswith(ZIP):
        return name.lower().endswith((*TEXT_ENDINGS, *PICTURES, ".toml", ".xls")) or data.startswith(OLE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            small = sum(part.file_size for part in entries_of(package)) <= UNPACKED
            return not small or package.testzip() is None
    except WRONG:
        return False
