"""A lock file: one holder at a time among all threads and processes of a machine."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

_LOOK_EVERY = 0.01


@contextlib.contextmanager
def held(path: Path, *, patience: float) -> Iterator[int]:
    """Holds the lock of ``path``, made with its folder if need be, and gives its file descriptor.

    Raises TimeoutError after ``patience`` seconds, OSError where the file cannot be made. The system frees
    the lock of a process that dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise TimeoutError(f"{path} is held by another") from None
                time.sleep(_LOOK_EVERY)
        try:
            yield file
        finally:
            # Said aloud: a process forked meanwhile holds a copy of the descriptor, and with it the lock.
            fcntl.flock(file, fcntl.LOCK_UN)
    finally:
        os.close(file)
