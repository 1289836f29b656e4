"""The command line: options in, exit status out. No logic. A command is imported when it is asked for, and what is
heavy inside it.

Exit status: 0 done, 1 findings of severity fout, 2 usage, 3 template fault, 4 cannot read or write, 5 privacy stop.
Human text goes to stderr, data to stdout.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from docgen.cli.helping import language
from docgen.cli.root import HOMES, Screen, commands
from docgen.making.status import STORAGE, USAGE

__all__ = ["commands", "main"]


KINDS = {click.Path: "path", click.DateTime: "moment", click.IntRange: "number", click.FloatRange: "number"}
"""The sentence about a value of this kind that does not fit."""


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
    if type(error).__name__ == "NoArgsIsHelpError":  # a group by itself; click has this name from 8.2 on
        screen.say(error.format_message())
        return USAGE
    said = error.format_message()
    if said.startswith("No such command"):
        said = texts.say("usage.command", value=said.split("'")[1]) + _did_you_mean(said.split("'")[1])
    elif sentence := _sentence(error):
        said = texts.say(f"usage.{sentence[0]}", value=sentence[1], list=sentence[2])
    screen.say(texts.say("usage.error", text=said))
    if error.ctx is not None:
        screen.say(error.ctx.get_usage())
    return USAGE


def _sentence(error: click.UsageError) -> tuple[str, str, str] | None:
    """Which sentence says what click says in English, about what, and what may be chosen; None when it is our own."""
    if isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        return ("option" if isinstance(error, click.NoSuchOption) else "no_value"), error.option_name, ""
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", error.format_message())
    if extra:
        return "extra", extra[1], ""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return None
    kind = error.param.type
    typed = error.param.human_readable_name.removesuffix("...")
    name = error.param.opts[0] if isinstance(error.param, click.Option) else typed
    if isinstance(error, click.MissingParameter):
        return "missing", name, ""
    if isinstance(kind, click.Choice):
        return "choice", name, ", ".join(map(str, kind.choices))
    if isinstance(kind, click.Path) and not kind.file_okay:
        return "folder", name, ""
    if type(kind) not in KINDS:
        return None
    return KINDS[type(kind)], name, _range(kind) if isinstance(kind, click.IntRange | click.FloatRange) else ""


def _range(kind: click.IntRange | click.FloatRange) -> str:
    """'1 tot 64': the numbers that may be chosen."""
    from docgen.messages import catalogue

    least, most = (f"{end:g}" if end is not None else "" for end in (kind.min, kind.max))
    return catalogue(language()).say("usage.range" if most else "usage.least", value=least, limit=most)


def _did_you_mean(name: str) -> str:
    from difflib import get_close_matches

    from docgen.messages import catalogue

    near = get_close_matches(name, list(HOMES), 1, 0.5)
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

    from docgen.making.failures import findings_of, log

    status, findings = findings_of(error)
    if findings[0].code == "S12":
        log(_folder() / "outputs", error, datetime.now())
    try:
        Screen(Path(), language()).fail(status, findings)
    except SystemExit as done:
        return int(done.code or 0)
