"""`docgen watch`: look, wait until everything is at rest, take it, build, say in one line what happened; for years.

What to do is decided by `resting`, without a clock or a disk; here they are joined. A round that goes wrong is told,
written in the log, and tried again later: a watcher ends only when somebody stops it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from docgen.changes import standing
from docgen.changes.looked import looked
from docgen.collecting import give_back
from docgen.dashboard import write_pages
from docgen.disk.holding import WATCH, held, holding
from docgen.disk.log import note
from docgen.findings import CellRef, Finding, Severity
from docgen.inbox import in_use
from docgen.making import failures
from docgen.making.outcome import Outcome, is_beside
from docgen.making.status import STORAGE
from docgen.marked import write_marked
from docgen.pipeline import Built, alone, build
from docgen.project import Project, ProjectError
from docgen.records.workbooks import Workbooks
from docgen.watch.resting import Decision, Limits, State, decide, taken, unsettled, wanted
from docgen.watch.taking import INPUTS, ChangedError, Look, content, copied, look, waits_for

INTERVAL = 1.0
TOLD_AFTER = 10.0  # seconds that a copy may take before anybody hears of it
SOON, LATE = 5.0, 300.0  # seconds to the next attempt after a failure: the first, and never more than this
AGAIN = frozenset({"S06", "S07", "S08"})  # what another attempt may mend: a full disk, a document that is open


@dataclass(frozen=True)
class Began:
    """The watcher looks at the folder."""


@dataclass(frozen=True)
class Gone:
    """The folder is not there; the watcher waits."""


@dataclass(frozen=True)
class Back:
    """The folder is there again."""


@dataclass(frozen=True)
class Waits:
    """A workbook is not read yet; the finding says why."""

    finding: Finding


@dataclass(frozen=True)
class Read:
    """A round: which workbooks are new or other than before, which went away, and what was made."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    built: Built


@dataclass(frozen=True)
class Failed:
    """A round that could not be done; it is tried again."""

    findings: tuple[Finding, ...]
    status: int


Event = Began | Gone | Back | Waits | Read | Failed


@dataclass(frozen=True)
class Options:
    """How to build, and how often to look."""

    interval: float = INTERVAL
    pdf: bool = False
    jobs: int = 1
    lang: str = "nl"


@dataclass
class _Memory:
    """What a watcher knows between two rounds."""

    state: State = field(default_factory=State)
    there: bool | None = None  # whether the folder was there; None before the first look
    told: frozenset[tuple[str, str]] = frozenset()
    day: object = None
    last: Mapping[str, str] = field(default_factory=dict)  # what was read in the last round that was told
    retry: float | None = None
    pause: float = SOON
    failed: frozenset[str] = frozenset()
    wake: float | None = None
    workbooks: Workbooks = field(default_factory=Workbooks)


