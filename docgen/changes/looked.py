"""When docgen last looked and found nothing new, on the page that stands there: only that moment is written anew.

A run in which nothing changed makes no page. Imports nothing heavy, since such a run takes a fraction of a second.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from html import escape
from pathlib import Path

from docgen.disk.atomic import write
from docgen.disk.holding import RUN, HeldError, holding
from docgen.making.outcome import MOMENT
from docgen.messages import catalogue, clock, day


def moment(now: datetime, lang: str) -> str:
    """'maandag 23 maart 2026, 7.42 u.'."""
    texts = catalogue(lang)
    return f"{day(texts, now)}, {clock(texts, now)}"


def looked(outputs: Path, now: datetime, lang: str = "nl") -> bool:
    """Say on index.html that docgen looked; whether it did. A page that cannot be written stops nobody."""
    path, told = outputs / "index.html", escape(moment(now, lang)).encode()
    with suppress(OSError, HeldError), holding(outputs, RUN):  # whoever makes documents now writes the page itself
        before = path.read_bytes()
        after = MOMENT.sub(rb"\g<1>" + told + rb"\g<2>", before, count=1)
        if after != before:
            write(path, after)
        return MOMENT.search(before) is not None
    return False
