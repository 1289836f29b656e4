"""The Word templates of a project, each compiled once; one that cannot be used stops its own documents only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from docgen.disk.given import given
from docgen.findings import Effect, Finding, Severity, TagRef
from docgen.project import Project
from docgen.template import LARGEST, Template, TemplateFaults, compile_template, digest_of


class Templates:
    """The templates by document type. `faults` must have been asked for a type before it is taken.

    One that was found without faults by an earlier run is compiled only when it is taken; `sound` are the digests of
    those without.
    """

    def __init__(self, project: Project, sound: Collection[str] = ()) -> None:
        """Take the project whose own templates go before those that come with docgen, and the sound of before."""
        self.project = project
        self.sound: set[str] = set()
        self._known = frozenset(sound)
        self._bytes: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}
        self._ready: dict[str, tuple[Template, bytes]] = {}

    def faults(self, names: Iterable[str]) -> tuple[Finding, ...]:
        """What is wrong with the templates of these document types; each finding blocks the documents of its type.

        Findings: T26, and those of the merge engine
        """
        found: list[Finding] = []
        for name in names:
            faults = () if self._is_sound(name) else self._compile(name)
            found += [
                replace(fault, effect=Effect.BLOCK, students=None, documents=frozenset({name})) for fault in faults
            ]
        return tuple(found)

    def digest(self, name: str) -> str:
        """What changes when the template of a document type does, or the engine. Raises OSError."""
        if name not in self._digests:
            self._digests[name] = digest_of(self._read(name))
        return self._digests[name]

    def _read(self, name: str) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = given(self.project.template(name), LARGEST)
        return self._bytes[name]

    def _is_sound(self, name: str) -> bool:
        """Whether an earlier run compiled these very bytes."""
        try:
            known = {self.digest(name)} & self._known
        except OSError:
            return False
        self.sound |= known
        return bool(known)

    def __getitem__(self, name: str) -> tuple[Template, bytes]:
        """The compiled template of a document type, and its bytes."""
        if name not in self._ready and self._compile(name):
            raise KeyError(name)
        return self._ready[name]

    def _compile(self, name: str) -> tuple[Finding, ...]:
        if name in self._ready:
            return ()
        try:
            data = self._read(name)
            self._ready[name] = (_compiled(data, f"{name}.docx"), data)
            self.sound.add(self._ready[name][0].digest)
        except TemplateFaults as error:
            return error.findings
        except OSError:
            return (Finding("T26", Severity.ERROR, TagRef(f"{name}.docx")),)
        return ()


@lru_cache(maxsize=128)
def _compiled(data: bytes, name: str) -> Template:
    """The same bytes compile to the same template: a watch that runs for a year does it once for each version."""
    return compile_template(data, name=name)
