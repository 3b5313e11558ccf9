"""What the store keeps, refuses and takes back; the same on every database."""

import dataclasses
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import InputError, StoreError
from dashboard.records.claim import Claim
from dashboard.records.codes import Likelihood, Stance
from dashboard.records.correction import Verdict
from dashboard.records.event import Count, Toll
from dashboard.records.provenance import Evidence
from dashboard.store.record_store import Outcome, RecordStore, completed
from tests.builders import make_article, make_event, make_where, sample_incidents

ARTICLE = make_article(
    "They fought at dawn. They fell back at dusk.", author="A. Writer", raw_sha256="0" * 64
)
EVENTS = (make_event(ARTICLE, "fought"), make_event(ARTICLE, "fell back"))


def contents(store: RecordStore) -> tuple[list[Any], list[Any]]:
    return list(store.articles()), list(store.events())


def test_what_is_put_is_read_back_without_loss(store: RecordStore) -> None:
    incidents, articles = sample_incidents()
    events = {event.event_id: event for incident in incidents for event in incident.events}
    for article in articles:
        told = [event for event in events.values() if event.article_id == article.article_id]
        assert store.put(article, told, extractor="rules 1") is Outcome.ADDED
    assert {article.article_id: article for article in store.articles()} == {
        a.article_id: a for a in articles
    }
    assert {event.event_id: event for event in store.events()} == events
    assert store.counts() == {
        "articles": len(articles),
        "events": len(events),
        "withdrawn": 0,
        "corrections": 0,
    }


def test_who_passes_a_claim_on_and_each_number_are_kept(store: RecordStore) -> None:
    event = make_event(
        ARTICLE,
        "fought",
        claims=(Claim("Army", Stance.CLAIMED, Likelihood.CERTAIN, 0, 4, "Wire"),),
        tolls=(
            Toll("five soldiers", False, Count(5, 5, 5), None),
            Toll("dozens of rebels", True, Count(24, None, 99), "Army"),
        ),
    )
    store.put(ARTICLE, [event], extractor="rules 1")
    assert list(store.events()) == [event]


def test_the_last_word_on_a_pair_is_kept_until_it_is_taken_back(store: RecordStore) -> None:
    one, two = frozenset(("a" * 24, "b" * 24)), frozenset(("b" * 24, "c" * 24))
    assert store.correct([one, two], verdict=Verdict.APART, reason="two blasts") == 2
    assert store.correct([one], verdict=Verdict.ONE, reason=" one blast ") == 1
    said = {made.pair: (made.verdict, made.reason) for made in store.corrections()}
    assert said == {one: (Verdict.ONE, "one blast"), two: (Verdict.APART, "two blasts")}
    assert all(made.made_at.tzinfo is not None for made in store.corrections())
    assert store.take_back("a" * 24) == 1
    assert [made.pair for made in store.corrections()] == [two]
    with pytest.raises(StoreError, match="needs a reason"):
        store.correct([one], verdict=Verdict.ONE, reason=" ")


def test_unknown_stays_unknown_and_times_stay_in_utc(store: RecordStore) -> None:
    article = dataclasses.replace(
        make_article("They fought.", url=None, title=None, publisher=None, published_at=None, language=None),
        fetched_at=datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC),
    )
    event = make_event(
        article,
        "fought",
        when=None,
        where=None,
        where_reason="no place is told",
        fatalities=Count(None, None, None),
        claims=(Claim(None, Stance.ASSERTED, Likelihood.CERTAIN, 0, 4),),
    )
    store.put(article, [event], extractor="rules 1")
    assert contents(store) == ([article], [event])


