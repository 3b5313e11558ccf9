"""Runners: who does the work on many batches, this process, several of this machine, or a cluster."""

import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from dashboard.errors import InputError

Task = TypeVar("Task")
Result = TypeVar("Result")


class Runner(Protocol):
    """Does work on tasks, several at a time."""

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
        """The results as they come, in any order.

        ``work``, tasks and results can be pickled. A task whose worker dies is done again, so that ``work``
        may see it twice. What ``work`` raises ends the run, if it is an error of ours unchanged; RunnerError
        where workers cannot be had or die again and again. Closing the iterator ends the workers.
        """
        ...


class SerialRunner:
    """This process, one task after the other."""

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
        """The results in the order of the tasks."""
        for task in tasks:
            yield work(task)


@dataclass(frozen=True, slots=True)
class RunnerOptions:
    """``workers`` is how many work at once, None for as many as there are cores; ``address`` that of a
    cluster, None for none.
    """

    workers: int | None = None
    address: str | None = None


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serial(options: RunnerOptions) -> Runner:
    _no_address("serial", options)
    return SerialRunner()


def _processes(options: RunnerOptions) -> Runner:
    from dashboard.pipeline.process_runner import ProcessRunner

    _no_address("processes", options)
    return ProcessRunner(workers=options.workers or cores())


def _ray(options: RunnerOptions) -> Runner:
    from dashboard.pipeline.ray_runner import RayRunner

    return RayRunner(workers=options.workers, address=options.address)


def _no_address(name: str, options: RunnerOptions) -> None:
    if options.address is not None:
        raise InputError(f"the runner {name} works on this machine; only ray takes an address")


#: What makes a runner, by its name.
RUNNERS: dict[str, Callable[[RunnerOptions], Runner]] = {
    "serial": _serial,
    "processes": _processes,
    "ray": _ray,
}
