"""Where those belong whose name does not say it: "a group based in Malta", "doctors from two charities"."""

from dashboard.events.reading import Reading
from dashboard.records.mention import ActorMention, Toponym

#: Between a noun and the place of those it names.
_BINDING = frozenset(["of", "from", "in", "inside", "across"])
_PASSED = frozenset(
    """
    the a an two three several some operating living based fighting active held southern northern eastern
    western central south north east west occupied
    """.split()
)
_WORDS, _REACH = 5, 60
_ETHNIC = "ethnic"


def seat_of(reading: Reading, mention: ActorMention) -> str | None:
    """The country that the words right after a mention give it; None where they give none.

    "Albanians of southern Serbia" are of Serbia, but Americans in Iraq stay Americans: where the name says a
    country, only "of" changes it, unless it speaks of descent ("ethnic Albanians in Serbia").
    """
    after = _bound_to(reading, mention)
    if after is None:
        return None
    binding, found = after
    if mention.country is not None and binding != "of" and not is_of_descent(mention):
        return None
    if isinstance(found, ActorMention):
        return found.country
    return found.place.country if found.place is not None else None


def is_of_descent(mention: ActorMention) -> bool:
    """Whether a name tells the descent of people and no citizenship."""
    return _ETHNIC in mention.text.lower().split()


def body_of(reading: Reading, mention: ActorMention) -> ActorMention | None:
    """The body that people belong to: "doctors from two American aid groups"."""
    after = _bound_to(reading, mention)
    return after[1] if after is not None and isinstance(after[1], ActorMention) else None


def _bound_to(reading: Reading, mention: ActorMention) -> tuple[str, ActorMention | Toponym] | None:
    """The binding word after a mention and the name behind it."""
    first, last = mention.end, mention.end + _REACH
    names: list[ActorMention | Toponym] = [
        *reading.actors.between(first, last),
        *reading.toponyms.between(first, last),
    ]
    if not names:
        return None
    name = min(names, key=lambda n: (n.start, -n.end))
    words = reading.words_between(first, name.start)
    binding = [word for word in words if word in _BINDING]
    if len(binding) != 1 or len(words) > _WORDS or not _PASSED.issuperset(set(words) - _BINDING):
        return None
    return binding[0], name
