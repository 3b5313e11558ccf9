"""Merging across articles: what is one event, what stays two, and what the incident says then."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.events.incidents import merge_incidents
from dashboard.records.article import Article
from dashboard.records.claim import Claim
from dashboard.records.codes import ActorKind, Certainty, GeoPrecision, Likelihood, Role, Stance, Status
from dashboard.records.correction import Correction, Verdict
from dashboard.records.event import Count, Event, Toll
from dashboard.records.incident import Incident
from tests.builders import make_actor, make_article, make_event, make_when, make_where, sample_incidents

NORTH = make_actor("Northern Army", country="UA")
SOUTH = make_actor("Southern Front", Role.ACTOR2, kind=ActorKind.REBEL_GROUP, country="RU")
NUMBER = itertools.count()


def told(
    publisher: str | None = "Northern Courier", text: str | None = None, **changes: Any
) -> tuple[Article, Event]:
    """An article of its own and an event in it: fighting at Orlivka on 2 March 2024 unless told otherwise."""
    text = text or f"{publisher} number {next(NUMBER)} says that they fought."
    article = make_article(
        text, publisher=publisher, url=changes.pop("url", None), published_at=date(2024, 3, 3)
    )
    values: dict[str, Any] = {"actors": (NORTH, SOUTH)} | changes
    return article, make_event(article, "fought", **values)


def merged(*pairs: tuple[Article, Event]) -> tuple[Incident, ...]:
    return merge_incidents([event for _, event in pairs], [article for article, _ in pairs])


def test_an_event_that_one_article_tells_is_an_incident_of_one() -> None:
    article, event = told()
    (incident,) = merged((article, event))
    assert incident.merged == event
    assert (incident.incident_id, incident.publishers, incident.reason) == (
        event.event_id,
        ("Northern Courier",),
        None,
    )


def test_two_articles_that_tell_of_one_event_make_one_incident_that_says_why() -> None:
    pairs = [told(), told("Daily Ledger", actors=(replace(NORTH, name="The Northern Army"), SOUTH))]
    (incident,) = merged(*pairs)
    assert len(incident.events) == 2
    assert incident.incident_id == min(event.event_id for _, event in pairs)
    assert set(incident.publishers) == {"Northern Courier", "Daily Ledger"}
    assert incident.reason is not None
    assert "the same place, Orlivka" in incident.reason
    assert "Northern Army" in incident.reason


WEEK = make_when(date(2024, 2, 29), date(2024, 3, 4))
APART: dict[str, dict[str, Any]] = {
    "type": {"event_type": "remote_violence", "sub_type": "shelling"},
    "sub-type": {"sub_type": "surrender"},
    "day": {"when": make_when(date(2024, 3, 3))},
    "undated": {"when": None},
    "open start": {"when": make_when(None, date(2024, 3, 2))},
    "too wide": {"when": make_when(date(2024, 2, 20), date(2024, 3, 5))},
    "place": {"where": make_where("Krasna", 49.3, 38.5)},
    "town beside it": {"where": make_where("Krasna", 48.92, 38.5)},
    "place near it, nobody named": {
        "where": make_where("Krasna", 48.92, 38.5, geo_precision=GeoPrecision.NEAR),
        "actors": (),
    },
    "province": {"where": make_where("Orlivka", 48.9, 38.5, geo_precision=GeoPrecision.PROVINCE)},
    "unplaced": {"where": None, "where_reason": "none told"},
    "country": {"where": make_where("Orlivka", 48.9, 38.5, country="RU", geonameid=1)},
    "plan": {"status": Status.PLANNED},
    "denial": {"status": Status.DENIED},
    "actor": {"actors": (make_actor("Harbour Guard", country="SY"), SOUTH)},
    "sides exchanged": {"actors": (replace(SOUTH, role=Role.ACTOR1), replace(NORTH, role=Role.ACTOR2))},
    "number": {"fatalities": Count(40, 40, 40)},
    "vague day, nobody named": {"when": WEEK, "actors": ()},
}


@pytest.mark.parametrize("difference", APART)
def test_events_that_may_be_two_stay_two(difference: str) -> None:
    first = told(fatalities=Count(3, 3, 3))
    assert len(merged(first, told("Daily Ledger", fatalities=Count(3, 3, 3)))) == 1
    changes = {"fatalities": None} | APART[difference]
    assert len(merged(first, told("Daily Ledger", **changes))) == 2


TOGETHER: dict[str, dict[str, Any]] = {
    "kin": {"sub_type": "killing", "event_type": "violence_against_civilians"},
    "near": {
        "where": make_where("Orlivka Bridge", 48.95, 38.5, geo_precision=GeoPrecision.NEAR, radius_km=10.0)
    },
    "vague day, same side": {"when": WEEK},
    "vague day, same number": {"when": WEEK, "actors": (), "fatalities": Count(3, 3, 3)},
    "no actor named": {"actors": ()},
    "state for its forces": {
        "actors": (make_actor("Ukraine", kind=ActorKind.GOVERNMENT, country="UA"), SOUTH)
    },
    "civilians named": {"actors": (NORTH, make_actor("Civilians", Role.ACTOR2, kind=ActorKind.CIVILIANS))},
    "ongoing": {"status": Status.ONGOING},
}


@pytest.mark.parametrize("difference", TOGETHER)
def test_accounts_that_differ_as_accounts_do_are_one(difference: str) -> None:
    changes = TOGETHER[difference]
    kind = {"event_type": changes.get("event_type", "battle")}
    first = told(
        **kind,
        sub_type="attack" if difference == "kin" else "armed_clash",
        fatalities=Count(3, 3, 3),
    )
    (incident,) = merged(first, told("Daily Ledger", **changes))
    assert len(incident.events) == 2


def test_what_one_article_tells_as_two_events_stays_two() -> None:
    article = make_article("They fought at dawn. They fought again at noon.", published_at=date(2024, 3, 3))
    first, second = make_event(article, "fought"), make_event(article, "fought again")
    other = told("Daily Ledger", actors=())
    incidents = merge_incidents([first, second, other[1]], [article, other[0]])
    assert sorted(len(incident.events) for incident in incidents) == [1, 2]


def test_days_are_cut_to_those_that_all_allow() -> None:
    first = told(when=make_when(date(2024, 3, 1), date(2024, 3, 3)))
    (incident,) = merged(first, told("Daily Ledger", when=make_when(date(2024, 3, 3), date(2024, 3, 5))))
    when = incident.merged.when
    assert when is not None
    assert (when.start, when.end, when.precision) == (date(2024, 3, 3), date(2024, 3, 3), "day")


def test_numbers_become_a_range_and_disagreement_is_disputed() -> None:
    first = told(fatalities=Count(3, 3, 3), injured=Count(10, None, None))
    (incident,) = merged(first, told("Daily Ledger", fatalities=Count(5, 5, 5), injured=Count(12, 12, 12)))
    assert incident.merged.fatalities == Count(3, None, 5)
    assert incident.merged.injured == Count(10, None, 12)
    assert incident.certainty is Certainty.DISPUTED
    (agreed,) = merged(told(fatalities=Count(3, 3, 3)), told("Daily Ledger", fatalities=Count(3, 3, 3)))
    assert agreed.merged.fatalities == Count(3, 3, 3)
    assert agreed.certainty is Certainty.STATED


def test_two_sources_of_one_article_that_count_differently_dispute() -> None:
    kyiv, moscow = (
        Toll(str(count), False, Count(count, count, count), source)
        for count, source in ((5, "Kyiv"), (0, "Moscow"))
    )
    claims = tuple(Claim(name, Stance.CLAIMED, Likelihood.CERTAIN) for name in ("Kyiv", "Moscow"))
    for tolls, certainty in (((kyiv, moscow), Certainty.DISPUTED), ((kyiv,), Certainty.CLAIMED)):
        (incident,) = merged(told(tolls=tolls, claims=claims, fatalities=Count(0, None, 5)))
        assert incident.certainty is certainty
        assert incident.merged.tolls == tolls


def test_claims_are_united_and_a_reporters_own_word_counts() -> None:
    claim = Claim("Northern ministry", Stance.CLAIMED, Likelihood.CERTAIN, 3, 20)
    denial = Claim("Southern Front", Stance.DENIED, Likelihood.CERTAIN)
    (claimed,) = merged(told(claims=(claim,)), told("Daily Ledger", claims=(claim,)))
    assert [c.source for c in claimed.merged.claims] == ["Northern ministry"]
    assert claimed.certainty is Certainty.CLAIMED
    (stated,) = merged(told(claims=(claim,)), told("Daily Ledger"))
    assert {c.source for c in stated.merged.claims} == {"Northern ministry", None}
    assert stated.certainty is Certainty.STATED
    (disputed,) = merged(told(claims=(claim,)), told("Daily Ledger", claims=(denial,)))
    assert disputed.certainty is Certainty.DISPUTED


def test_the_finest_place_and_the_earliest_report_are_shown() -> None:
    exact = make_where("Orlivka", 48.9, 38.5, geo_precision=GeoPrecision.EXACT)
    (incident,) = merged(
        told(reported_on=date(2024, 3, 4)), told("Daily Ledger", where=exact, reported_on=date(2024, 3, 3))
    )
    assert incident.merged.where == exact
    assert incident.merged.reported_on == date(2024, 3, 3)


LONG = "On Saturday the two sides fought for three hours beside the old bridge, people there said."


@pytest.mark.parametrize(
    ("publishers", "texts", "expected"),
    [
        (["A", "A"], [None, None], ["A"]),
        (["A", "a "], [None, None], ["A", "a "]),
        (["Wire", "Paper"], ["They fought.", "They  fought!"], 1),
        (["Wire", "Paper"], [LONG, f"{LONG}\nOur town slept."], 1),
        ([None, None], [None, None], []),
        ([None, "B"], [None, None], ["B"]),
    ],
)
def test_publishers_count_once_and_copies_count_once(
    publishers: list[str | None], texts: list[str | None], expected: list[str] | int
) -> None:
    pairs = [
        told(name, text, url=None if n == 0 or name is None else f"https://example.org/{n}")
        for n, (name, text) in enumerate(zip(publishers, texts, strict=True))
    ]
    (incident,) = merged(*pairs)
    if isinstance(expected, int):
        assert len(incident.publishers) == expected
    else:
        assert sorted(incident.publishers) == sorted(expected)


def test_an_article_without_publisher_is_known_by_its_host() -> None:
    (incident,) = merged(told(None, url="https://news.example.org/1"))
    assert incident.publishers == ("news.example.org",)


def test_the_order_of_the_events_does_not_matter() -> None:
    _, articles = sample_incidents()
    pairs = [told(), told("Daily Ledger", when=WEEK), told("Harbour Post", when=make_when(date(2024, 3, 4)))]
    events = [event for _, event in pairs]
    articles += [article for article, _ in pairs]
    results = {merge_incidents(order, articles) for order in itertools.permutations(events)}
    assert len(results) == 1
    (incidents,) = results
    assert sorted(event.event_id for i in incidents for event in i.events) == sorted(
        e.event_id for e in events
    )


def correction(first: Event, second: Event, verdict: Verdict, reason: str = "looked at both") -> Correction:
    ids = sorted((first.event_id, second.event_id))
    return Correction(*ids, verdict, reason, datetime(2024, 3, 5, tzinfo=UTC))


def corrected(pairs: list[tuple[Article, Event]], *corrections: Correction) -> list[list[str]]:
    """Ids of the members of each incident."""
    incidents = merge_incidents(
        [event for _, event in pairs], [article for article, _ in pairs], corrections=corrections
    )
    return sorted(sorted(event.event_id for event in incident.events) for incident in incidents)


def test_events_parted_by_hand_stay_apart_and_the_others_together() -> None:
    pairs = [told(), told("Daily Ledger"), told("Harbour Post")]
    one, two, three = (event for _, event in pairs)
    parted = [correction(one, other, Verdict.APART) for other in (two, three)]
    assert corrected(pairs) == [sorted(e.event_id for e in (one, two, three))]
    assert corrected(pairs, *parted) == sorted([[one.event_id], sorted([two.event_id, three.event_id])])


@pytest.mark.parametrize("difference", APART)
def test_events_joined_by_hand_are_one_whatever_they_differ_in(difference: str) -> None:
    changes = {"fatalities": None} | APART[difference]
    pairs = [told(fatalities=Count(3, 3, 3)), told("Daily Ledger", **changes)]
    one, two = (event for _, event in pairs)
    (incident,) = merge_incidents(
        [one, two],
        [article for article, _ in pairs],
        corrections=[correction(one, two, Verdict.ONE, "both tell of the bridge")],
    )
    assert {event.event_id for event in incident.events} == {one.event_id, two.event_id}
    assert incident.reason is not None
    assert "joined by hand: both tell of the bridge" in incident.reason
    assert len(incident.publishers) == 2


def test_who_agrees_with_one_of_those_joined_by_hand_agrees_with_all() -> None:
    pairs = [told(), told("Daily Ledger", **APART["place"]), told("Harbour Post", **APART["place"])]
    one, two, three = (event for _, event in pairs)
    assert corrected(pairs, correction(one, two, Verdict.ONE)) == [sorted(e.event_id for _, e in pairs)]
    parted = correction(one, three, Verdict.APART)
    assert [three.event_id] in corrected(pairs, correction(one, two, Verdict.ONE), parted)


def test_a_correction_of_events_that_are_gone_changes_nothing() -> None:
    pairs = [told(), told("Daily Ledger")]
    _, gone = told("Harbour Post")
    kept = [correction(pairs[0][1], gone, verdict) for verdict in Verdict]
    assert corrected(pairs, *kept) == corrected(pairs)
