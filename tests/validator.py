"""Microsoft's Open XML SDK, as tests ask it about a file. Mark such a test `program("node", "ooxml")`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any


def sdk_errors(file: Path) -> Any:
    """What the SDK has against a file."""
    command = Path(os.environ["OOXML_VALIDATOR"], "node_modules", "@xarsh", "ooxml-validator", "dist", "src", "cli.js")
    done = subprocess.run(["node", str(command), str(file), "--officeVersion", "Microsoft365"], capture_output=True)
    return json.loads(done.stdout)["errors"]
