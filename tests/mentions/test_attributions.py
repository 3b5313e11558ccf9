"""Attributions: every row of the lexicon, the frames, scope, and what pronouns mean."""

import csv

import pytest

from dashboard.documents import read_document
from dashboard.mentions.actors import find_actors
from dashboard.mentions.attributions import find_attributions
from dashboard.records.article import Article, article_id
from dashboard.records.codes import Likelihood, Stance
from dashboard.records.mention import Attribution
from dashboard.resources import file


def rows() -> list[dict[str, str]]:
    with file("lexicons/attributions.csv").open(encoding="utf8", newline="") as source:
        return list(csv.DictReader(source))


def attributions(text: str) -> tuple[Attribution, ...]:
    document = read_document(Article(article_id=article_id(text, None), text=text, language="en"))
    found = find_attributions(document, actors=find_actors(document))
    assert all(text[entry.start : entry.end] == entry.text for entry in found)
    assert all(0 <= entry.scope_start < entry.scope_end <= len(text) for entry in found)
    return found


def only(text: str) -> Attribution:
    found = attributions(text)
    assert len(found) == 1, found
    return found[0]


def scope(text: str, entry: Attribution) -> str:
    return text[entry.scope_start : entry.scope_end]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["forms"].split(";")[0])
def test_a_cue_attributes_in_its_example_and_not_in_its_counter_example(row: dict[str, str]) -> None:
    found = [entry.likelihood for entry in attributions(row["example"])]
    assert row["likelihood"] in found
    assert attributions(row["counter_example"]) == ()


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("The bridge was hit, according to the mayor.", "mayor", "The bridge was hit,"),
        ("According to the mayor, the bridge was hit.", "mayor", "the bridge was hit."),
        ("Local officials said that the bridge was hit.", "Local officials", "the bridge was hit."),
        ("The bridge was hit, local officials said.", "local officials", "The bridge was hit,"),
        ("The bridge was hit, witnesses said on Sunday.", "witnesses", "The bridge was hit,"),
        ("The bridge was hit, said Omar Saleh, a doctor.", "Omar Saleh", "The bridge was hit,"),
        ("The bridge, witnesses said, was hit.", "witnesses", "The bridge, witnesses said, was hit."),
        ("Omar Saleh, a doctor in Douma, said the bridge was hit.", "Omar Saleh", "the bridge was hit."),
        ("The Kisumu Police on Thursday said it had found guns.", "Kisumu Police", "it had found guns."),
        ("A spokesman for the army said the port was hit.", "spokesman for the army", "the port was hit."),
        ("The bridge was hit, said a letter from the Coast Guard.", "Coast Guard", "The bridge was hit,"),
        ("The town fell, according to the Russian TASS state news agency.", "TASS", "The town fell,"),
        ('The "Northern Courier" has reported that the town fell.', "Northern Courier", "the town fell."),
        ("The news agency, Nordpress, reported that the town fell.", "Nordpress", "the town fell."),
        ("The governor was quoted as saying that the town fell.", "governor", "the town fell."),
        ("Interfax quoted the governor as saying the town fell.", "governor", "the town fell."),
        ("Rescuers and residents say the town fell.", "Rescuers and residents", "the town fell."),
        ("The minister told reporters on Monday that the town fell.", "minister", "the town fell."),
    ],
)  # fmt: skip
def test_the_source_and_what_it_vouches_for(text: str, source: str, words: str) -> None:
    entry = only(text)
    assert (entry.source, scope(text, entry)) == (source, words)


@pytest.mark.parametrize(
    ("text", "stance", "likelihood"),
    [
        ("Witnesses said the bridge was hit.", Stance.ASSERTED, Likelihood.CERTAIN),
        ("The rebels said the bridge was hit.", Stance.CLAIMED, Likelihood.CERTAIN),
        (
            "The Russian Defense Ministry announced that it took the village.",
            Stance.CLAIMED,
            Likelihood.CERTAIN,
        ),
        ("The mayor claimed the bridge was hit.", Stance.CLAIMED, Likelihood.CERTAIN),
        ("The mayor denied that the bridge was hit.", Stance.DENIED, Likelihood.CERTAIN),
        ("Kyiv accused Russia of shelling the port.", Stance.ALLEGED, Likelihood.PROBABLE),
        ("Police suspect that a cell planned it.", Stance.SUSPECTED, Likelihood.PROBABLE),
    ],
)
def test_stance_and_likelihood(text: str, stance: Stance, likelihood: Likelihood) -> None:
    entry = only(text)
    assert (entry.stance, entry.likelihood) == (stance, likelihood)


@pytest.mark.parametrize(
    ("text", "likelihood"),
    [
        ("The town has reportedly fallen.", Likelihood.PROBABLE),
        ("The town may have fallen.", Likelihood.POSSIBLE),
        ("The town has probably fallen.", Likelihood.PROBABLE),
        ("Two men are believed to have planned it.", Likelihood.PROBABLE),
    ],
)
def test_a_hedge_has_no_source(text: str, likelihood: Likelihood) -> None:
    entry = only(text)
    assert (entry.source, entry.likelihood, scope(text, entry)) == (None, likelihood, text)


def test_pronouns_and_papers_mean_the_last_source_that_fits() -> None:
    text = (
        "Mayor Omar Saleh said the bridge was hit. He added that two people died. "
        "The British MoD described how units refused orders. The bulletin states that morale is low. "
        "Rescuers say a house fell. They say a child is missing."
    )
    assert [entry.source for entry in attributions(text)] == [
        "Mayor Omar Saleh",
        "Mayor Omar Saleh",
        "British MoD",
        "British MoD",
        "Rescuers",
        "Rescuers",
    ]


def test_a_quotation_over_two_sentences_belongs_to_its_speaker() -> None:
    text = 'The town was calm. "The bridge was hit. Two people died," Omar Saleh said.'
    entry = only(text)
    assert (entry.source, scope(text, entry)) == ("Omar Saleh", '"The bridge was hit. Two people died,"')


def test_hearsay_gives_both_sources_each_with_its_scope() -> None:
    text = "The rebels said they took the hill, according to Reuters."
    found = attributions(text)
    assert [(entry.source, entry.stance) for entry in found] == [
        ("rebels", Stance.CLAIMED),
        ("Reuters", Stance.ASSERTED),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The United States and Russia drifted apart.",
        "The ship sailed to Port Said on Monday.",
        "He told a story.",
        "The added weight sank the boat.",
        "They were paid according to rank.",
        "The president underlined his commitment.",
        "On May 5 the bridge was hit.",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    assert attributions(text) == ()


@pytest.mark.parametrize(
    "text", ["he said " * 3000, "reportedly, " * 3000, '"said ' * 3000, "Omar, " * 3000 + "said"]
)
def test_a_sentence_without_end_is_read_in_time(text: str) -> None:
    assert isinstance(attributions(text), tuple)
