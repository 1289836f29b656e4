"""What `docgen bundle` says: how much went into a print file, what is not there, what to do with it afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.bundle.choosing import Pile
from docgen.messages import catalogue

_SHOWN = 5


def made(pile: Pile, lang: str = "nl") -> str:
    """How many documents a print file holds, and from which folder."""
    return catalogue(lang).say("bundle.made", len(pile.papers), value=pile.folder)


def missing(names: Sequence[str], lang: str = "nl") -> str:
    """Which documents were left out because they do not stand there as docgen would make them now; '' for none."""
    shown = [*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
    return catalogue(lang).say("bundle.missing", len(names), list=", ".join(shown)) if names else ""


def nothing(lang: str = "nl") -> str:
    """That there is nothing to print."""
    return catalogue(lang).say("bundle.nothing")


def rest(lang: str = "nl") -> str:
    """What to do with a print file."""
    return catalogue(lang).say("bundle.rest")
