"""Killed and injured: each number goes to the nearest event that can have caused it."""

from collections.abc import Sequence

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.events.rival_tolls import add_claim, are_rivals, widened
from dashboard.mentions.casualty_lexicon import side_of
from dashboard.records.event import Count
from dashboard.records.mention import Casualties

_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians", "riot"])
_AFTERMATH = frozenset(["protest_with_intervention", "excessive_force"])
#: Nouns that count deeds rather than the dead.
_DEEDS = frozenset(["killing", "killings", "murder", "murders", "assassination", "assassinations"])
_ATTACKERS = frozenset(f"the {who}" for who in ("attacker", "gunman", "assailant", "shooter"))
_NEXT_SENTENCE = 3.0
_INCLUDING = frozenset(["including", "among", "whom", "includes", "included"])
_OF_THEM = (["of", "them"], ["of", "whom"])
_JOINING = frozenset([",", "and", "about", "some", "another", "at", "least", "as", "well"])


def give_tolls(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives each casualty count to the nearest violent draft of its sentence, else of the sentence before."""
    violent: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.event_type in _VIOLENT or draft.sub_type in _AFTERMATH:
            violent.setdefault(draft.trigger.sentence, []).append(draft)
    for toll in reading.casualties:
        sentence = reading.document.sentence_at(toll.start)
        scored = []
        for draft in (d for number in range(sentence - 2, sentence + 1) for d in violent.get(number, ())):
            if _counts_another(reading, draft, toll):
                continue
            behind = sentence - draft.trigger.sentence
            cost = reading.cost(draft.trigger, toll) if behind == 0 else _NEXT_SENTENCE * behind
            scored.append((cost, draft.trigger.start, draft))
        if scored:
            _add(reading, min(scored, key=lambda item: item[:2])[2], toll)


def _counts_another(reading: Reading, draft: Draft, toll: Casualties) -> bool:
    """Whether the number counts deeds that another noun names: "shelled a town after two killings"."""
    deed = _DEEDS.isdisjoint(reading.words_between(toll.start, toll.end)) is False
    return deed and not (draft.trigger.start < toll.end and toll.start < draft.trigger.end)


def _add(reading: Reading, draft: Draft, toll: Casualties) -> None:
    """The first number holds; one joined to it ("five officers and a dozen militants") is added to it, and
    that of another source makes a range of it.
    """
    count = Count(toll.low, toll.best, toll.high)
    told = draft.injured if toll.injured else draft.fatalities
    if told is not None:
        last = next(t for t in reversed(draft.tolls) if t.injured == toll.injured)
        same = [t for t in draft.tolls if t.injured == toll.injured]
        if toll.total and _least(count) >= _least(told):
            pass  # "raising the toll to 15"
        elif (
            _joined(reading, last, toll)
            or attackers_fell([toll], draft.tolls)
            or (adds([toll], same) and not _is_part(reading, toll))
        ):
            count = summed(told, count)
        elif are_rivals(reading, draft.tolls, toll):
            count = widened(told, toll)
            add_claim(reading, draft, toll)
        else:
            return
    if toll.injured:
        draft.injured = count
    else:
        draft.fatalities = count
    draft.tolls.append(toll)


def attackers_fell(tolls: Sequence[Casualties], others: Sequence[Casualties]) -> bool:
    """Whether only ``tolls`` count who attacked: "killed a guard, and police shot the gunman"."""
    told = any(t.text.lower() in _ATTACKERS and not t.injured for t in tolls)
    return told and not any(t.text.lower() in _ATTACKERS for t in others)


def adds(tolls: Sequence[Casualties], others: Sequence[Casualties]) -> bool:
    """Whether ``tolls`` count none of those whom ``others`` count: "three more", militants besides soldiers.

    Nothing adds to a count of all.
    """
    if any(t.total for t in (*tolls, *others)):
        return False
    if any(group and all(t.further for t in group) for group in (tolls, others)):
        return True
    sides, known = ({side_of(t.text.lower()) for t in group} for group in (tolls, others))
    if not sides or not known or None in sides | known or sides & known:
        return False
    # "fighters" may be anybody's who bears arms
    return "fighters" not in sides | known or "civilians" in (*sides, *known)


def _is_part(reading: Reading, toll: Casualties) -> bool:
    """Whether the words count some of those told before: "including two", "among them three soldiers"."""
    words = reading.words_before(toll.start, 4)
    return not _INCLUDING.isdisjoint(words) or reading.words_after(toll.end, 2) in _OF_THEM


def summed(one: Count, two: Count) -> Count:
    """The count of those whom either counts."""
    return Count(_sum(one.low, two.low), _sum(one.best, two.best), _sum(one.high, two.high))


def _least(count: Count) -> int:
    return next((n for n in (count.low, count.best, count.high) if n is not None), 0)


def _sum(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else one + two


def _joined(reading: Reading, first: Casualties, second: Casualties) -> bool:
    words = set(reading.words_between(first.end, second.start))
    return words <= _JOINING and bool(words) and not second.text.lower().startswith("the ")
