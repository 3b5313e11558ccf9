"""Turns to ask a service: one at a time, at a pace, by all threads and processes of a machine together.

The lock file of a server holds, as JSON, when the last request was sent, until when the server is left alone,
and how many requests failed in a row. Times are those of the wall clock, the only clock that processes share
over a restart; a clock that was set back costs one gap at most.
"""

import contextlib
import json
import math
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.errors import LookupFailed, ServiceBusy, ServiceUnreachable
from dashboard.geocoding.lock_file import held

#: Seconds to leave a server alone that says "too many requests" and not for how long.
UNTOLD_HOLD = 60.0
#: No server is left alone for longer than this, whatever it says.
LONGEST_HOLD = 24 * 3600.0


@dataclass(slots=True)
class _Record:
    sent: float = 0.0
    held_until: float = 0.0
    failures: int = 0


class Turns:
    """Whose turn it is to ask one server."""

    def __init__(
        self,
        file: Path,
        *,
        server: str,
        gap: float = 1.0,
        patience: float = 30.0,
        failures_allowed: int = 5,
        pause: float = 300.0,
    ) -> None:
        """``gap``: seconds from the start of one request to that of the next. ``patience``: seconds that a
        lookup waits for its turn. After ``failures_allowed`` failures in a row the server is left alone for
        ``pause`` seconds, then tried once.
        """
        self._file = file
        self._server = server
        self._gap = gap
        self._patience = patience
        self._failures_allowed = failures_allowed
        self._pause = pause
        # Below is only touched by the one thread that holds the lock.
        self._record = _Record()
        self._descriptor = -1
        self._deadline = 0.0

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Nobody else on this machine asks the server inside the block. Raises ServiceBusy where it does not
        become free in time, LookupFailed where the lock file cannot be used.
        """
        arrived = time.monotonic()
        with contextlib.ExitStack() as stack:
            try:
                self._descriptor = stack.enter_context(held(self._file, patience=self._patience))
            except TimeoutError:
                raise ServiceBusy(
                    f"other lookups on this machine have kept {self._server} busy for {self._patience:g} "
                    "seconds; look up fewer places at a time",
                    retry_after=self._patience,
                ) from None
            except OSError as error:
                raise LookupFailed(
                    f"the folder of caches cannot be written ({error}), and without it requests to "
                    f"{self._server} cannot be kept apart; set CONFLICT_EVENTS_HOME to a folder of yours"
                ) from error
            self._deadline = arrived + self._patience
            self._record = self._read()
            try:
                yield
            finally:
                self._write()

    def start(self) -> None:
        """Waits, inside a turn, until a request may be sent. Raises ServiceBusy or ServiceUnreachable where
        that is later than the patience lasts.
        """
        while True:
            now = time.time()
            record = self._record
            record.sent = min(record.sent, now)
            record.held_until = min(record.held_until, now + LONGEST_HOLD)
            wait = max(record.sent + self._gap, record.held_until) - now
            if wait <= 0:
                break
            if wait > self._deadline - time.monotonic():
                raise self._told_to_wait(wait)
            time.sleep(wait)
        self.sent()
        # Before the request, so that a process that dies in it has been counted.
        self._write()

    def sent(self) -> None:
        """The request goes out now: the gap counts from here."""
        self._record.sent = time.time()

    def hold(self, seconds: float | None) -> None:
        """The server wants to be left alone for so long; None where it does not say."""
        wanted = UNTOLD_HOLD if seconds is None else min(max(seconds, 0.0), LONGEST_HOLD)
        self._record.held_until = max(self._record.held_until, time.time() + wanted)

    def answered(self) -> None:
        """The server gave an answer of use."""
        self._record.failures = 0

    def failed(self) -> None:
        """The server gave no answer of use."""
        self._record.failures += 1
        if self._record.failures >= self._failures_allowed:
            self.hold(self._pause)

    def _told_to_wait(self, wait: float) -> LookupFailed:
        again = time.strftime("%H:%M:%S", time.localtime(time.time() + wait))
        if self._record.failures >= self._failures_allowed:
            return ServiceUnreachable(
                f"{self._server} failed {self._record.failures} times in a row and is left alone "
                f"until {again}",
                retry_after=wait,
            )
        return ServiceBusy(f"{self._server} asked to be left alone until {again}", retry_after=wait)

    def _read(self) -> _Record:
        content = os.pread(self._descriptor, 4096, 0)
        if not content:
            return _Record()
        try:
            record = _Record(**json.loads(content))
            if math.isfinite(record.sent) and math.isfinite(record.held_until):
                return record
        except (ValueError, TypeError):
            pass
        # Cut short by a crash: somebody may have asked just now.
        return _Record(sent=time.time())

    def _write(self) -> None:
        content = json.dumps(asdict(self._record)).encode()
        os.pwrite(self._descriptor, content, 0)
        os.ftruncate(self._descriptor, len(content))
