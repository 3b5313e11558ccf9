"""What an attack was is decided by who attacked whom."""

import pytest

from dashboard.records.codes import Status
from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Gunmen opened fire on worshippers in Kabul on Monday.", "attack"),
        ("Police opened fire on protesters in Lagos on Monday and killed two.", "excessive_force"),
        ("Rebels ambushed soldiers near Goma on Monday.", "armed_clash"),
        ("Police arrested nine suspects in Lagos on Monday.", "arrest"),
        ("Police detained forty protesters in Lagos on Monday.", "protest_with_intervention"),
        ("Protesters clashed with police in Lagos on Monday.", "violent_demonstration"),
        ("Security forces suppressed a peaceful march in Kinshasa on Monday.", "protest_with_intervention"),
        ("Police used batons to break up a march in Harare on Monday.", "protest_with_intervention"),
        ("Teachers held a peaceful march in Kinshasa on Monday.", "peaceful_protest"),
        ("Soldiers shot dead four demonstrators in Khartoum on Monday.", "excessive_force"),
        ("Police beat marchers with clubs in Beirut on Monday.", "excessive_force"),
        ("Rebels carried out four drone attacks on an army post near Goma on Monday.", "drone_strike"),
        ("Rebels launched a chemical attack on a suburb of Aleppo on Monday.", "chemical_attack"),
        ("Police were seen clashing with anti-government protesters in Lagos.", "violent_demonstration"),
        ("The rally in Lyon turned violent on Monday.", "violent_demonstration"),
        (
            "She recalled protests in Tbilisi that were crushed by police in 2007.",
            "protest_with_intervention",
        ),
        ("Three people were killed in a knife attack at a shop in Kunming on Monday.", "attack"),
        ("Soldiers cleared 300 landmines near Taiz on Monday.", "disrupted_attack"),
    ],
)
def test_actors_decide(text: str, sub_type: str, events_of: Read) -> None:
    assert [e.sub_type for e in events_of(text)] == [sub_type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukrainian troops recaptured the city of Kherson on Monday.", "Government regains territory"),
        ("Russian troops captured the city of Kherson on Monday.", "Non-state actor overtakes territory"),
        ("Warplanes bombed a depot in Idlib on Monday.", "Air/drone strike"),
        ("Kurdish fighters captured the town of Manbij on Monday.", "Non-state actor overtakes territory"),
        ("Russian troops lost control of the city of Kherson on Monday.", "Government regains territory"),
        ("Rebels lost the town of Bunia on Monday.", "Government regains territory"),
        ("Government forces lost the town of Bunia on Monday.", "Non-state actor overtakes territory"),
        ("The army took the town of Bunia without a fight on Monday.", "Non-violent transfer of territory"),
        (
            "Rebels took control of the town of Bunia on Monday after the army had withdrawn.",
            "Non-violent transfer of territory",
        ),
        ("The rebels withdrew from the town of Bunia on Monday.", "Non-violent transfer of territory"),
        ("Russia withdrew its troops from Syria on Monday.", "Change to group/activity"),
        ("The army deployed troops in Goma on Monday.", "Change to group/activity"),
        ("Forty fighters laid down their arms in Gao on Monday.", "Change to group/activity"),
        ("Engineers defused a car bomb in Mosul on Monday.", "Disrupted weapons use"),
        ("Air defences shot down two missiles over Damascus on Monday.", "Disrupted weapons use"),
        ("Police found a cache of rifles in Mosul on Monday.", "Disrupted weapons use"),
        ("Masked men hurled a hand grenade into a bar in Bujumbura on Monday.", "Grenade"),
        ("Grenades were thrown at a checkpoint in Quetta on Monday.", "Grenade"),
        (
            "Rebels fired rocket-propelled grenades at a post near Goma on Monday.",
            "Shelling/artillery/missile attack",
        ),
        ("A car bomb exploded in Kabul on Monday.", "Remote explosive/landmine/IED"),
    ],
)
def test_acled_names(text: str, name: str, events_of: Read) -> None:
    (event,) = events_of(text)
    assert event.acled_sub_event_type == name


def test_diplomacy_has_no_acled_name(events_of: Read) -> None:
    (event,) = events_of("The French president condemned the plan of Russia on Monday.")
    assert event.acled_sub_event_type is None


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("The Foreign Ministry said on Tuesday its troops would join the force in Mali.", "pledge"),
        ("The Kenyan foreign minister said in Oslo on Monday that the war would be long.", "statement"),
    ],
)
def test_what_the_own_side_will_do_is_a_pledge(text: str, sub_type: str, events_of: Read) -> None:
    assert {e.sub_type for e in events_of(text)} <= {sub_type}
    assert events_of(text) or sub_type == "statement"


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        (
            "Kenya's defence minister said on Monday that Somalia was arming rebels.",
            "accusation",
        ),
        (
            "Kenya's defence minister said on Monday that Somalia was not arming rebels.",
            "statement",
        ),
        (
            "Kenya's defence minister said on Monday that Kenya had attacked rebels.",
            "statement",
        ),
    ],
)
def test_who_says_that_another_country_did_harm_accuses(text: str, sub_type: str, events_of: Read) -> None:
    assert [e.sub_type for e in events_of(text)] == [sub_type]


def test_an_expulsion_needs_no_one_named_who_expels(events_of: Read) -> None:
    text = "Sinn Fein was expelled from the talks in Belfast on Monday."
    assert [e.sub_type for e in events_of(text)] == ["expulsion"]


def test_what_is_under_way_goes_on(events_of: Read) -> None:
    assert status(events_of, "A Kenyan delegation was en route to Kampala on Monday.") == {Status.ONGOING}
    assert status(events_of, "Iran is threatening to expel the Iraqi ambassador.") == {Status.OCCURRED}
    assert status(events_of, "Students marched in Lagos on Monday to protest a law.") == {Status.OCCURRED}


def status(events_of: Read, text: str) -> set[Status]:
    return {event.status for event in events_of(text)}
