"""What one fill uses up and collects: steps, size, ids, pictures and links. One state a fill, found by `current`."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from docgen.merge.faults import EngineFault

MAX_STEPS = 100_000
MAX_SIZE = 24_000_000  # characters; at four bytes each, twice over while joining, this is below 200 MB
FREE_LENGTH = 256  # a value up to this length is paid for in advance, by the loop it is in
FIRST_ID = 100_000  # ids handed out while filling; those of the template itself are renumbered from 1


@dataclass(slots=True)
class FillState:
    """Counters and collections of one fill; `part` is the part being rendered."""

    steps: int = MAX_STEPS
    size: int = MAX_SIZE
    last_id: int = FIRST_ID
    part: str = ""
    full: bool = False  # whether a row that must stay whole may hold too much for that
    bookmarks: dict[int, list[int]] = field(default_factory=dict)
    relations: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)  # part -> (kind, target) -> rId
    media: dict[bytes, str] = field(default_factory=dict)  # the bytes of a picture -> its member

    def restart(self, part: str) -> None:
        """Forget what a first try at this part used up and collected."""
        self.steps, self.size = MAX_STEPS, MAX_SIZE
        self.bookmarks.clear()
        self.relations.pop(part, None)

    def step(self, count: int, weight: int = 0) -> None:
        """Pay for `count` rounds of a body of `weight` characters."""
        self.steps -= count
        self.size -= count * weight
        if self.steps < 0:
            raise EngineFault("T23", "steps", limit=MAX_STEPS)
        if self.size < 0:
            raise EngineFault("T23", "size", limit=MAX_SIZE)

    def pay(self, characters: int) -> None:
        """Pay for a long value."""
        self.size -= characters
        if self.size < 0:
            raise EngineFault("T23", "size", limit=MAX_SIZE)

    def new_id(self) -> int:
        """An id that nothing else in this document has."""
        self.last_id += 1
        return self.last_id

    def relation(self, kind: str, target: str) -> str:
        """The relationship id, in the part being rendered, of a picture or a link."""
        known = self.relations.setdefault(self.part, {})
        return known.setdefault((kind, target), f"rIdDocgen{len(known) + 1}")

    def picture(self, data: bytes, extension: str) -> str:
        """The relationship id of a picture; equal bytes are stored once."""
        if data not in self.media:
            self.pay(len(data))
            self.media[data] = f"word/media/docgen{len(self.media) + 1}.{extension}"
        return self.relation("image", self.media[data])


current: ContextVar[FillState] = ContextVar("docgen_fill")
