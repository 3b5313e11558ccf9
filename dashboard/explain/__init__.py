"""Why each field of an article's events is what it is, and what was considered and dropped.

``explain(article)`` gives the reasons as records, ``explanations`` those of files, ``page`` one HTML page.
"""

from dashboard.explain.articles import Explained, explain, explanations
from dashboard.explain.explanation import Explanation

__all__ = ["Explained", "Explanation", "explain", "explanations"]
