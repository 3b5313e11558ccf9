"""A runner with processes of this machine."""

import contextlib
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from dashboard.errors import RunnerError

Task = TypeVar("Task")
Result = TypeVar("Result")
#: Tasks that wait in the pool's queue for each worker, so that none is idle.
_AHEAD = 2
#: Pools that break one after the other, no task done between, until nothing more is tried.
_MOST_BROKEN = 3


class ProcessRunner:
    """So many processes of this machine."""

    def __init__(self, *, workers: int) -> None:
        """``workers`` is at least 1."""
        self._workers = workers

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
        """The results as they come. RunnerError where the workers die again and again."""
        waiting, broken = list(reversed(tasks)), 0
        while waiting:
            done = 0
            try:
                for result in self._in_one_pool(work, waiting):
                    done += 1
                    yield result
            except BrokenProcessPool as error:
                broken = 1 if done else broken + 1
                if broken == _MOST_BROKEN:
                    raise RunnerError(
                        f"the workers died {broken} times in a row at {waiting[-1]}: is there too little "
                        "memory? Fewer --workers need less; what is done is kept"
                    ) from error

    def _in_one_pool(
        self, work: Callable[[Task], Result], waiting: list[Task]
    ) -> Generator[Result, None, None]:
        """Results until all is done or the pool breaks; what is not done then is in ``waiting`` again."""
        # Spawned, not forked: a fork copies locks that threads of this process hold.
        pool = ProcessPoolExecutor(
            min(self._workers, len(waiting)), mp_context=get_context("spawn"), initializer=_leave_interrupts
        )
        running: dict[Future[Result], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self._workers * _AHEAD:
                    task = waiting.pop()
                    with _interrupts_wait():
                        running[pool.submit(work, task)] = task
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    result = future.result()
                    del running[future]
                    yield result
        except BrokenProcessPool:
            waiting += reversed(running.values())
            raise
        finally:
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C goes to all processes of the terminal. A worker that starts here never gets it, for it inherits
    that it is ignored: it finishes its batch, and the parent ends it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, ours)


def _leave_interrupts() -> None:
    """The same for workers that another thread than the main one starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
