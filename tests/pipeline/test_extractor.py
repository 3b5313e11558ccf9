"""The whole way, from articles to events."""

from datetime import date

import pytest

from dashboard.errors import UnsupportedLanguage
from dashboard.pipeline import Extraction, Extractor, RuleExtractor, extract_events
from dashboard.records.article import Article

STRIKE = "Warplanes bombed a depot in Idlib on Monday."


def article(ident: str, text: str) -> Article:
    return Article(article_id=ident, text=text, published_at=date(2022, 6, 22), language="en")


def test_extractions_come_in_the_order_of_the_articles() -> None:
    found = list(
        extract_events([article("a", STRIKE), article("b", "Nothing of note."), article("c", STRIKE)])
    )
    assert [(e.article.article_id, len(e.events)) for e in found] == [("a", 1), ("b", 0), ("c", 1)]


def test_any_extractor_may_take_part() -> None:
    class Silent:
        def read(self, article: Article) -> Extraction:
            return Extraction(article, (), (), (), (), None)

    silent: Extractor = Silent()
    (found,) = extract_events([article("a", STRIKE)], extractor=silent)
    assert found.events == ()


def test_a_foreign_language_is_said() -> None:
    with pytest.raises(UnsupportedLanguage, match="ru"):
        RuleExtractor().read(Article(article_id="a", text="Войска вошли в город.", language="ru"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A strong earthquake shook the valley and floods followed, the disaster agency said.",
            "Natural disaster",
        ),
        ("The foreign ministers held talks in Geneva on bilateral relations and cooperation.", "Diplomacy"),
        ("A suicide bomber blew himself up at a checkpoint in Kabul.", "Suicide bomb"),
        ("Two men threw grenades into a bar; the grenades exploded.", "Grenade"),
    ],
)
def test_main_type(text: str, kind: str) -> None:
    assert RuleExtractor().read(article("a", text)).main_type == kind


def test_no_type_without_a_word_for_one() -> None:
    assert RuleExtractor().read(article("a", "The cat sat on the mat.")).main_type is None