class Watch:
    """Watches one project folder. Raises HeldError (from `round`) when another watcher does.

    `clock` counts seconds, `now` tells the moment; `held` is how long a workbook that is open holds up the others.
    """

    def __init__(
        self,
        root: Path,
        tell: Callable[[Event], None],
        options: Options | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
        held: float | None = None,
    ) -> None:
        """Take the folder and whom to tell."""
        self.root, self.tell, self.options = root, tell, options or Options()
        self.clock, self.now, self.held = clock, now, held
        self._memory, self._lock = _Memory(), ExitStack()

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    @property
    def there(self) -> bool:
        """Whether the folder was there at the last look."""
        return bool(self._memory.there)

    @property
    def pause(self) -> float:
        """The seconds until the next look: the interval, or less when something may be at rest before."""
        wake = self._memory.wake
        return self.options.interval if wake is None else min(self.options.interval, wake)

    def again(self) -> Outcome | None:
        """What the last run said, when not a byte changed since: then there is nothing to wait for, or to build.

        The page and the log say that docgen looked. None for a `round`, also when another watcher looks at the folder.
        """
        outputs = self.root / "outputs"
        told = None if held(outputs, WATCH) else standing.again(standing.sources(self.root), self._asked())
        if told is not None:
            looked(outputs, self.now(), self.options.lang)
            self._note("watch unchanged")
        return told

    def _asked(self) -> tuple[str, str]:
        """What makes another run of the same folder: the language of the copies, and PDFs."""
        return (self.options.lang, "pdf" if self.options.pdf else "")

    def round(self) -> Read | Failed | None:
        """Look once, and build when there is reason to; what was done comes back, None when there was nothing to do.

        Raises HeldError when another watcher looks at this folder.
        """
        seen = look(self.root)
        try:
            if not self._is_there(seen) or seen is None:
                return None
            project = Project(self.root)
        except ProjectError as error:
            return self._failed((STORAGE, (error.finding,)), error)
        except OSError as error:
            return self._failed(failures.findings_of(error), error)
        decision = self._decide(seen, project)
        self._memory.wake = decision.wake
        self._tell_who_waits(decision)
        if decision.take is None:
            return None
        return self._read(project, seen, decision.take)

    def _is_there(self, seen: Look | None) -> bool:
        memory = self._memory
        if seen is None:
            if memory.there is not False:
                self.tell(Gone())
                with suppress(OSError):
                    self._lock.close()  # a share that comes back does not know it any more
            memory.there = False
            return False
        if not memory.there:
            self._lock.enter_context(holding(self.root / "outputs", WATCH))
            self.tell(Began() if memory.there is None else Back())
        memory.there = True
        return True

    def _decide(self, seen: Look, project: Project) -> Decision:
        memory, now = self._memory, self.clock()
        if memory.day != project.today or (memory.retry is not None and now >= memory.retry):
            memory.state = replace(memory.state, taken=None)
            memory.day, memory.retry = project.today, None
        limits = Limits(still=project.settings.toezicht.stil)
        limits = limits if self.held is None else replace(limits, held=self.held)
        contents = {path: content(self.root / path) for path in wanted(memory.state, seen.files, now, limits)}
        memory.state, decision = decide(memory.state, seen.files, contents, now, limits)
        return decision

    def _tell_who_waits(self, decision: Decision) -> None:
        """Each once, as long as it lasts."""
        found = {(path, "S01"): in_use(_file(path), owner, "held") for path, owner in decision.open.items()}
        for path, seconds in decision.unfinished.items():
            if seconds >= TOLD_AFTER:
                code, case = waits_for(self.root / path)
                found[path, code] = Finding(code, Severity.NOTE, CellRef(_file(path)), case or "waits")
        for key, finding in found.items():
            if key not in self._memory.told:
                self.tell(Waits(finding))
        self._memory.told = frozenset(found)

    def _read(self, project: Project, seen: Look, files: Mapping[str, str]) -> Read | Failed | None:
        memory, before, options = self._memory, self._memory.last, self.options
        sources, begun = standing.sources(self.root), self.clock()
        try:
            with alone(project), copied(self.root, files, seen) as (folder, said):
                private = Project(self.root, taken=folder)
                built = build(private, pdf=options.pdf, jobs=options.jobs, told=said, known=memory.workbooks)
                marked = write_marked(private, built.checked, options.lang)
                shown, took = replace(built, checked=marked.checked), self.clock() - begun
                refused = write_pages(private, shown, marked.copies, options.lang, seconds=took).refused
        except ChangedError as error:
            memory.state = unsettled(memory.state, error.path, self.clock())
            return None
        except Exception as error:  # whatever it is, the next round may do better
            memory.state = taken(memory.state, files)
            return self._failed(failures.findings_of(error), error)
        memory.state, memory.failed, memory.last = taken(memory.state, files), frozenset(), files
        checked = replace(marked.checked, findings=(*marked.checked.findings, *refused))
        built = replace(built, checked=checked)
        self._log(built)
        self._keep(sources, built, marked.copies)
        if any(finding.code in AGAIN for finding in built.published.findings):
            self._try_again()
        else:
            memory.pause = SOON
        changed, gone = tuple(_changed(before, files)), tuple(_changed(files, before, only_missing=True))
        read = Read(changed, gone, built)
        self.tell(read)
        give_back()
        return read

    def _keep(self, sources: standing.Sources | None, built: Built, copies: Mapping[str, str]) -> None:
        """Keep what was said, so that a `docgen build` or `docgen check` that finds nothing new says the same at once.

        After the pages were written: they are part of what stands there.
        """
        outcome = built.outcome(built.checked.findings, copies)
        with suppress(OSError):
            read, remembered = built.checked.inputs, built.published.remembered
            standing.keep(sources, self._asked(), outcome, read=read, remembered=remembered)

    def _failed(self, told: tuple[int, tuple[Finding, ...]], error: Exception) -> Failed:
        status, findings = told
        if findings[0].code == "S12":
            failures.log(self.root / "outputs", error, self.now())
        failed, codes = Failed(findings, status), frozenset(finding.code for finding in findings)
        if codes != self._memory.failed:  # the same again is not told again
            self.tell(failed)
        self._memory.failed = codes
        self._try_again()
        return failed

    def _try_again(self) -> None:
        memory = self._memory
        memory.retry = self.clock() + memory.pause
        memory.pause = min(LATE, memory.pause * 2)

    def _log(self, built: Built) -> None:
        documents = [entry for entry in built.published.documents if not is_beside(entry.path)]
        errors = sum(finding.severity is Severity.ERROR for finding in built.checked.findings)
        made = sum(entry.changed for entry in documents)
        self._note(f"watch documents={len(documents)} changed={made} errors={errors}")

    def _note(self, line: str) -> None:
        with suppress(OSError):  # a log that cannot be written stops nobody
            note(self.root / "outputs", [line], self.now())


def _file(path: str) -> str:
    return path.removeprefix(INPUTS)


def _changed(before: Mapping[str, str], after: Mapping[str, str], *, only_missing: bool = False) -> Iterator[str]:
    """The workbooks of `after` that are not in `before`, or (unless `only_missing`) are other there."""
    for path, sha256 in after.items():
        other = path not in before if only_missing else before.get(path) != sha256
        if other and path.startswith(INPUTS):
            yield _file(path)
