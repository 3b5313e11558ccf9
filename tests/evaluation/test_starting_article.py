"""The article that the product starts from: every row of its table, and none of its traps."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.pipeline import Extraction, RuleExtractor
from dashboard.records.article import Article
from dashboard.records.codes import DateBasis, GeoPrecision, Likelihood, Role, Status
from dashboard.records.event import Event

PUBLISHED = date(2022, 6, 20)
Find = Callable[[str], Event]


def read(corpora: Path, published: date | None) -> Extraction:
    text = next((corpora / "articles").glob("000_*.txt")).read_text(encoding="utf-8")
    return RuleExtractor().read(Article(article_id="start", text=text, published_at=published, language="en"))


@pytest.fixture(scope="module")
def extraction(corpora: Path) -> Extraction:
    return read(corpora, PUBLISHED)


@pytest.fixture
def event(extraction: Extraction) -> Find:
    def find(sub_type: str) -> Event:
        (found,) = [e for e in extraction.events if e.sub_type == sub_type and not e.background]
        return found

    return find


def names(event: Event, role: Role = Role.ACTOR1) -> str:
    return " ".join(a.name for a in event.actors if a.role is role)


def at(event: Event) -> tuple[float, float]:
    assert event.where is not None
    return round(event.where.latitude, 2), round(event.where.longitude, 2)


def test_the_village_was_taken_over_the_weekend(event: Find) -> None:
    taken = event("territory_gained")
    assert taken.where is not None
    assert taken.where.name == "Metolkine"
    assert at(taken) == (48.93, 38.56)
    assert taken.when is not None
    assert (taken.when.start, taken.when.end) == (date(2022, 6, 18), date(2022, 6, 19))
    assert "Russian" in names(taken)
    assert "Ministry of Defen" in (taken.claims[0].source or "")
    assert taken.fatalities is None


def test_its_defenders_surrendered_reportedly(event: Find) -> None:
    surrender = event("surrender")
    assert at(surrender) == (48.93, 38.56)
    assert surrender.when is not None
    assert (surrender.when.start, surrender.when.end) == (None, date(2022, 6, 19))
    assert "Ukrainian" in names(surrender)
    assert surrender.claims[0].source == "TASS"
    assert surrender.claims[0].certainty is not Likelihood.CERTAIN


def test_shelling_near_the_city_goes_on(event: Find) -> None:
    shelling = event("shelling")
    assert shelling.where is not None
    assert shelling.where.geo_precision is GeoPrecision.NEAR
    assert at(shelling) == (48.94, 38.49)
    assert shelling.when is not None
    assert (shelling.when.start, shelling.when.end) == (None, PUBLISHED)
    assert shelling.status is Status.ONGOING
    assert {a.country for a in shelling.actors} == {"UA", "RU"}
    assert "British" in (shelling.claims[0].source or "")


def test_the_visit_and_the_remarks(event: Find) -> None:
    visit, remarks = event("visit"), event("statement")
    assert (names(visit), names(remarks)) == ("Boris Johnson", "Boris Johnson")
    assert at(visit) == (50.45, 30.52)
    assert at(remarks) == (51.75, -1.58)
    assert visit.claims == remarks.claims == ()
    assert names(remarks, Role.ACTOR2) == ""  # reporters are the audience


def test_region_level_events_stay_region_level(event: Find) -> None:
    for sub_type in ("armed_clash", "mutiny", "desertion"):
        found = event(sub_type)
        assert found.where is not None
        assert found.where.country == "UA"
        assert found.where.geo_precision in (GeoPrecision.PROVINCE, GeoPrecision.COUNTRY)
        assert found.when is not None
        assert (found.when.start, found.when.end) == (None, PUBLISHED)
        assert found.claims
    assert event("armed_clash").status is Status.ONGOING
    assert {a.country for a in event("armed_clash").actors} == {"RU", "UA"}
    assert "Russian" in names(event("mutiny"))
    assert "Ukrainian" in names(event("desertion"))
    assert event("desertion").claims[0].certainty is Likelihood.PROBABLE


def test_the_invasion_is_background(extraction: Extraction) -> None:
    (invasion,) = [e for e in extraction.events if e.background]
    assert invasion.when is not None
    assert invasion.when.start == invasion.when.end == date(2022, 2, 24)
    assert invasion.where is not None
    assert (invasion.where.country, invasion.where.geo_precision) == ("UA", GeoPrecision.COUNTRY)
    assert [a.name for a in invasion.actors] == ["Russia"]


def test_nothing_else_claims_a_point_and_no_trap_is_sprung(extraction: Extraction) -> None:
    points = {
        (e.sub_type, e.where.name) for e in extraction.events if e.where and e.where.geo_precision.is_point
    }
    assert {sub_type for sub_type, _ in points} == {
        "territory_gained",
        "surrender",
        "shelling",
        "visit",
        "statement",
    }
    assert {e.event_type for e in extraction.events if e.where is None} <= {"diplomacy"}
    assert all(e.fatalities is None for e in extraction.events)  # 800 people live in the village
    heading = extraction.article.text.index("\n")
    assert all(e.trigger.start > heading for e in extraction.events)
    assert not any("win" in e.trigger.text for e in extraction.events)


def test_without_a_date_the_same_happened_some_day(corpora: Path, extraction: Extraction) -> None:
    undated = read(corpora, None)
    assert [e.sub_type for e in undated.events] == [e.sub_type for e in extraction.events]
    assert all(e.when is None or e.when.start is None or e.when.start.year == 2022 for e in undated.events)
    taken = next(e for e in undated.events if e.sub_type == "territory_gained")
    assert taken.when is not None
    assert (taken.when.start, taken.when.end, taken.when.text) == (None, None, "the weekend")
    assert taken.when.basis is DateBasis.RELATIVE
    assert not any(e.when and e.when.basis is DateBasis.PUBLICATION for e in undated.events)
