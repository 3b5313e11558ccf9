"""Followers of somebody named: "the general's supporters", "supporters of the party"."""

from collections.abc import Iterable, Sequence

from dashboard.mentions.actor_names import Draft
from dashboard.mentions.actor_persons import words
from dashboard.mentions.actor_units import POSSESSIVE
from dashboard.records.codes import ActorKind
from dashboard.records.document import Token

_FOLLOWERS = frozenset(
    """
    supporters supporter followers follower backers loyalists sympathisers sympathizers partisans admirers
    """.split()
)
_ARTICLES = frozenset(("the", "a", "an"))


def with_followers(drafts: Iterable[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """``drafts`` with each name that followers belong to widened to them: they act, not whom they follow."""
    made = []
    for draft in drafts:
        first, last = _followers(draft, tokens)
        if first == draft.first and last == draft.last:
            made.append(draft)
            continue
        head = tokens[first if first < draft.first else last - 1].lower
        made.append(
            Draft(
                first,
                last,
                words(tokens, first, last),
                ActorKind.CIVILIANS,
                draft.country,
                False,
                head=head,
                owned=True,
            )
        )
    return made


def _followers(draft: Draft, tokens: Sequence[Token]) -> tuple[int, int]:
    first, last = draft.first, draft.last
    if draft.head and draft.kind is not ActorKind.ORGANISATION:
        return first, last
    if last + 1 < len(tokens) and tokens[last].text in POSSESSIVE and tokens[last + 1].lower in _FOLLOWERS:
        return first, last + 2
    at = first - 1
    at -= at > 0 and tokens[at].lower in _ARTICLES
    if at > 0 and tokens[at].lower == "of" and tokens[at - 1].lower in _FOLLOWERS:
        return at - 1, last
    return first, last
