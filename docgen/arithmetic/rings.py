"""Rings in what builds on what: goals that would each have to be known before the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def rings(builds_on: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each ring of names that build on each other, once, from its first name in the mapping."""
    done: set[str] = set()
    for start in builds_on:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            name, turn = stack.pop()
            if name in done or name not in builds_on:
                continue
            if turn == 0:
                path.append(name)
            below = builds_on[name]
            if turn == len(below):
                done.add(path.pop())
                continue
            stack.append((name, turn + 1))
            following = str(below[turn])
            if following in path:
                yield tuple(path[path.index(following) :])
            else:
                stack.append((following, 0))
