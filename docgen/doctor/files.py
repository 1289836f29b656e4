"""The folders: can they be read and written, who else can, are they copied to a cloud, are they on a share."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from docgen.disk.atomic import probe
from docgen.doctor.clouds import cloud_of
from docgen.doctor.model import Place, Told, absent, error, fine, warning
from docgen.inbox import owner_of, settled

LEAST_SPACE = 500_000_000  # bytes: a school year of documents, with room for Word and LibreOffice beside it
READABLE, ENTERED = 0o004, 0o001  # by everybody
OTHERS = 0o044  # who may read a file besides its owner
NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afpfs", "webdav", "davfs", "9p"})
MOUNTS = Path("/proc/mounts")
WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def inputs(place: Place) -> Iterator[Told]:
    """Every workbook can be opened, and nobody has it open in Excel."""
    folder = place.project.inputs
    if not folder.is_dir():
        yield error("missing")
        return
    workbooks, _ = settled(folder)
    closed = [path for path in workbooks if not _opens(path)]
    for path in closed:
        yield error("closed", file=_shown(path, place))
    if not _lists(folder):
        yield error("closed", file=_shown(folder, place))
    elif not closed:
        yield fine("ok", len(workbooks))
    for path in workbooks:
        if owner_of(path) is not None:  # a lock of Excel or LibreOffice lies beside it
            yield warning("open", file=_shown(path, place))


def outputs(place: Place) -> Iterator[Told]:
    """A file can be written, replaced and removed there; there is space; no document is open in Word."""
    wanted = place.project.outputs
    folder = wanted if wanted.exists() else _standing(wanted)
    try:
        probe(folder)
    except OSError:  # also when a file stands where the folder should be
        yield error("closed", file=_shown(folder, place))
        return
    free = shutil.disk_usage(folder).free
    if free < LEAST_SPACE:
        yield warning("full", space=_size(free))
    else:
        yield fine("ok", space=_size(free))
    if held := [path for path in _documents(place) if owner_of(path) is not None]:
        yield warning("open", len(held), file=_shown(held[0], place))


def _documents(place: Place) -> Iterator[Path]:
    return (path for path in place.project.outputs.rglob("*.docx") if not path.name.startswith("~$"))


def rights(place: Place) -> Iterator[Told]:
    """Nobody but those concerned can read inputs/ and outputs/, where the system has such rights."""
    if os.name != "posix":
        yield absent("unknown")
        return
    wide = False
    for folder in (place.project.inputs, place.project.outputs):
        reached = _reached(folder)
        found = [path for path in reached if path.is_file() and _mode(path) & READABLE]
        listed = [path for path in reached if path.is_dir() and _mode(path) & READABLE]
        wide = wide or bool(found)
        if found:
            yield warning("wide", len(found), file=_shown(found[0], place))
        elif listed and folder == place.project.outputs:  # names of files hold ids
            wide = True
            yield warning("listed", file=_shown(listed[0], place))
    if not wide:
        yield fine("ok")


def pages(place: Place) -> Iterator[Told]:
    """The pages of the administration open for their owner only: they show more than a folder may."""
    outputs = place.project.outputs
    found = [
        outputs / "index.html",
        outputs / "controle" / "bevindingen.html",
        *(outputs / "leerlingen").glob("*.html"),
    ]
    there = [path for path in found if path.is_file()]
    if os.name != "posix" or not there:
        yield absent("none" if os.name == "posix" else "unknown")
        return
    wide = [path for path in there if _mode(path) & OTHERS]
    if wide:
        yield warning("wide", len(wide), file=_shown(wide[0], place))
    else:
        yield fine("ok")


def _reached(folder: Path) -> list[Path]:
    """The folder and what is in it, as far as everybody gets: every folder above can be entered."""
    if not folder.is_dir() or not all(_mode(above) & ENTERED for above in folder.resolve().parents):
        return []
    open_folders, found = {folder} if _mode(folder) & ENTERED else set(), [folder]
    for path in sorted(folder.rglob("*")):
        if path.parent in open_folders and not path.name.startswith(".git"):
            found.append(path)
            if path.is_dir() and _mode(path) & ENTERED:
                open_folders.add(path)
    return found


def sync(place: Place) -> Iterator[Told]:
    """Neither folder lies in one that a program copies to somebody's cloud."""
    found = [(folder, cloud_of(folder)) for folder in (place.project.inputs, place.project.outputs)]
    for folder, cloud in found:
        if cloud:
            yield warning("cloud", file=_shown(folder, place), target=cloud)
    if not any(cloud for _, cloud in found):
        yield fine("ok")


def share(place: Place) -> Iterator[Told]:
    """On which kind of disk the project stands; a share that is gone is told by the checks before this one."""
    root = _standing(place.project.outputs.absolute())
    kind = _network_kind(root)
    yield fine("network", kind=kind) if kind else fine("local")


def _network_kind(path: Path) -> str:
    """The kind of network share that a path is on, '' for a disk of this computer."""
    if sys.platform == "win32":
        drive = path.drive
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == WINDOWS_REMOTE
        return "smb" if remote else ""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""  # not Linux: nothing to go by
    mounts = [line.split()[1:3] for line in lines]
    above = [(len(point), kind) for point, kind in mounts if path.resolve().is_relative_to(_unescaped(point))]
    kind = max(above, default=(0, ""))[1]  # the longest mount point above it is the disk it is on
    return kind if kind in NETWORK or kind.startswith("fuse.ssh") else ""


def _unescaped(point: str) -> str:
    """A mount point as /proc/mounts writes it: a space is \\040."""
    return point.replace("\\040", " ")


def _standing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((above for above in (folder, *folder.parents) if above.is_dir()), folder)


def _opens(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            opened.read(1)
    except OSError:
        return False
    return True


def _lists(folder: Path) -> bool:
    try:
        os.listdir(folder)
    except OSError:
        return False
    return True


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _shown(path: Path, place: Place) -> str:
    """The path as people know it: from the project folder on."""
    root = place.project.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and path != root else str(path)


def _size(count: int) -> str:
    """'41 GB', '312 MB'."""
    return f"{count // 10**9} GB" if count >= 10**9 else f"{count // 10**6} MB"
