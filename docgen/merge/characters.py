"""Characters: from a text to the content of w:t or of an attribute, or a refusal. No value gets round this."""

from __future__ import annotations

import re

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # pragma: no cover - a platform without the C module
    from markupsafe._native import _escape_inner as escape_text

from docgen.merge.faults import EngineFault
from docgen.merge.state import FREE_LENGTH, current

_FILLS_KEPT, _CACHE_LIMIT = 64, 20_000
_SHORT = 40  # longer texts are somebody's own sentence: keeping them costs more than escaping them again
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|\r|\n|\t")
_BREAK_XML = '</w:t><w:br/><w:t xml:space="preserve">'
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})\Z|auto\Z")
_TAB_XML = '</w:t><w:tab/><w:t xml:space="preserve">'


def text_xml(text: str) -> str:
    """The text as content of w:t: escaped, line breaks and tabs as elements.

    Raises: EngineFault T20 for a character XML cannot hold.
    """
    _refuse_bad_characters(text)
    escaped = escape_text(text)
    if text.isprintable():
        return escaped
    return _BREAKS.sub(lambda m: _TAB_XML if m.group() == "\t" else _BREAK_XML, escaped)


def attribute_xml(text: str) -> str:
    """The text as content of an attribute; breaks and tabs as character references, or a parser would change them."""
    _refuse_bad_characters(text)
    return _BREAKS.sub(lambda m: "&#9;" if m.group() == "\t" else "&#10;", escape_text(text))


def quoted(text: str) -> str:
    """The text as a whole attribute value; `xml.sax.saxutils.quoteattr` would load a client of the web for it."""
    return f'"{attribute_xml(text)}"'


def _refuse_bad_characters(text: str) -> None:
    if text.isprintable():
        return
    found = _NOT_XML.search(text)
    if found:
        error = EngineFault("T20", form=f"U+{ord(found.group()):04X}")
        error.subject = text
        raise error


class Escapes(dict[str, bytes]):
    """Escaped texts as UTF-8, by text: school documents repeat themselves (subjects, teachers, days).

    Only for slots inside w:t. Long texts are not kept; very long ones are paid for each time. A short one outlives its
    fill by at most 63 fills of the same template: forgetting after each would cost a fifth of the time, this costs 3 %.
    """

    fills = 0

    def after_fill(self) -> None:
        """Forget all texts after every 64th fill."""
        self.fills += 1
        if self.fills >= _FILLS_KEPT:
            self.clear()
            self.fills = 0

    def __missing__(self, text: str) -> bytes:
        """Escape a text not seen before."""
        escaped = (escape_text(text) if text.isprintable() else text_xml(text)).encode()
        length = len(text)
        if length <= _SHORT:
            if len(self) >= _CACHE_LIMIT:
                self.clear()
            self[str(text)] = escaped
        elif length > FREE_LENGTH:
            current.get().pay(len(escaped))
        return escaped


class Colours(dict[str, bytes]):
    """Colours as OOXML wants them, by the text they come as: a school uses a handful."""

    def __missing__(self, text: str) -> bytes:
        """'#ff0000' -> 'FF0000', '' -> 'auto'; EngineFault T21 for what is no colour."""
        match = _COLOUR.match(text or "auto")
        if not match:
            raise EngineFault("T21", "colour")
        colour = (match.group(1).upper() if match.group(1) else "auto").encode()
        if len(self) < 1000:
            self[text] = colour
        return colour
