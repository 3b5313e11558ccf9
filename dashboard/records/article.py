"""An article, as published."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.records.fields import described


def article_id(text: str, url: str | None) -> str:
    """The identity of an article: the same words at the same address are the same article.

    White space and Unicode form do not count, so a file saved twice by two editors is one article.
    """
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(f"{url or ''}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """A text as published, with what is known about its publication."""

    article_id: str = described("sha256 of normalised text and url, hexadecimal")
    text: str = described("The words as read; every offset of the article's events counts characters of it")
    url: str | None = described("Where it was published", default=None)
    title: str | None = described("Headline, apart from the text", default=None)
    publisher: str | None = described("Who published it, as a reader knows them", default=None)
    author: str | None = described("By-line", default=None)
    published_at: date | None = described(
        "Day of publication; relative dates are reckoned from it", unit="ISO 8601 day", default=None
    )
    language: str | None = described("Language of the text", values="ISO 639-1", default=None)
    fetched_at: datetime | None = described("When it was read", unit="UTC", default=None)
    raw_sha256: str | None = described("sha256 of the bytes it was read from, hexadecimal", default=None)
