"""OfflineGeocoder keeps the contract of geocoders, and knows what the gazetteer knows."""

from typing import Any

import pytest

from dashboard.errors import InputError
from dashboard.geocoding.offline import OfflineGeocoder
from tests.geocoding.contract import GeocoderContract


@pytest.fixture(scope="module")
def offline() -> OfflineGeocoder:
    return OfflineGeocoder()


class TestContract(GeocoderContract):
    @pytest.fixture
    def geocoder(self, offline: OfflineGeocoder) -> Any:
        return offline


def test_an_answer_carries_the_place_and_how_it_was_met(offline: OfflineGeocoder) -> None:
    found = offline.geocode("Severodonetsk")
    assert found is not None
    assert (round(found.latitude, 2), round(found.longitude, 2)) == (48.94, 38.49)
    assert found.address == "Siverskodonetsk, Luhansk Oblast, Ukraine"
    assert found.raw["geonameid"] > 0
    assert found.raw["match"] == "alternate"
    assert found.raw["unknown_holders"] == []


@pytest.mark.parametrize(
    ("query", "latitude", "longitude"),
    [
        ("Paris", 48.85, 2.35),
        ("Paris, Tex.", 33.66, -95.56),
        ("Springfield, Illinois, United States", 39.80, -89.64),
        ("Tripoli", 32.89, 13.18),
        ("Aleppo", 36.20, 37.16),
        ("RAF Brize Norton, England", 51.75, -1.58),
        (", Paris,, France,", 48.85, 2.35),
        ("Paris، France", 48.85, 2.35),
    ],
)
def test_a_query_may_say_where(
    offline: OfflineGeocoder, query: str, latitude: float, longitude: float
) -> None:
    found = offline.geocode(query)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.06)


@pytest.mark.parametrize(
    ("query", "latitude", "longitude"),
    [
        ("Arghandab, Kandahar Province", 31.66, 65.66),
        ("Arghandab, Province of Kandahar, Afghanistan", 31.66, 65.66),
        ("Ansongo, Ansongo district, Gao Region, Mali", 15.66, 0.50),
        ("Bama, Borno, Nigeria", 11.52, 13.69),
        ("Saraqib, Idlib province", 35.86, 36.81),
    ],
)
def test_a_division_is_known_by_its_name_whatever_it_is_called(
    offline: OfflineGeocoder, query: str, latitude: float, longitude: float
) -> None:
    found = offline.geocode(query)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.06)
    assert found.raw["unknown_holders"] == []


def test_a_district_that_only_its_town_stands_for_means_the_towns_surroundings(
    offline: OfflineGeocoder,
) -> None:
    everywhere = offline.geocode("Novoselivka, Ukraine", exactly_one=False)
    near = offline.geocode("Novoselivka, Kupiansk district, Ukraine", exactly_one=False)
    assert everywhere is not None
    assert near is not None
    assert 0 < len(near) < len(everywhere)
    assert all(48.8 < place.latitude < 50.7 and 36.2 < place.longitude < 39.1 for place in near)
    assert offline.geocode("Metolkine, Lviv district, Ukraine") is None


def test_a_middle_holder_that_is_not_known_is_passed_over_and_named(offline: OfflineGeocoder) -> None:
    found = offline.geocode("Metolkine, Nosuch district, Ukraine")
    assert found is not None
    assert found.address == "Metolkine, Luhansk Oblast, Ukraine"
    assert found.raw["unknown_holders"] == ["Nosuch district"]


@pytest.mark.parametrize(
    "query",
    [
        "Metolkine, Nosuch district",
        "Metolkine, Luhansk Oblast, Nosuchland",
        "Metolkine, Mali",
        "Metolkine, Gao",
    ],
)
def test_a_last_holder_that_is_not_known_or_does_not_hold_gives_none(
    offline: OfflineGeocoder, query: str
) -> None:
    assert offline.geocode(query) is None


def test_several_countries_limit_the_answer(offline: OfflineGeocoder) -> None:
    either = offline.geocode("Tripoli", exactly_one=False, country_codes=["LB", "gr"])
    assert either is not None
    assert {found.raw["country"] for found in either} <= {"LB", "GR"}


def test_another_spelling_is_marked(offline: OfflineGeocoder) -> None:
    for query in ("Metyolkine", "Metyolkine, Ukraine", "Metyolkine, Nosuch district, Ukraine"):
        found = offline.geocode(query)
        assert found is not None
        assert (round(found.latitude, 2), round(found.longitude, 2)) == (48.93, 38.56)
        assert found.raw["match"] == "fuzzy"
        assert 0.8 <= found.raw["similarity"] < 1


def test_reverse_gives_towns_nearest_first(offline: OfflineGeocoder) -> None:
    several = offline.reverse((51.5, -0.1), exactly_one=False)
    assert several is not None
    assert len(several) > 1
    assert several[0] == offline.reverse((51.5, -0.1))


def test_what_is_wrong_with_a_question_is_our_own_error(offline: OfflineGeocoder) -> None:
    for ask in (
        lambda: offline.geocode("a" * 1000),
        lambda: offline.geocode("Paris", country_codes="XX"),
        lambda: offline.reverse((95, 0)),
    ):
        with pytest.raises(InputError):
            ask()