def test_reading_twice_adds_nothing(store: RecordStore) -> None:
    assert store.put(ARTICLE, EVENTS, extractor="rules 1") is Outcome.ADDED
    before = contents(store)
    again = dataclasses.replace(ARTICLE, fetched_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert store.put(again, EVENTS[:1], extractor="rules 1") is Outcome.KNOWN
    assert contents(store) == before


def test_another_extractor_replaces_the_events(store: RecordStore) -> None:
    store.put(ARTICLE, EVENTS, extractor="rules 1")
    better = dataclasses.replace(EVENTS[0], summary="They fought at dawn.", extractor="rules 2")
    assert store.put(ARTICLE, [better], extractor="rules 2") is Outcome.REPLACED
    assert list(store.events()) == [better]
    kept = store.find(ARTICLE.article_id)
    assert kept is not None
    assert kept.extractor == "rules 2"


def test_a_date_that_was_not_known_counts_as_news_and_one_that_is_missing_does_not(
    store: RecordStore,
) -> None:
    undated = dataclasses.replace(ARTICLE, published_at=None)
    store.put(undated, EVENTS, extractor="rules 1")
    assert store.put(ARTICLE, EVENTS, extractor="rules 1") is Outcome.REPLACED
    assert completed(undated, ARTICLE) == ARTICLE
    other = dataclasses.replace(ARTICLE, published_at=date(2024, 3, 5))
    assert completed(other, ARTICLE) == other


def test_a_withdrawn_article_leaves_its_reason_and_stays_away(store: RecordStore) -> None:
    store.put(ARTICLE, EVENTS, extractor="rules 1")
    stone = store.withdraw(ARTICLE.article_id, reason=" retracted by its publisher ")
    assert stone.reason == "retracted by its publisher"
    assert store.tombstone(ARTICLE.article_id) == stone
    assert contents(store) == ([], [])
    assert store.put(ARTICLE, EVENTS, extractor="rules 2") is Outcome.WITHDRAWN
    assert contents(store) == ([], [])
    assert store.withdraw(ARTICLE.article_id, reason="again") == stone
    assert store.lift(ARTICLE.article_id)
    assert not store.lift(ARTICLE.article_id)
    assert store.put(ARTICLE, EVENTS, extractor="rules 2") is Outcome.ADDED


def test_a_withdrawal_needs_an_article_and_a_reason(store: RecordStore) -> None:
    with pytest.raises(StoreError, match="no article 'nothing'"):
        store.withdraw("nothing", reason="gone")
    with pytest.raises(StoreError, match="needs a reason"):
        store.withdraw(ARTICLE.article_id, reason="  ")


def test_an_article_is_found_by_the_start_of_its_id_or_its_address(store: RecordStore) -> None:
    store.put(ARTICLE, [], extractor="rules 1")
    assert store.matching(ARTICLE.article_id[:8]) == [ARTICLE]
    assert store.matching(str(ARTICLE.url)) == [ARTICLE]
    assert store.matching("%") == []


BAD_VALUES: dict[str, dict[str, Any]] = {
    "NaN": {"where": make_where("Sela", float("nan"), 0)},
    "Infinity": {"where": make_where("Sela", 0, 0, radius_km=float("inf"))},
    "off the Earth": {"where": make_where("Sela", 91, 0)},
    "NUL": {"summary": "They\x00fought."},
    "lone surrogate": {"claims": (Claim("\ud800", Stance.CLAIMED, Likelihood.CERTAIN),)},
    "negative count": {"fatalities": Count(-1, None, None)},
    "absurd count": {"injured": Count(None, None, 10**9)},
    "wrong quotation": {"evidence": (Evidence("who", ARTICLE.article_id, 0, 4, "Them"),)},
}


@pytest.mark.parametrize("name", BAD_VALUES)
def test_a_value_that_a_database_would_change_is_refused_and_nothing_is_kept(
    store: RecordStore, name: str
) -> None:
    bad = dataclasses.replace(EVENTS[0], **BAD_VALUES[name])
    with pytest.raises(InputError, match=bad.event_id):
        store.put(ARTICLE, [EVENTS[1], bad], extractor="rules 1")
    assert contents(store) == ([], [])


def test_two_events_with_one_id_are_refused(store: RecordStore) -> None:
    with pytest.raises(InputError, match="same event_id"):
        store.put(ARTICLE, [EVENTS[0], EVENTS[0]], extractor="rules 1")
    assert store.counts()["articles"] == 0


def test_text_that_no_database_can_keep_is_refused(store: RecordStore) -> None:
    with pytest.raises(InputError, match=r"U\+DC80, which is no text, at 5"):
        store.put(make_article("They \udc80fought."), [], extractor="rules 1")


_WRITER = """
import sys
from dashboard.store.record_store import RecordStore
from tests.builders import make_article, make_event
store = RecordStore(sys.argv[1])
for n in range(int(sys.argv[2]), int(sys.argv[3])):
    article = make_article(f"Telling {n}: they fought.", url=None)
    outcome = store.put(article, [make_event(article, "fought")], extractor="rules 1")
    print(article.article_id, outcome.value, flush=True)
"""


def writer(address: str, first: int, last: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, address, str(first), str(last)], stdout=subprocess.PIPE, text=True
    )


def test_two_writers_at_once_keep_every_article_once(address: str) -> None:
    writers = [writer(address, 0, 40), writer(address, 20, 60)]
    lines = [line.split() for process in writers for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in writers] == [0, 0]
    added = [article_id for article_id, outcome in lines if outcome == "added"]
    assert len(lines) == 80
    assert len(added) == len(set(added)) == 60
    store = RecordStore(address)
    assert {article.article_id for article in store.articles()} == set(added)
    assert store.counts()["events"] == 60
    store.close()


@pytest.mark.parametrize("acknowledged", [1, 7, 23])
def test_what_was_acknowledged_before_a_kill_is_there_after_it(address: str, acknowledged: int) -> None:
    process = writer(address, 0, 5000)
    assert process.stdout is not None
    seen = [process.stdout.readline().split()[0] for _ in range(acknowledged)]
    process.kill()
    seen += [line.split()[0] for line in process.stdout.read().splitlines() if line.endswith("added")]
    process.wait()
    process.stdout.close()
    store = RecordStore(address)
    kept = {article.article_id for article in store.articles()}
    assert set(seen) <= kept
    assert {event.article_id for event in store.events()} == kept, "no article without its event"
    assert len(kept) - len(seen) <= 1, "at most the one that was not yet acknowledged"
    article = make_article("Telling 0: they fought.", url=None)
    assert store.put(article, [make_event(article, "fought")], extractor="rules 1") is Outcome.KNOWN
    store.close()


def test_a_store_works_on_both_sides_of_a_fork(store: RecordStore) -> None:
    store.put(ARTICLE, EVENTS, extractor="rules 1")
    child = os.fork()
    if child == 0:
        other = make_article("They fought elsewhere.", url=None)
        store.put(other, [make_event(other, "fought")], extractor="rules 1")
        os._exit(0 if store.counts()["articles"] == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert (store.counts()["articles"], store.counts()["events"]) == (2, 3)


def test_the_name_of_a_store_holds_no_password(tmp_path: Path) -> None:
    from dashboard.store.engine import Database

    assert "secret" not in Database("postgresql+psycopg://me:secret@localhost/x").name
