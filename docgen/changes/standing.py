"""Nothing changed since the last run? Then it is said again what was said then, without reading a single workbook.

A run may be repeated from memory only when everything it depends on is as it was, byte for byte: every file in inputs/
and templates/, docgen.toml, docgen itself, the day, the ledger; and when everything it left in outputs/ still stands.
Sizes and times are never trusted of what somebody typed: a file that is rewritten with the same size and time is
another file, and hashing a school's folder costs less than a tenth of a second. Of what docgen itself left a watcher
remembers the hash (`disk/hashed`). Anything in doubt takes the long road. Imports nothing heavy.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docgen
from docgen import __version__
from docgen.disk.atomic import write
from docgen.disk.given import MOST_SETTINGS, given, json_in, settings_in
from docgen.disk.hashed import sha256_of
from docgen.findings import Finding
from docgen.making.outcome import MOMENT, Outcome, as_plain, of_plain

LARGEST = 64 * 2**20  # of a file that is hashed: a larger one is no workbook, and nobody waits for it
PASSING = frozenset({"R06", "S01", "S06", "S07", "S08", "S09", "S10", "S12"})
PASSING_CASES = frozenset(
    {("S11", "limits"), ("S13", ""), ("S13", "permission"), ("S17", "open"), ("B09", "confirmed")}
)
"""Findings about the moment (a file that is open, a full disk, a program that failed), or beside the run before: the
next run looks anew."""
FIELDS = frozenset({"key", "asked", "ledger", "stands", "outcome"})
OURS = ("vervallen", "docgen.log")  # what grows and is not read by a run; names with a dot or a tilde are litter

Tree = Mapping[str, str]  # path within a folder -> what stands there: the SHA-256 of a file with its rights, or a kind


class Unsure(Exception):  # noqa: N818 - the name says what it is
    """Something cannot be read or is no plain file: nothing can be said about it."""


@dataclass(frozen=True)
class Sources:
    """What a run is made from, as it stood when it began; `key` stands for all of it."""

    root: Path
    key: str
    inputs: Tree

    @property
    def outputs(self) -> Path:
        """Where the run leaves its documents."""
        return self.root / "outputs"


def sources(root: Path) -> Sources | None:
    """What a run of this project would be made from; None when that cannot be said."""
    try:
        inputs = _tree(root / "inputs")
        settings = given(root / "docgen.toml", MOST_SETTINGS) if (root / "docgen.toml").exists() else b""
        package = Path(docgen.__file__).parent
        shipped = package.parent / "templates"
        parts = [
            sorted(inputs.items()),
            sorted(_tree(root / "templates").items()) if (root / "templates").exists() else [],
            hashlib.sha256(settings).hexdigest(),
            _day(settings),
            [__version__, sys.version, sorted(_tree(package, skip=("__pycache__",), ours=True).items())],
            sorted(_tree(shipped, ours=True).items()) if shipped.exists() else [],
        ]
    except (OSError, Unsure, ValueError):
        return None
    return Sources(root, _digest(parts), inputs)


def again(now: Sources | None, asked: Sequence[str]) -> Outcome | None:
    """What the last build said, when one with the options `asked` would say the same; None for the long road."""
    kept = _kept(now)
    if now is None or kept is None or kept["asked"] != [*asked]:
        return None
    standing = _standing(now.outputs)
    return _outcome(kept) if standing is not None and kept["stands"] == _mark(standing) else None


def checked_again(now: Sources | None) -> Outcome | None:
    """What the check of the last build said, when a check would say the same; the documents do not matter to it."""
    kept = _kept(now)
    outcome = _outcome(kept) if kept else None
    return outcome.of_check if outcome else None


def keep(
    before: Sources | None,
    asked: Sequence[str],
    outcome: Outcome,
    *,
    read: Iterable[tuple[str, str]],
    remembered: Mapping[str, str],
) -> bool:
    """Keep what a whole build said; False when it may not be repeated from memory. Raises OSError.

    `read` are the workbooks with the SHA-256 that was read, `remembered` what the ledger held for the check and this
    run added. Whoever changed a file or the ledger meanwhile makes the next run take the long road.
    """
    if before is None or any(map(_is_passing, outcome.findings)):
        return False
    after = sources(before.root)
    if after is None or after.key != before.key or any(_hash_in(after.inputs, file) != sha for file, sha in read):
        return False
    ledger, standing = _ledger(before.outputs), _standing(before.outputs)
    if ledger is None or standing is None or not _is_ours(before.outputs, outcome, remembered):
        return False
    made = {entry.path: entry.sha256 for entry in outcome.again.documents if entry.path}
    if any(_hash_in(standing, path) != sha for path, sha in made.items()) or _ledger(before.outputs) != ledger:
        return False
    try:
        told = as_plain(outcome.again)
    except TypeError:
        return False
    body = {"key": after.key, "asked": [*asked], "ledger": ledger, "stands": _mark(standing), "outcome": told}
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    write(_path(before.outputs), f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}".encode())
    return True


def forget(outputs: Path) -> None:
    """Keep nothing of the last build: the next one does everything. Raises OSError."""
    _path(outputs).unlink(missing_ok=True)


def _is_passing(finding: Finding) -> bool:
    return finding.code in PASSING or (finding.code, finding.case) in PASSING_CASES


def _is_ours(outputs: Path, outcome: Outcome, remembered: Mapping[str, str]) -> bool:
    """Whether the ledger holds what this run left in it, and nothing that somebody else added meanwhile."""
    from docgen.ledger import Ledger

    with Ledger(outputs, writable=False) as ledger:
        made = {path: document.sha256 for path, document in ledger.made().items()}
        approved = ledger.approved()
    said = {entry.path: entry.sha256 for entry in outcome.again.documents if entry.path}
    return made == said and approved == dict(remembered)


def _kept(now: Sources | None) -> dict[str, Any] | None:
    """What was kept, when it is whole and about these sources and this ledger."""
    if now is None:
        return None
    try:
        mark, _, text = _path(now.outputs).read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest() != mark.decode("ascii"):
            return None
        kept: dict[str, Any] = json_in(text)
        same = kept.keys() >= FIELDS and kept["key"] == now.key and kept["ledger"] == _ledger(now.outputs)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept if same else None


def _outcome(kept: Mapping[str, Any]) -> Outcome | None:
    try:
        return of_plain(kept["outcome"])
    except (ValueError, KeyError, TypeError):
        return None  # written by another version


def _path(outputs: Path) -> Path:
    return outputs / ".docgen" / "standing.json"


def _day(settings: bytes) -> str:
    """The day that counts as today. Raises ValueError when docgen.toml cannot be read."""
    dates = settings_in(settings).get("datum", {})
    if not isinstance(dates, dict):
        raise ValueError("datum is no table")
    return str(dates.get("peildatum") or date.today())


def _ledger(outputs: Path) -> str | None:
    """The hash of the ledger with what is not yet folded into it; None when there is none."""
    path = outputs / ".docgen" / "ledger.sqlite"
    waiting = path.with_name(f"{path.name}-wal")
    try:
        return " ".join(_digest_of(file) for file in (path, waiting) if file == path or file.exists())
    except OSError:
        return None


def _digest_of(path: Path) -> str:
    """The SHA-256 of a file, never whole in memory: the ledger of a watcher grows for years. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _standing(outputs: Path) -> Tree | None:
    """Everything that a run leaves in outputs/, with the rights of each file and folder; None when it is not clear."""
    try:
        return _tree(outputs, skip=OURS, rights=True, ours=True)
    except (OSError, Unsure):
        return None


