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


def test_an_article_without_events_is_explained_too() -> None:
    explanation = explained("The cat sat on the mat near the door of the house.")
    assert explanation.events == ()
    assert explanation.extractor == "rules 1"


def test_reasons_change_nothing(story: Explanation) -> None:
    again = explain(replace(story.article), name="story")
    assert again == story
