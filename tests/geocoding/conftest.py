"""A service on this machine, and geocoders that ask it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.geocoding.services import ServiceGeocoder
from tests.geocoding.fake_nominatim import AGENT, FakeNominatim, running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="session")
def server() -> Iterator[FakeNominatim]:
    with running() as server:
        yield server


@pytest.fixture
def fake(server: FakeNominatim) -> FakeNominatim:
    server.reset()
    return server


@pytest.fixture
def make(fake: FakeNominatim, tmp_path: Path) -> Callable[..., ServiceGeocoder]:
    def made(**options: Any) -> ServiceGeocoder:
        return ServiceGeocoder(
            "nominatim", **({"folder": tmp_path, "user_agent": AGENT, "url": fake.url, "gap": 0.0} | options)
        )

    return made