def _mark(tree: Tree) -> str:
    return _digest(sorted(tree.items()))


def _tree(folder: Path, *, skip: tuple[str, ...] = (), rights: bool = False, ours: bool = False) -> Tree:
    """Everything below a folder. Raises OSError, and Unsure for a file that is too large to look at.

    With `rights` (of what docgen wrote itself) litter is left out: Word's own files beside an open document. `ours`:
    nobody types there, so a process that goes on need not read a file again that was not touched.
    """
    found: dict[str, str] = {}
    waiting = [("", folder)]
    while waiting:
        within, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.startswith(skip) or (rights and entry.name[0] in ".~"):
                    continue
                path, about = f"{within}{entry.name}", entry.stat(follow_symlinks=False)
                mode = f" {about.st_mode & 0o777:o}" if rights else ""
                if stat.S_ISREG(about.st_mode):
                    shows_when = rights and path == "index.html"
                    kept = ours and not shows_when and about.st_size <= LARGEST
                    found[path] = (sha256_of(entry.path) if kept else _hash(entry.path, but_when=shows_when)) + mode
                else:
                    found[path] = f"{stat.S_IFMT(about.st_mode):o}{mode}"
                if stat.S_ISDIR(about.st_mode):
                    waiting.append((f"{path}/", Path(entry.path)))
    return found


def _hash(path: str, *, but_when: bool = False) -> str:
    """The hash of a file; `but_when` leaves out the moment on the results page, which a look alone writes anew."""
    with open(path, "rb", buffering=0) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unsure(path)
    data = MOMENT.sub(b"", data) if but_when else data
    return hashlib.sha256(data).hexdigest()


def _hash_in(tree: Tree, path: str) -> str:
    return tree.get(path, "").partition(" ")[0]


def _digest(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
