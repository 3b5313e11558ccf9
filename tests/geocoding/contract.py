"""What every geocoder promises, whatever it asks: inherit ``GeocoderContract`` and give a ``geocoder``."""

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from geopy.location import Location
from geopy.point import Point


class GeocoderContract:
    """Tests of the interface of ``OfflineGeocoder``."""

    @pytest.fixture
    def geocoder(self) -> Any:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def no_warning(self) -> Iterator[None]:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield

    def test_one_answer_is_a_location(self, geocoder: Any) -> None:
        found = geocoder.geocode("Metolkine")
        assert type(found) is Location
        assert (found.latitude, found.longitude) == pytest.approx((48.93, 38.56), abs=0.01)
        assert "Ukraine" in found.address
        assert isinstance(found.raw, dict)

    def test_several_answers_are_a_list_best_first(self, geocoder: Any) -> None:
        found = geocoder.geocode("London", exactly_one=False)
        assert isinstance(found, list)
        assert len(found) > 1
        assert all(type(place) is Location for place in found)
        assert found[0] == geocoder.geocode("London")
        assert found[0].latitude == pytest.approx(51.5, abs=0.1)

    def test_the_record_behind_an_answer_is_json(self, geocoder: Any) -> None:
        for found in (geocoder.geocode("Metolkine"), geocoder.reverse((48.93, 38.55))):
            assert json.loads(json.dumps(found.raw, allow_nan=False)) == found.raw

    @pytest.mark.parametrize("exactly_one", [True, False])
    @pytest.mark.parametrize(
        "query",
        ["", "  ", ",", ",،,  ,", "\x00\x1f\n\t", "\ud800", "Qwertyuiopolis", "Paris, Qwertyuiopolis"],
    )
    def test_nothing_found_is_none_and_never_an_empty_list(
        self, geocoder: Any, query: str, exactly_one: bool
    ) -> None:
        assert geocoder.geocode(query, exactly_one=exactly_one) is None

    @pytest.mark.parametrize("query", [None, 5, b"Paris", ["Paris"], {"city": "Paris"}])
    def test_what_is_no_text_is_refused(self, geocoder: Any, query: object) -> None:
        with pytest.raises(ValueError, match="asked for by a text"):
            geocoder.geocode(query)

    @pytest.mark.parametrize("query", ["a" * 100_000, "ab " * 33_000, "Paris" + ", France" * 10_000])
    def test_a_text_longer_than_any_name_is_refused(self, geocoder: Any, query: str) -> None:
        with pytest.raises(ValueError, match="name no place"):
            geocoder.geocode(query)

    @pytest.mark.parametrize(
        ("query", "latitude", "longitude"),
        [
            ("Paris, Texas", 33.66, -95.56),
            ("Metolkine, Ukraine", 48.93, 38.56),
            ("Metolkine, Luhansk Oblast, Ukraine", 48.93, 38.56),
            ("  metolkine ,LUHANSK oblast,\tUkraine ", 48.93, 38.56),
            ("Metolkine,\x07\ud800 Ukraine\x00", 48.93, 38.56),
            ("Tripoli, Lebanon", 34.43, 35.84),
        ],
    )
    def test_a_query_may_say_where(
        self, geocoder: Any, query: str, latitude: float, longitude: float
    ) -> None:
        found = geocoder.geocode(query)
        assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.06)

    @pytest.mark.parametrize("codes", ["us", "US", " us ", ["US"], ("us",), {"Us"}, ["us", "DE"]])
    def test_countries_limit_the_answer(self, geocoder: Any, codes: Any) -> None:
        assert geocoder.geocode("Paris").longitude > 0
        assert geocoder.geocode("Paris", country_codes=codes).longitude < -80

    def test_no_place_in_the_countries_is_none(self, geocoder: Any) -> None:
        assert geocoder.geocode("Metolkine", country_codes="FR") is None
        assert geocoder.geocode("Metolkine", exactly_one=False, country_codes=["FR", "DE"]) is None

    def test_an_empty_list_of_countries_limits_nothing(self, geocoder: Any) -> None:
        assert geocoder.geocode("Metolkine", country_codes=[]) == geocoder.geocode("Metolkine")

    @pytest.mark.parametrize("codes", ["XX", "UK", "Ukraine", "", ["UA", "zz"], ["UA", None], [5], "UA,FR"])
    def test_a_code_of_no_country_is_refused_by_name(self, geocoder: Any, codes: Any) -> None:
        wrong = codes if isinstance(codes, str) else codes[-1]
        with pytest.raises(ValueError, match="no country code") as refused:
            geocoder.geocode("Paris", country_codes=codes)
        assert repr(wrong) in str(refused.value)

    @pytest.mark.parametrize(
        "query", [(48.93, 38.55), [48.93, 38.55], "48.93, 38.55", "48.93 38.55", Point(48.93, 38.55)]
    )
    def test_reverse_takes_every_form_of_a_point(self, geocoder: Any, query: Any) -> None:
        found = geocoder.reverse(query)
        assert type(found) is Location
        assert found.address.startswith("Metolkine")
        several = geocoder.reverse(query, exactly_one=False)
        assert isinstance(several, list)
        assert several[0] == found

    @pytest.mark.parametrize("exactly_one", [True, False])
    @pytest.mark.parametrize("query", [(0, -30), (90, 0), (-90, 180), (90, -180), (0.0, 0.0)])
    def test_reverse_of_sea_and_poles_is_none(self, geocoder: Any, query: Any, exactly_one: bool) -> None:
        assert geocoder.reverse(query, exactly_one=exactly_one) is None

    def test_both_sides_of_the_antimeridian_are_one_place(self, geocoder: Any) -> None:
        west, east = geocoder.reverse((-16.8, 180)), geocoder.reverse((-16.8, -180))
        assert west.address == east.address
        assert "Fiji" in west.address

    @pytest.mark.parametrize("query", [(95, 0), "95, 0", (-90.01, 0), (float("nan"), 0)])
    def test_reverse_refuses_a_latitude_beyond_the_poles(self, geocoder: Any, query: Any) -> None:
        with pytest.raises(ValueError, match=r"Latitude .* is not between"):
            geocoder.reverse(query)

    @pytest.mark.parametrize("query", [(0, 180.5), (38.5, 999), "10, -181", (0, float("inf"))])
    def test_reverse_refuses_a_longitude_beyond_the_antimeridian(self, geocoder: Any, query: Any) -> None:
        with pytest.raises(ValueError, match=r"Longitude .* is not between"):
            geocoder.reverse(query)

    @pytest.mark.parametrize(
        "query", ["somewhere", "", "1" * 100_000, None, 5, (), (1,), (None, None), ("x", "y"), (1, 2, 3, 4)]
    )
    def test_reverse_refuses_what_is_no_point(self, geocoder: Any, query: Any) -> None:
        with pytest.raises(ValueError, match=r"a point is \(latitude, longitude\)"):
            geocoder.reverse(query)
