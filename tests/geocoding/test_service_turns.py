"""All threads and processes of a machine keep one pace, and leave a server alone that wants it."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import ConflictEventsError, ServiceBusy, ServiceUnreachable
from dashboard.geocoding.services import ServiceGeocoder
from tests.geocoding.fake_nominatim import AGENT, FakeNominatim, Mode


def _record_connections(times: list[float]) -> None:
    """From now on every connection of this process adds the moment of its start.

    Counted at the client: a server on a busy machine sees requests late, and so too close to one another.
    """
    connect = HTTPConnection.connect

    def timed(connection: HTTPConnection) -> None:
        times.append(time.time())
        connect(connection)

    HTTPConnection.connect = timed  # type: ignore[method-assign]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When requests of this process were sent."""
    times: list[float] = []
    monkeypatch.setattr(HTTPConnection, "connect", HTTPConnection.connect)  # undoes what follows
    _record_connections(times)
    return times


def _gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(sorted(times))]


def _look_up(folder: Path, url: str, gap: float, names: list[str], results: Any) -> None:
    times: list[float] = []
    _record_connections(times)
    geocoder = ServiceGeocoder("nominatim", folder=folder, user_agent=AGENT, url=url, gap=gap)
    told: dict[str, str | None] = {}
    for name in names:
        try:
            found = geocoder.geocode(name)
            told[name] = None if found is None else found.address
        except ConflictEventsError as error:
            told[name] = type(error).__name__
    results.put((told, times))


