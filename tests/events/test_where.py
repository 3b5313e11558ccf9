"""Where an event happened, and how exactly."""

from datetime import date

import pytest

from dashboard.events.located import offset_point
from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import GeoPrecision
from dashboard.records.place import Where
from tests.events.conftest import Read


def place(events_of: Read, text: str) -> Where:
    (event,) = events_of(text)
    assert event.where is not None
    return event.where


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Shells hit a school in Kharkiv on Monday.", "Kharkiv", GeoPrecision.TOWN),
        ("Shells hit a school near Kharkiv on Monday.", "Kharkiv", GeoPrecision.NEAR),
        ("Shells hit a school on the outskirts of Mosul on Monday.", "Mosul", GeoPrecision.NEAR),
        ("Troops shelled positions to the north of Kharkiv on Monday.", "Kharkiv", GeoPrecision.NEAR),
        ("A bomb exploded in Goma, a city in eastern Congo, on Monday.", "Goma", GeoPrecision.TOWN),
        ("Fierce fighting raged in Ukraine on Monday.", "Ukraine", GeoPrecision.COUNTRY),
        ("Fierce fighting raged in the Donbas on Monday.", "Donbas", GeoPrecision.PROVINCE),
        ("Fierce fighting raged in southern Lebanon on Monday.", "Lebanon", GeoPrecision.PROVINCE),
    ],
)  # fmt: skip
def test_the_words_give_place_and_precision(
    text: str, name: str, precision: GeoPrecision, events_of: Read
) -> None:
    where = place(events_of, text)
    assert (where.name, where.geo_precision) == (name, precision)


def test_a_stated_distance_moves_the_point(events_of: Read) -> None:
    town = place(events_of, "Shells hit a school in Kharkiv on Monday.")
    away = place(events_of, "Shells hit a school 20 km north of Kharkiv on Monday.")
    assert away.geo_precision is GeoPrecision.NEAR
    assert away.latitude > town.latitude
    moved = distance_km(town.latitude, town.longitude, away.latitude, away.longitude)
    assert moved == pytest.approx(20, abs=0.5)
    assert away.radius_km == pytest.approx(5)


@pytest.mark.parametrize("bearing", [0, 90, 180, 270])
def test_offsets_keep_their_length(bearing: float) -> None:
    latitude, longitude = offset_point(60.0, 179.9, 50.0, bearing)
    assert distance_km(60.0, 179.9, latitude, longitude) == pytest.approx(50, rel=0.01)
    assert -180 <= longitude <= 180


def test_neither_dateline_nor_speaker_is_the_place(events_of: Read) -> None:
    text = "MOSCOW, June 21 (Wire) - Shells hit a school in Kharkiv on Monday, an official in London said."
    assert place(events_of, text).name == "Kharkiv"


def test_the_town_points_back(events_of: Read) -> None:
    events = events_of(
        "Rebels captured Mosul on Monday. The governor sat in Damascus. Shells hit the town on Tuesday."
    )
    assert [e.where.name for e in events if e.where] == ["Mosul", "Mosul"]


def test_an_act_of_speech_has_no_place_of_its_own(events_of: Read) -> None:
    (event,) = events_of("The French foreign minister condemned the invasion plans of Russia on Monday.")
    assert event.where is None
    assert event.where_reason


def test_history_takes_no_place_from_the_news(events_of: Read) -> None:
    events = events_of(
        "Shells hit a school in Kharkiv on Monday. In March 2003, Philippine rebels killed nine soldiers.",
        published=date(2022, 6, 22),
    )
    old = [e for e in events if e.background]
    assert old
    assert all(e.where is None or e.where.name != "Kharkiv" for e in old)


def test_a_court_sits_where_the_news_was_filed(events_of: Read) -> None:
    text = "TBILISI, Georgia — A Georgian court ruled on Monday that eight rebels must leave."
    assert place(events_of, text).name == "Tbilisi"


def test_police_make_arrests_in_their_country(events_of: Read) -> None:
    events = events_of("Georgia arrests rebels. Georgian police arrested eight rebels on Monday.")
    (arrest,) = [e for e in events if e.sub_type == "arrest"]
    assert arrest.where is not None
    assert (arrest.where.country, arrest.where.geo_precision) == ("GE", GeoPrecision.COUNTRY)


def test_what_is_said_on_a_visit_is_said_there(events_of: Read) -> None:
    events = events_of(
        "The British prime minister, Boris Johnson, visited Kyiv on Monday. Johnson promised weapons."
    )
    assert {e.sub_type: e.where and e.where.name for e in events} == {"visit": "Kyiv", "pledge": "Kyiv"}


