"""When an event happened."""

from datetime import date

import pytest

from dashboard.records.codes import DateBasis, Status, TimePrecision
from dashboard.records.event import Event
from tests.events.conftest import PUBLISHED, Read


def only(events_of: Read, text: str, published: date | None = PUBLISHED) -> Event:
    (event,) = events_of(text, published=published)
    return event


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shells hit a school in Kharkiv on Monday.", date(2022, 6, 20), date(2022, 6, 20)),
        ("Shells hit a school in Kharkiv on 3 March 2022.", date(2022, 3, 3), date(2022, 3, 3)),
        ("The army announced on Monday that it had taken the village of Toshkivka over the weekend.",
         date(2022, 6, 18), date(2022, 6, 19)),
        ("Shells hit a school in Kharkiv on Sunday, the mayor said on Tuesday.",
         date(2022, 6, 19), date(2022, 6, 19)),
    ],
)  # fmt: skip
def test_the_day_of_the_happening_not_of_the_telling(
    text: str, start: date, end: date, events_of: Read
) -> None:
    when = only(events_of, text).when
    assert when is not None
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in early June", date(2022, 6, 1), date(2022, 6, 10)),
        ("in mid-May", date(2022, 5, 11), date(2022, 5, 21)),
        ("overnight", date(2022, 6, 21), PUBLISHED),
        ("overnight into Sunday", date(2022, 6, 18), date(2022, 6, 19)),
        ("on the night of 3-4 May", date(2022, 5, 3), date(2022, 5, 4)),
        ("on 3-5 May", date(2022, 5, 3), date(2022, 5, 5)),
        ("between 28 May and 2 June", date(2022, 5, 28), date(2022, 6, 2)),
        ("in the past 24 hours", date(2022, 6, 21), PUBLISHED),
        ("last month", date(2022, 5, 1), date(2022, 5, 31)),
        ("during Ramadan", date(2022, 4, 2), date(2022, 5, 3)),
        ("over the Orthodox Easter weekend", date(2022, 4, 23), date(2022, 4, 24)),
    ],
)
def test_an_interval_has_both_its_ends(words: str, start: date, end: date, events_of: Read) -> None:
    when = only(events_of, f"Shells hit a school in Kharkiv {words}.").when
    assert when is not None
    assert (when.start, when.end) == (start, end)


def test_a_date_that_may_be_read_two_ways_gives_no_days(events_of: Read) -> None:
    when = only(events_of, "Shells hit a school in Kharkiv on 03/04/2022.").when
    assert when is not None
    assert (when.start, when.end, when.text) == (None, None, "03/04/2022")
    assert when.precision is TimePrecision.UNKNOWN


def test_news_without_words_of_time_is_of_the_last_days(events_of: Read) -> None:
    when = only(events_of, "Shells hit a school in Kharkiv.").when
    assert when is not None
    assert (when.start, when.end, when.basis) == (date(2022, 6, 19), PUBLISHED, DateBasis.PUBLICATION)


def test_what_goes_on_has_an_open_start(events_of: Read) -> None:
    event = only(events_of, "Troops are still shelling the city of Kharkiv.")
    assert event.when is not None
    assert (event.when.start, event.when.end, event.status) == (None, PUBLISHED, Status.ONGOING)


def test_without_a_publication_date_nothing_is_guessed(events_of: Read) -> None:
    assert only(events_of, "Shells hit a school in Kharkiv.", None).when is None
    when = only(events_of, "Shells hit a school in Kharkiv on Monday.", None).when
    assert when is None or when.start is None


def test_history_is_background(events_of: Read) -> None:
    event = only(events_of, "In May 2014, rebels captured the town of Sloviansk.")
    assert event.background
    assert not only(events_of, "Rebels captured the town of Sloviansk on Monday.").background


def test_a_coming_day_is_planned(events_of: Read) -> None:
    event = only(events_of, "The Turkish president will visit Kyiv on Friday.")
    assert event.status is Status.PLANNED
    assert event.when is not None
    assert event.when.start == date(2022, 6, 24)


def test_what_has_been_done_has_no_known_start(events_of: Read) -> None:
    (event,) = events_of("Russian troops have carried out heavy bombardments near Kharkiv.")
    assert event.when is not None
    assert (event.when.start, event.when.end) == (None, PUBLISHED)
    assert event.status is Status.ONGOING


def test_the_perfect_in_the_place_just_told_ends_with_what_was_told(events_of: Read) -> None:
    events = events_of(
        "Russian troops took the town of Bakhmut on Sunday. Ukrainian fighters in the town have surrendered."
    )
    surrender = next(e for e in events if e.sub_type == "surrender")
    assert surrender.when is not None
    assert (surrender.when.start, surrender.when.end) == (None, date(2022, 6, 19))
    assert surrender.when.basis is DateBasis.INHERITED


def test_a_date_that_cannot_be_resolved_says_so(events_of: Read) -> None:
    (event,) = events_of("Russian troops captured the town of Lyman on Sunday.", published=None)
    assert event.when is not None
    assert (event.when.start, event.when.end, event.when.text) == (None, None, "Sunday")


def test_the_day_in_a_dateline_is_no_day_of_an_event(events_of: Read) -> None:
    (event,) = events_of("KYIV, 20 June - Russian troops captured the town of Lyman.")
    assert event.when is not None
    assert event.when.basis is DateBasis.PUBLICATION


def test_a_publication_date_at_the_edge_of_the_calendar_is_no_error(events_of: Read) -> None:
    assert events_of("Russian troops captured the town of Lyman.", published=date.min)


def test_a_year_that_owns_something_dates_only_that(events_of: Read) -> None:
    (rally,) = events_of("Thousands held a rally in Abuja to urge him to stand in this year's election.")
    assert rally.when is not None
    assert rally.when.precision is not TimePrecision.YEAR


def test_a_feast_that_names_a_market_is_no_day(events_of: Read) -> None:
    (blast,) = events_of("A bomb exploded at a Christmas market in Berlin and killed four people.")
    assert blast.when is not None
    assert blast.when.basis is DateBasis.PUBLICATION


def test_what_was_done_since_a_day_was_done_after_it(events_of: Read) -> None:
    events = events_of("Rebels have fired mortar shells at the airport since the envoy left on 20 May.")
    (fire,) = [e for e in events if e.sub_type == "shelling"]
    assert fire.when is not None
    assert (fire.when.start, fire.when.end) == (date(2022, 5, 20), PUBLISHED)


def test_a_participle_that_describes_takes_no_day_from_before(events_of: Read) -> None:
    events = events_of("Chad made a gesture today and freed soldiers captured during the war with Libya.")
    assert not [e for e in events if e.sub_type == "territory_gained"]


def test_a_time_that_is_only_recalled_is_not_passed_on(events_of: Read) -> None:
    events = events_of(
        "It was his second journey since Russia invaded Ukraine on 24 February. "
        "The British prime minister, Boris Johnson, promised weapons."
    )
    (pledge,) = [e for e in events if e.sub_type == "pledge"]
    assert pledge.when is not None
    assert pledge.when.basis is DateBasis.PUBLICATION