def _in_processes(
    folder: Path, url: str, gap: float, names: list[list[str]]
) -> tuple[dict[str, str | None], list[float]]:
    """What processes were told, and when they sent their requests."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    processes = [
        context.Process(target=_look_up, args=(folder, url, gap, own, results), daemon=True) for own in names
    ]
    for process in processes:
        process.start()
    told: dict[str, str | None] = {}
    sent: list[float] = []
    for _ in processes:
        answers, times = results.get(timeout=60)
        told |= answers
        sent += times
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    return told, sent


def test_processes_together_ask_once_a_second(fake: FakeNominatim, tmp_path: Path) -> None:
    names = [["Metolkine", "Paris"], ["London", "Paris"], ["Aleppo"]]
    told, sent = _in_processes(tmp_path, fake.url, 1.0, names)
    assert all(told.values())
    assert len(sent) == len(fake.asked) == 4, "what one process asked for, another does not ask again"
    assert min(_gaps(sent)) >= 1.0


def test_a_new_process_finds_what_was_kept_and_what_was_forbidden(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], tmp_path: Path
) -> None:
    geocoder = make()
    geocoder.geocode("Metolkine")
    fake.mode = Mode.BUSY
    with pytest.raises(ServiceBusy) as told:
        geocoder.geocode("Aleppo")
    assert told.value.retry_after == 120
    fake.mode = Mode.OK
    told_there, _ = _in_processes(tmp_path, fake.url, 0.0, [["Metolkine", "Paris"]])
    assert told_there == {"Metolkine": "Metolkine, Luhansk Oblast, Ukraine", "Paris": "ServiceBusy"}
    assert len(fake.asked) == 2


def test_threads_and_geocoders_share_the_pace(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], sent: list[float]
) -> None:
    one, other = make(gap=0.2), make(gap=0.2)
    threads = [
        threading.Thread(target=geocoder.geocode, args=(name,))
        for name in ("Paris", "London", "Aleppo")
        for geocoder in (one, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fake.asked) == 3
    assert min(_gaps(sent)) >= 0.2


def test_a_short_wait_that_the_server_asks_for_is_waited(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], sent: list[float]
) -> None:
    fake.mode, fake.retry_after = Mode.BUSY, "1"
    with pytest.raises(ServiceBusy, match="in 1 seconds"):
        make().geocode("Metolkine")
    fake.mode = Mode.OK
    assert make().geocode("Metolkine") is not None
    assert min(_gaps(sent)) >= 1.0


@pytest.mark.parametrize("told", [None, "soon", "99999999999", "Wed, 01 Jan 2200 00:00:00 GMT"])
def test_a_wait_that_is_not_told_or_endless_has_a_bound(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], told: str | None
) -> None:
    fake.mode, fake.retry_after = Mode.BUSY, told
    with pytest.raises(ServiceBusy):
        make().geocode("Metolkine")
    with pytest.raises(ServiceBusy, match="left alone until") as busy:
        make().geocode("Metolkine")
    assert busy.value.retry_after is not None
    assert 30 < busy.value.retry_after <= 24 * 3600
    assert len(fake.asked) == 1


def _fail_five_times(fake: FakeNominatim, geocoder: ServiceGeocoder) -> None:
    fake.mode = Mode.FAILING
    for _ in range(5):
        with pytest.raises(ServiceUnreachable, match="fails"):
            geocoder.geocode("Metolkine")


def test_after_five_failures_in_a_row_the_server_is_left_alone(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    _fail_five_times(fake, make())
    fake.mode = Mode.OK
    for name in ("Metolkine", "Paris"):
        with pytest.raises(ServiceUnreachable, match="failed 5 times in a row") as failure:
            make().geocode(name)
        assert failure.value.retry_after is not None
        assert 240 < failure.value.retry_after <= 300
    assert len(fake.asked) == 5


def test_after_the_pause_the_server_is_tried_once(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    _fail_five_times(fake, make(pause=0.2))
    with pytest.raises(ServiceUnreachable, match="fails"):
        make().geocode("Metolkine")
    with pytest.raises(ServiceUnreachable, match="failed 6 times in a row"):
        make().geocode("Metolkine")
    assert len(fake.asked) == 6


def test_an_answer_after_the_pause_makes_all_well(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    _fail_five_times(fake, make(pause=0.2))
    fake.mode = Mode.OK
    assert make().geocode("Metolkine") is not None
    fake.mode = Mode.FAILING
    with pytest.raises(ServiceUnreachable, match="fails"):
        make().geocode("Aleppo")
    fake.mode = Mode.OK
    assert make().geocode("Aleppo") is not None


def test_failures_with_answers_between_them_stop_nothing(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    geocoder = make()
    for number in range(8):
        fake.mode = Mode.FAILING if number % 2 else Mode.EMPTY
        if fake.mode is Mode.EMPTY:
            assert geocoder.geocode(f"Nowhere {number}") is None
        else:
            with pytest.raises(ServiceUnreachable, match="fails"):
                geocoder.geocode(f"Nowhere {number}")
    assert len(fake.asked) == 8


def test_who_waits_too_long_is_told_so(fake: FakeNominatim, make: Callable[..., ServiceGeocoder]) -> None:
    fake.mode = Mode.SLOW
    slow = threading.Thread(target=make().geocode, args=("Paris",))
    slow.start()
    while not fake.asked:
        time.sleep(0.01)
    with pytest.raises(ServiceBusy, match="look up fewer places"):
        make(patience=0.2).geocode("London")
    slow.join()
    assert make(patience=0.2).geocode("Paris") is not None, "what is kept needs no turn"


def test_a_damaged_lock_file_costs_one_gap(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], tmp_path: Path
) -> None:
    make().geocode("Paris")
    (lock,) = tmp_path.glob("*.turn")
    damaged = ('{"sent": 1', "[]", '{"sent": "x", "held_until": null}', '{"sent": 9e10}', '{"sent": NaN}')
    for number, content in enumerate(damaged):
        lock.write_text(content)
        assert make(gap=0.05).geocode(f"Nowhere {number}") is None
    assert len(fake.asked) == 6


def test_an_overloaded_server_may_ask_for_time_too(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    fake.mode = Mode.OVERLOADED
    with pytest.raises(ServiceUnreachable, match="503"):
        make().geocode("Metolkine")
    with pytest.raises(ServiceBusy, match="left alone until"):
        make().geocode("Metolkine")
    assert len(fake.asked) == 1
