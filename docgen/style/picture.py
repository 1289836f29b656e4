"""The place of a picture: a grey plate of the right size whose alternative text is the tag that fills it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.pictures.raster import Canvas
from docgen.style.text import Xml
from docgen.style.tokens import BAR

RELATION: Final = "rIdPlaats"  # the same in every part: they all show the one plate
PART: Final = "media/plaats.png"
_EMU = 36000
_DRAWING = re.compile("<w:drawing>.*?</w:drawing>", re.DOTALL)
_UNNUMBERED = 'id="0" name="Afbeelding"'
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def plate() -> bytes:
    """The picture that holds the place, as PNG; no document ever carries it."""
    canvas = Canvas(4, 4, [BAR])
    canvas.line((0, 2), (4, 2), 4, 0)
    return canvas.png()


def picture(tag: str, width_mm: float, height_mm: float) -> Xml:
    """A run with a picture in the line, at most this large; without a value there is no run."""
    return _run(tag, width_mm, height_mm, "<wp:inline{ns} {distances}>{extent}{content}</wp:inline>")


def in_margin(tag: str, width_mm: float, height_mm: float) -> Xml:
    """A run with a picture in the middle of the corner left of the header; it takes no room of the text."""
    place = "".join(
        f'<wp:position{axis} relativeFrom="{margin}"><wp:align>center</wp:align></wp:position{axis}>'
        for axis, margin in (("H", "leftMargin"), ("V", "topMargin"))
    )
    anchor = (
        '<wp:anchor{ns} {distances} simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/>{place}{{extent}}<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        "<wp:wrapNone/>{content}</wp:anchor>"
    )
    return _run(tag, width_mm, height_mm, anchor)


def numbered(xml: str, numbers: Iterator[int]) -> str:
    """The part with a number for each picture, which no other one of the document has."""
    return _DRAWING.sub(lambda found: found[0].replace(_UNNUMBERED, _UNNUMBERED.replace("0", str(next(numbers)))), xml)


def _run(tag: str, width_mm: float, height_mm: float, shape: str) -> Xml:
    size = f'cx="{round(width_mm * _EMU)}" cy="{round(height_mm * _EMU)}"'
    about = f'{_UNNUMBERED} descr="{{{{ {tag} }}}}"'
    content = (
        f'<wp:docPr {about}/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{RELATION}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic>"
    )
    drawing = shape.format(
        ns=f' xmlns:wp="{_WP}"',
        distances='distT="0" distB="0" distL="0" distR="0"',
        extent=f"<wp:extent {size}/>",
        content=content,
    )
    return Xml(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>")
