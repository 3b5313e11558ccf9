"""The example of CONTRIBUTING.md runs: a spaCy pipeline as a proposer, here a stand-in of the same shape."""

import re
import textwrap
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.pipeline import RuleExtractor, extract_events
from dashboard.pipeline.proposal_extractor import ProposalExtractor
from dashboard.records.article import Article

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
TEXT = "Warplanes bombed a depot in Idlib on Monday."


def pipeline(text: str) -> list[SimpleNamespace]:
    """The attributes of spaCy's tokens that the example reads, of one sentence."""
    sentence = SimpleNamespace(
        text=text,
        ents=[SimpleNamespace(text="Idlib", label_="GPE"), SimpleNamespace(text="Monday", label_="DATE")],
    )
    subject = SimpleNamespace(text="Warplanes", pos_="NOUN", lemma_="warplane", dep_="nsubj", children=[])
    verb = SimpleNamespace(text="bombed", pos_="VERB", lemma_="bomb", dep_="ROOT", children=[subject])
    for token in (subject, verb):
        token.sent = sentence
    return [subject, verb]


@pytest.fixture(scope="module")
def proposer() -> Any:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(textwrap.dedent(example), names)
    return names["SpacyProposer"](pipeline)


def test_the_example_proposes_events(proposer: Any) -> None:
    article = Article(article_id="a", text=TEXT, published_at=date(2022, 6, 22), language="en")
    ((event,),) = (e.events for e in extract_events([article], extractor=ProposalExtractor(proposer)))
    assert (event.sub_type, event.extractor) == ("air_strike", "en_core_web_sm via proposals")
    assert event.where is not None
    assert event.where.text == "Idlib"
    assert event.when is not None
    assert event.when.start == date(2022, 6, 20)
    assert [a.text for a in event.actors] == ["Warplanes"]
    both = ProposalExtractor(proposer, combine=True).read(article)
    assert both.events == RuleExtractor().read(article).events
