"""The password of a package: six Dutch words that a person can read out over the telephone; shown once, never kept."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

WORDS = 6  # of more than a thousand: over 60 bits


@cache
def words() -> tuple[str, ...]:
    """The list the words come from: short, different, without accents."""
    return tuple((Path(__file__).parent / "woorden.txt").read_text(encoding="utf-8").split())


def password() -> str:
    """'vogel-kelder-staf-zeven-maan-riet', another one each time."""
    return "-".join(secrets.choice(words()) for _ in range(WORDS))


def typed(text: str) -> str:
    """A password as a person types it: capitals and spaces in the place of hyphens are fine."""
    return "-".join(text.casefold().replace("-", " ").split())
