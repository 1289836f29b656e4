"""Content controls: tags in what they are called, an id for each however often a loop repeats it, items from data."""

from __future__ import annotations

from lxml import etree
from minidocx import Raw, W, doc, members, para

from docgen.fill import fill
from docgen.template import check_template, compile_template

ROWS = "{% for wie in personeel %}{{ wie }}{% endfor %}"


def control(tag: str = "{{ p.nummer }}|Uitslag", items: str = "", identity: int = 12) -> str:
    kind = f"<w:dropDownList>{items}</w:dropDownList>" if items else "<w:text/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Uitslag van {{{{ p.nummer }}}}"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{identity}"/>{kind}</w:sdtPr><w:sdtContent>{para("{{ p.nummer }}")}</w:sdtContent></w:sdt>'
    )


def item(name: str) -> str:
    return f'<w:listItem w:displayText="{name}" w:value="{name}"/>'


def values(data: bytes, name: str, attribute: str = "val") -> list[str]:
    root = etree.fromstring(members(data)["word/document.xml"])
    return [element.get(f"{{{W}}}{attribute}") for element in root.iter(f"{{{W}}}{name}")]


def filled(template: bytes, **data: object) -> bytes:
    return fill(compile_template(template, name="proef.docx"), data)


def test_a_control_in_a_loop_is_called_after_its_row_and_every_copy_has_an_id_of_its_own() -> None:
    template = doc("{%p for p in punten %}", Raw(control()), "{%p endfor %}", Raw(control("vast", identity=12)))
    made = filled(template, punten=[{"nummer": "KR1.1"}, {"nummer": "KR1.2"}], p={"nummer": "KR1"})
    assert values(made, "tag") == ["KR1.1|Uitslag", "KR1.2|Uitslag", "vast"]
    assert values(made, "alias") == ["Uitslag van KR1.1", "Uitslag van KR1.2", "Uitslag van KR1"]
    assert len(set(values(made, "id"))) == 3
    assert all(0 < int(number) < 2**31 for number in values(made, "id"))


def test_an_item_that_is_a_loop_stands_there_once_for_each_round() -> None:
    template = doc("{%p for p in punten %}", Raw(control(items=item("niemand") + item(ROWS))), "{%p endfor %}")
    made = filled(template, punten=[{"nummer": "1"}, {"nummer": "2"}], personeel=["KDW De Wit", "MVB <Van> & Boven"])
    once = ["niemand", "KDW De Wit", "MVB <Van> & Boven"]
    assert values(made, "listItem", "displayText") == once * 2
    assert values(made, "listItem", "value") == once * 2


def test_a_loop_over_nobody_leaves_the_other_items() -> None:
    made = filled(doc(Raw(control(items=item("niemand") + item(ROWS)))), p={"nummer": "1"}, personeel=[])
    assert values(made, "listItem", "displayText") == ["niemand"]


def test_a_statement_that_is_no_whole_loop_is_a_fault_of_that_item() -> None:
    template = doc(Raw(control(items=item("{% if p %}een{% endif %}"))))
    assert [(f.code, f.case) for f in check_template(template, name="proef.docx")] == [("T17", "attribute")] * 2


def test_a_name_that_is_not_offered_is_told_for_a_control_too() -> None:
    found = check_template(doc(Raw(control())), name="proef.docx", offered={"q": {"nummer": None}})
    assert {finding.code for finding in found} == {"T01"}
