"""Triggers: every row of the lexicon, and what the words around a trigger make of it."""

import pytest

from dashboard.documents import read_document
from dashboard.mentions.trigger_inflection import verb_forms
from dashboard.mentions.trigger_lexicon import Row, lexicon
from dashboard.mentions.triggers import find_triggers
from dashboard.records.article import Article
from dashboard.records.codes import Likelihood, Status
from dashboard.records.mention import Trigger
from dashboard.records.ontology import sub_types


def triggers(text: str) -> tuple[Trigger, ...]:
    return find_triggers(read_document(Article(article_id="test", text=text, language="en")))


def fired(text: str) -> set[str]:
    return {trigger.sub_type for trigger in triggers(text) if not trigger.negated}


@pytest.mark.parametrize("row", lexicon().rows, ids=lambda row: row.rule[:60])
def test_a_row_fires_on_its_example_and_not_on_its_counter_example(row: Row) -> None:
    assert row.sub_type in fired(row.example)
    assert row.sub_type not in fired(row.counter_example)


def test_every_sub_type_has_rows() -> None:
    assert {row.sub_type for row in lexicon().rows} == set(sub_types())


def test_spans_are_the_words() -> None:
    text = "Warplanes bombed the depot — then shells fell on Kadiv. A cease-fire followed."
    found = triggers(text)
    assert [text[t.start : t.end] for t in found] == [t.text for t in found]
    assert {"air_strike", "shelling", "ceasefire"} <= {t.sub_type for t in found}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels could attack the base near the town.",
        "If rebels attack the base, the army will answer.",
        "The army often shelled the village.",
        "Officials fear further air strikes on the port.",
        "The minister called for a ceasefire to be considered but possible clashes remain a risk.",
        "The film bombed at the box office and a price war followed.",
        "The team fought back after a penalty shoot-out.",
        "He suffered a heart attack at the match.",
        "The scouts of Troop 12 attacked the fundraising drive with energy.",
    ],
)
def test_what_did_not_happen_gives_no_violence(text: str) -> None:
    violent = {"battle", "remote_violence", "violence_against_civilians", "riot"}
    assert not [t for t in triggers(text) if t.event_type in violent and not t.negated]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Troops shelled the village.", Status.OCCURRED),
        ("Troops are shelling the village.", Status.ONGOING),
        ("Troops are still shelling the village.", Status.ONGOING),
        ("The president will visit Paris on Friday.", Status.PLANNED),
        ("Militants tried to bomb a hotel in the port.", Status.ATTEMPTED),
        ("The army denied that troops shelled the village.", Status.OCCURRED),
    ],
)
def test_status_comes_from_the_clause(text: str, status: Status) -> None:
    assert status in {t.status for t in triggers(text)}


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("The president called Friday on the rebels to disarm.", "demand"),
        ("The World Health Board (WHB) reiterated its demand that the state open the camp.", "demand"),
        ("Youths resorted to throwing stones at police.", "violent_demonstration"),
        ("The general today mounted his long-threatened invasion of the island.", "armed_clash"),
        ("The two navies launched ten days of war games.", "other"),
    ],
)
def test_days_asides_and_compounds_do_not_hide_a_trigger(text: str, sub_type: str) -> None:
    assert sub_type in fired(text)


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Ousted president Alan Keller spoke in the capital.", "mutiny"),
        ("The army entered the rebel-captured town of Sel.", "territory_gained"),
        ("The two navies launched ten days of war games.", "armed_clash"),
    ],
)
def test_what_only_describes_is_no_trigger(text: str, sub_type: str) -> None:
    assert sub_type not in fired(text)


def test_negation_is_marked() -> None:
    assert all(t.negated for t in triggers("Troops did not shell the village."))
    assert triggers("Troops did not shell the village.")


def test_likelihood_comes_from_the_clause() -> None:
    found = {t.sub_type: t.likelihood for t in triggers("The village was probably shelled by troops.")}
    assert found["shelling"] is Likelihood.PROBABLE


def test_voice() -> None:
    active, passive = triggers("Troops shelled the village."), triggers("The village was shelled by troops.")
    assert [t.passive for t in active] == [False]
    assert [t.passive for t in passive] == [True]


def test_a_describing_participle_is_no_event() -> None:
    assert not fired("Aid reached the shelled village of Kadiv.") & {"shelling"}


def test_a_name_is_no_event() -> None:
    assert not fired("He served in Operation Desert Rain as a cook.")


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("stab", {"stab", "stabs", "stabbed", "stabbing"}),
        ("occupy", {"occupy", "occupies", "occupied", "occupying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("expel", {"expel", "expels", "expelled", "expelling"}),
        ("take", {"take", "takes", "took", "taken", "taking"}),
    ],
)
def test_inflection(lemma: str, forms: set[str]) -> None:
    assert set(verb_forms(lemma)) == forms
