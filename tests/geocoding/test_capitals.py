"""The capital of a country or of a first-level division."""

import pytest

from dashboard.geocoding.capitals import capital_of, capital_of_country
from dashboard.geocoding.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("code", "name"), [("IQ", "Baghdad"), ("FR", "Paris"), ("US", "Washington"), ("ZZ", None)]
)
def test_a_country_has_a_capital(code: str, name: str | None) -> None:
    place = capital_of_country(Gazetteer.open(), code)
    assert (place and place.name) == name


@pytest.mark.parametrize(
    ("area", "name"),
    [("Dagestan", "Makhachkala"), ("Kabardino-Balkaria", "Nalchik"), ("Afghanistan", "Kabul")],
)
def test_an_area_has_a_capital(area: str, name: str) -> None:
    gazetteer = Gazetteer.open()
    place = capital_of(gazetteer, gazetteer.lookup(area)[0])
    assert place is not None
    assert place.name == name


def test_a_town_has_none() -> None:
    gazetteer = Gazetteer.open()
    assert capital_of(gazetteer, gazetteer.lookup("Mosul")[0]) is None
