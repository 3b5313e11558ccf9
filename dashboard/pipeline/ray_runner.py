"""A runner on a Ray cluster, of this machine alone or one that runs already. Needs the extra ``cluster``."""

import logging
import os
import secrets
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from dashboard.errors import ConflictEventsError, InputError, RunnerError
from dashboard.pipeline.runners import cores

Task = TypeVar("Task")
Result = TypeVar("Result")
#: Tasks that a worker takes at once, at the most; of few tasks it takes fewer.
_TAKEN, _ROUNDS = 8, 4
#: Bytes of shared memory of a cluster of our own; articles and events do not pass through it.
_SHARED = 100 * 2**20
#: No telemetry, whatever the environment says.
_PRIVATE = {"RAY_USAGE_STATS_ENABLED": "0"}
#: By this Ray stays on the loopback address, with nothing that another machine can reach.
_LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
#: Ray's own notes would stand between ours, unless asked for.
_QUIET = {"RAY_DATA_LOG_LEVEL": "ERROR", "RAY_BACKEND_LOG_LEVEL": "fatal"}
#: By these the user says how a cluster knows its friends.
_SECRET = {"RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"}
_LOCAL = "local"


class RayRunner:
    """The workers of a Ray cluster."""

    def __init__(self, *, workers: int | None = None, address: str | None = None) -> None:
        """``address`` is that of a running cluster ("10.0.0.1:6379", "auto" for one of this machine), by
        default that of RAY_ADDRESS; "local", or none at all, starts one on this machine, which nothing
        outside can reach. ``workers`` is how many work at once, by default one a core. Raises InputError
        where the extra is not installed.
        """
        self._address = address or os.environ.get("RAY_ADDRESS") or _LOCAL
        self._workers = workers
        # Ray reads these when it is imported.
        os.environ.update(_PRIVATE | (_LOOPBACK if self._address == _LOCAL else {}))
        os.environ.update({name: value for name, value in _QUIET.items() if name not in os.environ})
        if self._address == _LOCAL and not _SECRET & os.environ.keys():
            # A token for this run alone keeps other users of the machine out, and none is left in the home.
            os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
        try:
            import ray.data
        except ImportError as error:
            raise InputError(
                "the runner ray needs more packages: pip install 'conflict-events[cluster]'"
            ) from error
        self._ray: Any = ray

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
        """The results as they come; Ray does the tasks of a dead worker again, however often.

        Raises RunnerError where the cluster cannot be had.
        """
        if not tasks:
            return
        self._connect()
        try:
            for row in self._results(work, tasks).iter_rows():
                if isinstance(row["result"], _Failure):
                    raise row["result"].error
                yield row["result"]
        except ConflictEventsError:
            raise
        except Exception as error:
            raise RunnerError(f"Ray gave up: {_first_line(error)}") from error
        finally:
            self._ray.shutdown()

    def _connect(self) -> None:
        own: dict[str, Any] = {}
        if self._address == _LOCAL:
            own = {
                "num_cpus": self._workers or cores(),
                "include_dashboard": False,
                "object_store_memory": _SHARED,
            }
        try:
            self._ray.init(self._address, log_to_driver=False, logging_level=logging.ERROR, **own)
        except Exception as error:
            hint = (
                "" if own else "; is it up, and are RAY_AUTH_MODE and RAY_AUTH_TOKEN set as they are there?"
            )
            raise RunnerError(
                f"no Ray cluster can be had at {self._address}: {_first_line(error)}{hint}"
            ) from error

    def _results(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Any:
        data = self._ray.data
        context = data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        workers = self._workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        workers = min(workers, len(tasks))
        blocks = max(-(-len(tasks) // _TAKEN), min(len(tasks), workers * _ROUNDS))
        rows = data.from_items([{"task": task} for task in tasks], override_num_blocks=blocks)
        return rows.map_batches(
            _Worker,
            fn_constructor_args=(work,),
            batch_size=1,
            batch_format="numpy",
            compute=data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2),
            num_cpus=1,
        )


@dataclass(frozen=True, slots=True)
class _Failure:
    """An error of ours on its way to the command: raised, Ray would hand on its traceback as text."""

    error: ConflictEventsError


class _Worker:
    """What runs in a worker: it keeps what it loaded from one batch to the next."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        results = np.empty(len(rows["task"]), dtype=object)
        for number, task in enumerate(rows["task"]):
            try:
                results[number] = self._work(task)
            except ConflictEventsError as error:
                results[number] = _Failure(error)
        return {"result": results}


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:300]
