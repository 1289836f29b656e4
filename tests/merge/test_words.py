"""Annotated templates, lists of fields, and the filters."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from minidocx import doc, read, seen, xml

from docgen.filters import BadValue, flemish, lists, plain
from docgen.template import annotate, check_template, fields_document, offered_tags


def test_an_annotated_copy_has_a_comment_at_each_fault() -> None:
    data = doc("goed", "{{ fout }}", [["{{ x|foo }}".replace("|", "||")]], header="{{ ook }}")
    findings = check_template(data, name="s.docx", offered={"x": None})
    out = annotate(data, findings, lambda finding: f"{finding.code}: <verbeter>")
    assert read(out) == ["goed", "{{ fout }}", [["{{ x|foo }}"]]]
    comments = xml(out, "word/comments.xml")
    assert [comments.count(f"{code}: &lt;verbeter&gt;") for code in ("T01", "T05")] == [2, 1]
    assert xml(out).count("<w:commentReference ") == 3
    assert xml(out).index('commentReference w:id="0"') > xml(out).index("fout")
    assert annotate(b"x", findings, str) == b"x"
    assert [f[0] for f in seen(check_template(out, name="s.docx", offered={"x": None}))].count("T13") == 3


def test_the_fields_of_a_document_can_be_copied_from_a_word_file() -> None:
    offered = {"leerling": {"naam": None}, "lessen": [{"vak": None}], "klassen": [None]}
    tags = offered_tags(
        offered, {"leerling.naam": ("De naam", "tekst", "Noor"), "lessen.vak": ("Het vak", "tekst", "Wiskunde")}
    )
    assert [(t.tag, t.name, t.meaning) for t in tags] == [
        ("{{ leerling.naam }}", "leerling.naam", "De naam"),
        ("{%p for les in lessen %}", "lessen", ""),
        ("{{ les.vak }}", "lessen.vak", "Het vak"),
        ("{%p endfor %}", "lessen", ""),
        ("{%p for klas in klassen %}", "klassen", ""),
        ("{{ klas }}", "klassen[]", ""),
        ("{%p endfor %}", "klassen", ""),
    ]
    out = fields_document(tags, ("Tag", "Betekenis", "Soort", "Voorbeeld"), "Velden")
    table = read(out)[1]
    assert table[:2] == [
        ["Tag", "Betekenis", "Soort", "Voorbeeld"],
        ["{{ leerling.naam }}", "De naam", "tekst", "Noor"],
    ]
    rows = [row for row in table[1:] if "for" not in row[0]]
    copied = doc("{%p for les in lessen %}", *[r[0] for r in rows if "klas" not in r[0]], "{%p endfor %}")
    assert check_template(copied, name="s.docx", offered=offered) == ()


DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: flemish.datum(DAY), "dinsdag 3\u00a0februari 2026"),
        (lambda: flemish.datum_lang(DAY), "3\u00a0februari 2026"),
        (lambda: flemish.datum_kort(datetime(2026, 2, 3, 9)), "03/02/2026"),
        (lambda: flemish.dag_maand(DAY), "3\u00a0februari"),
        (lambda: flemish.weekdag(DAY), "dinsdag"),
        (lambda: flemish.uur(time(8, 25)), "8.25 u."),
        (lambda: flemish.uur(time(8)), "8 u."),
        (lambda: flemish.getal(1234.5), "1.234,5"),
        (lambda: flemish.getal(1234.5, 2), "1.234,50"),
        (lambda: flemish.ja_nee(0), "nee"),
        (lambda: flemish.lijst(["a", "b", "c"]), "a, b en c"),
        (lambda: flemish.lijst(["a", "b"], "of"), "a of b"),
        (lambda: flemish.hoofdletter("ijs"), "IJs"),
        (lambda: flemish.aantal([1], "lesuur", "lesuren"), "1 lesuur"),
        (lambda: flemish.aantal(3, "lesuur", "lesuren"), "3 lesuren"),
        (lambda: plain.round_(2.5), 3),
        (lambda: plain.round_(2.345, 2), 2.35),
        (lambda: lists.sort([{"k": "b"}, {"k": "A"}], attribute="k"), [{"k": "A"}, {"k": "b"}]),
        (lambda: flemish.datum(None), ""),
        (lambda: lists.batch([1, 2, 3], 2), [[1, 2], [3]]),
    ],
)
def test_filters_speak_flemish(call, expected) -> None:  # type: ignore[no-untyped-def]
    assert call() == expected


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (lambda: flemish.datum("3/2"), "date"),
        (lambda: flemish.uur(8), "time"),
        (lambda: flemish.getal("x"), "number"),
        (lambda: flemish.lijst(3), "list"),
        (lambda: plain.replace("xx", "x", "y" * 90_000), "short"),
    ],
)
def test_filters_say_what_they_want(call, wanted: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadValue) as caught:
        call()
    assert caught.value.wanted == wanted
