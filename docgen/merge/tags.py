"""Tags in plain text: where they begin and end, their form, and their inside with Word's typography taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
_FORM = re.compile(r"(-?)(tr|tc|p|r)(?=\s)")
_CLOSERS = re.compile(r"\}\}|%\}")
_DOUBLE = '“”„‟«»"'
_SINGLE = "‘’‚‛'"
_SMART = frozenset("“”„‟«»‘’‚‛")
# Characters without a width that come along from a web page or a chat; in a string they may mean something.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ORDINARY = re.compile(rf"[^{{}}%#\n\t\r{_DOUBLE}{_SINGLE}]+")


@dataclass(frozen=True, slots=True)
class RawTag:
    """A tag in a text: `text[start:end]`, its kind ("expr", "stmt", "note"), form ("", "p", "tr", "tc", "r").

    `inner` is ready for Jinja: form letter and dashes gone, smart quotes that delimit a string made straight.
    `merge_left`/`merge_right` are `{%-` and `-%}`; `smart` says that smart quotes were read as straight ones.
    """

    start: int
    end: int
    kind: str
    form: str
    inner: str
    text: str
    merge_left: bool = False
    merge_right: bool = False
    smart: bool = False


@dataclass(frozen=True, slots=True)
class BadTag:
    """A tag that cannot be read at `start`: case "open" (no end in this paragraph), "close" (no beginning), "quote"."""

    start: int
    end: int
    case: str
    text: str


def scan(text: str) -> tuple[list[RawTag], list[BadTag]]:
    """All tags of one paragraph's text, and the beginnings of tags that have no end.

    >>> scan("Beste {{ naam }}")[0][0].inner
    'naam'
    """
    tags: list[RawTag] = []
    bad: list[BadTag] = []
    position = 0
    while match := _OPENER.search(text, position):
        _lone_closers(text, position, match.start(), bad)
        start, opener = match.start(), match.group()
        end, inner, smart = _read_inside(text, start + 2, _OPENERS[opener], comment=opener == "{#")
        if end < 0:
            stop = _OPENER.search(text, start + 2)
            after = stop.start() if stop else len(text)
            case = "quote" if _OPENERS[opener] in text[start:after] else "open"
            bad.append(BadTag(start, after, case, text[start:after].strip()[:80]))
            position = after
            continue
        tags.append(_tag(start, end, opener, inner, text[start:end], smart))
        position = end
    _lone_closers(text, position, len(text), bad)
    return tags, bad


def _lone_closers(text: str, start: int, end: int, bad: list[BadTag]) -> None:
    for match in _CLOSERS.finditer(text, start, end):
        around = text[max(start, match.start() - 30) : match.end()]
        bad.append(BadTag(match.start(), match.end(), "close", around.strip()))


def _read_inside(text: str, start: int, closer: str, comment: bool) -> tuple[int, str, bool]:
    """(end after the closer, the cleaned inside, smart quotes seen); end is -1 when there is no closer."""
    if comment:
        end = text.find(closer, start)
        return (end + 2, text[start:end], False) if end >= 0 else (-1, "", False)
    out: list[str] = []
    smart = False
    index, depth = start, 0  # depth: braces of a dict, whose end is no end of the tag
    while index < len(text):
        if ordinary := _ORDINARY.match(text, index):
            out.append(ordinary.group().translate(_INVISIBLE))
            index = ordinary.end()
            continue
        char = text[index]
        if text.startswith(closer, index) and not depth:
            return index + 2, "".join(out), smart
        if text.startswith(("{{", "{%"), index):  # a new tag begins: the old one was never closed
            return -1, "", smart
        group = _DOUBLE if char in _DOUBLE else _SINGLE if char in _SINGLE else ""
        if not group:
            depth += (char == "{") - (char == "}" and depth > 0)
            out.append(" " if char in "\n\t\r" else char)
            index += 1
            continue
        end = _string_end(text, index, group)
        if end < 0:
            return -1, "", smart
        used = {char, text[end - 1]}
        smart = smart or bool(used & _SMART)
        out.append(_straight(text[index + 1 : end - 1], '"' if group is _DOUBLE else "'"))
        index = end
    return -1, "", smart


def _string_end(text: str, start: int, group: str) -> int:
    index = start + 1
    while index < len(text):
        if text[index] == "\\":
            index += 2
            continue
        if text[index] in group and _pairs(text[start], text[index]):
            return index + 1
        index += 1
    return -1


def _pairs(opening: str, closing: str) -> bool:
    """Whether this quote can end a string that began with that one; Word mixes them freely, a straight one is exact."""
    if opening in "\"'":
        return closing == opening or (opening == '"' and closing in "”“") or (opening == "'" and closing == "’")
    return True


def _straight(inside: str, quote: str) -> str:
    inside = inside.replace("\n", " ").replace("\t", " ")
    if quote in inside.replace("\\" + quote, ""):
        return '"' + inside.replace('"', '\\"') + '"' if quote == '"' else "'" + inside.replace("'", "\\'") + "'"
    return quote + inside + quote


def _tag(start: int, end: int, opener: str, inner: str, text: str, smart: bool) -> RawTag:
    kind = {"{{": "expr", "{%": "stmt", "{#": "note"}[opener]
    form, left = "", False
    if match := _FORM.match(inner):
        form, left = match.group(2), bool(match.group(1))
        inner = inner[match.end() :]
    if inner[:1] in ("-", "+") and (kind != "expr" or inner[:1] == "-"):
        left = left or inner[:1] == "-"
        inner = inner[1:]
    right = inner[-1:] == "-"
    if inner[-1:] in ("-", "+"):
        inner = inner[:-1]
    return RawTag(start, end, kind, form, inner.strip(), text, left, right, smart)
