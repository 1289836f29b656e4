"""The writer of the pages: elements as Python, every text escaped. What is not Html is text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})
LONGEST = 300
"""Characters without a space that a page shows: more than any path has, and no name."""
ENDLESS = re.compile(rf"\S{{{LONGEST}}}\S+")
Attribute = str | int | bool | None


class Html(str):
    """Markup that stands as it is; made by `el` and `join` only."""

    __slots__ = ()


Child = str | Iterable["Child"] | None
NOTHING = Html("")


def join(*children: Child) -> Html:
    """The children one after another: Html as it is, text escaped, lists flattened, None left out."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, Html):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(escape(_cut(child), quote=False))
        elif child is not None:
            parts.append(join(*child))
    return Html("".join(parts))


def _cut(text: str) -> str:
    """The text with what is too long for a word cut off, and how long it was."""
    return ENDLESS.sub(lambda found: f"{found[0][:LONGEST]}… ({len(found[0])})", text) if len(text) > LONGEST else text


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element. `cls` and `for_` lose their Python form, an underscore becomes a dash; None and False are left out.

    Raises TypeError for a style attribute or an event handler: the policy of the pages would refuse them silently.
    """
    written = []
    for key, value in attributes.items():
        attribute = {"cls": "class"}.get(key, key.rstrip("_").replace("_", "-"))
        if attribute == "style" or attribute.startswith("on"):
            raise TypeError(f"{attribute} is refused by the policy of the page")
        if value is True:
            written.append(f" {attribute}")
        elif value is not None and value is not False:
            written.append(f' {attribute}="{escape(str(value))}"')
    start = f"<{name}{''.join(written)}>"
    return Html(start if name in VOID else f"{start}{join(*children)}</{name}>")


def raw(name: str, text: str) -> Html:
    """A `style` or `script` element: its text is docgen's own and stands unescaped, as its hash was taken."""
    if "</" in text:
        raise ValueError("the text would end its element")
    return Html(f"<{name}>{text}</{name}>")


def href(*parts: str) -> str:
    """A relative link to a file, percent-encoded; what a workbook is called need not be text on every disk."""
    return "/".join(quote(os.fsencode(part), safe="/") for part in parts if part)
