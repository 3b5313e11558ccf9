"""The runner on Ray, by the contract of all runners, on a cluster that runs already."""

import pytest

from dashboard.pipeline.runners import RUNNERS, Runner, RunnerOptions
from tests.cluster.conftest import WORKERS
from tests.pipeline.runner_contract import WorkersContract


class TestRay(WorkersContract):
    @pytest.fixture
    def runner(self, cluster: str) -> Runner:
        return RUNNERS["ray"](RunnerOptions(workers=WORKERS, address=cluster))
