"""A part that can be filled: the generated function first, Jinja's engine when that one cannot answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, UndefinedError, nodes

from docgen.findings import Finding
from docgen.merge.characters import Escapes
from docgen.merge.codegen import Render, generate
from docgen.merge.codegen_expressions import Unknown
from docgen.merge.emit import Printer
from docgen.merge.faults import EngineFault, fault
from docgen.merge.fields import field_of
from docgen.merge.mend import mend
from docgen.merge.sandbox import Sandbox, harden
from docgen.merge.source import Item, Source, source_of
from docgen.merge.state import current
from docgen.merge.tree import tree_of
from docgen.merge.woven import Tag


class FillError(Exception):
    """One fault met while filling."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(slots=True)
class Program:
    """The compiled form of one XML part; `fast` is None when only Jinja's engine knows its constructs."""

    part: str
    source: Source
    printer: Printer
    mending: frozenset[str]
    fast_mending: frozenset[str]
    fast: Render | None
    jinja: Sandbox
    _slow: JinjaTemplate | None = field(default=None)

    def render(self, context: Mapping[str, object]) -> bytes:
        """The XML of the part, in UTF-8.

        Raises: FillError with the fault and its place.
        """
        if self.fast is not None:
            try:
                xml = self.fast(context)
                return mend(xml, self.fast_mending)
            except Exception:
                current.get().restart(self.part)
        current.get().full = True
        return mend(self.render_slowly(context).encode(), self.mending)

    def render_slowly(self, context: Mapping[str, object]) -> str:
        """The same by Jinja's engine, without mending.

        Raises: FillError with the fault and its place.
        """
        try:
            if self._slow is None:
                self._slow = self.jinja.from_string(_hardened(self.source, self.jinja))
            return self._slow.render(context)
        except EngineFault as error:
            tag = self._failing_tag(error)
            args = dict(error.facts)
            name = field_of(context, error.subject) if error.subject is not None else ""
            if name:
                args["field"] = name
            raise FillError(fault(error.code, tag.place, error.case, facts={"tag": tag.text, **args})) from error
        except UndefinedError as error:
            tag = self._failing_tag(error)
            raise FillError(fault("T22", tag.place, tag=tag.text)) from error
        except (RecursionError, MemoryError) as error:
            tag = self._failing_tag(error)
            raise FillError(fault("T23", tag.place, "depth", tag=tag.text)) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            tag = self._failing_tag(error)
            raise FillError(fault("T25", tag.place, "", tag=tag.text)) from error

    def _failing_tag(self, error: BaseException) -> Tag:
        """Jinja rewrites the traceback of an error: frames of the template carry lines of our source."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                line = trace.tb_lineno
            trace = trace.tb_next
        return self.source.tag_at(line)


def _hardened(source: Source, jinja: Sandbox) -> nodes.Template:
    tree = jinja.parse(source.text)
    harden(tree, source.static, lambda line: source.tag_at(line).number)
    return tree


def program_of(part: str, items: list[Item], escapes: Escapes, mending: frozenset[str]) -> Program:
    """The program of a part that lint found without fault."""
    source = source_of(items)
    printer = Printer({tag.number: tag.slot for tag in source.tags}, escapes)
    jinja = Sandbox(printer)
    fast: Render | None
    try:
        fast, left = generate(tree_of(items), printer, jinja, mending)
    except Unknown:
        fast, left = None, mending
    return Program(part, source, printer, mending, left, fast, jinja)
