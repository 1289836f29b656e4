"""A Dask cluster as an executor: the same tasks as a pool of processes, on workers that others started.

Whoever is let in by a scheduler runs code on every worker, and whoever is a worker sees the rows of the school. So
outside this computer docgen speaks TLS only, with the certificates of Dask's own settings, and it asks each worker
first whether it is the same docgen and sees the same folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docgen.making.identity import identity

SCHEME = "dask"
PATIENCE = 20  # seconds for a scheduler to answer
CERTIFICATES = ("tls_ca_file", "tls_client_cert", "tls_client_key")


class ClusterError(Exception):
    """Why no cluster is used.

    `case` is address, extra, tls, away, nobody, other or folder, `facts` are for the sentence.
    """

    def __init__(self, case: str, **facts: str) -> None:
        super().__init__(case)
        self.case, self.facts = case, facts


@contextmanager
def connected(address: str, outputs: Path) -> Iterator[Executor]:
    """The workers behind 'dask://HOST:PORT' as an executor, after they were asked who they are.

    A worker that joins later is asked by each task (see `batches`); a worker that is lost gives its batches back.
    Raises ClusterError.
    """
    host, place = _place(address)
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError("extra") from None
    security = distributed.Security()
    safe = all(getattr(security, name) for name in CERTIFICATES)
    if not safe and not is_own(host):
        raise ClusterError("tls", value=address)
    try:
        client = distributed.Client(
            f"{'tls' if safe else 'tcp'}://{place}",
            security=security if safe else None,
            timeout=PATIENCE,
            set_as_default=False,
        )
    except (OSError, ValueError, RuntimeError):  # it says so in many ways
        raise ClusterError("away", value=address) from None
    with client:
        _greet(client, outputs, safe=safe)
        yield client.get_executor(pure=False)


def is_own(host: str) -> bool:
    """Whether this is a name of this computer itself, which no other computer can answer to."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _place(address: str) -> tuple[str, str]:
    """The host, and host and port as they were written."""
    try:
        parts = urlsplit(address)
        if parts.scheme == SCHEME and parts.hostname and parts.port and parts.netloc and not parts.path.strip("/"):
            return parts.hostname, parts.netloc
    except ValueError:  # the port
        pass
    raise ClusterError("address", value=address)


def _greet(client: Any, outputs: Path, *, safe: bool) -> None:
    """Ask every worker whether it is near or safe, the same docgen, and sees the same folder. Raises ClusterError."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError):
        raise ClusterError("nobody") from None
    workers = [*client.scheduler_info(n_workers=-1)["workers"]]
    far = [worker for worker in workers if not is_own(str(urlsplit(worker).hostname))]
    if far and not safe:
        raise ClusterError("tls", value=far[0])
    said: Mapping[str, str] = client.run(identity, on_error="return")
    other = next((answer for answer in said.values() if answer != identity()), None)
    if other is not None:
        raise ClusterError("other", value=str(other), limit=identity())
    sees = client.run(os.path.isdir, str(outputs.absolute()))
    if not all(sees.values()):
        raise ClusterError("folder", value=str(outputs.absolute()))
