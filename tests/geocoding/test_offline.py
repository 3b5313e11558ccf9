"""OfflineGeocoder answers as geopy's geocoders do."""

import pytest
from geopy.location import Location
from geopy.point import Point

from dashboard.geocoding.offline import OfflineGeocoder


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


def test_one_answer_is_a_location(geocoder: OfflineGeocoder) -> None:
    found = geocoder.geocode("Severodonetsk")
    assert isinstance(found, Location)
    assert (round(found.latitude, 2), round(found.longitude, 2)) == (48.94, 38.49)
    assert found.address == "Siverskodonetsk, Luhansk Oblast, Ukraine"
    assert found.raw["geonameid"] == 692372 or found.raw["geonameid"] > 0
    assert found.raw["match"] == "alternate"


def test_several_answers_are_a_list_best_first(geocoder: OfflineGeocoder) -> None:
    found = geocoder.geocode("London", exactly_one=False)
    assert found is not None
    assert len(found) > 1
    assert found[0].raw["country"] == "GB"
    assert found[0] == geocoder.geocode("London")


@pytest.mark.parametrize("exactly_one", [True, False])
@pytest.mark.parametrize(
    "query", ["", "  ", ",", "Qwertyuiopolis", "Paris, Qwertyuiopolis", "Metolkine, France"]
)
def test_nothing_found_is_none_and_never_an_empty_list(
    geocoder: OfflineGeocoder, query: str, exactly_one: bool
) -> None:
    assert geocoder.geocode(query, exactly_one=exactly_one) is None  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("query", "latitude", "longitude"),
    [
        ("Paris", 48.85, 2.35),
        ("Paris, Texas", 33.66, -95.56),
        ("Paris, Tex.", 33.66, -95.56),
        ("Springfield, Illinois, United States", 39.80, -89.64),
        ("Metolkine, Luhansk Oblast, Ukraine", 48.93, 38.56),
        ("Tripoli, Lebanon", 34.43, 35.84),
        ("Tripoli", 32.89, 13.18),
        ("Aleppo", 36.20, 37.16),
        ("RAF Brize Norton, England", 51.75, -1.58),
    ],
)
def test_a_query_may_say_where(
    geocoder: OfflineGeocoder, query: str, latitude: float, longitude: float
) -> None:
    found = geocoder.geocode(query)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.06)


def test_countries_limit_the_answer(geocoder: OfflineGeocoder) -> None:
    american = geocoder.geocode("Paris", country_codes="us")
    assert american is not None
    assert american.raw["country"] == "US"
    either = geocoder.geocode("Tripoli", exactly_one=False, country_codes=["LB", "gr"])
    assert either is not None
    assert {found.raw["country"] for found in either} <= {"LB", "GR"}
    assert geocoder.geocode("Metolkine", country_codes="FR") is None


def test_another_spelling_is_marked(geocoder: OfflineGeocoder) -> None:
    for query in ("Metyolkine", "Metyolkine, Ukraine"):
        found = geocoder.geocode(query)
        assert found is not None
        assert (round(found.latitude, 2), round(found.longitude, 2)) == (48.93, 38.56)
        assert found.raw["match"] == "fuzzy"
        assert 0.8 <= found.raw["similarity"] < 1


def test_reverse_gives_the_nearest_town(geocoder: OfflineGeocoder) -> None:
    for query in ((48.93, 38.55), "48.93, 38.55", Point(48.93, 38.55)):
        found = geocoder.reverse(query)
        assert isinstance(found, Location)
        assert found.raw["name"] == "Metolkine"
    several = geocoder.reverse((51.5, -0.1), exactly_one=False)
    assert several is not None
    assert len(several) > 1


@pytest.mark.parametrize("exactly_one", [True, False])
def test_reverse_of_the_open_sea_is_none(geocoder: OfflineGeocoder, exactly_one: bool) -> None:
    assert geocoder.reverse((0, -30), exactly_one=exactly_one) is None  # type: ignore[call-overload]


def test_reverse_refuses_what_is_no_point(geocoder: OfflineGeocoder) -> None:
    with pytest.raises(ValueError, match="Latitude"):
        geocoder.reverse((95, 0))
    with pytest.raises(ValueError, match="unknown format"):
        geocoder.reverse("somewhere")
