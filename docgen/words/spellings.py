"""The ways in which people write one name: whole, turned round, with an initial, its particles in one word, cut short.

Names come as the plain words of `tokens.tokens`: ('lars',) and ('van', 'den', 'berg').
"""

from __future__ import annotations

from collections.abc import Iterator

_TYPED = (
    "aan al ben bin d da de del den der di dos du el het in la le les lo op s t te ten ter uit uyt "
    "van vande vander ver von zu zum"
)
PARTICLES = frozenset(_TYPED.split())
"""Words that begin a family name and are none alone."""
Words = tuple[str, ...]


def whole(first: Words, family: Words) -> frozenset[Words]:
    """Every way to write a name that can be nobody else's: at least two words, among them of both parts."""
    given = {first, first[:1]}
    return frozenset(
        run
        for surname in _surnames(family)
        for name in given
        if name and surname
        for run in ((*name, *surname), (*surname, *name), *_with_initial(name, surname))
    )


def _surnames(family: Words) -> Iterator[Words]:
    """The whole family name, the first part of a double one, and each with its particles written together."""
    ends = [index for index, word in enumerate(family, start=1) if word not in PARTICLES]
    for name in {family, *(family[:end] for end in ends[:1])} - {()}:
        yield name
        yield ("".join(name),)


def _with_initial(first: Words, family: Words) -> Iterator[Words]:
    """'B. Andersen'; an initial before a short family name can be anything."""
    if sum(map(len, family)) > len("maes") - 1:
        yield (first[0][0], *family)
