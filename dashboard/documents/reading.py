"""``read_document``: an article cut into sentences and tokens."""

from dashboard.documents.capitals import recased
from dashboard.documents.dateline import dateline
from dashboard.documents.language import language
from dashboard.documents.plain import plain
from dashboard.documents.sentences import sentences
from dashboard.documents.tokens import tokens
from dashboard.errors import UnsupportedLanguage
from dashboard.records.article import Article
from dashboard.records.document import Document

#: Languages the extractor knows, ISO 639-1.
SUPPORTED_LANGUAGES = frozenset({"en"})


def read_document(article: Article) -> Document:
    """The document of an article.

    Raises UnsupportedLanguage where its language (given, or told from the text) is not one of
    SUPPORTED_LANGUAGES.
    """
    flat = recased(plain(article.text))
    words = tokens(flat)
    told = (article.language or language(article.text, words)).lower()[:2]
    if told not in SUPPORTED_LANGUAGES:
        raise UnsupportedLanguage(told)
    return Document(
        article=article,
        text=article.text,
        plain=flat,
        sentences=sentences(flat, words),
        tokens=words,
        dateline=dateline(flat),
        language=told,
    )
