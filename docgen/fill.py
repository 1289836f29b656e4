"""Fills a compiled template: a context of plain values in, the bytes of a .docx out."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.findings import Finding
from docgen.merge import metadata, zipwriter
from docgen.merge.characters import attribute_xml
from docgen.merge.faults import EngineFault, fault, whole
from docgen.merge.program import FillError
from docgen.merge.state import FillState, current
from docgen.merge.tall import let_break
from docgen.merge.values import PageBreak, Paragraph, Rich, Run, SubDocument, Table
from docgen.pictures.image import Image
from docgen.template import Template

__all__ = ["FillFault", "Image", "PageBreak", "Paragraph", "Rich", "Run", "SubDocument", "Table", "fill"]


class FillFault(Exception):  # noqa: N818 - the name says what it holds
    """A document that could not be made; `findings` say why and where, the field at fault in `field`."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f.code for f in findings))
        self.findings = findings


def fill(
    template: Template, context: Mapping[str, object], *, title: str = "", creator: str = "", breaking: bool = False
) -> bytes:
    """The document. Same template, context and engine: same bytes.

    `title` and `creator`, when given, go before the same properties of the template. With `breaking` a row that the
    template keeps whole may break over pages when it grew too tall for one (see `merge.tall`).
    Raises: FillFault with one finding (T20 to T25, T27) per part or property that cannot be filled.
    """
    state = FillState()
    token = current.set(state)
    findings: list[Finding] = []
    members = []
    try:
        for program in template.programs:
            state.part = program.part
            try:
                filled = program.render(context)
                members.append(zipwriter.member(program.part, let_break(filled) if breaking and state.full else filled))
            except FillError as error:
                findings.append(error.finding)
        members.append(_core(template, context, {"title": title, "creator": creator}, findings))
    finally:
        current.reset(token)
        template.escapes.after_fill()
    if findings:
        raise FillFault(tuple(findings))
    if state.media or state.relations:
        return _with_additions(template, members, state)
    return zipwriter.write(template.block, members)


def _core(
    template: Template, context: Mapping[str, object], given: Mapping[str, str], findings: list[Finding]
) -> zipwriter.Member:
    """docProps/core.xml: what the caller gives, and the template's properties that hold tags."""
    filled: dict[str, str] = {}
    for name, text in given.items():
        try:
            if text:
                filled[name] = attribute_xml(text)
        except EngineFault as error:
            findings.append(fault(error.code, whole(template.name), error.case, facts={"field": name, **error.facts}))
    for name, program in template.properties:
        try:
            if not given.get(name):
                filled[name] = program.render(context).decode()
        except FillError as error:
            findings.append(error.finding)
    return zipwriter.member(metadata.CORE, metadata.core_xml(filled).encode())


def _with_additions(template: Template, members: list[zipwriter.Member], state: FillState) -> bytes:
    """The document with pictures and links added: content types and relationships are written anew."""
    extensions = frozenset(name.rsplit(".", 1)[-1] for name in state.media.values())
    links = {
        metadata.rels_name(part): metadata.relationships_xml(template.package, part, added)
        for part, added in state.relations.items()
    }
    rest = [zipwriter.member(name, text.encode()) for name, text in sorted(links.items())]
    pictures = [zipwriter.member(name, data, packed=True) for data, name in state.media.items()]
    return zipwriter.write(_block_without(template, frozenset(links), extensions), [*members, *rest, *pictures])


def _block_without(template: Template, left_out: frozenset[str], extensions: frozenset[str]) -> zipwriter.Block:
    """The members that never change but these, and the content types for pictures of these kinds; kept by both."""
    if (left_out, extensions) not in template.blocks:
        types = metadata.content_types_xml(template.package, extensions)
        first = zipwriter.member(template.statics[0].name.decode(), types.encode())
        kept = [m for m in template.statics[1:] if m.name.decode() not in left_out]
        template.blocks[left_out, extensions] = zipwriter.block([first, *kept])
    return template.blocks[left_out, extensions]
