"""When a workbook may be taken: never before it was still, whole and at rest, always some time after."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from docgen.watch.resting import Content, Decision, Entry, Limits, State, decide, taken, unsettled, wanted

LIMITS = Limits(still=3, patience=60, held=300, again=30)
HALF = "half:"  # how the content of a workbook begins that is not complete


@dataclass
class File:
    """A file of a made-up disk: its text, the size and time that a listing shows, who has it open."""

    text: str
    mark: int
    owner: str | None = None


@dataclass
class Disk:
    """A made-up disk with a clock, watched; what was taken last stands in `had`."""

    files: dict[str, File] = field(default_factory=dict)
    now: float = 1000.0
    marks: int = 0
    state: State = field(default_factory=State)
    had: dict[str, str] | None = None
    takes: list[dict[str, str]] = field(default_factory=list)
    changed: dict[str, float] = field(default_factory=dict)  # when each file last changed, or went away

    def write(self, path: str, text: str, *, same_mark: bool = False) -> None:
        known = self.files.get(path)
        if known and same_mark:
            mark = known.mark
        else:
            self.marks += 1
            mark = self.marks
        if known is None or known.text != text or known.mark != mark:
            self.changed[path] = self.now
        self.files[path] = File(text, mark, known.owner if known else None)

    def delete(self, path: str) -> None:
        del self.files[path]
        self.changed[path] = self.now

    def look(self) -> Decision:
        """One round of a watcher; what may be taken is taken."""
        listing = {path: Entry((file.mark,), file.owner) for path, file in self.files.items()}
        asked = tuple(wanted(self.state, listing, self.now, LIMITS))
        contents = {path: content(self.files[path].text) for path in asked}
        self.state, decision = decide(self.state, listing, contents, self.now, LIMITS)
        if decision.take is not None:
            self.state = taken(self.state, decision.take)
            self.had = dict(decision.take)
            self.takes.append(self.had)
        return decision

    def pass_time(self, seconds: float) -> None:
        """Look every second."""
        for _ in range(int(seconds)):
            self.now += 1
            self.look()

    def standing(self) -> dict[str, str]:
        return {path: content(file.text).sha256 for path, file in self.files.items()}


def content(text: str) -> Content:
    return Content(hashlib.sha256(text.encode()).hexdigest()[:8], whole=not text.startswith(HALF))


def disk(**files: str) -> Disk:
    """A disk that was watched until everything on it was taken."""
    made = Disk()
    for name, text in files.items():
        made.write(name, text)
    made.look()
    made.pass_time(4)
    made.takes.clear()
    return made


def test_a_new_workbook_is_taken_once_it_was_still() -> None:
    drive = Disk()
    drive.write("a", "one")
    drive.look()
    drive.pass_time(2)
    assert drive.takes == []
    drive.pass_time(1)
    assert drive.takes == [drive.standing()]


def test_what_did_not_change_is_not_taken_again() -> None:
    drive = disk(a="one", b="two")
    drive.pass_time(600)
    assert drive.takes == []


def test_a_slow_copy_is_taken_once_when_it_is_whole() -> None:
    drive = disk(a="one")
    for part in range(6):
        drive.write("b", f"{HALF}{part}")
        drive.pass_time(2)
    drive.pass_time(20)  # a pause of the network
    assert drive.takes == []
    drive.write("b", "whole")
    drive.pass_time(10)
    assert drive.takes == [drive.standing()]


def test_a_program_that_saves_by_renaming_is_never_seen_without_the_file() -> None:
    drive = disk(a="one", b="two")
    drive.delete("a")
    drive.pass_time(1)
    drive.write("a", "three")
    drive.pass_time(10)
    assert drive.takes == [drive.standing()]


def test_a_workbook_saved_after_a_long_build_is_waited_for_as_ever() -> None:
    drive = disk(a="one")
    drive.now += LIMITS.patience + 1  # a build, in which nobody looked
    drive.write("a", f"{HALF}two")
    waited = drive.look()
    assert (waited.take, waited.unfinished) == (None, {"a": 0.0})
    drive.pass_time(1)
    drive.write("a", "two")
    drive.pass_time(10)
    assert drive.takes == [drive.standing()]


def test_a_workbook_that_went_away_is_gone_after_the_still_time() -> None:
    drive = disk(a="one", b="two")
    drive.delete("a")
    drive.pass_time(10)
    assert drive.takes == [{"b": content("two").sha256}]


def test_a_rewrite_with_the_same_size_and_time_is_seen() -> None:
    drive = disk(a="one")
    drive.write("a", "eno", same_mark=True)
    drive.pass_time(LIMITS.again + LIMITS.still + 2)
    assert drive.takes == [drive.standing()]


def test_a_rewrite_with_the_same_size_and_time_during_the_still_time_begins_it_anew() -> None:
    drive = disk(a="one")
    drive.write("a", "two")
    drive.pass_time(2)
    drive.write("a", "owt", same_mark=True)
    drive.pass_time(3)
    assert drive.takes == []
    drive.pass_time(3)
    assert drive.takes == [drive.standing()]


def test_a_workbook_that_is_open_waits_with_its_name_and_is_read_when_it_is_closed() -> None:
    drive = disk(a="one")
    drive.write("a", "two")
    drive.files["a"].owner = "S. Claes"
    drive.pass_time(60)
    assert (drive.takes, drive.look().open) == ([], {"a": "S. Claes"})
    drive.files["a"].owner = None
    drive.pass_time(1)
    assert drive.takes == [drive.standing()]


def test_a_workbook_that_stays_open_is_read_as_it_was_saved_after_five_minutes() -> None:
    drive = disk(a="one")
    drive.write("a", "two")
    drive.files["a"].owner = ""
    drive.pass_time(LIMITS.held + 1)
    assert drive.takes == [drive.standing()]


def test_a_workbook_that_was_only_opened_holds_nothing_up() -> None:
    drive = disk(a="one", b="two")
    drive.files["a"].owner = "S. Claes"
    drive.write("b", "three")
    drive.pass_time(4)
    assert drive.takes == [drive.standing()]


def test_a_workbook_that_stays_incomplete_is_read_after_a_minute_so_that_it_is_named() -> None:
    drive = disk(a="one")
    drive.write("b", f"{HALF}for good")
    drive.pass_time(LIMITS.patience - 1)
    assert drive.takes == []
    drive.pass_time(2)
    assert drive.takes == [drive.standing()]


def test_a_file_that_never_comes_to_rest_is_left_out_after_a_minute() -> None:
    drive = disk(a="one")
    for number in range(200):
        drive.write("b", str(number))
        drive.pass_time(1)
    assert drive.takes == [{"a": content("one").sha256, "b": ""}]


def test_a_file_that_changed_while_it_was_copied_waits_again() -> None:
    drive = disk(a="one")
    drive.write("a", "two")
    drive.pass_time(3)
    drive.state = unsettled(replace(drive.state, taken={}), "a", drive.now)
    drive.takes.clear()
    drive.pass_time(3)
    assert drive.takes == []
    drive.pass_time(2)
    assert drive.takes == [drive.standing()]


def test_a_watcher_wakes_when_the_still_time_is_over() -> None:
    drive = Disk()
    drive.write("a", "one")
    drive.look()
    drive.now += 1
    assert drive.look().wake == pytest.approx(2)


class Watching(RuleBasedStateMachine):
    """Any series of drops, saves, renames, deletions, locks and restarts, with time passing between them."""

    @initialize()
    def begin(self) -> None:
        self.disk = Disk()
        self.text = 0

    def _new(self, half: bool) -> str:
        self.text += 1
        return f"{HALF if half else ''}{self.text}"

    @rule(path=st.sampled_from("abc"), half=st.booleans(), same=st.booleans())
    def drop_or_overwrite(self, path: str, half: bool, same: bool) -> None:
        self.disk.write(path, self._new(half), same_mark=same)

    @rule(old=st.sampled_from("abc"), new=st.sampled_from("abc"))
    def rename(self, old: str, new: str) -> None:
        if old in self.disk.files and old != new:
            self.disk.files[new] = self.disk.files.pop(old)
            self.disk.changed[old] = self.disk.changed[new] = self.disk.now

    @rule(path=st.sampled_from("abc"))
    def delete(self, path: str) -> None:
        if path in self.disk.files:
            self.disk.delete(path)

    @rule(path=st.sampled_from("abc"), owner=st.sampled_from((None, "", "S. Claes")))
    def open_or_close(self, path: str, owner: str | None) -> None:
        if path in self.disk.files:
            self.disk.files[path].owner = owner

    @rule()
    def kill_and_restart(self) -> None:
        self.disk.state = State()
        self.disk.had = None

    @rule(seconds=st.sampled_from((1, 2, 4, 40)))
    def time_passes(self, seconds: int) -> None:
        for _ in range(seconds):
            self.disk.now += 1
            before, had = len(self.disk.takes), self.disk.had
            self.disk.look()
            for take in self.disk.takes[before:]:
                assert take != had  # nothing is taken twice
                self._is_sound(take)

    def _is_sound(self, take: dict[str, str]) -> None:
        """What was taken is what stands there, still for the still time and whole, unless its patience was over."""
        for path, sha256 in take.items():
            file, age = self.disk.files[path], self.disk.now - self.disk.changed[path]
            if not sha256:
                continue  # left out, and named
            rewritten = sha256 != content(file.text).sha256  # with the same size and time, since it was last read
            assert age < LIMITS.again if rewritten else age >= LIMITS.still
            if not rewritten:
                assert content(file.text).whole or age >= LIMITS.patience
        for path in set(self.disk.changed) - set(self.disk.files):
            assert path not in take

    def teardown(self) -> None:
        if hasattr(self, "disk"):
            self.disk.pass_time(LIMITS.held + LIMITS.again + 10)
            assert self.disk.had == self.disk.standing()  # nothing is missed


TestWatching: Any = Watching.TestCase
TestWatching.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
