"""Which findings stop each planned document or keep it a draft, and whom they leave out of a shared one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.plan.planned import DRAFT, FINAL, STOPPED, Planned, Share, Verdict
from docgen.spec import DocumentSpec

Numbered = Sequence[tuple[int, Finding]]


class Acting:
    """The findings that can stop something, by whom they are about, so that each document looks at its own only."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Index the findings."""
        self._of: dict[tuple[str, str], list[tuple[int, Finding]]] = {}
        self._on: dict[tuple[str, str], Numbered] = {}
        for index, finding in enumerate(findings):
            for key in _about(finding) if finding.effect is not Effect.NONE else ():
                self._of.setdefault(key, []).append((index, finding))

    def on(self, student: str, class_name: str) -> Numbered:
        """Those that can be about a student: first the student's own, then those about a class or everybody."""
        if (student, class_name) not in self._on:
            keys = (("class", class_name), ("of class", student), ("everybody", ""))
            others = {index: finding for key in keys for index, finding in self._of.get(key, ())}
            own = self._of.get(("student", student), ())
            self._on[student, class_name] = [*own, *sorted(others.items(), key=itemgetter(0))]
        return self._on[student, class_name]


def _about(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.students is None:
        yield "everybody", ""
        return
    yield from (("class", name) for name in finding.classes)
    yield from (("of class" if finding.classes else "student", name) for name in finding.students)


def judge(planned: Sequence[Planned], findings: Sequence[Finding]) -> Mapping[Planned, Verdict]:
    """For each planned document whether it is made, as what, and what stops it."""
    acting = Acting(findings)
    return {document: _shared(document, acting) if document.among else _own(document, acting) for document in planned}


def reaches(finding: Finding, document: Planned) -> bool:
    """Whether a finding is about this document: student or class, version, and type or sheet."""
    everyone = finding.students is None
    about = everyone or document.student in (finding.students or ()) or document.class_name in finding.classes
    of_another = finding.trajectory and finding.trajectory != document.version
    if not about or (of_another and (document.version or document.spec.shared)):  # a list may show no version of one
        return False
    if finding.documents:
        return bool(finding.documents & {document.spec.name, document.type, *document.spec.families})
    return isinstance(finding.place, CellRef) and (finding.place.table or finding.place.sheet) in document.spec.reads


def _own(document: Planned, acting: Acting) -> Verdict:
    found = acting.on(document.student, document.class_name)
    return _verdict(document.spec, [(index, finding) for index, finding in found if reaches(finding, document)])


def _for_one(document: Planned, share: Share, acting: Acting) -> Verdict:
    """What would become of a shared document if it were about one of its students only."""
    any_found = acting.on(share.student, share.class_name)
    return _own(document.alone(share), acting) if any_found else Verdict(FINAL)


def _shared(document: Planned, acting: Acting) -> Verdict:
    """A student who may not be shown, or not yet, is left out; without anybody left there is no document."""
    alone = {share: _for_one(document, share, acting) for share in document.among}
    undecided = DRAFT if not document.spec.proposals else ""
    out = [share for share, verdict in alone.items() if verdict.status in (STOPPED, undecided)]
    if {share.student for share in out} == {share.student for share in alone}:
        stopped_by = {index for share in out for index in alone[share].stopped_by}
        return Verdict(STOPPED, tuple(sorted(stopped_by)))
    return Verdict(FINAL, without=frozenset(share.student for share in out))


def _verdict(spec: DocumentSpec, reaching: Numbered) -> Verdict:
    stopping = [
        index for index, finding in reaching if finding.effect is Effect.BLOCK or finding.severity is Severity.HOLD
    ]
    drafting = [index for index, finding in reaching if finding.effect is Effect.DRAFT]
    if stopping or (drafting and not spec.drafts and not spec.proposals):
        return Verdict(STOPPED, tuple(stopping or drafting))
    if drafting and not spec.proposals:
        return Verdict(DRAFT, tuple(drafting))
    return Verdict(FINAL)