def test_the_region_points_back_to_an_area(events_of: Read) -> None:
    events = events_of(
        "Rebels hold much of Tigray. The minister flew to Mekelle and back. "
        "Fierce fighting broke out in the troubled region on Monday."
    )
    (clash,) = [e for e in events if e.sub_type == "armed_clash"]
    assert clash.where is not None
    assert clash.where.name == "Tigray"


def test_a_village_that_the_gazetteer_lacks_is_no_other_place(events_of: Read) -> None:
    events = events_of(
        "Rebels captured Mosul on Monday. Rockets hit the village of Kelorabad, killing six, on Tuesday."
    )
    (attack,) = [e for e in events if e.event_type == "remote_violence"]
    assert attack.where is None
    assert attack.where_reason == "Kelorabad is not in the gazetteer"


def test_they_go_on_where_they_were(events_of: Read) -> None:
    events = events_of(
        "Police found a cache of rifles on Monday in a shed in Dundalk. They arrested two men."
    )
    (arrest,) = [e for e in events if e.sub_type == "arrest"]
    assert arrest.where is not None
    assert arrest.where.name == "Dundalk"


def test_a_foreign_act_did_not_happen_where_the_news_was_filed(events_of: Read) -> None:
    events = events_of("ANKARA, Turkey (AP) - The Russian army deployed tanks on Monday.")
    assert [e.where for e in events] == [None]


def test_a_site_unknown_by_name_is_in_the_town_it_is_called_by(events_of: Read) -> None:
    events = events_of(
        "Police in Kirkuk said on Monday that gunmen fled. Gunmen opened fire on a patrol at Kirkuk Lodge."
    )
    (clash,) = [e for e in events if e.event_type in ("battle", "violence_against_civilians")]
    assert clash.where is not None
    assert clash.where.name == "Kirkuk"


def test_a_part_of_a_town_is_not_its_namesake_elsewhere(events_of: Read) -> None:
    assert place(events_of, "Iraqi forces captured Mosul's Old City on Monday.").name == "Mosul"


def test_a_town_that_borders_an_area_is_not_in_it(events_of: Read) -> None:
    events = events_of("Police seized a car bomb on Monday in a town bordering Northern Ireland.")
    assert events
    assert all(e.where is None for e in events)


def test_the_name_of_another_event_gives_no_place(events_of: Read) -> None:
    events = events_of("Eric Field was charged on Monday in the Birmingham bombing.")
    (charge,) = [e for e in events if e.sub_type == "legal_action"]
    assert charge.where is None or charge.where.name != "Birmingham"


def test_a_visit_may_be_to_a_continent(events_of: Read) -> None:
    where = place(events_of, "The Russian envoy left for Europe on Monday.")
    assert where.geo_precision is GeoPrecision.MULTI_COUNTRY


def test_a_ministry_speaks_in_the_capital_the_news_was_filed_from(events_of: Read) -> None:
    events = events_of(
        "ANKARA, Turkey (Wire) - Turkish Foreign Ministry spokesman Hakan Demir accused Greece of piracy "
        "on Monday. Demir urged Athens to give way."
    )
    assert events
    assert {e.where and e.where.name for e in events} == {"Ankara"}


def test_a_province_by_its_noun(events_of: Read) -> None:
    where = place(events_of, "Shells hit a school in Kosovo province on Monday.")
    assert (where.name, where.geo_precision) == ("Kosovo", GeoPrecision.PROVINCE)


def test_a_part_of_a_country_lies_to_its_side(events_of: Read) -> None:
    north = place(events_of, "Rockets landed in northern Israel on Monday.")
    south = place(events_of, "Rockets landed in southern Israel on Monday.")
    assert north.latitude > south.latitude


def test_what_is_condemned_is_elsewhere(events_of: Read) -> None:
    events = events_of("The UN Security Council condemned the attack in Mogadishu on Monday.")
    (condemnation,) = [e for e in events if e.event_type == "diplomacy"]
    assert condemnation.where is None


def test_a_later_sentence_tells_where_it_happened(events_of: Read) -> None:
    text = "Gunmen killed four police officers in Helmand on Monday. It happened in Lashkar Gah."
    assert place(events_of, text).name == "Lashkar Gah"


def test_what_happened_elsewhere_is_another_matter(events_of: Read) -> None:
    text = "Gunmen killed four police officers in Kandahar on Monday. The incident was like one in Mosul."
    assert place(events_of, text).name == "Kandahar"
