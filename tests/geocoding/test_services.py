"""ServiceGeocoder keeps the contract of geocoders, keeps answers, and tells "failed" from "not found"."""

import gc
import json
import socket
import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from geopy.geocoders import SERVICE_TO_GEOCODER

from dashboard.errors import (
    InputError,
    LookupFailed,
    ServiceBusy,
    ServiceGarbled,
    ServiceRefused,
    ServiceUnreachable,
)
from dashboard.geocoding.answer_cache import AnswerCache, Question
from dashboard.geocoding.lock_file import held
from dashboard.geocoding.services import ServiceGeocoder, configured_geocoder
from dashboard.settings import Settings
from tests.geocoding.contract import GeocoderContract
from tests.geocoding.fake_nominatim import AGENT, FakeNominatim, Mode


class TestContract(GeocoderContract):
    @pytest.fixture
    def geocoder(self, make: Callable[..., ServiceGeocoder]) -> Any:
        return make()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


class TestContractFromTheCache(GeocoderContract):
    """The same questions again, with answers that an earlier geocoder has kept."""

    @pytest.fixture
    def geocoder(self, make: Callable[..., ServiceGeocoder], kept: Path) -> Any:
        return make(folder=kept)


FAILURES = {
    Mode.SLOW: ServiceUnreachable,
    Mode.DRIP: ServiceUnreachable,
    Mode.FAILING: ServiceUnreachable,
    Mode.BUSY: ServiceBusy,
    Mode.FORBIDDEN: ServiceRefused,
    Mode.MOVED: ServiceRefused,
    Mode.ERROR: ServiceRefused,
    Mode.HTML: ServiceGarbled,
    Mode.BROKEN: ServiceGarbled,
    Mode.NULL: ServiceGarbled,
    Mode.DEEP: ServiceGarbled,
    Mode.HUGE: ServiceGarbled,
    Mode.FAR_NORTH: ServiceGarbled,
    Mode.FAR_EAST: ServiceGarbled,
    Mode.NOWHERE: ServiceGarbled,
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("mode", "kind"), FAILURES.items())
def test_a_failure_is_told_plainly_and_never_kept(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], mode: Mode, kind: type[LookupFailed]
) -> None:
    geocoder = make(timeout=0.3 if mode in (Mode.SLOW, Mode.DRIP) else 5.0)
    fake.mode, fake.retry_after = mode, "0"
    started = time.monotonic()
    for ask in (lambda: geocoder.geocode("Metolkine"), lambda: geocoder.reverse((48.93, 38.55))):
        with pytest.raises(kind) as failure:
            ask()
        assert type(failure.value) is kind
        assert fake.url in str(failure.value)
    assert time.monotonic() - started < 4.0
    asked = len(fake.asked)
    assert asked == 2, "one request a lookup, and none repeated or redirected"
    fake.mode = Mode.OK
    geocoder = make()
    assert geocoder.geocode("Metolkine") is not None
    assert len(fake.asked) == asked + 1


