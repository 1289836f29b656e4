"""The one place where a cell's text is put into one form: what may differ invisibly is made equal or refused.

Made equal: NFC, no-break spaces, zero-width characters, `_xHHHH_` escapes, line ends, spaces around. Refused: control
characters, lone surrogates, non-characters, characters that turn the direction of writing.
"""

from __future__ import annotations

import re
import unicodedata

from docgen.reading.grid import Fault
from docgen.reading.register_number import holds_register_number

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SPACES = re.compile(r"[\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]")  # and fillers
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
JOINERS = re.compile(
    r"(?<![^\W\d_])[\u200c\u200d]|[\u200c\u200d](?![^\W\d_])"
)  # kept between letters: they spell names
REFUSED = re.compile(
    "[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
GARBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2\u20ac"
    "|(?<=[^\\W\\d_])(?:[\u201a\u0192\u201e\u02c6\u2030\u2039]|[\u2020\u2021\u00a2-\u00a4\u20ac\u201c\u201d](?=[a-z\u00df-\u00ff]))"
    "|(?<=[a-z\u00df-\u00ff])\u0160(?=[a-z\u00df-\u00ff])"
)
"""UTF-8 that a program read as Windows-1252 ('ZoÃ«', 'dâ€™Hondt'), or the letters of DOS ('Ren‚', 'Fran‡oise').

What it was is a guess, so nobody makes it.
"""

ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|GETTING_DATA|CONNECT!|BLOCKED!|UNKNOWN!"
    r"|N/B|VERW!|WAARDE!|DEEL/0!|NAAM\?|GETAL!|LEEG!|OVERLOOP!|BEREKENEN!|N/D|VALEUR!|NOM\?|NOMBRE!|NUL!)"
    r"|(?:Err|Fout):[0-9]{3}",
    re.I,
)
"""What a formula that fails shows, in English, Dutch and French: in a text file, or pasted as a value, it is a text."""

_WORDS = ("id.", "idem", "dito", "ditto")
DITTO = frozenset({'"', "''", ",,", "\u201c", "\u201d", "\u201e", "\u3003", *_WORDS, *map(str.capitalize, _WORDS)})
"""What somebody types for "as in the row above": no row is read with another one."""

LONGEST = 32_767
"""Characters of a cell. Source: Excel specifications."""


class Texts(dict[str, str]):
    """Cleaned texts by what was read; each distinct text is cleaned once. What cannot be cleaned becomes ''.

    `refused` maps a refused text to what is wrong with it; `spaced` holds the texts that lost spaces around them,
    `changed` those that lost or changed something that nobody sees, `register_numbers` those that hold a
    rijksregisternummer.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__({"": ""})
        self.refused: dict[str, Fault] = {}
        self.spaced: set[str] = set()
        self.changed: set[str] = set()
        self.register_numbers: set[str] = set()

    def __missing__(self, raw: str) -> str:
        """Clean a text that was not met before."""
        text = typed = raw
        if not (raw.isprintable() and "_x" not in raw and (raw.isascii() or _is_plain(raw))):
            typed = unescaped(raw).replace("\r\n", "\n")  # neither is anybody's doing
            text = without_invisible(raw)
            forbidden = REFUSED.search(text)
            if GARBLED.search(raw):
                self.refused[raw] = Fault("A02", "garbled")
                text = ""
            elif forbidden:
                self.refused[raw] = Fault("A02", "characters", (("character", f"U+{ord(forbidden[0]):04X}"),))
                text = ""
            elif text.strip() != typed.strip():
                self.changed.add(raw)
        text = text.strip()
        if text[:1] in "#EF" and ERRORS.fullmatch(text):
            self.refused[raw] = Fault("A06", "formula", (("english", text), ("kind", text)))
            text = ""
        if text in DITTO:
            self.refused[raw] = Fault("A02", "ditto")
            text = ""
        if len(text) > LONGEST:
            self.refused[raw] = Fault("A02", "length", (("limit", LONGEST),))
            text = ""
        if len(text) > 8 and holds_register_number(text):
            self.register_numbers.add(raw)
            text = ""
        if text and text not in (raw, typed) and raw not in self.changed and raw not in self.refused:
            self.spaced.add(raw)
        self[raw] = text
        return text

    def odd(self) -> set[str]:
        """The texts that something is to be said about."""
        return self.refused.keys() | self.spaced | self.changed


def _is_plain(text: str) -> bool:
    """Whether a printable text holds nothing that looks like nothing."""
    normal = unicodedata.is_normalized("NFC", text) and "\ufffd" not in text
    return normal and not any(odd.search(text) for odd in (SPACES, INVISIBLE, GARBLED))


def unescaped(raw: str) -> str:
    """A text with `_xHHHH_` decoded, once. Source: ECMA-376 part 1, 22.9.2.19; Excel writes `_x000D_` for a return."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw) if "_x" in raw else raw


def without_invisible(raw: str) -> str:
    """A text in NFC with ordinary spaces, LF line ends, `_xHHHH_` decoded and without zero-width characters."""
    text = unescaped(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\t", " ")
    text = JOINERS.sub("", INVISIBLE.sub("", SPACES.sub(" ", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)
