"""The runners of this machine, by the contract of all."""

import os
import signal

import pytest

from dashboard.errors import InputError, RunnerError
from dashboard.pipeline.runners import RUNNERS, Runner, RunnerOptions
from tests.pipeline.runner_contract import RunnerContract, WorkersContract


class TestSerial(RunnerContract):
    @pytest.fixture
    def runner(self) -> Runner:
        return RUNNERS["serial"](RunnerOptions())


class TestProcesses(WorkersContract):
    @pytest.fixture
    def runner(self) -> Runner:
        return RUNNERS["processes"](RunnerOptions(workers=2))

    def test_workers_that_always_die_end_the_run(self, runner: Runner) -> None:
        with pytest.raises(RunnerError, match="died 3 times in a row at 9: is there too little memory"):
            list(runner.run(_dies, [9]))


def _dies(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_only_a_cluster_has_an_address(name: str) -> None:
    with pytest.raises(InputError, match="only ray takes an address"):
        RUNNERS[name](RunnerOptions(address="10.0.0.1:6379"))
