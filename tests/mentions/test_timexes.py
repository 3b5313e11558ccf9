"""Time expressions: every rule's own examples, and what the rules must do together."""

import time
from datetime import date
from itertools import pairwise

import pytest

from dashboard.documents import read_document
from dashboard.mentions.timex_grammar import grammar
from dashboard.mentions.timexes import find_timexes
from dashboard.records.article import Article
from dashboard.records.codes import DateBasis, TimePrecision
from dashboard.records.mention import Timex

MONDAY = date(2022, 6, 20)

EXAMPLES = [(rule.name, example) for rule in grammar().rules for example in rule.examples]
COUNTER_EXAMPLES = [(rule.name, text) for rule in grammar().rules for text in rule.counter_examples]


def timexes(text: str, published: date | None = MONDAY) -> tuple[Timex, ...]:
    article = Article(article_id="a", text=text, published_at=published, language="en")
    return find_timexes(read_document(article))


def only(text: str, published: date | None = MONDAY) -> Timex:
    (found,) = timexes(text, published)
    return found


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{name}: {text}" for name, text in EXAMPLES])
def test_a_rules_example_is_read_as_it_says(rule: str, example: str) -> None:
    published, marked, value, days = (part.strip() for part in example.split(" | "))
    text = marked.replace("[", "").replace("]", "")
    start = marked.index("[")
    end = marked.index("]") - 1
    found = timexes(text, None if published == "-" else date.fromisoformat(published))
    here = [timex for timex in found if timex.start == start]
    assert [timex.text for timex in here] == [text[start:end]], found
    kind, _, expected = value.partition(" ")
    assert (here[0].type, here[0].value) == (kind, None if expected == "-" else expected)
    first, _, last = days.partition("..")
    told = (str(here[0].earliest), str(here[0].latest))
    assert told == (("None", "None") if first == "-" else (first, last))
    assert here[0].value is not None or here[0].reason


@pytest.mark.parametrize(
    ("rule", "text"), COUNTER_EXAMPLES, ids=[f"{name}: {text}" for name, text in COUNTER_EXAMPLES]
)
def test_a_rules_counter_example_gives_nothing(rule: str, text: str) -> None:
    assert timexes(text) == ()


@pytest.mark.parametrize("rule", grammar().rules, ids=lambda rule: rule.name)
def test_every_rule_carries_an_example(rule: object) -> None:
    assert getattr(rule, "examples", ())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was shelled from 3 May to 5 June.", ["2022-05-03", "2022-06-05"]),
        ("It was shelled from 3 May to 5 June 2021.", ["2021-05-03", "2021-06-05"]),
        ("It was shelled between Tuesday and Thursday.", ["2022-06-14", "2022-06-16"]),
        ("The siege of March 3 - April 9 ended.", ["2022-03-03", "2022-04-09"]),
    ],
)
def test_the_two_ends_of_a_range_span_the_same_days(text: str, values: list[str]) -> None:
    first, last = timexes(text)
    assert [first.value, last.value] == values
    assert (str(first.earliest), str(first.latest)) == (values[0], values[1])
    assert (last.earliest, last.latest, last.precision) == (first.earliest, first.latest, first.precision)


@pytest.mark.parametrize("text", ["He met them on Tuesday and Thursday.", "It fell on 3 May, and on 5 June."])
def test_two_days_are_no_range(text: str) -> None:
    assert all(timex.earliest == timex.latest for timex in timexes(text))


def test_days_precision_and_basis_are_those_that_events_need() -> None:
    weekend, sunday, invasion = timexes(
        "Soldiers took a hamlet over the weekend, the ministry announced on Sunday. "
        "It was the third village since the invasion started on February 24, and had only 800 inhabitants."
    )
    assert (weekend.text, str(weekend.earliest), str(weekend.latest)) == (
        "the weekend",
        "2022-06-18",
        "2022-06-19",
    )
    assert (weekend.precision, weekend.basis) == (TimePrecision.FEW_DAYS, DateBasis.RELATIVE)
    assert (str(sunday.earliest), sunday.precision) == ("2022-06-19", TimePrecision.DAY)
    assert (str(invasion.earliest), invasion.basis) == ("2022-02-24", DateBasis.STATED)


