"""Denials: "Moscow denied the attack" is Moscow's word on the attack, no event of its own."""

from collections.abc import Sequence

from dashboard.events.coreference import kindred
from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.records.claim import Claim
from dashboard.records.codes import Likelihood, Stance
from dashboard.records.mention import Attribution

#: What is denied where no event of its own is told: a noun or a deed for what was just told,
_DEEDS = frozenset(
    """
    attack attacks strike strikes raid raids bombing bombings shelling killing killings blast explosion
    assault massacre incident offensive responsibility involvement targeting hitting firing
    """.split()
)
#: or a noun for the telling of it, where nothing else is told after it,
_TELLINGS = frozenset(
    """
    accusation accusations allegation allegations claim claims report reports charge charges it this
    """.split()
)
_OPENERS = frozenset(["that", "of", "about"])
#: Who answers an accusation speaks to the accuser: an act of speech beside the claim.
_ACCUSED = frozenset("accusation accusations allegation allegations charge charges".split())
_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians", "riot"])
#: Sentences from what is denied to its denial.
_BACK = 3
_WORDS = 6


def attach_denials(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only deny what an earlier one tells; that one has the denial as a claim.

    What is denied without having been told before stays a draft of its own.
    """
    dropped: set[int] = set()
    for denial in reading.attributions:
        if denial.source is None or denial.stance is not Stance.DENIED:
            continue
        number = reading.document.sentence_at(denial.scope_start)
        inside = [d for d in drafts if denial.scope_start <= d.trigger.start < denial.scope_end]
        told = [d for d in inside if d.event_type != "diplomacy"]
        before = [
            d
            for d in drafts
            if d.event_type != "diplomacy"
            and d.trigger.start < denial.start
            and number - d.trigger.sentence <= _BACK
            and id(d) not in dropped
        ]
        if told:
            for draft in told:
                target = next((d for d in reversed(before) if _may_mean(draft, d)), None)
                if target is not None:
                    _attach(target, denial, number)
                    dropped.add(id(draft))
            continue
        words = reading.words_between(denial.scope_start, denial.scope_end)[:_WORDS]
        if before and _means_told(words):
            _attach(before[-1], denial, number)
            if _ACCUSED.isdisjoint(words):
                dropped |= {id(d) for d in drafts if _only_denies(d, denial)}
    return [draft for draft in drafts if id(draft) not in dropped]


def _may_mean(denied: Draft, told: Draft) -> bool:
    """Whether what is denied may be what was told: of that kind, or any violence at no other place."""
    if denied is told:
        return False
    if kindred(told, denied):
        return True
    elsewhere = denied.placed and told.where is not None and denied.where != told.where
    return {denied.event_type, told.event_type} <= _VIOLENT and not elsewhere


def _means_told(words: list[str]) -> bool:
    """Whether the words after "denied" mean what was just told: "the attack", "the claim", "it"."""
    if not _DEEDS.isdisjoint(words):
        return True
    ends = (word for word, after in zip(words, [*words[1:], "."], strict=True) if after == ".")
    told = [word for word in words if word in _TELLINGS]
    return any(word in told for word in ends) or (
        bool(told) and "it" not in told and _OPENERS.isdisjoint(words) and len(words) <= 3
    )


def _only_denies(draft: Draft, denial: Attribution) -> bool:
    """Whether the draft is the act of denying itself, told as a statement."""
    near = denial.start <= draft.trigger.start < denial.scope_end
    return near and draft.sub_type == "statement"


def _attach(draft: Draft, denial: Attribution, sentence: int) -> None:
    if not draft.claims:
        draft.claims.append(Claim(None, Stance.ASSERTED, Likelihood.CERTAIN))
    draft.sentences.add(sentence)
    if all(claim.source != denial.source for claim in draft.claims):
        draft.claims.append(
            Claim(denial.source, denial.stance, denial.likelihood, denial.start, denial.end, denial.via)
        )
