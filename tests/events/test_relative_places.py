"""Places told by distance, direction, side and border."""

import pytest

from dashboard.geocoding.borders import border_of
from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import GeoPrecision
from dashboard.records.place import Where
from tests.events.conftest import Read


def place(events_of: Read, text: str) -> Where:
    (event,) = events_of(text)
    assert event.where is not None
    return event.where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen abducted six students between Kano and Kaduna on Monday.", "between Kano and Kaduna"),
        ("A bomb hit a convoy halfway between Kano and Kaduna on Monday.", "between Kano and Kaduna"),
        ("A roadside bomb killed three soldiers on the road between Baghdad and Kirkuk on Monday.",
         "between Baghdad and Kirkuk"),
    ],
)  # fmt: skip
def test_between_two_towns_is_one_point(text: str, name: str, events_of: Read) -> None:
    where = place(events_of, text)
    assert (where.name, where.geo_precision) == (name, GeoPrecision.NEAR)
    assert where.radius_km is not None


def test_a_distance_without_a_direction_is_a_radius(events_of: Read) -> None:
    where = place(events_of, "Fighters attacked a village some 60 kilometres from Maiduguri on Monday.")
    assert (where.name, where.geo_precision, where.radius_km) == ("Maiduguri", GeoPrecision.NEAR, 60)


def test_a_distance_in_two_units(events_of: Read) -> None:
    town = place(events_of, "Militants ambushed an army patrol near Timbuktu on Monday.")
    away = place(
        events_of,
        "Militants ambushed an army patrol 30 kilometers (19 miles) northeast of Timbuktu on Monday.",
    )
    moved = distance_km(town.latitude, town.longitude, away.latitude, away.longitude)
    assert moved == pytest.approx(30, abs=0.5)
    assert away.latitude > town.latitude
    assert away.longitude > town.longitude


def test_a_part_of_a_country_lies_on_its_side(events_of: Read) -> None:
    whole = place(events_of, "Militants attacked a camp in Mali on Monday, killing four soldiers.")
    north = place(
        events_of, "Militants attacked a camp in the north of Mali on Monday, killing four soldiers."
    )
    assert (whole.geo_precision, north.geo_precision) == (GeoPrecision.COUNTRY, GeoPrecision.PROVINCE)
    assert north.latitude > whole.latitude + 1


@pytest.mark.parametrize(
    ("text", "lands"),
    [
        ("Gunmen killed five soldiers near the Chad-Niger border on Monday.", ("TD", "NE")),
        ("Gunmen killed five soldiers on the border between Chad and Niger on Monday.", ("TD", "NE")),
        ("Troops clashed with rebels near the Syrian-Turkish border on Monday.", ("SY", "TR")),
        ("Troops clashed with rebels near Turkey's border with Syria on Monday.", ("SY", "TR")),
    ],
)
def test_a_border_reaches_along_two_countries(text: str, lands: tuple[str, str], events_of: Read) -> None:
    where, border = place(events_of, text), border_of(*lands)
    assert border is not None
    assert where.geo_precision is GeoPrecision.MULTI_COUNTRY
    assert where.country is None
    assert (where.latitude, where.radius_km) == (pytest.approx(border.latitude, abs=0.01), border.radius_km)


def test_a_border_with_a_neighbour_is_that_of_the_country_told_of(events_of: Read) -> None:
    events = events_of(
        "Soldiers shelled villages in Russia and fled to Moscow on Sunday.\n\n"
        "Troops clashed with rebels near the border with Georgia on Monday."
    )
    assert events[-1].where is not None
    assert "Russia" in events[-1].where.name


def test_what_lies_in_a_country_by_a_border_is_in_the_country(events_of: Read) -> None:
    text = "Gunmen killed five soldiers in Burkina Faso, near the border with Niger, on Monday."
    assert place(events_of, text).country == "BF"


def test_countries_that_do_not_touch_have_no_border() -> None:
    assert border_of("FR", "JP") is None
    assert border_of("FR", "FR") is None
