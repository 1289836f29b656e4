"""WordprocessingML vocabulary: namespaces, a hardened parser, and the few tree moves every room needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT_MARK = b"http://purl.oclc.org/ooxml/"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Noncharacters: legal in XML, never in a text a person typed, so they can mark places in text without a clash.
OPEN_MARK, CLOSE_MARK = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{OPEN_MARK}([0-9]+){CLOSE_MARK}")


_OWN = re.compile("[\ufdd0-\ufdd4]")


def refuse_marks(root: Element) -> None:
    """Raise BadXml "malformed" for a part that holds the characters this engine marks places with."""
    if _OWN.search(etree.tostring(root, encoding="unicode")):
        raise BadXml("malformed")


class BadXml(ValueError):  # noqa: N818
    """The bytes are not XML this engine reads: `case` is "doctype" or "malformed"."""

    def __init__(self, case: str) -> None:
        super().__init__(case)
        self.case = case


@cache  # asked hundreds of thousands of times, for some hundred names
def w(name: str) -> str:
    """The name in Clark notation in the main WordprocessingML namespace."""
    return f"{{{W}}}{name}"


def parse(data: bytes) -> Element:
    """The root of an XML part; nothing external is ever fetched and entities are never expanded.

    Raises: BadXml for a DOCTYPE (Office never writes one) and for XML that is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # lxml refuses an undefined entity before we see the tree, so look at the bytes for the reason.
        raise BadXml("doctype" if b"<!DOCTYPE" in data[:4096] else "malformed") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadXml("doctype")
    return root


def usual_prefix(root: Element) -> Element:
    """The root with `w` as the prefix of the main namespace everywhere, as all rooms of this engine write it.

    Word always does; a library that rewrote the file may have made `ns0` of it, or the default namespace.
    """
    if not _OTHER_PREFIX(root):
        return root
    others = {prefix: uri for prefix, uri in root.nsmap.items() if uri != W and prefix not in ("w", None)}
    renamed = etree.Element(root.tag, {str(k): str(v) for k, v in root.attrib.items()}, nsmap={"w": W, **others})
    renamed.text = root.text
    for child in list(root):
        renamed.append(child)
    return renamed  # lxml gives a child that moves the prefix that is in force around it


def serialize(root: Element) -> bytes:
    """The part as UTF-8 with the declaration Word writes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def fragment(element: Element, root: Element) -> str:
    """The element as text, without the namespace declarations that `root` already makes."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    known = {f' xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items() if prefix}
    for declaration in known:
        text = text.replace(declaration, "")
    return text


def local(element: Element) -> str:
    """The element's name without namespace; '' for a comment or processing instruction."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def ancestor(element: Element, name: str) -> Element | None:
    """The nearest ancestor called w:`name`, or None."""
    return next(element.iterancestors(w(name)), None)


def is_on(element: Element) -> bool:
    """Whether an on/off element such as w:vanish says yes."""
    return element.get(w("val"), "1") not in ("0", "false", "off")


def put_before(element: Element, text: str) -> None:
    """Write text into the parent right before the element."""
    parent = element.getparent()
    assert parent is not None
    previous = element.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


def remove(element: Element) -> None:
    """Take the element out; the text after it (our marks) stays where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        put_before(element, element.tail)
    parent.remove(element)


def replace_with_text(element: Element, text: str) -> None:
    """Put text (our marks) in the place of the element."""
    put_before(element, text)
    remove(element)


def unwrap(element: Element) -> None:
    """Replace the element by its children."""
    parent = element.getparent()
    assert parent is not None
    index = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(index, child)
    remove(element)


def finder(path: str) -> Callable[[Element], list[Element]]:
    """What finds the elements that an XPath says: many times faster than a loop that looks at every element."""
    return cast(Callable[[Element], list[Element]], etree.XPath(path))


_OTHER_PREFIX = finder(f"descendant-or-self::*[namespace-uri() = '{W}' and not(starts-with(name(), 'w:'))]")


def paragraphs(root: Element) -> Iterator[Element]:
    """All paragraphs in document order, those in tables and text boxes included."""
    return root.iter(w("p"))
