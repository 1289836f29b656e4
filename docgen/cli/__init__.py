"""The command line: options in, exit status out. No logic; everything heavy is imported inside its command.

Exit status: 0 done, 1 findings of severity fout, 2 usage, 3 template fault, 4 cannot read or write, 5 privacy stop.
Human text goes to stderr, data to stdout.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli import (
    accounting,
    building,
    council,
    exams,
    handing,
    looking,
    planning,
    printing,
    starting,
    templates,
    watching,
    weighing,
)
from docgen.cli.root import STORAGE, USAGE, Screen, commands, language

__all__ = [
    "accounting",
    "building",
    "commands",
    "council",
    "exams",
    "handing",
    "looking",
    "main",
    "planning",
    "printing",
    "starting",
    "templates",
    "watching",
    "weighing",
]


def main() -> None:
    """Run the command line; whatever goes wrong ends in one clear line and the right exit status."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.UsageError as error:
        sys.exit(_usage(error))
    except click.Abort:
        sys.exit(_told("interrupted", STORAGE))
    except KeyboardInterrupt:
        sys.exit(_told("interrupted", STORAGE))
    except BrokenPipeError:
        sys.exit(STORAGE)
    except Exception as error:
        sys.exit(_failed(error))


def _usage(error: click.UsageError) -> int:
    from docgen.messages import catalogue

    texts = catalogue(language())
    screen = Screen(Path(), language())
    said = error.format_message()
    if isinstance(error, click.exceptions.NoSuchOption):
        said = texts.say("usage.option", value=error.option_name)
    elif said.startswith("No such command"):
        said = texts.say("usage.command", value=said.split("'")[1]) + _did_you_mean(said.split("'")[1])
    elif isinstance(error, click.MissingParameter):
        said = texts.say("usage.missing", value=error.param.human_readable_name.rstrip(".") if error.param else "")
    screen.say(texts.say("usage.error", text=said))
    if error.ctx is not None:
        screen.say(error.ctx.get_usage())
    return USAGE


def _did_you_mean(name: str) -> str:
    from difflib import get_close_matches

    from docgen.messages import catalogue

    near = get_close_matches(name, list(commands.commands), 1, 0.5)
    return " " + catalogue(language()).say("usage.suggestion", suggestion=near[0]) if near else ""


def _folder() -> Path:
    """The project folder, also for an error that reached past click."""
    given = sys.argv[sys.argv.index("--project") + 1 :] if "--project" in sys.argv else []
    return Path(given[0] if given else ".")


def _told(key: str, status: int) -> int:
    from docgen.messages import catalogue

    Screen(Path(), language()).say(catalogue(language()).say(f"summary.{key}"))
    return status


def _failed(error: Exception) -> int:
    """The finding of an exception that nothing caught: a template, the disk, or docgen itself (without any value)."""
    from datetime import datetime

    from docgen.failures import findings_of, log

    status, findings = findings_of(error)
    if findings[0].code == "S12":
        log(_folder() / "outputs", error, datetime.now())
    try:
        Screen(Path(), language()).fail(status, findings)
    except SystemExit as done:
        return int(done.code or 0)
