"""Filters as a value: its address, its sentence, what it refuses."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import FilterError
from dashboard.query.filters import DIMENSIONS, Bounds, Filters
from dashboard.records.codes import Certainty, GeoPrecision, Status

RANDOM = settings(max_examples=60, deadline=None, derandomize=True)
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
CODES = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True)
DEGREES = st.floats(-180, 180).map(lambda value: round(value, 4))


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    south, north = sorted((draw(st.floats(-90, 90)), draw(st.floats(-90, 90))))
    return Bounds(south, draw(DEGREES), north, draw(DEGREES))


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    days = sorted(draw(st.lists(st.dates(), max_size=2)))
    return Filters(
        date_from=days[0] if days else None,
        date_to=days[1] if len(days) > 1 else None,
        event_types=tuple(draw(st.lists(CODES, max_size=3))),
        sub_types=tuple(draw(st.lists(CODES, max_size=3))),
        actors=tuple(draw(st.lists(NAMES, max_size=3))),
        countries=tuple(draw(st.lists(st.sampled_from(["UA", "SY", "GB"])))),
        certainties=tuple(draw(st.lists(st.sampled_from(Certainty)))),
        statuses=tuple(draw(st.lists(st.sampled_from(Status)))),
        sources=tuple(draw(st.lists(NAMES, max_size=3))),
        coarsest=draw(st.none() | st.sampled_from(GeoPrecision)),
        min_publishers=draw(st.integers(1, 9999)),
        text=draw(st.none() | NAMES),
        bounds=draw(st.none() | bounds()),
    )


@RANDOM
@given(any_filters())
def test_an_address_gives_back_the_filters_it_was_made_from(filters: Filters) -> None:
    assert Filters.from_query(filters.query_string()) == (filters, ())
    assert Filters.from_query(filters.to_query()) == (filters, ())


@RANDOM
@given(st.text(max_size=400))
def test_no_address_raises(address: str) -> None:
    Filters.from_query(address)


@RANDOM
@given(
    st.dictionaries(
        st.sampled_from("from to type actor country certainty precision q bbox".split()), st.text()
    )
)
def test_no_value_raises_and_what_is_kept_can_be_written_again(query: dict[str, str]) -> None:
    filters, _ = Filters.from_query(query)
    assert Filters.from_query(filters.query_string()) == (filters, ())


def test_the_address_is_short_stable_and_readable() -> None:
    filters = Filters(
        date_from=date(2022, 6, 10),
        date_to=date(2022, 6, 24),
        event_types=("riot", "battle", "riot"),
        actors=("Smith, John",),
        coarsest=GeoPrecision.PROVINCE,
        bounds=Bounds(48, 37.5, 49.25, 39),
    )
    assert filters.query_string() == (
        "from=2022-06-10&to=2022-06-24&type=battle,riot&actor=Smith%5C,+John"
        "&precision=province&bbox=48,37.5,49.25,39"
    )
    assert Filters().query_string() == ""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=2022-02-30", "does not exist"),
        ("from=yesterday", "no day"),
        ("from=2022-06-24&to=2022-06-10", "is after the last"),
        ("country=Ukraine", "two capital letters"),
        ("certainty=sure", "none of"),
        ("precision=village", "none of"),
        ("publishers=0", "no number"),
        ("publishers=%D9%A3", "no number"),
        ("bbox=1,2,3", "no map area"),
        ("bbox=nan,0,1,1", "no map area"),
        ("bbox=-91,0,1,1", "from -90 to 90"),
        ("q=%00", "no text"),
        ("q=" + "a" * 301, "longer than"),
        ("actor=" + ",".join("a" * 300), "more than 200"),
        ("type=DROP TABLE", "no event type"),
        ("&".join(["a=1"] * 600), "too many"),
    ],
)
def test_a_value_without_meaning_is_dropped_and_told(query: str, told: str) -> None:
    filters, messages = Filters.from_query(query)
    assert filters == Filters()
    assert len(messages) == 1
    assert told in messages[0]


def test_a_bad_value_leaves_the_others() -> None:
    filters, messages = Filters.from_query("?from=never&type=battle&type=riot&theme=dark")
    assert filters == Filters(event_types=("battle", "riot"))
    assert len(messages) == 1


def test_impossible_filters_are_refused() -> None:
    with pytest.raises(FilterError, match="after the last"):
        Filters(date_from=date(2024, 2, 2), date_to=date(2024, 2, 1))
    with pytest.raises(FilterError, match="is 1, not 0"):
        Filters(min_publishers=0)
    with pytest.raises(FilterError, match="four numbers"):
        Bounds(0, float("nan"), 1, 1)
    with pytest.raises(FilterError, match="no filter is named 'dats'"):
        Filters().without("dats")


def test_without_resets_a_dimension_and_active_names_those_that_are_set() -> None:
    filters = Filters(date_from=date(2024, 1, 1), date_to=date(2024, 1, 2), actors=("a",), min_publishers=2)
    assert filters.active() == ("dates", "actors", "min_publishers")
    assert filters.without("dates", "min_publishers") == Filters(actors=("a",))
    assert filters.without(*DIMENSIONS) == Filters()


def test_a_map_area_may_cross_the_antimeridian() -> None:
    pacific = Bounds(-30, 170, 0, 200)
    assert (pacific.west, pacific.east) == (170, -160)
    assert pacific.contains(-18, 178)
    assert pacific.contains(-14, -171)
    assert not pacific.contains(-14, 0)
    assert Bounds(-90, -400, 90, 400) == Bounds(-90, -180, 90, 180)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (
            Filters(date(2022, 6, 10), date(2022, 6, 24), coarsest=GeoPrecision.PROVINCE),
            "14 events from 10 to 24 June 2022, any actor, any type, placed to a province or finer.",
        ),
        (
            Filters(
                date_to=date(2022, 6, 24), actors=("Police", "Crowd"), countries=("UA",), min_publishers=2
            ),
            "14 events up to 24 June 2022, with Crowd or Police, any type, in Ukraine, "
            "told by 2 publishers or more, placed to any precision.",
        ),
        (
            Filters(
                date(2021, 12, 30), date(2022, 1, 2), event_types=("battle", "protest", "riot"), text="a  b"
            ),
            "14 events from 30 December 2021 to 2 January 2022, any actor, battle or 2 other types, "
            "with the words “a b”, placed to any precision.",
        ),
        (
            Filters(date(2022, 6, 1), date(2022, 6, 1)),
            "14 events on 1 June 2022, any actor, any type, placed to any precision.",
        ),
    ],
)
def test_the_sentence_says_what_is_asked(filters: Filters, sentence: str) -> None:
    assert filters.sentence(14) == sentence


@RANDOM
@given(any_filters())
def test_every_filter_that_is_set_is_told_in_the_sentence(filters: Filters) -> None:
    told = {phrase.dimension for phrase in filters.phrases()}
    assert set(filters.active()) <= told <= set(DIMENSIONS)
