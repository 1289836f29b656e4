"""The one place where text is put into one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.reading.grid import Fault
from docgen.reading.text import REFUSED, Texts, _is_plain, without_invisible


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Noor ", "Noor"),
        ("Noor\u00a0Voorbeeld", "Noor Voorbeeld"),
        ("Rene\u0301", "Ren\u00e9"),
        ("L0\u200b231\ufeff", "L0231"),
        ("een_x000D__x000A_twee", "een\ntwee"),
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("a\tb", "a b"),
        ("a_x_b_xZZZZ_", "a_x_b_xZZZZ_"),
        ("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc"),
        ("L0231\u200d", "L0231"),
        ("\U0001f642", "\U0001f642"),
        ("=1+1", "=1+1"),
        ("\u00a0\u200b ", ""),
    ],
)
def test_what_nobody_sees_is_made_equal(raw: str, clean: str) -> None:
    assert Texts()[raw] == clean


@given(st.text(st.characters(exclude_categories=[])))
def test_a_cleaned_text_is_clean_for_good(raw: str) -> None:
    texts = Texts()
    clean = texts[raw]
    assert not REFUSED.search(clean)
    assert clean == clean.strip() == unicodedata.normalize("NFC", clean)
    assert Texts()[clean] in (clean, "")


@given(st.text(st.characters(categories=["L", "Nd", "P", "Zs"])))
def test_a_text_is_refused_or_kept_but_never_lost(raw: str) -> None:
    texts = Texts()
    seen = [c for c in raw if c.isalnum()]
    assert bool(texts[raw]) >= bool(seen) or raw in texts.refused or raw in texts.register_numbers


def test_the_first_forbidden_character_is_named() -> None:
    texts = Texts()
    assert texts["a\u202eb\x00"] == ""
    assert texts.refused == {"a\u202eb\x00": Fault("A02", "characters", (("character", "U+202E"),))}


def test_every_character_that_is_kept_unseen_is_one_that_nothing_changes() -> None:
    """A text that looks like what it is, is not looked at any further: no character of it may be special."""
    unseen = [c for c in map(chr, range(0x110000)) if c.isprintable() and _is_plain(f"a{c}b")]
    assert [c for c in unseen if REFUSED.match(c) or without_invisible(f"a{c}b") != f"a{c}b"] == []
