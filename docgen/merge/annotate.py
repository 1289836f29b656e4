"""A copy of a template with a Word comment at each fault, for the person who will mend it in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from docgen.findings import Finding, TagRef
from docgen.merge.package import BadPackage, Package, read_package, rels_name
from docgen.merge.places import Places
from docgen.merge.wordxml import RELS, TYPES, BadXml, Element, paragraphs, parse, serialize, w

_COMMENTS = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_AUTHOR = "docgen"


def annotate_package(data: bytes, findings: Sequence[Finding], sentence: Callable[[Finding], str]) -> bytes:
    """The template with comments; Word allows them in the body only, so those of other parts stand at its beginning.

    `sentence` gives the text of a comment. A file that cannot be opened, or that has comments, comes back as it is.
    """
    try:
        package = read_package(data)
        body = parse(package.members[package.main])
    except (BadPackage, BadXml):
        return data
    if _COMMENTS in package.members:
        return data
    places = Places("", "body", 0, body)
    by_place = {places.of(p).steps: p for p in paragraphs(body)}
    first = next(iter(paragraphs(body)), None)
    comments = body.makeelement(w("comments"), {}, nsmap={"w": w("")[1:-1]})
    for number, finding in enumerate(findings):
        place = finding.place
        steps = place.steps if isinstance(place, TagRef) and place.part == "body" else ()
        target = by_place.get(steps, first)
        if target is not None:
            _put_comment(comments, target, number, sentence(finding))
    return _zip(package, body, comments)


def _put_comment(comments: Element, paragraph: Element, number: int, text: str) -> None:
    identity = str(number)
    start = paragraph.makeelement(w("commentRangeStart"), {w("id"): identity})
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(paragraph.makeelement(w("commentRangeEnd"), {w("id"): identity}))
    run = paragraph.makeelement(w("r"), {})
    run.append(run.makeelement(w("commentReference"), {w("id"): identity}))
    paragraph.append(run)
    comment = comments.makeelement(w("comment"), {w("id"): identity, w("author"): _AUTHOR, w("initials"): "d"})
    inner = comment.makeelement(w("p"), {})
    text_run = inner.makeelement(w("r"), {})
    words = text_run.makeelement(w("t"), {})
    words.text = "".join(char for char in text if char.isprintable())
    text_run.append(words)
    inner.append(text_run)
    comment.append(inner)
    comments.append(comment)


def _zip(package: Package, body: Element, comments: Element) -> bytes:
    members = dict(package.members)
    members[package.main] = serialize(body)
    members[_COMMENTS] = serialize(comments)
    name = rels_name(package.main)
    empty = f'<Relationships xmlns="{RELS}"/>'.encode()
    relationships = parse(members.get(name, empty))
    relation = {"Id": "rIdDocgenComments", "Type": _RELATION, "Target": f"/{_COMMENTS}"}
    relationships.append(relationships.makeelement(f"{{{RELS}}}Relationship", relation))
    members[name] = serialize(relationships)
    types = parse(members["[Content_Types].xml"])
    override = {"PartName": f"/{_COMMENTS}", "ContentType": _TYPE}
    types.append(types.makeelement(f"{{{TYPES}}}Override", override))
    members["[Content_Types].xml"] = serialize(types)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
