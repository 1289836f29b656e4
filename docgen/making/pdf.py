"""Word documents -> PDF, by LibreOffice: many at a time, in a folder of its own that is gone afterwards.

A child process per core, each with a private profile, so that it neither meets nor spoils the LibreOffice that
somebody has open. The files it sees have neutral names: a list of processes shows no student. The PDFs are tagged
(PDF/UA), and the same document gives the same bytes. Source: measured with LibreOffice 7.4, see `stamped`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.folders import make_folder
from docgen.disk.leftovers import PROCESS
from docgen.findings import CellRef, Finding, Severity
from docgen.making.tagging import marked

BATCH = 25  # documents that one LibreOffice gets at a time
TO_BEGIN, EACH = 60, 15  # seconds for LibreOffice to start the first time, and for each document
OPTIONS = ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")
BLANKS = "IsSkipEmptyPages"  # whether the blank page before an odd one is left out
PLACES = (  # where LibreOffice stands when it is not on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_DATE = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=<xmp:CreateDate>)[0-9T:-]{19}")
_MARK = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>)")


@dataclass(frozen=True)
class Converted:
    """The PDFs by the name of their document, and why there is none of the others."""

    pdfs: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def program() -> str | None:
    """The path of LibreOffice on this computer, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def convert(
    documents: Mapping[str, bytes],
    scratch: Path,
    *,
    jobs: int | None = None,
    office: str | None = None,
    seconds: tuple[float, float] = (TO_BEGIN, EACH),
    blanks: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Converted:
    """The PDF of each Word document; what one LibreOffice cannot convert in time is tried once more, alone.

    `scratch` is a folder inside outputs/; all that is made there is removed again. `jobs` LibreOffices work at a time,
    one per core unless told. `office` is its path, when it is known; `seconds` the time limit, to begin and per
    document; `blanks` keeps the blank pages that printing on both sides needs. Raises OSError when the folder cannot be
    written.

    Findings: S10
    """
    from concurrent.futures import ThreadPoolExecutor

    office = office or program()
    if not documents or office is None:
        return Converted({}, () if office or not documents else (Finding("S10", Severity.NOTE, CellRef("outputs")),))
    scratch = make_folder(scratch).resolve()  # LibreOffice loses its way in a relative TMPDIR
    prefix = f"pdf-{PROCESS}-"  # by which the next run knows what to sweep when this one is killed
    with tempfile.TemporaryDirectory(prefix=prefix, dir=scratch, ignore_cleanup_errors=True) as folder:
        numbers = {name: f"{number:05}" for number, name in enumerate(documents, start=1)}
        done: dict[str, bytes] = {}

        def work(worker: int, names: Sequence[str]) -> None:
            home = make_folder(Path(folder) / f"{worker}")
            for batch in _batches(names):
                _run(office, home, {numbers[name]: documents[name] for name in batch}, seconds, blanks)
                missing = [name for name in batch if not _take(home, numbers[name], name, done)]
                for name in missing if len(batch) > 1 else ():
                    shutil.rmtree(home / "profile", ignore_errors=True)  # LibreOffice may have spoiled it when it fell
                    _run(office, home, {numbers[name]: documents[name]}, seconds, blanks)
                    _take(home, numbers[name], name, done)
                progress(len(done), len(documents))

        parts = _parts(list(documents), jobs or os.cpu_count() or 1)
        with ThreadPoolExecutor(len(parts)) as pool:
            list(pool.map(work, range(len(parts)), parts))
    failed = [name for name in documents if name not in done]
    return Converted(
        {name: done[name] for name in documents if name in done},
        tuple(Finding("S10", Severity.WARNING, CellRef(f"outputs/{name}"), "failed") for name in failed),
    )


PRIVATE = ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
"""The folders that LibreOffice, and dconf and fontconfig for it, may write in: all ours, all removed again."""


def stamped(data: bytes) -> bytes:
    """The PDF with the moment of 2000-01-01 and a mark of its content, where LibreOffice writes the clock and chance.

    Source: two runs of LibreOffice 7.4 differ in these bytes only; it does not know SOURCE_DATE_EPOCH.
    """
    timeless = _DATE.sub(lambda found: b"20000101000000" if len(found[0]) == 14 else b"2000-01-01T00:00:00", data)
    end = timeless.rfind(b"trailer")
    if end < 0:
        return timeless
    empty = _MARK.sub(b"0" * 32, timeless[end:])
    mark = hashlib.sha256(timeless[:end] + empty).hexdigest()[:32].upper().encode()
    return timeless[:end] + _MARK.sub(mark, empty)


def _parts(names: Sequence[str], jobs: int) -> list[Sequence[str]]:
    """The documents shared out, no more parts than there is work for."""
    count = max(1, min(jobs, len(names) // 4))  # to start LibreOffice costs as much as four documents
    return [names[start::count] for start in range(count)]


def _batches(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]


def _filter(blanks: bool) -> str:
    options = {**dict.fromkeys(OPTIONS, True), BLANKS: not blanks}
    told = {name: {"type": "boolean", "value": "true" if value else "false"} for name, value in options.items()}
    return f"pdf:writer_pdf_Export:{json.dumps(told)}"


def _run(office: str, home: Path, documents: Mapping[str, bytes], seconds: tuple[float, float], blanks: bool) -> None:
    """Let one LibreOffice convert these; what it did not get done is simply not there."""
    for number, data in documents.items():
        write(home / f"{number}.docx", data)
    profile = home / "profile"
    files = [str(home / f"{number}.docx") for number in documents]
    settings = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    reading = ["--infilter=MS Word 2007 XML", "--convert-to", _filter(blanks), "--outdir", str(home)]
    own = {name: str(home) for name in PRIVATE}
    child = subprocess.Popen(
        [office, *settings, *reading, *files],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **own},
        start_new_session=os.name == "posix",
    )
    try:
        child.wait(seconds[0] + seconds[1] * len(documents))
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a LibreOffice and what it started, when it still runs."""
    if sys.platform == "win32":
        if child.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(child.pid)]
            subprocess.run(tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):  # it ended by itself
            os.killpg(child.pid, signal.SIGKILL)  # its own session: soffice is a script that starts another program
    child.wait()


def _take(home: Path, number: str, name: str, done: dict[str, bytes]) -> bool:
    """Take a finished PDF out of the folder; whether it was there whole."""
    path = home / f"{number}.pdf"
    data = path.read_bytes() if path.is_file() else b""
    whole = data.startswith(b"%PDF-") and b"%%EOF" in data[-64:]
    if whole:
        done[name] = stamped(marked(data))
    for old in (path, home / f"{number}.docx"):
        old.unlink(missing_ok=True)
    return whole
