"""Every document of a run with its state and why: what was planned, what stands in outputs/, what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from docgen.dashboard.model import Paper, Reason, State, Told
from docgen.dashboard.words import Words
from docgen.findings import Finding, Severity
from docgen.ledger import Made
from docgen.making.accounting import student_of_document
from docgen.making.beside import ENDINGS, calendar_path
from docgen.making.lapsing import EVERY_CASE
from docgen.pipeline import Checked
from docgen.plan.planned import DRAFT, STOPPED, Planned, Verdict
from docgen.records.dossier import Records
from docgen.reports.model import Line
from docgen.spec import Audience, documents


class Papers:
    """The documents of one run; `made` and `lapsed` are what the ledger knows after it, by path."""

    def __init__(
        self, checked: Checked, told: Sequence[tuple[Line, Told]], made: Mapping[str, Made], words: Words
    ) -> None:
        """Take the check with its findings completed, and those findings in words."""
        self.checked, self.made, self.words = checked, made, words
        self.records: Records = checked.records
        self.versions = {version.name: version for _, version in self.records.versions()}
        self.by_document: dict[str, Told] = {}
        self.by_finding: dict[tuple[str, object], Told] = {}
        for line, entry in told:
            for name in line.stops:
                self.by_document.setdefault(name, entry)
            for place in line.places:
                self.by_finding.setdefault((line.finding.code, place), entry)

    def planned(self) -> Iterator[Paper]:
        """What this run asked for."""
        refused = [finding for finding in self.checked.findings if finding.code in ("G01", "G02", "S18")]
        for planned, verdict in self.checked.verdicts.items():
            yield self._paper(planned, verdict, refused)

    def left_alone(self) -> Iterator[Paper]:
        """What stands in outputs/ and was not asked for, in a run that could not read everything: it is as it was."""
        asked = {planned.name for planned in self.checked.verdicts}
        for path, made in self.made.items():
            kind, folder = made.name.partition("_")[0], PurePosixPath(path).parts[0]
            if path.endswith(".docx") and made.name not in asked and kind in documents():
                drafted = folder == Audience.COUNCIL != documents()[kind].audience
                reason = Reason(self.words("reason.left_alone"))
                yield self._by_name(path, made, State.DRAFT if drafted else State.FINAL, folder, reason)

    def lapsed(self, lapsed: Mapping[str, Made]) -> Iterator[Paper]:
        """What was withdrawn and still lies in vervallen/; a PDF there goes with its document."""
        for path, made in lapsed.items():
            if path.endswith(".docx") and made.name.partition("_")[0] in documents():
                yield self._by_name(path, made, State.LAPSED, PurePosixPath(path).parts[1], self._lapsed(made))

    def _lapsed(self, made: Made) -> Reason:
        """Why it was withdrawn, as the ledger keeps it: 'consent C03'."""
        case, _, code = made.reason.partition(" ")
        if case not in EVERY_CASE:
            return Reason(self.words("reason.lapsed"))
        text = str(self.words.texts.word(f"lapsed.reason.{case}"))
        return Reason(f"{code} · {text}" if code else f"{text[:1].upper()}{text[1:]}")

    def _by_name(self, path: str, made: Made, state: State, folder: str, reason: Reason) -> Paper:
        """A document that this run did not ask for: all that is known of it is its name."""
        kind, _, rest = made.name.partition("_")
        student = student_of_document(made.name)
        dossier = self.records.dossiers.get(student)
        return Paper(
            kind=kind,
            title=documents()[kind].title,
            about=rest.removeprefix(student).strip("-_").replace("_", " "),
            state=state,
            folder=folder,
            path=path,
            student=student if dossier else "",
            class_name=dossier.student.class_name if dossier else "",
            made_on=made.made_on,
            destroy_after=made.destroy_after,
            reason=reason,
        )

    def _paper(self, planned: Planned, verdict: Verdict, refused: Sequence[Finding]) -> Paper:
        folder = str(verdict.audience(planned.spec))
        path = self._path(planned, folder, stopped=verdict.status == STOPPED)
        known = self.made.get(path)
        state, reason = self._state(planned, verdict, known, refused)
        folder = PurePosixPath(path).parts[0]
        version = self.versions.get(planned.version)
        decision = version.covering(planned.spec.covered_by) if version else None
        days = (planned.period.start, planned.period.end) if planned.period else None
        return Paper(
            kind=planned.spec.name,
            title=planned.spec.title,
            about=self._about(planned),
            state=state,
            folder=folder,
            path=path if known else "",
            beside=tuple(other for other in self._beside(planned, path) if other in self.made),
            student=planned.student,
            class_name=planned.class_name,
            version=planned.version.rpartition("-")[2],
            days=days,
            council=planned.subject if planned.spec.per in ("council", "decision") else "",
            decision=decision.decision_id if decision and planned.student else "",
            made_on=known.made_on if known else None,
            destroy_after=known.destroy_after if known else None,
            reason=reason,
        )

    def _path(self, planned: Planned, folder: str, *, stopped: bool) -> str:
        """Where it stands or would stand; what is held up may stand as it was last made, also as a draft."""
        path, draft = (f"{place}/{planned.name}.docx" for place in (folder, Audience.COUNCIL))
        return draft if stopped and path not in self.made and draft in self.made else path

    @staticmethod
    def _beside(planned: Planned, path: str) -> Iterator[str]:
        """Where something may stand beside a document; the calendar of its student is beside each that it tells of."""
        yield from (f"{path[:-4]}{ending}" for ending in ENDINGS)
        if planned.spec.calendar and path.startswith(f"{planned.spec.audience}/"):
            yield calendar_path(planned)

    def _about(self, planned: Planned) -> str:
        """What tells it apart from the others of its kind."""
        words, per = self.words, planned.spec.per
        if not planned.student:
            return planned.number.replace("_", " ")
        parts = [words("about_paper.version", value=planned.version.rpartition("-")[2])] if planned.version else []
        if per in ("decision", "readers"):
            parts = [planned.subject]
        elif per in ("period", "talk") and planned.period:
            key = "about_paper.from" if per == "period" else "about_paper.on"
            parts = [words(key, date=words.short(planned.period.start))]
        elif per in ("addressee", "inspection"):
            parts.append(words("about_paper.addressee", value=planned.number.rpartition("_")[2]))
        if planned.copy:
            parts = [words.table("copies").get(planned.copy, planned.copy)]
        return ", ".join(parts)

    def _state(
        self, planned: Planned, verdict: Verdict, known: Made | None, refused: Sequence[Finding]
    ) -> tuple[State, Reason | None]:
        if verdict.status == STOPPED:
            found = [self.checked.findings[index] for index in verdict.stopped_by]
            held = bool(found) and all(finding.severity is Severity.HOLD for finding in found)
            return (State.HOLD if held else State.BLOCKED), self._why(planned, found)
        if known is None:
            own = [f for f in refused if f.students is None or (f.students or set()) & planned.students]
            return State.BLOCKED, self._why(planned, own) or Reason(self.words("reason.not_made"))
        if verdict.status == DRAFT:
            return State.DRAFT, self._waits(planned, verdict)
        return State.FINAL, None

    def _waits(self, planned: Planned, verdict: Verdict) -> Reason | None:
        """Why it is a draft: the council that still has to decide, else the finding that says what lacks."""
        version = self.versions.get(planned.version)
        point = version.newest_decision if version else None
        if point and point.outcome is None and point.on >= self.records.today:
            return Reason(self.words("reason.council", date=self.words.short(point.on)))
        return self._why(planned, [self.checked.findings[index] for index in verdict.stopped_by])

    def _why(self, planned: Planned, found: Sequence[Finding]) -> Reason | None:
        told = self.by_document.get(f"{planned.name}.docx")
        if told is None:
            worst = sorted(found, key=lambda finding: finding.severity.rank)
            entries = (self.by_finding.get((finding.code, finding.place)) for finding in worst)
            told = next((entry for entry in entries if entry), None)
        return Reason(f"{told.code} · {told.title}", told.name) if told else None
