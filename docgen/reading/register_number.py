"""Finding a rijksregisternummer, so that it can be refused: eleven digits with a date and two check digits.

Source: domain.md rule A08; the check digits are 97 minus the first nine digits modulo 97, with a 2 in front for
people born from 2000 on; bis numbers add 20 or 40 to the month.
"""

from __future__ import annotations

import re

WRITTEN = re.compile(r"(?<![\w.+])(\d\d)[.\s/]?(\d\d)[.\s/]?(\d\d)[-.\s]{0,3}(\d\d\d)[-.\s]?(\d\d)(?![\w]|\.\d)")

DIGIT = re.compile(r"\d")

LOST = re.compile(r"[1-9]\d{8,9}", re.ASCII)
"""The same as a text of a csv file, zeros in front lost."""


def holds_register_number(text: str) -> bool:
    """Whether a rijksregisternummer stands anywhere in the text, with or without points and dash."""
    if not DIGIT.search(text):  # most texts: looked through five times as fast as for the whole form
        return False
    if WRITTEN.search(text) is not None:
        return any(_valid("".join(found.groups())) for found in WRITTEN.finditer(text))
    return LOST.fullmatch(text) is not None and is_register_number(int(text))


def is_register_number(number: float) -> bool:
    """Whether a number is a rijksregisternummer that a spreadsheet took for a number, zeros in front lost.

    One zero is lost by who was born from 2001 to 2009, two by who was born in the last months of 2000: without a
    true month nine digits are a telephone number.
    """
    if not 10**8 <= number < 10**11 or not float(number).is_integer():
        return False
    digits = f"{int(number):011d}"
    return _valid(digits) and (number >= 10**9 or digits[2:4] <= "12")


def _valid(digits: str) -> bool:
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    if int(digits[2:4]) > 52 or month > 12 or day > 31:  # 00 stands for a date that is not known
        return False
    check = int(digits[9:])
    return any(97 - int(century + digits[:9]) % 97 == check for century in ("", "2"))
