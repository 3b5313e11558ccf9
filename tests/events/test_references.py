"""Groups, attackers, ministries, sides and pronouns carry actors and places from sentence to sentence."""

import pytest

from dashboard.records.codes import Role
from dashboard.records.event import Event
from tests.events.conftest import Read


def who(event: Event, role: Role = Role.ACTOR1) -> set[str]:
    return {actor.name for actor in event.actors if actor.role is role}


def place(event: Event) -> str | None:
    return event.where.name if event.where else None


@pytest.mark.parametrize(
    ("text", "sub_type", "names", "where"),
    [
        ("Islamic State fighters seized the town of Palmyra on Monday. "
         "The group shelled the town of Qaryatain on Tuesday.",
         "shelling", {"Islamic State"}, "Al Qaryatayn"),
        ("Islamic State attacked the town of Kobani on Monday. The group shelled the town for hours.",
         "shelling", {"Islamic State"}, "Kobani"),
        ("The Taliban attacked a checkpoint in Kunduz on Monday. The militants killed eight policemen.",
         "armed_clash", {"Taliban"}, "Kunduz"),
        ("The Taliban attacked a checkpoint in Kunduz on Monday. The insurgents then shelled the town.",
         "shelling", {"Taliban"}, "Kunduz"),
        ("Gunmen attacked a church in Owo on Sunday. The attackers killed 40 people.",
         "attack", {"gunmen"}, "Owo"),
        ("Police arrested two men in Brussels on Monday. They stormed a house in Molenbeek.",
         "armed_clash", {"police"}, "Brussels"),
        ("Soldiers raided a house in Nablus on Monday. They arrested two men.",
         "arrest", {"soldiers"}, "Nablus"),
        ("Ukrainian troops entered the village of Metolkine on Sunday. "
         "Fighters in the village surrendered on Monday.", "surrender", {"fighters"}, "Metolkine"),
        ("Russia's Defence Ministry accused Ukraine of shelling Belgorod on Monday. "
         "The ministry threatened to retaliate.", "threat", {"Russian Ministry of Defence"}, None),
        ("French President Emmanuel Macron visited Kyiv on Thursday. "
         "The president pledged weapons to Ukraine.", "pledge", {"Emmanuel Macron"}, "Kyiv"),
        ("The president of Sudan visited Cairo on Monday. He met the Egyptian president on Tuesday.",
         "meeting", {"Sudanese president"}, "Cairo"),
        ("Hamas fired rockets at Ashkelon on Monday. It said it had also abducted a soldier on Tuesday.",
         "abduction", {"Hamas"}, "Ashkelon"),
        ("The Syrian army and Hezbollah attacked rebels in Daraa on Monday. They captured two villages.",
         "territory_gained", {"Syrian forces", "Hezbollah"}, "Daraa"),
        ("The ministry said on Monday that rebels attacked a base near Gao. They killed five soldiers.",
         "armed_clash", {"rebels"}, "Gao"),
    ],
)  # fmt: skip
def test_words_for_what_was_named_before(
    text: str, sub_type: str, names: set[str], where: str | None, events_of: Read
) -> None:
    event = next(event for event in reversed(events_of(text)) if event.sub_type == sub_type)
    assert (who(event), place(event)) == (names, where)


def test_the_dead_of_the_attackers_belong_to_the_raid(events_of: Read) -> None:
    (event,) = events_of(
        "Gunmen raided the village of Ogossagou in Mali on Saturday. "
        "The attackers burned houses and left 134 dead."
    )
    assert event.fatalities is not None
    assert event.fatalities.best == 134
    assert who(event) == {"gunmen"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # two groups, or a nameless other side: nobody knows which
        ("Al-Shabaab clashed with Islamic State fighters in Puntland on Monday. "
         "The militants shelled Bosaso on Tuesday.", {"militants"}),
        ("Islamic State attacked rebels near Aleppo on Monday. The rebels shelled the town of Azaz.",
         {"rebels"}),
        # one bomber is not several attackers
        ("A suicide bomber killed five soldiers in Kabul on Monday. "
         "The attackers shelled Jalalabad on Tuesday.", {"attackers"}),
        # an explosive is no actor
        ("Tbilisi denied that the blast in Sukhumi on Monday was its work. It went off at noon.", set()),
    ],
)  # fmt: skip
def test_nothing_is_carried_where_it_is_not_plain(text: str, names: set[str], events_of: Read) -> None:
    told = [event for event in events_of(text) if event.event_type != "diplomacy"]
    assert (who(told[-1]) if told else set()) == names


@pytest.mark.parametrize(
    ("text", "sub_type", "sides"),
    [
        ("About 200 Ukrainian soldiers surrendered to Russian forces in Mariupol on Monday.",
         "surrender", {"Ukrainian forces", "Russian forces"}),
        ("Rebels surrendered to the army in Goma on Monday.", "surrender", {"rebels", "army"}),
        ("The army and the rebels agreed a ceasefire in Aden on Monday.", "ceasefire", {"army", "rebels"}),
        ("The Yemeni government agreed a ceasefire with the Houthis on Monday.",
         "ceasefire", {"Yemeni government", "Houthis"}),
        ("Azerbaijan shelled Armenian positions near Stepanakert on Sunday. "
         "The two sides agreed a ceasefire on Monday.", "ceasefire", {"Azerbaijan", "Armenian forces"}),
        ("Fighting broke out between the army and rebels near Goma on Sunday. "
         "Both sides agreed a truce on Monday.", "ceasefire", {"army", "rebels"}),
        ("The army fought the M23 rebels near Goma on Sunday. Both sides agreed a truce on Monday.",
         "ceasefire", {"army", "M23"}),
        ("Ukrainian troops clashed with Russian forces near Izyum on Sunday. "
         "Both sides shelled each other on Monday.", "shelling", {"Ukrainian forces", "Russian forces"}),
        ("Israel and Hamas agreed a ceasefire on Friday. The truce took effect on Saturday.",
         "ceasefire", {"Israel", "Hamas"}),
    ],
)  # fmt: skip
def test_both_sides(text: str, sub_type: str, sides: set[str], events_of: Read) -> None:
    event = next(event for event in reversed(events_of(text)) if event.sub_type == sub_type)
    assert {actor.name for actor in event.actors} == sides


def test_who_condemns_a_coup_does_not_stage_it(events_of: Read) -> None:
    events = events_of("France's foreign ministry condemned the coup in Mali on Monday.")
    coup = next(event for event in events if event.sub_type == "mutiny")
    assert not coup.actors
