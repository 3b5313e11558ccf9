"""Who held what was taken: "rebel-held suburbs", "the Taliban-controlled town"."""

from dashboard.events.reading import Reading
from dashboard.mentions.actor_lexicon import Land, Named, Nationality, Noun, phrase_table
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Trigger

_HELD = frozenset(["held", "controlled", "occupied", "ruled"])
_REACH, _LONGEST = 10, 4


def holder(reading: Reading, trigger: Trigger) -> ActorMention | None:
    """The holder named by an adjective in or right after the trigger, where there is one."""
    tokens, table = reading.document.tokens, phrase_table()
    sentence = reading.document.sentences[trigger.sentence]
    first = reading.token_at(trigger.start)
    for at in range(first, min(first + _REACH, sentence.last - 1)):
        if tokens[at].text != "-" or tokens[at + 1].lower not in _HELD:
            continue
        for start in range(max(sentence.first, at - _LONGEST), at):
            end, entries = table.match(tokens, start, at)
            if end != at:
                continue
            for entry in entries:
                made = _mention(reading, tokens[start].start, tokens[at - 1].end, entry)
                if made is not None:
                    return made
    return None


def _mention(reading: Reading, start: int, end: int, entry: object) -> ActorMention | None:
    text = reading.document.text[start:end]
    if isinstance(entry, Named):
        return ActorMention(start, end, text, entry.name, entry.kind, entry.country, entry.speaker)
    if isinstance(entry, Land):
        name = entry.name or entry.country.name
        return ActorMention(start, end, text, name, ActorKind.GOVERNMENT, entry.country.code, True)
    if isinstance(entry, Nationality) and not entry.plural:
        name = f"{entry.adjective} forces"
        return ActorMention(start, end, text, name, ActorKind.STATE_FORCES, entry.country, False)
    if isinstance(entry, Noun):
        return ActorMention(start, end, text, entry.head, entry.kind, None, entry.speaker)
    return None
