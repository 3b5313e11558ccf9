"""The whole way of the writing arm, in a few lines: articles in, events with evidence out.

``extract_events(articles)`` runs it; ``Extractor`` is the protocol that any other extractor follows, and
``RuleExtractor`` the one that ships; ``proposals`` and ``proposal_extractor`` let an outside model propose
events; ``annotation`` renders what was found as standoff JSON.
"""

from dashboard.pipeline.extraction import Extraction
from dashboard.pipeline.extractor import Extractor, RuleExtractor, extract_events

__all__ = ["Extraction", "Extractor", "RuleExtractor", "extract_events"]
