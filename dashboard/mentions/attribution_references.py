"""What "he", "they" and "the statement" mean: the last source that fits."""

from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention

#: Kinds whose word on a conflict is a party's.
PARTIES = frozenset(
    (ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)
)
_PRONOUNS = frozenset("he she it they".split())
_PAPERS = frozenset(
    """
    statement report bulletin communique communiqué letter document dispatch update
    """.split()
)
_OFFICES = frozenset(
    """
    spokesman spokeswoman spokesperson minister president general mayor governor ambassador
    """.split()
)


class Sources:
    """The sources a document has named so far."""

    def __init__(self) -> None:
        self._person: str | None = None
        self._issuer: str | None = None
        self._group: str | None = None

    def meant_by(self, text: str) -> str:
        """The source meant by a pronoun or by "the statement"; the words themselves where none fits."""
        word = text.lower()
        if word in ("he", "she") or word in _OFFICES:
            known = self._person
        elif word == "they":
            known = self._group
        elif word == "it" or word in _PAPERS:
            known = self._issuer
        else:
            return text
        return known if known is not None else text

    def remember(self, text: str, actor: ActorMention | None) -> None:
        """A source that was named, and the actor its words mention."""
        word = text.lower()
        if word in _PRONOUNS or word in _PAPERS or word in _OFFICES:
            return
        if _plural(text):
            self._group = text
            return
        collective = actor is not None and (actor.kind in PARTIES or actor.kind is ActorKind.ORGANISATION)
        if not collective:
            self._person = text
        if collective or not _person(text, actor):
            self._issuer = text


def _person(text: str, actor: ActorMention | None) -> bool:
    """Whether the source is someone by name: "Boris Johnson", not "the British MoD"."""
    last = text.split()[-1]
    return last[:1].isupper() and (actor is None or actor.name.endswith(last))


def _plural(text: str) -> bool:
    head = text.lower().split(" of ")[0].split(" in ")[0].split()[-1]
    return (head.endswith("s") and not head.endswith(("ss", "us"))) or head in ("police", "people")
