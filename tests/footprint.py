"""What a docgen process writes and whom it calls: an audit hook in the process itself, and the folders afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOOKED = """
import json, os, sys
from pathlib import Path
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.truncate": 0, "tempfile.mkstemp": 0,
        "tempfile.mkdtemp": 0, "shutil.copyfile": 1, "shutil.move": 1}
written, calls = set(), set()
def hook(event, args):
    if event == "open":
        path, mode, flags = args
        writing = any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool((flags or 0) & WRITING)
        if writing and isinstance(path, (str, bytes, os.PathLike)):
            written.add(os.path.abspath(os.fsdecode(path)))
    elif event in MADE and not isinstance(args[MADE[event]], int):
        written.add(os.path.abspath(os.fsdecode(args[MADE[event]])))
    elif event.startswith(("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethost", "socket.bind",
                           "urllib", "http.client", "smtplib", "ftplib")):
        calls.add(event)
sys.addaudithook(hook)
# before
from docgen.cli import main
sys.argv[0] = "docgen"
report = int(os.environ["DOCGEN_TEST_REPORT"])
try:
    main()
finally:
    sys.stdout.flush()
    os.write(report, json.dumps([sorted(written), sorted(calls)]).encode())
"""


@dataclass(frozen=True)
class Footprint:
    """A run: its exit status, what it printed, the paths it opened for writing or made, the calls to the network."""

    status: int
    stdout: str
    stderr: str
    written: tuple[Path, ...]
    calls: tuple[str, ...]


def run(folder: Path, home: Path, *words: str, typed: str = "", before: str = "") -> Footprint:
    """Run docgen with an umask that gives everybody rights, in `home`: its HOME, TMPDIR and current folder.

    `before` is source that runs in that process first, to make something go wrong.
    """
    home.mkdir(exist_ok=True)
    reading, writing = os.pipe()
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")))),
        "DOCGEN_TEST_REPORT": str(writing),
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(home)),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", HOOKED.replace("# before", before), "--project", str(folder), *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env=environment, cwd=home, pass_fds=(writing,), umask=0o022,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading, "rb") as report:
        stdout, stderr = process.communicate(typed, timeout=300)
        written, calls = json.loads(report.read())
    return Footprint(process.returncode, stdout, stderr, tuple(map(Path, written)), tuple(calls))
