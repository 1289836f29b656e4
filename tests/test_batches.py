"""Documents that are shared out over processes or a cluster are the same bytes, whoever makes them and whoever dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from docgen.ledger import Ledger
from docgen.making import batches
from docgen.making.compiled import Templates
from docgen.making.make import Maker
from docgen.pipeline import build, check
from docgen.project import Project
from tests.test_cli import docgen
from tests.worked_example import project

T = TypeVar("T")


def documents(folder: Path) -> Mapping[str, bytes]:
    """Every document in outputs/, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in (folder / "outputs").rglob("*.docx")}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What one process makes."""
    folder = project(tmp_path_factory.mktemp("alleen"))
    build(Project(folder))
    return documents(folder)


def test_a_pool_of_processes_gives_the_same_bytes(tmp_path: Path, alone: Mapping[str, bytes]) -> None:
    folder = project(tmp_path)
    with batches.pool(2) as executor:
        built = build(Project(folder), executor=executor)
    assert documents(folder) == alone
    held = {type(making.cleared.held).__name__ for making in built.made if making.cleared}
    assert held == {type(tmp_path).__name__}  # where it was laid, not what it says
    assert [*(folder / "outputs" / ".docgen").glob("laid-*")] == []


def test_processes_are_started_only_for_many_documents() -> None:
    few, many = batches.WORTH * 2 - 1, batches.WORTH * 3
    assert [batches.processes(count, 4) for count in (0, few, many, 100 * many)] == [1, 1, 3, 4]
    assert batches.processes(100 * many, 1) == 1


def test_another_docgen_makes_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path)
    checked = check(Project(folder))
    maker = Maker(Project(folder), checked.records, {}, Templates(Project(folder)), force=False)
    begin = batches._lay_state(maker, tmp_path)
    batch = [*checked.verdicts.items()][:1]
    with pytest.raises(batches.OtherDocgenError):
        batches.make_batch(replace(begin, identity="docgen 0.0"), batch, tmp_path)


def test_a_state_that_was_changed_is_not_used(tmp_path: Path) -> None:
    folder = project(tmp_path)
    checked = check(Project(folder))
    maker = Maker(Project(folder), checked.records, {}, Templates(Project(folder)), force=False)
    begin = batches._lay_state(maker, tmp_path)
    begin.file.write_bytes(begin.file.read_bytes() + b".")
    with pytest.raises(OSError, match="is not what was laid there"):
        batches.make_batch(begin, [], tmp_path)


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs during the block."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, "-m", *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(happened: Callable[[], T], patience: float = 120) -> T:
    """What there is, once there is something; nothing here depends on how long that takes."""
    end = time.monotonic() + patience
    while not (found := happened()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine, as docs/scale.md starts them: its address, and the workers."""
    told = folder / "scheduler.json"
    at = ("--scheduler-file", str(told), "--no-dashboard")
    worker = ("dask", "worker", *at, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder / "werk"))
    with running("dask", "scheduler", "--host", "127.0.0.1", "--port", "0", *at):
        until(told.exists)
        with running(*worker, "--host", "127.0.0.1") as one, running(*worker, "--host", "127.0.0.1") as two:
            yield "dask" + json.loads(told.read_text())["address"].removeprefix("tcp"), (one, two)


def dies_in_the_middle(scratch: Path, folder: Path) -> bool:
    """Build on a cluster of which a worker dies that made a document; whether the build was still at work then."""
    distributed = pytest.importorskip("distributed")
    laid = folder / "outputs" / ".docgen"
    with cluster(scratch) as (address, workers):
        command = ("docgen", "--project", str(folder), "build", "--executor", address, "--json")
        with distributed.Client("tcp" + address.removeprefix("dask")) as client:
            client.wait_for_workers(2)  # the scheduler's word: what workers leave on the disk changes while they start
        with running(*command) as build:

            def begun() -> list[subprocess.Popen[bytes]]:
                return [one for one in workers if [*laid.glob(f"laid-*/.docgen-{one.pid}_*")]]

            until(lambda: begun() or build.poll() is not None)
            first = begun()
            for worker in first[:1]:  # which of the two is not ours to say
                worker.send_signal(signal.SIGKILL)
            at_work = bool(first) and build.poll() is None
            assert build.wait() == 0
    return at_work


def test_a_cluster_gives_the_same_bytes_when_a_worker_dies(tmp_path: Path, alone: Mapping[str, bytes]) -> None:
    folder = project(tmp_path / "school")
    outputs = folder / "outputs"
    while not dies_in_the_middle(tmp_path, folder):  # on a busy machine a build can be done before anybody looks
        shutil.rmtree(outputs)
        shutil.rmtree(tmp_path / "werk")
        (tmp_path / "scheduler.json").unlink(missing_ok=True)
    assert documents(folder) == alone
    with Ledger(outputs, writable=False) as ledger:
        made = [path for path in ledger.made() if path.endswith(".docx")]
        assert {f"outputs/{path}" for path in made} == {*alone}
        events = [record.body for record in ledger.log()]
        assert len(events) == 1 + len(ledger.made())  # the run, and each document once
    assert [*outputs.glob(".docgen/laid-*")] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("dask://kluster.school.example:8786", "de verbinding zou niet versleuteld zijn"),
        ("dask://192.0.2.1:8786", "de verbinding zou niet versleuteld zijn"),
        ("dask://127.0.0.1", "schrijf dask://COMPUTER:POORT"),
        ("ray://127.0.0.1:8786", "schrijf dask://COMPUTER:POORT"),
    ],
)
def test_what_is_not_safe_or_no_address_is_refused(address: str, said: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    run = docgen("build", "--executor", address, folder=project(tmp_path))
    assert (run.returncode, said in run.stderr) == (2, True)
    assert [*(tmp_path / "outputs").rglob("*.docx")] == []
