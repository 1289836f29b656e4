"""One line that is replaced while docgen works: how far it is, without names. Only on a terminal, only after 0.5 s."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from docgen.messages import catalogue
from docgen.reports.plain import encodable

_QUIET = 0.5  # seconds before the first line
_APART = 0.05  # seconds between two lines
_BAR = 20
_MINUTE = 60


class Progress:
    """Call it with a step, how much is done and what there is; close it before anything else is printed.

    Steps: read, check, make, inspect, pdf. `label` is a type of document, never a name or an ID.
    """

    def __init__(self, stream: TextIO, lang: str = "nl", clock: Callable[[], float] = time.monotonic) -> None:
        """Start the clock; nothing is written when the stream is no terminal."""
        self.stream, self.texts, self.clock = stream, catalogue(lang), clock
        self.active = stream.isatty()
        self.begun = self.shown = clock()
        self.step, self.step_begun = "", self.begun
        self.width = 0

    def __call__(self, step: str, done: int = 0, total: int = 0, label: str = "") -> None:
        """Replace the line, unless that was just done."""
        if not self.active:
            return
        now = self.clock()
        if step != self.step:
            self.step, self.step_begun = step, now
        elif now - self.shown < _APART:
            return
        if now - self.begun >= _QUIET:
            self._write(self._line(done, total, label, now))
            self.shown = now

    def close(self) -> None:
        """Wipe the line."""
        if self.width:
            self._write("")
            self.stream.write("\r")
            self.stream.flush()
            self.width = 0

    def _line(self, done: int, total: int, label: str, now: float) -> str:
        text = self.texts.say(f"progress.{self.step}", done=done, total=total)
        if self.step == "make" and total:
            full = _BAR * done // total
            return f"{text} {'█' * full}{'░' * (_BAR - full)} {label}".rstrip()
        left = (now - self.step_begun) * (total - done) / done if done else 0.0
        if self.step == "pdf" and left:
            text += self.texts.say("progress.minutes", max(1, round(left / _MINUTE)))
        return text

    def _write(self, text: str) -> None:
        shown = encodable(text, getattr(self.stream, "encoding", None) or "utf-8")
        self.stream.write("\r" + shown.ljust(self.width))
        self.stream.flush()
        self.width = len(shown)