def test_without_publication_date_what_is_relative_says_so() -> None:
    found = timexes("It fell on Sunday, two days after 3 March 2022, and was retaken last week.", None)
    known = {timex.text: timex for timex in found}
    assert known["3 March 2022"].value == "2022-03-03"
    for text in ("Sunday", "last week"):
        timex = known[text]
        assert (timex.value, timex.earliest, timex.latest) == (None, None, None)
        assert timex.precision is TimePrecision.UNKNOWN
        assert timex.reason == "needs the publication date"


def test_a_full_date_in_the_dateline_stands_in_for_the_publication() -> None:
    text = "KYIV, June 20, 2022 (Reuters) - Shells fell on the town on Sunday, officials said."
    sunday = timexes(text, None)[-1]
    assert (sunday.value, sunday.reason) == ("2022-06-19", "reckoned from the dateline")
    partial = timexes("KYIV, June 20 (Reuters) - Shells fell on the town on Sunday, officials said.", None)[
        -1
    ]
    assert (partial.value, partial.reason) == (None, "needs the publication date")
    dated = timexes(text, date(2022, 6, 27))[-1]
    assert (dated.value, dated.reason) == ("2022-06-26", None)


def test_in_a_history_a_date_without_year_belongs_to_the_year_last_named() -> None:
    text = (
        "The war began in 1914. The front froze in 1915. In 1916 the army attacked at Verdun on 21 February. "
        "In 1917 it mutinied. The war ended in 1918, after the offensive of August."
    )
    values = [timex.value for timex in timexes(text)]
    assert "1916-02-21" in values
    assert values[-1] == "1918-08"


@pytest.mark.parametrize(
    "text",
    [
        "Some 800 people lived there.",
        "Theresa May said that she may march on.",
        "The third since the invasion.",
        "Shells fall on the town.",
        "The 5000 troops left with 2000 rifles.",
        "He walked past the second house.",
        "It cost $ 1999.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert timexes(text) == ()


def test_spans_are_those_of_the_text_whatever_its_signs() -> None:
    text = "On\u00a0Feb.\u20024 and “between 3–5\u00a0May”, at 7:15\u202fp.m.\u2014not\u2026 yesterday’s."
    found = timexes(text)
    assert [timex.text for timex in found][:3] == ["Feb.\u20024", "3", "5\u00a0May"]
    assert all(text[timex.start : timex.end] == timex.text for timex in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_the_ends_of_the_calendar_are_no_error(day: date) -> None:
    text = (
        "Last week, next week, 30 years ago, a century ago, 500 years from now, next Friday, last Monday, "
        "early next year, the past 900 years, last spring, over the weekend, in August, on February 29, "
        "last Easter, overnight, tomorrow, the next 24 hours, two decades later, this quarter, at Christmas."
    )
    assert len(timexes(text, day)) > 15


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "text",
    [
        "1 " * 50_000,
        "May " * 25_000,
        "1 May " * 16_000,
        "the " * 25_000,
        "the end of the " * 6_500,
        "a few " * 16_000,
        "two hundred thousand " * 5_000,
        "2022-" * 20_000,
        "12:30 " * 16_000,
        "- " * 50_000,
        "last " * 20_000 + "week",
        "from 3 May to " * 7_000,
        "the fiscal fiscal fiscal quarter " * 3_000,
        "twenty-" * 14_000,
        " \n" * 50_000 + "May",
        "1" * 100_000,
    ],
    ids=lambda text: text[:20].replace("\n", "/"),
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    article = Article(article_id="a", text=f"The army said so. {text}", published_at=MONDAY, language="en")
    document = read_document(article)
    start = time.process_time()
    find_timexes(document)
    assert time.process_time() - start < 10
