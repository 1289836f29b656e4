"""Microsoft's Open XML SDK, as tests ask it about a file. Mark such a test `program("node", "ooxml")`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


def sdk_errors(file: Path) -> Any:
    """What the SDK has against a file."""
    command = Path(os.environ["OOXML_VALIDATOR"], "node_modules", "@xarsh", "ooxml-validator", "dist", "src", "cli.js")
    done = subprocess.run(["node", str(command), str(file), "--officeVersion", "Microsoft365"], capture_output=True)
    return json.loads(done.stdout)["errors"]


def all_sdk_errors(files: Iterable[Path]) -> dict[str, Any]:
    """What the SDK has against each of these files, by name; only those with errors. It takes one file at a time."""
    files = list(files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return {file.name: found for file, found in zip(files, pool.map(sdk_errors, files), strict=True) if found}
