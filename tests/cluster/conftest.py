"""A Ray cluster of this machine for the tests of this folder, and the command as a process beside it.

These tests need the extra ``cluster``; ``make test-cluster`` runs them.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lacking import lacking

WORKERS = 2
_SHARED = 100 * 2**20
_WAIT = 60.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks all tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.cluster)


@pytest.fixture(scope="session", autouse=True)
def _token_of_its_own() -> Iterator[None]:
    """A token for the clusters of these tests, so that they neither need nor leave one in the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        yield


@pytest.fixture(scope="session")
def cluster(_token_of_its_own: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running cluster, as ``ray start`` makes one."""
    ray = Path(sys.executable).with_name("ray")
    if not ray.exists():
        lacking("Ray is not installed: pip install 'conflict-events[cluster]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("ray") / "log"
    with log.open("wb") as output:
        head = subprocess.Popen(
            [
                *(ray, "start", "--head", "--block", f"--port={port}", f"--num-cpus={WORKERS}"),
                *("--include-dashboard=false", f"--object-store-memory={_SHARED}", "--disable-usage-stats"),
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + _WAIT
        while b"--block" not in log.read_bytes():
            if head.poll() is not None or time.monotonic() > until:
                pytest.fail(f"no cluster within {_WAIT:g} seconds: {log.read_text()}")
            time.sleep(0.2)
        yield f"127.0.0.1:{port}"
    finally:
        left = descendants(head.pid)
        head.kill()
        head.wait()
        end(left)


def descendants(pid: int) -> dict[int, str]:
    """The processes below one, with how each calls itself."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found: dict[int, str] = {}
    below = {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        for child in below:
            try:
                title = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            found[child] = title.decode(errors="replace")
    return found


def end(processes: dict[int, str]) -> None:
    """Ends those of the processes that are still the ones they were."""
    for pid, title in processes.items():
        try:
            if Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace") == title != "":
                os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
