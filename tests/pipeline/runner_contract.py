"""What every runner does; a test class of a runner inherits it and has a fixture ``runner``."""

import os
import signal
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.errors import UnreadableArticle
from dashboard.pipeline.runners import Runner


def squared(number: int) -> int:
    return number * number


def refused(number: int) -> int:
    raise UnreadableArticle(f"number {number} cannot be read")


@dataclass(frozen=True)
class Noted:
    """Notes each number as a file, slowly."""

    folder: Path

    def __call__(self, number: int) -> int:
        (self.folder / str(number)).touch()
        time.sleep(0.05)
        return number


@dataclass(frozen=True)
class KillsItsWorker:
    """Kills the process it runs in, the first time that it sees the number 5."""

    killed: Path

    def __call__(self, number: int) -> int:
        if number == 5 and not self.killed.exists():
            self.killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number


class RunnerContract:
    """Of every runner."""

    def test_every_task_gives_its_result_once(self, runner: Runner) -> None:
        assert sorted(runner.run(squared, range(40))) == [number * number for number in range(40)]

    def test_no_task_gives_no_result(self, runner: Runner) -> None:
        assert list(runner.run(squared, [])) == []

    def test_an_error_of_ours_comes_out_as_it_is(self, runner: Runner) -> None:
        with pytest.raises(UnreadableArticle) as caught:
            list(runner.run(refused, [7]))
        assert str(caught.value) == "number 7 cannot be read"

    def test_a_run_that_is_closed_does_no_more(self, runner: Runner, tmp_path: Path) -> None:
        with closing(runner.run(Noted(tmp_path), range(400))) as results:
            next(results)
        noted = len(list(tmp_path.iterdir()))
        time.sleep(0.3)
        assert len(list(tmp_path.iterdir())) == noted < 400


class WorkersContract(RunnerContract):
    """Of those with processes of their own."""

    def test_a_task_whose_worker_is_killed_is_done_again(self, runner: Runner, tmp_path: Path) -> None:
        killed = tmp_path / "killed"
        assert sorted(runner.run(KillsItsWorker(killed), range(20))) == list(range(20))
        assert killed.exists()
