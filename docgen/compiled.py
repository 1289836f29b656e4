"""The Word templates of a project, each compiled once; one that cannot be used stops its own documents only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from docgen.findings import Effect, Finding, Severity, TagRef
from docgen.given import given
from docgen.project import Project
from docgen.template import LARGEST, Template, TemplateFaults, compile_template


class Templates:
    """The templates by document type. `faults` must have been asked for a type before it is taken."""

    def __init__(self, project: Project) -> None:
        """Take the project whose own templates go before those that come with docgen."""
        self.project = project
        self._ready: dict[str, tuple[Template, bytes]] = {}

    def faults(self, names: Iterable[str]) -> tuple[Finding, ...]:
        """What is wrong with the templates of these document types; each finding blocks the documents of its type.

        Findings: T26, and those of the merge engine
        """
        found: list[Finding] = []
        for name in names:
            found += [
                replace(fault, effect=Effect.BLOCK, students=None, documents=frozenset({name}))
                for fault in self._compile(name)
            ]
        return tuple(found)

    def __getitem__(self, name: str) -> tuple[Template, bytes]:
        """The compiled template of a document type, and its bytes."""
        if name not in self._ready and self._compile(name):
            raise KeyError(name)
        return self._ready[name]

    def _compile(self, name: str) -> tuple[Finding, ...]:
        if name in self._ready:
            return ()
        try:
            data = given(self.project.template(name), LARGEST)
            self._ready[name] = (_compiled(data, f"{name}.docx"), data)
        except TemplateFaults as error:
            return error.findings
        except OSError:
            return (Finding("T26", Severity.ERROR, TagRef(f"{name}.docx")),)
        return ()


@lru_cache(maxsize=128)
def _compiled(data: bytes, name: str) -> Template:
    """The same bytes compile to the same template: a watch that runs for a year does it once for each version."""
    return compile_template(data, name=name)
