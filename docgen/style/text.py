"""Runs and paragraphs. Text may hold template tags and `**bold**`; what is XML already is an `Xml`.

The order of properties is that of the schema: Word calls a file with another order damaged.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from docgen.style.tokens import LETTER_COLOURS, WHITE


class Xml(str):
    """A piece of WordprocessingML, put into the document as it is."""

    __slots__ = ()

    def __add__(self, other: str) -> Xml:
        """XML after XML."""
        return Xml(f"{self}{other}")


def run(text: str, *, bold: bool = False, colour: str = "", size: float = 0, fill: str = "", frame: str = "") -> Xml:
    """One run; `size` in points, `fill` a shading, `frame` a border ("single" or "double")."""
    properties = "".join(
        (
            "<w:b/>" if bold else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
            f'<w:bdr w:val="{frame}" w:sz="6" w:space="0" w:color="auto"/>' if frame else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
        )
    )
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )
    return Xml(f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>")


def runs(text: str, *, bold: bool = False, colour: str = "") -> Xml:
    """Runs of a text in which every second piece between `**` is bold."""
    parts = text.split("**")
    return Xml("".join(run(part, bold=bold or n % 2 == 1, colour=colour) for n, part in enumerate(parts) if part))


def box(letter: str) -> Xml:
    """A letter in its box, and the space after it, which does not break."""
    return Xml(run(f" {letter} ", bold=True, colour=WHITE, fill=LETTER_COLOURS[letter]) + run("\u00a0"))


def boxes(name: str, letters: str) -> Xml:
    """The box of whichever letter the name holds; nothing for another value."""
    return Xml("".join(if_run(f'{name} == "{letter}"', box(letter)) for letter in letters))


def if_run(condition: str, content: str) -> Xml:
    """Runs that are there only when the condition holds."""
    return Xml(run(f"{{%r if {condition} %}}") + content + run("{%r endif %}"))


def p(style: str, *parts: str, page_break: bool = False, keep_next: bool = False, right: bool = False) -> Xml:
    """One paragraph of the style with this id."""
    properties = "".join(
        (
            f'<w:pStyle w:val="{style}"/>' if style != "Normal" else "",
            "<w:keepNext/>" if keep_next else "",
            "<w:pageBreakBefore/>" if page_break else "",
            '<w:spacing w:before="0"/>' if page_break else "",
            '<w:jc w:val="right"/>' if right else "",
        )
    )
    content = "".join(part if isinstance(part, Xml) else runs(part) for part in parts)
    return Xml(f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>")


def kept(content: str) -> Xml:
    """The same paragraphs, each keeping with what follows it. Word asks that of every paragraph of a table row."""
    return Xml(_START.sub(_kept_start, content))


_START = re.compile(r"<w:p>(?:<w:pPr>(<w:pStyle [^>]*/>)?(<w:keepNext/>)?)?")


def _kept_start(start: re.Match[str]) -> str:
    style = start[1] or ""
    return f"<w:p><w:pPr>{style}<w:keepNext/>" + ("" if "<w:pPr>" in start[0] else "</w:pPr>")


def soft_words(name: str, *, bold: bool = False) -> Xml:
    """The parts of a name (a list) as one word that may break between them, with a soft hyphen at the joint."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    hyphen = f"<w:r>{look}<w:softHyphen/></w:r>"
    return Xml(
        run(f"{{% for deel in {name} %}}{{{{ deel }}}}", bold=bold)
        + if_run("not loop.last", hyphen)
        + run("{% endfor %}", bold=bold)
    )


def note(statement: str) -> Xml:
    """A `{%p ... %}` tag in a paragraph of its own, in the look of tags."""
    return p("Sjabloontag", f"{{%p {statement} %}}")


def when(condition: str, *content: str, otherwise: tuple[str, ...] = ()) -> Xml:
    """Blocks that are there only when the condition holds, and others when it does not."""
    other = note("else") + "".join(otherwise) if otherwise else ""
    return Xml(note(f"if {condition}") + "".join(content) + other + note("endif"))


def each(name: str, items: str, *content: str) -> Xml:
    """Blocks repeated for every item."""
    return Xml(note(f"for {name} in {items}") + "".join(content) + note("endfor"))


def air() -> Xml:
    """The paragraph that holds two tables apart."""
    return p("Lucht")
