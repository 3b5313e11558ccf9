"""Who holds the office that a description names: "the monarch" is the king told of before."""

from dataclasses import replace

from dashboard.events.reading import Reading
from dashboard.records.mention import ActorMention

_REACH = 2000
#: Offices and the titles of those who hold them.
_TITLES = {
    "monarch": frozenset(["king", "queen", "emir", "sultan", "emperor", "shah"]),
    "king": frozenset(["king"]),
    "queen": frozenset(["queen"]),
    "emir": frozenset(["emir"]),
    "sultan": frozenset(["sultan"]),
    "prince": frozenset(["prince"]),
    "president": frozenset(["president"]),
    "premier": frozenset(["premier", "prime"]),
    "chancellor": frozenset(["chancellor"]),
    "general": frozenset(["general", "gen"]),
    "colonel": frozenset(["colonel", "col"]),
    "ambassador": frozenset(["ambassador"]),
    "envoy": frozenset(["envoy"]),
    "governor": frozenset(["governor", "gov"]),
    "mayor": frozenset(["mayor"]),
    "senator": frozenset(["senator", "sen"]),
    "pope": frozenset(["pope"]),
    "spokesman": frozenset(["spokesman"]),
    "spokeswoman": frozenset(["spokeswoman"]),
    "commander": frozenset(["commander"]),
}
#: A description that goes on names its own holder: "the king of Jordan", "the president's".
_GOES_ON = frozenset(["of", "'s", "'", "to", "for", "who", "-"])


def holder_of(reading: Reading, mention: ActorMention) -> ActorMention:
    """The person whom "the king" or "the monarch" describes, by an earlier title; else the mention."""
    titles = _TITLES.get(mention.text.lower())
    if titles is None or mention.text[0].isupper() or reading.words_before(mention.start, 1) != ["the"]:
        return mention
    if _GOES_ON.intersection(reading.words_after(mention.end, 1)):
        return mention
    for other in reading.actors.back_from(mention.start):
        if mention.start - other.start > _REACH:
            break
        named = other.name[:1].isupper() and other.text.split()[-1][:1].isupper()
        named = named and titles.isdisjoint(other.name.split())  # not "the French ambassador to Peru"
        words = {word.strip(".,").lower() for word in other.text.split()}
        if not named or not titles & words:
            continue
        return replace(other, country=other.country or mention.country)
    return mention