def test_a_server_that_is_not_there_is_unreachable(
    make: Callable[..., ServiceGeocoder],
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        geocoder = make(url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(ServiceUnreachable, match=r"cannot be reached .*CONFLICT_EVENTS_GEOCODER_URL"):
            geocoder.geocode("Metolkine")


def test_not_found_is_an_answer_and_is_kept(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    fake.mode = Mode.EMPTY
    assert make().geocode("Metolkine") is None
    fake.mode = Mode.OK
    assert make().geocode("Metolkine") is None
    assert make().geocode("Metolkine", exactly_one=False) is None
    assert len(fake.asked) == 1


def test_not_found_is_asked_again_when_it_has_expired(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], tmp_path: Path
) -> None:
    cache = AnswerCache(tmp_path / "short.sqlite", keep_nothing=timedelta(0))
    fake.mode = Mode.EMPTY
    assert make(cache=cache).geocode("Metolkine") is None
    fake.mode = Mode.OK
    assert make(cache=cache).geocode("Metolkine") is not None
    assert make(cache=cache).geocode("Metolkine") is not None
    assert len(fake.asked) == 2, "what was found is kept"


def test_an_answer_in_another_country_counts_as_not_found(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    fake.mode = Mode.ABROAD
    geocoder = make()
    assert geocoder.geocode("Metolkine", country_codes="UA") is None
    assert geocoder.geocode("Metolkine", country_codes=["ua", "RU"], exactly_one=False) is None
    found = geocoder.geocode("Metolkine")
    assert found is not None
    assert found.raw["address"]["country_code"] == "aq"
    assert [request.parameters.get("countrycodes") for request in fake.asked] == ["UA", "RU,UA", None]


def test_one_request_serves_every_way_to_ask(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    geocoder = make()
    first = geocoder.geocode("Metolkine, Ukraine")
    several = geocoder.geocode("  METOLKINE ,ukraine\n", exactly_one=False)
    assert several is not None
    assert several[0] == first
    geocoder.reverse((48.93, 38.55))
    geocoder.reverse("48.93, 38.55", exactly_one=False)
    geocoder.reverse((48.9300000001, 38.55))
    assert [request.path for request in fake.asked] == ["/search", "/reverse"]
    search = fake.asked[0]
    assert search.user_agent == AGENT
    assert search.parameters["q"] == "Metolkine, Ukraine"
    assert search.parameters["accept-language"] == "en"


def test_an_own_server_under_a_path_has_its_own_answers(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder]
) -> None:
    make().geocode("Metolkine")
    make(url=f"{fake.url}/maps/").geocode("Metolkine")
    assert [request.path for request in fake.asked] == ["/search", "/maps/search"]


def test_the_cache_holds_readable_records_with_source_and_date(
    fake: FakeNominatim, make: Callable[..., ServiceGeocoder], tmp_path: Path
) -> None:
    make().geocode("Metolkine")
    gc.collect()
    with sqlite3.connect(tmp_path / "answers.sqlite") as kept:
        assert kept.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        ((service, address, asked_at, answer),) = kept.execute(
            "SELECT service, address, asked_at, answer FROM answers"
        )
    kept.close()
    assert (service, address) == ("nominatim", fake.url)
    assert asked_at.startswith("20")
    assert asked_at.endswith("+00:00")
    assert json.loads(answer)[0]["raw"]["display_name"] == "Metolkine, Luhansk Oblast, Ukraine"


def test_a_cache_that_is_let_go_waits_for_nobody(tmp_path: Path) -> None:
    """Python may let go of one at any moment, also in the thread that writes to the same file."""
    cache = AnswerCache(tmp_path / "answers.sqlite")
    cache.put(Question("nominatim", "http://127.0.0.1", "geocode", "paris", "{}"), ())
    started = time.monotonic()
    with held(tmp_path / "answers.sqlite.lock", patience=0):
        del cache
        gc.collect()
    assert time.monotonic() - started < 8.0
    assert not (tmp_path / "answers.sqlite-wal").exists(), "closed, and the log tidied"


def test_a_damaged_cache_says_what_to_delete(make: Callable[..., ServiceGeocoder], tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("no database, but long enough to look like one" * 100)
    with pytest.raises(LookupFailed, match=r"answers\.sqlite cannot be used .*delete it"):
        make().geocode("Paris")


def test_a_folder_that_cannot_be_made_is_named(make: Callable[..., ServiceGeocoder], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LookupFailed, match="CONFLICT_EVENTS_HOME"):
        make(folder=tmp_path / "file" / "caches").geocode("Paris")


def test_nominatim_demands_a_contact(make: Callable[..., ServiceGeocoder]) -> None:
    for agent in (None, "", "my-application", "geopy/2.5.0"):
        with pytest.raises(InputError, match="CONFLICT_EVENTS_GEOCODER_USER_AGENT"):
            make(user_agent=agent)
    assert make(user_agent="desk (https://desk.example/contact)")
    with pytest.raises(InputError, match="ASCII"):
        make(user_agent="desk@desk.example\r\nX: y")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"gap": 0.9, "url": None}, "one request in 1 s"),
        ({"gap": 0.9, "url": "https://nominatim.openstreetmap.org:443"}, "one request in 1 s"),
        ({"timeout": 6}, "at most 5"),
        ({"timeout": 0}, "more than 0"),
        ({"gap": -1}, "not less than 0"),
        ({"url": "ftp://127.0.0.1"}, "no address of a server"),
        ({"url": "127.0.0.1:8080"}, "no address of a server"),
        ({"url": "http://user:secret@127.0.0.1"}, "no address of a server"),
        ({"key": "secret"}, "takes no key"),
        ({"options": {"colour": "red"}}, "cannot be set up"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    make: Callable[..., ServiceGeocoder], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        make(**options)


@pytest.mark.parametrize("service", sorted(SERVICE_TO_GEOCODER))
def test_every_service_of_geopy_can_be_set_up_or_says_what_it_needs(service: str, tmp_path: Path) -> None:
    told: list[str] = []
    for key in (None, "a-key"):
        try:
            made = ServiceGeocoder(service, folder=tmp_path, user_agent=AGENT, key=key)
        except InputError as needs:
            told.append(str(needs))
            continue
        assert made.server.startswith(("http://", "https://"))
    assert all(service in message for message in told)
    assert not list(tmp_path.iterdir()), "nothing is written before something is asked"


def test_another_service_keeps_the_contract_as_far_as_it_goes(fake: FakeNominatim, tmp_path: Path) -> None:
    """Photon takes no countries: what its records say of theirs decides."""

    def feature(code: str, latitude: float) -> dict[str, Any]:
        point = {"type": "Point", "coordinates": [2.35, latitude]}
        return {"geometry": point, "properties": {"name": "Paris", "countrycode": code}}

    fake.body = json.dumps({"features": [feature("FR", 48.85), feature("US", 33.66)]}).encode()
    geocoder = ServiceGeocoder("Photon", folder=tmp_path, url=fake.url, gap=0.0)
    found = geocoder.geocode("Paris", exactly_one=False)
    assert found is not None
    assert len(found) == 2
    american = geocoder.geocode("Paris", country_codes="US")
    assert american is not None
    assert american.latitude == 33.66
    assert geocoder.geocode("Paris", country_codes="DE") is None
    assert len(fake.asked) == 1
    assert fake.asked[0].user_agent.startswith("conflict-events/")
    fake.body = json.dumps({"features": [feature("FR", 99.0)]}).encode()
    with pytest.raises(ServiceGarbled):
        geocoder.geocode("Lyon")
    fake.body = b'{"features": []}'
    assert geocoder.geocode("Lille") is None
    fake.body = b'{"type": "something else"}'
    with pytest.raises(ServiceGarbled):
        geocoder.geocode("Nice")


def test_nothing_is_asked_unless_a_service_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GEOCODER", "GEOCODER_USER_AGENT", "GEOCODER_URL", "GEOCODER_KEY"):
        monkeypatch.delenv(f"CONFLICT_EVENTS_{variable}", raising=False)
    assert configured_geocoder(Settings(home=tmp_path)) is None
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER", " ")
    assert configured_geocoder(Settings(home=tmp_path)) is None
    assert not list(tmp_path.iterdir())


def test_the_operators_settings_make_the_geocoder(
    fake: FakeNominatim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_EVENTS_HOME", str(tmp_path))
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER", "nominatim")
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER_URL", fake.url)
    with pytest.raises(InputError, match="CONFLICT_EVENTS_GEOCODER_USER_AGENT"):
        configured_geocoder(Settings())
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER_USER_AGENT", AGENT)
    geocoder = configured_geocoder(Settings())
    assert geocoder is not None
    assert geocoder.geocode("Metolkine") is not None
    assert list((tmp_path / "caches" / "geocoding").glob("answers.sqlite"))
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER", "oracle")
    with pytest.raises(InputError, match="no geocoding service 'oracle'"):
        configured_geocoder(Settings())
    monkeypatch.setenv("CONFLICT_EVENTS_GEOCODER_KEY", "secret")
    assert "secret" not in repr(Settings())
