"""Two sides that disagree are two claims on one event; hearsay keeps who said it and who passes it on."""

import pytest

from dashboard.records.claim import Claim
from dashboard.records.codes import Certainty, Stance
from dashboard.records.event import Count, Event, Toll
from dashboard.records.incident import certainty_of
from tests.events.conftest import Read


def violent(events: tuple[Event, ...]) -> Event:
    (event,) = (e for e in events if e.event_type != "diplomacy" and e.sub_type != "other")
    return event


def said(event: Event) -> dict[str | None, Stance]:
    return {claim.source: claim.stance for claim in event.claims}


def test_two_sides_that_count_differently_are_two_claims_and_a_range(events_of: Read) -> None:
    event = violent(
        events_of(
            "A missile hit a school in Kramatorsk on Tuesday. Kyiv said five people were killed; Moscow said "
            "none."
        )
    )
    assert set(said(event)) == {"Kyiv", "Moscow"}
    assert event.fatalities == Count(0, None, 5)
    assert event.tolls == (
        Toll("five people", False, Count(5, 5, 5), "Kyiv"),
        Toll("none", False, Count(0, 0, 0), "Moscow"),
    )


def test_a_second_source_with_a_number_of_its_own_makes_a_range(events_of: Read) -> None:
    event = violent(
        events_of(
            "An air strike hit a hospital in Idlib on Monday. Activists said 12 people were killed; the "
            "government said three."
        )
    )
    assert event.fatalities == Count(3, None, 12)
    assert [(toll.source, toll.count.best) for toll in event.tolls] == [("Activists", 12), ("government", 3)]


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        (
            "Ukraine said Russian jets bombed a hospital in Kharkiv on Monday. Russia denied bombing the "
            "hospital.",
            "Russia",
        ),
        (
            "Russian forces shelled Lysychansk on Monday, Ukrainian officials said. The Russian defence "
            "ministry denied the attack.",
            "Russian defence ministry",
        ),
        (
            "Gunmen attacked a police post near Kano on Sunday and killed four officers. Boko Haram denied "
            "carrying out the attack.",
            "Boko Haram",
        ),
        (
            "The rebels claimed responsibility for the bombing of a market in Maiduguri on Saturday, but the "
            "army denied that they carried out the attack.",
            "army",
        ),
        (
            "The Houthis said an air strike hit a wedding in Saada on Monday. The Saudi-led coalition denied "
            "it carried out the strike.",
            "Saudi-led coalition",
        ),
        (
            "The army said it had retaken the town of Bama on Friday. The insurgents rejected the claim.",
            "insurgents",
        ),
    ],
)
def test_a_denial_is_a_claim_on_what_it_denies(events_of: Read, text: str, denier: str) -> None:
    events = events_of(text)
    event = violent(events)
    assert said(event)[denier] is Stance.DENIED
    assert event.claims[0].stance is not Stance.DENIED, "who tells it comes before who denies it"
    assert certainty_of(event.claims) is Certainty.DISPUTED
    assert all(other.sub_type != "statement" for other in events), "the denial is no event of its own"


def test_what_nobody_told_before_may_be_denied_as_well(events_of: Read) -> None:
    (event,) = events_of("Hamas denied firing rockets at Ashkelon on Tuesday.")
    assert event.status == "denied"
    assert said(event) == {"Hamas": Stance.DENIED}


def test_a_reporters_fact_that_somebody_denies_says_both(events_of: Read) -> None:
    (event,) = events_of(
        "Gunmen attacked a police post near Kano on Sunday. Boko Haram denied carrying out the attack."
    )
    assert event.claims[0].is_reporters_own
    assert event.summary.endswith(", which Boko Haram denies.")


def test_the_summary_names_both_sides(events_of: Read) -> None:
    (event,) = events_of(
        "Russian forces shelled Lysychansk on Monday, Ukrainian officials said. The Russian defence ministry "
        "denied the attack."
    )
    assert event.summary.endswith("Ukrainian officials say and the Russian defence ministry denies.")


