"""Which of the places of one name is meant."""

import pytest

from dashboard.geocoding.candidates import candidates
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import Context, contains, rank
from dashboard.records.place import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def best(gazetteer: Gazetteer, name: str, context: Context | None = None) -> Place:
    scored = rank(gazetteer, candidates(gazetteer, name), context or Context())
    return gazetteer.place(scored[0][1].key)


def test_without_context_the_best_known_place_is_meant(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "London").country == "GB"
    assert best(gazetteer, "Georgia").feature_code == "PCLI"
    assert best(gazetteer, "Aleppo").feature_code == "PPL"


@pytest.mark.parametrize("name", ["Donetsk", "Luhansk", "Kherson", "Mykolaiv", "Basra", "Daraa", "Odessa"])
def test_a_bare_name_means_the_town_that_its_province_is_called_after(
    gazetteer: Gazetteer, name: str
) -> None:
    assert best(gazetteer, name).feature_code == "PPL"


@pytest.mark.parametrize(
    ("name", "code"), [("Nineveh", "ADM1"), ("Punjab", "ADM1"), ("Quebec", "ADM1"), ("Mexico", "PCLI")]
)
def test_a_division_that_has_another_seat_keeps_its_name(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert best(gazetteer, name).feature_code == code


def test_the_countries_that_an_article_speaks_of_count(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Tripoli", Context(countries={"LB": 1.0})).country == "LB"
    assert best(gazetteer, "Donetsk", Context(countries={"UA": 1.0})).country == "UA"


def test_places_near_by_count(gazetteer: Gazetteer) -> None:
    ontario = best(gazetteer, "Toronto")
    near = Context(countries={"CA": 1.0}, places=[(ontario.key, ontario.latitude, ontario.longitude, 1.0)])
    assert best(gazetteer, "London", near).country in ("CA", "GB")
    assert best(gazetteer, "Hamilton", near).country == "CA"


def test_holding(gazetteer: Gazetteer) -> None:
    def key(name: str, country: str, *codes: str) -> int:
        found = gazetteer.lookup(name)
        return next(p.key for p in found if p.country == country and p.feature_code.startswith(codes))

    metolkine = key("Metolkine", "UA", "PPL")
    assert contains(gazetteer, key("Ukraine", "UA", "PCLI"), metolkine)
    assert contains(gazetteer, key("Luhansk", "UA", "ADM1"), metolkine)
    assert contains(gazetteer, key("Donbas", "UA", "RGN"), metolkine)
    assert not contains(gazetteer, key("Russia", "RU", "PCLI"), metolkine)
    assert not contains(gazetteer, key("Kherson Oblast", "UA", "ADM1"), metolkine)
