"""Which files may be taken now: a state machine over listings. No clock and no disk: both are given to it.

    Listing -> wanted: whose content must be looked at -> decide: Decision -> (the caller reads) -> taken

A file is at rest when its size, time, inode and content were the same during the still time, with a look at the
content at the beginning and at the end. A new reading begins when everything is at rest and differs from what was
taken last; a file that never comes to rest, or is never whole, holds the others up for a minute only.
Source: trust.md 1.6, where events and modification times miss a third of the ways in which files change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

Mark = tuple[int, ...]  # what a listing tells of a file without opening it: size, times, inode


@dataclass(frozen=True)
class Entry:
    """A file in a listing; `owner` is who has it open: a name, '' when that is not known, None for nobody."""

    mark: Mark
    owner: str | None = None


@dataclass(frozen=True)
class Content:
    """What was in a file: its SHA-256, '' when it could not be read, and whether it is complete."""

    sha256: str
    whole: bool


@dataclass(frozen=True)
class Limits:
    """Seconds. How long a file must be still; how long one that is not whole or not still holds up the others;
    how long one that is open does, since it was last saved; and after how long an untouched file is read again.
    """

    still: float = 3.0
    patience: float = 60.0
    held: float = 300.0
    again: float = 30.0


@dataclass(frozen=True)
class Watched:
    """What is known of one file: `since` when it is as it is now, since when it is `restless` (None: it is at rest).

    `mark` is None when it went away.
    """

    mark: Mark | None
    since: float
    restless: float | None
    content: Content | None = None
    looked: float = float("-inf")
    owner: str | None = None


@dataclass(frozen=True)
class State:
    """Every file that is or was there, by path, and what was taken last (None: nothing yet)."""

    files: Mapping[str, Watched] = field(default_factory=dict)
    taken: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Decision:
    """What to do now: take these files (path -> SHA-256; '' is left out because it is not complete), or wait.

    `open` are at rest, but somebody has them open (path -> owner); `unfinished` are not at rest or not whole, with
    the seconds that this has lasted. `wake` is in how many seconds the first of them may be at rest, if any.
    """

    take: Mapping[str, str] | None = None
    open: Mapping[str, str] = field(default_factory=dict)
    unfinished: Mapping[str, float] = field(default_factory=dict)
    wake: float | None = None


def wanted(state: State, listing: Mapping[str, Entry], now: float, limits: Limits) -> Iterator[str]:
    """The files whose content must be looked at before deciding: new ones, those that may be at rest, the others
    once in a while, since some programs put the old size and time back.
    """
    for path, entry in listing.items():
        known = state.files.get(path)
        if known is None or known.mark != entry.mark or known.content is None or _is_due(known, now, limits):
            yield path


def decide(
    state: State, listing: Mapping[str, Entry], contents: Mapping[str, Content], now: float, limits: Limits
) -> tuple[State, Decision]:
    """The next state, and what to do: `contents` are the files that `wanted` asked for, as they were just read."""
    files = {path: _seen(state.files.get(path), entry, contents.get(path), now) for path, entry in listing.items()}
    for path, known in state.files.items():
        if path not in files:
            gone = known if known.mark is None else Watched(None, now, now)
            if now - gone.since < limits.still:  # a program that saves takes the file away and puts another there
                files[path] = gone
    files = {path: _rested(known, now, limits) for path, known in files.items()}
    state = replace(state, files=files)
    take, held, unfinished, waiting = {}, {}, {}, False
    for path, known in sorted(files.items()):
        content = known.content
        if known.mark is None:
            waiting = True
        elif content is None or not _at_rest(known, now, limits):
            unfinished[path] = now - _stirred(known)
            waiting |= unfinished[path] < limits.patience
            take[path] = ""
        elif not content.whole and now - known.since < limits.patience:
            unfinished[path] = now - known.since
            waiting = True
        else:
            take[path] = content.sha256
            if known.owner is not None and content.sha256 != (state.taken or {}).get(path):
                held[path] = known.owner
                waiting |= now - known.since < limits.held
    ready = None if waiting or take == state.taken else take
    stirred = (known.since + limits.still - now for known in files.values())
    return state, Decision(ready, held, unfinished, min((left for left in stirred if left > 0), default=None))


def taken(state: State, files: Mapping[str, str]) -> State:
    """The state once these were read."""
    return replace(state, taken=dict(files))


def unsettled(state: State, path: str, now: float) -> State:
    """The state when a file turned out to be another than was seen, while it was copied."""
    files = {**state.files, path: Watched(None, now, now)}
    return replace(state, files=files)


def _seen(known: Watched | None, entry: Entry, content: Content | None, now: float) -> Watched:
    if known is None or known.mark is None:
        return Watched(entry.mark, now, now, content, now if content else float("-inf"), entry.owner)
    other = content is not None and known.content is not None and content != known.content
    if known.mark != entry.mark or other:
        restless = now if known.restless is None else known.restless
        return Watched(entry.mark, now, restless, content, now if content else float("-inf"), entry.owner)
    if content is not None:
        known = replace(known, content=content, looked=now)
    return replace(known, owner=entry.owner)


def _is_due(known: Watched, now: float, limits: Limits) -> bool:
    """Whether the still time is over since the last look, or the long time in which a file is looked at again."""
    still = known.since + limits.still
    return known.looked < still <= now or now - known.looked >= limits.again


def _at_rest(known: Watched, now: float, limits: Limits) -> bool:
    return now - known.since >= limits.still and known.looked >= known.since + limits.still


def _rested(known: Watched, now: float, limits: Limits) -> Watched:
    """A file that came to rest: when it moves again, its patience begins anew, however long nobody looked meanwhile."""
    return replace(known, restless=None) if known.mark and _at_rest(known, now, limits) else known


def _stirred(known: Watched) -> float:
    """Since when it was never at rest; a file that was, and is not now, has just stirred."""
    return known.since if known.restless is None else known.restless
