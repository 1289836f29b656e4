"""A picture whose alternative text is one tag: the author's picture holds the place of the value's.

`{{ school.logo }}` as alternative text (in Word: right click, Edit Alt Text) puts the value's picture there, as large
as fits in what the author drew, with its own proportions. A value that is None or '' takes the picture out; a text
stays what it always was: the alternative text of the author's own picture.

The author's picture leaves the package while compiling, so that no document carries it for nothing.
"""

from __future__ import annotations

from dataclasses import replace

from jinja2 import Undefined

from docgen.merge.characters import attribute_xml
from docgen.merge.faults import EngineFault
from docgen.merge.hidden import ancestor_is_fallback
from docgen.merge.package import Package
from docgen.merge.state import current
from docgen.merge.wordxml import (
    CLOSE_MARK,
    MARK,
    OPEN_MARK,
    PIC,
    WP,
    A,
    Element,
    R,
    fragment,
    local,
    put_before,
    remove,
    w,
)
from docgen.merge.woven import Draft, Frame, Level, Slot
from docgen.pictures.image import Image, UnfitImage, measure

# Places in the XML of a frame, between characters that no template holds (`refuse_marks`).
_WIDTH, _HEIGHT, _ID, _ALT, _LINK, _CROP = (f"{OPEN_MARK}{name}{CLOSE_MARK}" for name in "xyiarc")
_EMBED, _LINKED = f"{{{R}}}embed", f"{{{R}}}link"
_RELATIVE_SIZE = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"


def settle_pictures(draft: Draft, package: Package, part: str) -> int:
    """Put the tag of each such picture in the place of its run; how many. Called before ids are given out."""
    count = 0
    for drawing in list(draft.root.iter(w("drawing"))):
        found = _picture_in(drawing)
        if found is None or ancestor_is_fallback(drawing):
            continue
        inline, picture = found
        about = inline.find(f"{{{WP}}}docPr")
        only = MARK.fullmatch(about.get("descr", "").strip()) if about is not None else None
        if only is None or draft.tags[int(only.group(1))].kind != "expr":
            continue
        tag = draft.tags[int(only.group(1))]
        run, source = drawing.getparent(), _source(package, part, picture)
        if source and run is not None and run.tag == w("r"):
            alone = all(child is drawing or local(child) == "rPr" for child in run)
            place = run if alone else drawing
            box, crop = _open(inline, picture, draft.root)
            extension = source.rsplit(".", 1)[-1]
            frame = Frame(fragment(place, draft.root), box, package.members[source], extension, crop)
            draft.tags[tag.number] = replace(tag, slot=Slot(Level.PICTURE, frame=frame))
            put_before(place, tag.mark)
            remove(place)
            count += 1
    return count


def _picture_in(drawing: Element) -> tuple[Element, Element] | None:
    """The frame (inline or anchor) and the picture of a drawing that holds one picture and nothing else."""
    for inline in drawing:
        picture = inline.find(f"{{{A}}}graphic/{{{A}}}graphicData/{{{PIC}}}pic")
        if picture is not None and local(inline) in ("inline", "anchor"):
            return inline, picture
    return None


def _source(package: Package, part: str, picture: Element) -> str:
    """The member that the picture shows, '' when it shows none of this package."""
    blip = picture.find(f"{{{PIC}}}blipFill/{{{A}}}blip")
    identity = blip.get(_EMBED) if blip is not None else None
    found = (r for r in package.relationships.get(part, ()) if r.id == identity and not r.external)
    relationship = next(found, None)
    return relationship.target if relationship is not None else ""


def _open(inline: Element, picture: Element, root: Element) -> tuple[tuple[int, int], str]:
    """Open a drawing where the value comes; the box that the author drew, and how the author's own was cropped."""
    extent = inline.find(f"{{{WP}}}extent")
    box = (int(extent.get("cx", "0")), int(extent.get("cy", "0"))) if extent is not None else (0, 0)
    sizes = [extent, picture.find(f"{{{PIC}}}spPr/{{{A}}}xfrm/{{{A}}}ext")]
    for size in sizes:
        if size is not None:
            size.set("cx", _WIDTH)
            size.set("cy", _HEIGHT)
    for about in (inline.find(f"{{{WP}}}docPr"), picture.find(f"{{{PIC}}}nvPicPr/{{{PIC}}}cNvPr")):
        if about is not None:
            for child in list(about):
                about.remove(child)
            about.attrib.clear()
            for name, value in (("id", _ID), ("name", f"Afbeelding {_ID}"), ("descr", _ALT)):
                about.set(name, value)
    for relative in [e for e in inline if isinstance(e.tag, str) and e.tag.startswith(f"{{{_RELATIVE_SIZE}}}size")]:
        inline.remove(relative)  # a part of the page as size: it would go before the size of the value
    return box, _open_fill(picture, root)


def _open_fill(picture: Element, root: Element) -> str:
    """Open the fill of the picture for another file; how the author's own was cropped, as XML."""
    fill = picture.find(f"{{{PIC}}}blipFill")
    assert fill is not None
    blip = fill.find(f"{{{A}}}blip")
    assert blip is not None
    for child in list(blip):
        blip.remove(child)  # effects, and the same picture as SVG
    blip.attrib.pop(_LINKED, "")
    blip.set(_EMBED, _LINK)
    crop = fill.find(f"{{{A}}}srcRect")
    if crop is None:
        return ""
    text = fragment(crop, root)
    blip.tail = _CROP
    fill.remove(crop)
    return text


def drop_unused(package: Package, part: str, left: str) -> None:
    """Take out the pictures of a part that nothing refers to any more; `left` is the XML that stays."""
    kept = tuple(r for r in package.relationships.get(part, ()) if r.kind != "image" or f'"{r.id}"' in left)
    if len(kept) == len(package.relationships.get(part, ())):
        return
    gone = {r.target for r in package.relationships[part]} - {r.target for r in kept}
    package.relationships[part] = kept
    used = {r.target for relationships in package.relationships.values() for r in relationships}
    for target in gone - used:
        package.members.pop(target, None)
        package.overrides.pop(target, None)


def picture_xml(value: object, text: str, slot: Slot) -> str:
    """The run with this picture; `text` is what a value that is no picture prints as.

    Raises: EngineFault T27 for a picture that cannot be used; UndefinedError for a name without a value.
    """
    frame = slot.frame
    assert frame is not None
    if isinstance(value, Undefined):
        str(value)
    state = current.get()
    if not isinstance(value, Image):
        if not text:
            return ""
        return _filled(frame, frame.box, text, state.picture(frame.original, frame.extension), frame.crop)
    try:
        measure(value.data)
    except UnfitImage as error:
        fault = EngineFault("T27", error.case)
        fault.subject = value
        raise fault from error
    return _filled(frame, _fit(value, frame.box), value.alt, state.picture(value.data, value.extension), "")


def _fit(value: Image, box: tuple[int, int]) -> tuple[int, int]:
    """The largest size in the box with the proportions of the value; its own size when the author drew no box."""
    width, height = value.extent
    if not all(box):
        return width, height
    scale = min(box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _filled(frame: Frame, size: tuple[int, int], alt: str, relation: str, crop: str) -> str:
    state = current.get()
    said = attribute_xml(alt)
    xml = frame.xml.replace(_WIDTH, str(size[0])).replace(_HEIGHT, str(size[1])).replace(_ID, str(state.new_id()))
    state.pay(len(xml))
    return xml.replace(_LINK, relation).replace(_CROP, crop).replace(_ALT, said)
