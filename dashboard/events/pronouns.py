"""Whom a pronoun may stand for: one person, one body, or several."""

from functools import lru_cache

from dashboard.documents.tokens import tokens as tokenise
from dashboard.events.wording import is_plural
from dashboard.mentions.actor_lexicon import Land, Named, phrase_table
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention

_PERSONAL = frozenset(["he", "she", "him", "her"])
_NEUTER = frozenset(["it"])
_SEVERAL = frozenset(["they", "them"])
_OFFICES = frozenset(
    """
    president minister premier chancellor king queen prince emir sultan monarch leader commander chief
    ambassador envoy spokesman spokeswoman spokesperson governor mayor general colonel judge prosecutor
    officer soldier official secretary chairman director man woman boy girl suspect gunman bomber attacker
    lawmaker senator diplomat candidate activist journalist student teacher driver resident witness
    """.split()
)
_BODIES = frozenset(
    """
    ministry department office council committee commission party union front army movement agency court
    group organisation organization forces police government
    """.split()
)


def fits(pronoun: str, mention: ActorMention) -> bool:
    """Whether a folded pronoun may stand for the mention, by number and by what it names."""
    person = _is_person(mention.name, mention.text, mention.kind)
    if pronoun in _PERSONAL:
        return person
    if pronoun in _NEUTER:
        return not person and not (mention.name.islower() and is_plural(mention.name))
    return pronoun not in _SEVERAL or not person


@lru_cache(4096)
def _is_person(name: str, text: str, kind: ActorKind) -> bool:
    words = name.split()
    last = words[-1]
    if text.split()[-1].lower() in _OFFICES:
        return True
    if last.islower() or last.lower() in _OFFICES:
        return last.lower() in _OFFICES
    if kind is ActorKind.CIVILIANS or _BODIES.intersection(word.lower() for word in words):
        return False
    tokens = tokenise(name)
    end, entries = phrase_table().match(tokens, 0, len(tokens))
    body = end == len(tokens) and any(isinstance(entry, Named | Land) for entry in entries)
    titled = text.endswith(name) and len(text) > len(name)  # "General Franco"
    return not body and (kind is ActorKind.INDIVIDUAL or len(words) > 1 or titled)
