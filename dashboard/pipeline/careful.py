"""Reading one article of many: what is no article, and defects of ours, become errors of that article."""

import logging
from collections.abc import Callable
from typing import TypeVar

from dashboard.errors import ConflictEventsError, InputError, UnreadableArticle
from dashboard.records.article import Article

#: Longer texts are no articles but archives; reading one as a whole would take minutes. In characters.
LONGEST = 500_000

_Read = TypeVar("_Read")
log = logging.getLogger(__name__)


def carefully(read: Callable[[Article], _Read], article: Article) -> _Read:
    """``read(article)``.

    Raises UnreadableArticle where the text is longer than LONGEST, InputError where ``read`` fails by a
    defect, so that the other articles go on; errors of ours pass through.
    """
    if len(article.text) > LONGEST:
        raise UnreadableArticle(
            f"it is {len(article.text):,} characters long; articles of up to {LONGEST:,} are read: split it"
        )
    try:
        return read(article)
    except ConflictEventsError:
        raise
    except Exception as error:
        # A defect of ours in one article must not cost the reader the others.
        log.debug("article %s", article.article_id, exc_info=True)
        raise InputError(
            f"the extractor failed on it ({type(error).__name__}: {error}); please report this article"
        ) from error
