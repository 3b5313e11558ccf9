"""Reasons of events: true to the events they explain, and to what was dropped."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.explain import Explanation, explain
from dashboard.explain.explanation import EventReason, FieldReason, SpanKind
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article

PUBLISHED = date(2022, 6, 22)
STORY = (
    "KYIV, June 20 - Russian forces shelled the town of Lysychansk on Saturday and killed three people, "
    "the regional governor said. The attack also wounded five others.\n\n"
    "Ukrainian troops did not attack the depot, the army said. The talks between the rivals were reported. "
    "Rebels may storm Kharkiv. Warplanes bombed a depot in Springfield."
)


@pytest.fixture(scope="module")
def story() -> Explanation:
    return explained(STORY)


def explained(text: str, *, published: date | None = PUBLISHED) -> Explanation:
    return explain(Article(article_id="a", text=text, published_at=published, language="en"), name="story")


def field(reason: EventReason, label: str) -> FieldReason:
    return next(f for f in reason.fields if f.label == label)


def why(explanation: Explanation, text: str) -> list[str]:
    return [d.reason for d in explanation.dropped if d.text == text]


def test_the_events_are_those_of_the_extractor(story: Explanation) -> None:
    assert tuple(r.event for r in story.events) == RuleExtractor().read(story.article).events


def test_every_quote_stands_in_the_text_where_it_says(story: Explanation) -> None:
    quotes = [s.quote for s in story.spans]
    quotes += [d.quote for d in story.dropped if d.quote is not None]
    quotes += [q for r in story.events for f in r.fields for q in f.quotes]
    assert quotes
    for quote in quotes:
        assert STORY[quote.start : quote.end] == quote.text


def test_a_field_names_its_rule_its_words_and_its_score(story: Explanation) -> None:
    shelling = story.events[0]
    what = field(shelling, "What")
    assert what.value == "Shelling (remote violence)"
    assert "rule “shell+”" in what.by
    assert what.score == "the rule's weight is 0.80"
    where = field(shelling, "Where")
    assert where.value is not None
    assert where.value.startswith("Lysychansk")
    assert [q.text for q in where.quotes] == ["Lysychansk"]
    others = {o.text: o.reason for o in where.options if not o.chosen}
    assert others["“KYIV”"] == "in the dateline: where it was written"
    when = field(shelling, "When")
    assert when.value == "2022-06-18"
    assert "reckoned from the day of publication" in when.by
    assert "“Saturday” is DATE 2022-06-18" in when.by
    assert field(shelling, "Killed").value == "3"
    assert field(shelling, "Injured").value == "5"
    assert field(shelling, "Who acts").value == "Russian forces, state forces, RU"
    assert field(shelling, "Who says so").value == "regional governor (asserted)"


def test_weights_add_up_to_the_confidence(story: Explanation) -> None:
    for reason in story.events:
        total = sum(weight.points for weight in reason.weights)
        assert min(total, 0.99) == pytest.approx(reason.event.confidence, abs=0.01)
        assert reason.least is not None
        assert total >= reason.least - 0.01


def test_what_was_dropped_says_why(story: Explanation) -> None:
    assert why(story, "killed") == ["tells event 1 again"]
    assert why(story, "attack") == ["negated"]
    heading = explained(
        "Rebels attack village\n\nRebels attacked a village near Idlib on Monday, police said."
    )
    assert why(heading, "attack") == ["in a heading; the text tells it"]
    unsure = explained("The report recalls the killings, the shooting and the shelling.")
    assert any(reason.startswith("too unsure (0.") for reason in why(unsure, "shelling"))


def test_a_name_of_many_places_lists_them(story: Explanation) -> None:
    (name,) = (s for s in story.spans if s.quote.text == "Springfield")
    assert name.kind is SpanKind.WHERE
    assert [o.chosen for o in name.options][:2] == [True, False]
    assert name.options[0].score is not None
    assert name.options[1].score is not None
    assert name.options[0].score >= name.options[1].score
    assert name.options[-1].text.endswith("more of that name")


def test_none_of_the_places_of_a_name_is_an_answer_too() -> None:
    explanation = explained("The EU condemned the attack on Monday.")
    (name,) = (s for s in explanation.spans if s.quote.text == "EU" and s.kind is SpanKind.WHERE)
    assert name.value == "no place"
    assert name.reason == "an abbreviation, not the place that is spelt like it"
    assert (name.options[0].text, name.options[0].chosen) == ("none of these", True)
    assert name.options[0].score is not None
    assert all(o.score is not None and o.score < name.options[0].score for o in name.options[1:])


def test_another_spelling_of_a_place_is_told() -> None:
    text = "Rebels attacked the town of Boredyanka in Ukraine on Monday. Troops left Kyiv and Kharkiv."
    (name,) = (s for s in explained(text).spans if s.quote.text == "Boredyanka")
    assert name.value.startswith("Borodianka, ")
    assert "fuzzy name in the gazetteer, taken for another spelling of it" in name.by


def test_the_ground_of_who_acts_is_told() -> None:
    text = "LONDON, June 20 (Reuters) - French police arrested nine activists. France was calm."
    (reason,) = explained(text).events
    where = field(reason, "Where")
    assert where.by == "where those who act are at home, for no place is told; exact name in the gazetteer"
    assert [o.reason for o in where.options] == ["in the dateline: where it was written"]


def test_a_described_place_is_told() -> None:
    (reason,) = explained("A bomb exploded in the Afghan capital on Monday, killing three.").events
    where = field(reason, "Where")
    assert where.by.startswith("the place that the event's own sentence describes and that fits best")
    assert [q.text for q in where.quotes] == ["Afghan capital"]


def test_a_scene_told_later_is_told() -> None:
    text = "Gunmen killed four police officers in Helmand on Monday. It happened in Lashkar Gah."
    (reason,) = explained(text).events
    assert field(reason, "Where").by.startswith("sentence 2 says that it happened there")


def test_ordinary_crime_weighs_against_an_event() -> None:
    (reason,) = explained(
        "French police arrested two thieves in Lyon on Monday for smuggling cocaine."
    ).events
    assert ("ordinary crime", -0.5) in [(w.text, w.points) for w in reason.weights]
    assert sum(w.points for w in reason.weights) == pytest.approx(reason.event.confidence, abs=0.01)


def test_the_acled_name_is_the_one_that_the_words_make_of_it() -> None:
    (reason,) = explained("Gunmen threw grenades at a patrol in Mosul on Monday.").events
    assert reason.event.acled_sub_event_type == "Grenade"


def test_spans_know_the_events_that_they_support(story: Explanation) -> None:
    supports = {s.quote.text: s.events for s in story.spans}
    assert supports["Lysychansk"] == (1,)
    assert supports["KYIV"] == ()


def test_a_time_expression_names_its_rule(story: Explanation) -> None:
    (saturday,) = (s for s in story.spans if s.quote.text == "Saturday")
    assert saturday.by == "rule “weekday” of the time grammar"


def test_without_a_day_of_publication_it_is_said() -> None:
    (reason,) = explained("Warplanes bombed a depot in Idlib.", published=None).events
    when = field(reason, "When")
    assert when.value is None
    assert "the day of publication is not known" in when.by


def test_a_time_that_only_says_which_of_its_kind_says_so() -> None:
    (reason,) = explained("Rebels attacked a village near Idlib in this year's campaign.").events
    (option,) = field(reason, "When").options
    assert (option.text, option.reason) == ("“this year”", "says which of its kind, not when")


def test_a_time_says_what_it_is_reckoned_from() -> None:
    filed = "KYIV, June 20, 2022 (Reuters) - Warplanes bombed a depot in Idlib on Sunday."
    (reason,) = explained(filed, published=None).events
    assert field(reason, "When").by.startswith("reckoned from the dateline; “Sunday” is ")
    history = (
        "In 1990 the war began. In 1991 it spread. In 1992 rebels took Goma. In 1993 they left. In 1994 they "
        "came back. In May 1995 troops bombed Goma. The following year rebels shelled Bukavu."
    )
    when = field(explained(history).events[-1], "When")
    assert when.value == "1996-01-01 to 1996-12-31"
    assert when.by.startswith("reckoned from what the history told before")


def test_an_article_without_events_is_explained_too() -> None:
    explanation = explained("The cat sat on the mat near the door of the house.")
    assert explanation.events == ()
    assert explanation.extractor == "rules 1"


def test_reasons_change_nothing(story: Explanation) -> None:
    again = explain(replace(story.article), name="story")
    assert again == story
