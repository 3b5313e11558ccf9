"""Read articles: files in, one Reading each, an Article or the reason why there is none."""

from dashboard.articles.reading import Reading
from dashboard.articles.sources import READERS, read_articles

__all__ = ["READERS", "Reading", "read_articles"]
