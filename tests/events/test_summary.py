"""The summary: one neutral sentence from the fields."""

from datetime import date

import pytest

from dashboard.events.summary import summarise
from dashboard.records.claim import Claim
from dashboard.records.codes import (
    ActorKind,
    DateBasis,
    GeoPrecision,
    Likelihood,
    Role,
    Stance,
    Status,
    TimePrecision,
)
from dashboard.records.event import Count, Participant
from dashboard.records.ontology import sub_types
from dashboard.records.place import Where
from dashboard.records.when import When

FORCES = Participant("Russian forces", "Russian soldiers", Role.ACTOR1, ActorKind.STATE_FORCES, "RU")
VILLAGE = Where("Metolkine", "Metyolkine", 48.93, 38.56, GeoPrecision.TOWN, country="UA", admin1="Luhansk")
WEEKEND = When(date(2022, 6, 18), date(2022, 6, 19), TimePrecision.FEW_DAYS, DateBasis.RELATIVE)
MINISTRY = Claim("Russian Ministry of Defence", Stance.CLAIMED, Likelihood.CERTAIN)


def test_the_sentence_names_side_place_days_and_source() -> None:
    assert (
        summarise(
            "territory_gained",
            actors=(FORCES,),
            where=VILLAGE,
            when=WEEKEND,
            fatalities=None,
            claims=(MINISTRY,),
            status=Status.OCCURRED,
        )
        == "Russian forces took Metolkine (Luhansk, Ukraine), 18–19 June 2022, "
        "Russian Ministry of Defence says."
    )


@pytest.mark.parametrize("sub_type", sorted(sub_types()))
@pytest.mark.parametrize("actors", [(), (FORCES,)])
def test_every_sub_type_has_a_sentence(sub_type: str, actors: tuple[Participant, ...]) -> None:
    sentence = summarise(
        sub_type,
        actors=actors,
        where=None,
        when=None,
        fatalities=Count(3, 3, 3),
        claims=(),
        status=Status.PLANNED,
    )
    assert sentence[0].isupper()
    assert sentence.endswith("3 killed.")
    assert "plan" in sentence
    assert "{" not in sentence
    assert bool(actors) == ("Russian forces" in sentence)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(None, date(2022, 6, 20), TimePrecision.UNKNOWN, DateBasis.PUBLICATION), "up to 20 June 2022"),
        (When(date(2022, 3, 1), date(2022, 3, 31), TimePrecision.MONTH, DateBasis.STATED), "in March 2022"),
        (When(date(2011, 1, 1), date(2011, 12, 31), TimePrecision.YEAR, DateBasis.STATED), "in 2011"),
        (When(date(2022, 5, 30), date(2022, 6, 2), TimePrecision.FEW_DAYS, DateBasis.STATED),
         "30 May – 2 June 2022"),
    ],
)  # fmt: skip
def test_days_in_words(when: When, words: str) -> None:
    sentence = summarise(
        "shelling", actors=(), where=None, when=when, fatalities=None, claims=(), status=Status.OCCURRED
    )
    assert words in sentence