@pytest.mark.parametrize(
    "denial",
    [
        "The minister denied that fuel was scarce.",
        "The minister denied it was raining.",
        "The minister denied reports that he had resigned.",
        "The minister was denied entry to the hall.",
    ],
)
def test_a_denial_of_something_else_stays_away(events_of: Read, denial: str) -> None:
    events = events_of(f"Gunmen attacked a police post near Kano on Sunday. {denial}")
    assert violent(events).claims == ()


HEARSAY = [
    ("TASS, citing the ministry of defence, reported that {}.", "ministry of defence", "TASS"),
    ("TASS reported that {}, citing the ministry of defence.", "ministry of defence", "TASS"),
    ("Citing local officials, the Anadolu agency said that {}.", "local officials", "Anadolu agency"),
    ("Interfax reported, citing the police, that {}.", "police", "Interfax"),
    ("A doctor told Reuters that {}.", "doctor", "Reuters"),
    ("The TASS news agency quoted a medical official as saying {}.", "medical official", "TASS"),
    ("The governor was quoted by TASS as saying that {}.", "governor", "TASS"),
    ("{}, according to a witness quoted by Reuters.", "witness", "Reuters"),
    ("{}, the TASS news agency quoted a medical official as saying.", "medical official", "TASS"),
    ("{}, the governor was quoted as saying by Reuters.", "governor", "Reuters"),
    ("{}, Interfax reported, citing police.", "police", "Interfax"),
]


@pytest.mark.parametrize(("frame", "source", "via"), HEARSAY)
def test_hearsay_keeps_the_original_and_the_outermost_source(
    events_of: Read, frame: str, source: str, via: str
) -> None:
    told = "rebels shelled the market in Taiz on Friday"
    text = frame.format(told)
    event = violent(events_of(text[0].upper() + text[1:]))
    assert [(claim.source, claim.via) for claim in event.claims] == [(source, via)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said it left Gao after rebels attacked a post on Monday, citing safety concerns.",
        "The army told reporters that rebels attacked a post near Gao on Monday.",
        "The army said that rebels attacked a post near Gao on Monday.",
    ],
)
def test_who_cites_nobody_speaks_for_itself(events_of: Read, text: str) -> None:
    claims: tuple[Claim, ...] = violent(events_of(text)).claims
    assert [claim.via for claim in claims] == [None]


def test_attribution_runs_on_over_sentences(events_of: Read) -> None:
    first, second = events_of(
        "The ministry said that its troops took the village of Toshkivka on Sunday. It added that Ukrainian "
        "soldiers surrendered in Metolkine."
    )
    assert [claim.source for claim in (*first.claims, *second.claims)] == ["ministry", "ministry"]


def test_sides_are_added_up_and_each_is_kept(events_of: Read) -> None:
    (event,) = events_of(
        "Gunmen attacked an army post near Gao on Monday, killing five soldiers and 12 rebels."
    )
    assert event.fatalities == Count(17, 17, 17)
    assert [(toll.text, toll.count.best) for toll in event.tolls] == [("five soldiers", 5), ("12 rebels", 12)]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("killing at least 20 people", Count(20, 20, None)),
        ("killing between 30 and 40 people", Count(30, None, 40)),
        ("killing dozens of people", Count(24, None, 99)),
        ("killing a 43-year-old man", Count(1, 1, 1)),
        ("but there were no casualties", Count(0, 0, 0)),
        ("burning a depot worth 3 million dollars in a town of 70,000 people", None),
        ("for the third day, when 41-year-old sirens wailed for 12 minutes", None),
    ],
)
def test_numbers_are_people_and_ranges(events_of: Read, told: str, count: Count | None) -> None:
    event = violent(events_of(f"Russian forces shelled the city of Lysychansk on Monday, {told}."))
    if count is not None and count.low == 20:
        assert event.fatalities is not None
        assert (event.fatalities.low, event.fatalities.high) == (20, None)
    else:
        assert event.fatalities == count
