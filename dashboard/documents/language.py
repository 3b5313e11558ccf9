"""The language of a text.

English function words settle most texts at once; the rest goes to a trained identifier.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from dashboard.records.document import Token

_ENGLISH = frozenset(
    """
    the of to and in a is that for on with as was at by it from be are has have said an were this
    after his who not but
    """.split()
)
_ENOUGH = 0.2
_SAMPLE = 400


class _Identifier(Protocol):
    def classify(self, instance: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    # Imported here: the model takes a third of a second to load, and English text never needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def language(text: str, tokens: Sequence[Token]) -> str:
    """ISO 639-1 code of the language of ``text``; ``"und"`` where it holds no words."""
    words = [token.lower for token in tokens[:_SAMPLE] if token.lower[0].isalpha()]
    if not words:
        return "und"
    if sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words):
        return "en"
    code, probability = _identifier().classify(text[:3000])
    # A short or odd Latin text (a headline, a list of names) that the identifier doubts counts as English.
    ascii_share = sum(word.isascii() for word in words) / len(words)
    if ascii_share > 0.9 and probability < 0.9:
        return "en"
    return code
