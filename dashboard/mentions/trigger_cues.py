"""What the words around a trigger say of it: negated, planned, tried, supposed, habitual, still going on."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_inflection import Form
from dashboard.records.codes import Likelihood, Status

_CUES = cue_words("lexicons/trigger_cues.csv")
BE = _CUES["be"]
HAVE = _CUES["have"]
DETERMINERS = _CUES["determiners"]
PREPOSITIONS = _CUES["prepositions"]
BOUNDARIES = frozenset([".", ";", ":", "(", ")", '"', "!", "?", "[", "]", "-"])
SUBORDINATORS = _CUES["subordinators"]
_NEGATORS = _CUES["negators"]
_MODALS = _CUES["modals"]
_FUTURE = _CUES["future"]
_TRYING = _CUES["trying"]
_PLANNING = _CUES["planning"]
_THREATENING = _CUES["threatening"]
_DOING = _CUES["doing"]
_DENYING = frozenset(["denied", "denies", "deny", "denying", "denial"])
_SUPPOSING = _CUES["supposing"]
_HABITUAL = _CUES["habitual"]
_PROBABLE = _CUES["probable"]
_POSSIBLE = _CUES["possible"]
_NOT_YET = _CUES["not_yet"]
_DESCRIBED = _CUES["described"]
_NOUN_PLANNED = _CUES["noun_planned"]
_COMMITTING = _CUES["committing"]
_GOING_ON = _CUES["going_on"]
_ADVERBISH = _CUES["adverbish"]
_TITLES = frozenset(["president", "prime", "leader", "king", "premier", "dictator", "governor", "minister"])


_NOW = frozenset(["is", "are", "am"])


@dataclass(frozen=True, slots=True)
class Cues:
    """``real`` is False where the words tell of no single happening: supposed, wished or habitual."""

    real: bool = True
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    status: Status = Status.OCCURRED
    likelihood: Likelihood = Likelihood.CERTAIN


def _clause(words: Sequence[str], at: int, reach: int) -> tuple[str, ...]:
    """Words before ``at`` back to the clause's edge, nearest first, at most ``reach``."""
    found: list[str] = []
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        word = words[i]
        if word in BOUNDARIES or word == "," or (word in SUBORDINATORS and word not in ("as", "since")):
            if word in _SUPPOSING:
                found.append(word)
            break
        found.append(word)
    return tuple(found)


def _skipping_adverbs(before: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in before if word not in _ADVERBISH and not word.endswith("ly"))


def is_adjective(words: Sequence[str], at: int) -> bool:
    """Whether a participle only describes the noun after it: "the besieged town", "of captured soldiers",
    "Ousted president" at the start of a sentence."""
    if at == 0:
        following = words[1] if len(words) > 1 else "."
        return following in _TITLES
    if words[at - 1][0].isdigit():
        return True
    return words[at - 1] in DETERMINERS or (words[at - 1] in PREPOSITIONS and words[at - 1] not in ("by",))


def reads_as_noun(words: Sequence[str], at: int, form: int) -> bool:
    """Whether a form that is noun and verb alike ("attacks", "fire") stands as a noun."""
    before = words[at - 1] if at else ""
    if at > 1 and (before == "not" or before.endswith("ly")):
        before = words[at - 2]
    after = words[at + 1] if at + 1 < len(words) else ""
    if (
        before in ("to", "did", "do", "does", "who", "which", "they", "we", "i", "you", "he", "she", "it")
        or before in _MODALS | _FUTURE
    ):
        return False
    if before.endswith("n't"):
        return False
    if before in DETERMINERS or before in PREPOSITIONS:
        return True
    if form & Form.ING:
        return False
    if form & Form.BASE:
        return not before.endswith("s") or before.endswith("ss")
    return after not in DETERMINERS


def read_cues(
    words: Sequence[str], at: int, end: int, form: int, *, noun: bool, purpose: bool = False
) -> Cues:
    """Cues of the trigger whose head stands at ``at`` and whose last word before ``end``.

    ``words`` are the folded words of one sentence; ``form`` what the head can be. With ``purpose`` an
    infinitive tells of a happening of its own: who gathers to protest does protest.
    """
    before = _clause(words, at, 8)
    near = before[:4]
    after = tuple(words[end : end + 4])
    if not _HABITUAL.isdisjoint((*near, *after[:2])) or not _SUPPOSING.isdisjoint(before):
        return Cues(real=False)
    negated = any(word in _NEGATORS or word.endswith("n't") for word in near)
    denied = not _DENYING.isdisjoint(before)
    likelihood = Likelihood.CERTAIN
    if not _PROBABLE.isdisjoint((*before[:5], *after[:1])):
        likelihood = Likelihood.PROBABLE
    elif not _POSSIBLE.isdisjoint(near):
        likelihood = Likelihood.POSSIBLE
    status = Status.DENIED if denied else Status.OCCURRED
    if noun:
        if not _DESCRIBED.isdisjoint(after[:1]) and words[end - 1] not in PREPOSITIONS:
            return Cues(real=False, negated=negated)
        return _noun_cues(before, after, negated=negated, status=status, likelihood=likelihood)
    cues = _verb_cues(words, before, after, at, form, negated=negated, status=status, likelihood=likelihood)
    if purpose and not cues.real and words[at - 1 : at] == ["to"]:
        status = Status.ONGOING if _NOW.intersection(before) else Status.OCCURRED
        return Cues(negated=negated, status=status, likelihood=likelihood)
    return cues


def _noun_cues(
    before: tuple[str, ...],
    after: tuple[str, ...],
    *,
    negated: bool,
    status: Status,
    likelihood: Likelihood,
) -> Cues:
    near = before[:4]
    if any(word in _NOT_YET for word in before[:6]):
        return Cues(real=False, negated=negated)
    if any(word in _MODALS for word in (*near, *after[:2])):
        return Cues(real=False, negated=negated)
    mounted = near[:1] == ("threatened",) and not _COMMITTING.isdisjoint(before)
    if any(word in _THREATENING for word in near) and not mounted:  # "launched its threatened invasion"
        status = Status.THREATENED
    elif any(word in _FUTURE for word in (*before, *after[:2])) or any(
        word in _NOUN_PLANNED for word in near[:2]
    ):
        status = Status.PLANNED
    elif before[1:2] == ("to",) or (before[2:3] == ("to",) and before[1:2] != ("the",)):
        # "to launch an attack": the infinitive's own governor decides.
        governed = _infinitive(before[before.index("to") + 1 :])
        if governed is None:
            return Cues(real=False)
        status = governed
    elif any(word in ("attempted", "failed", "attempt") for word in near[:2]):
        status = Status.ATTEMPTED
    elif status is Status.OCCURRED and any(word in _GOING_ON for word in (*before[:5], *after)):
        status = Status.ONGOING
    return Cues(
        negated=negated,
        status=status,
        likelihood=likelihood,
        perfect=any(w in ("has", "have") for w in before[:5]),
    )


def _infinitive(before: Sequence[str]) -> Status | None:
    """What the words before "to" make of the infinitive after it; None where it tells of no happening."""
    nearest = _skipping_adverbs(before)[:3]
    for word in nearest:
        if word in _DOING:
            return Status.ONGOING if word.startswith("continu") else Status.OCCURRED
        if word in _TRYING:
            return Status.ATTEMPTED
        if word in _THREATENING:
            return Status.THREATENED
        if word in _PLANNING:
            return Status.PLANNED
    return None


def _verb_cues(
    words: Sequence[str],
    before: tuple[str, ...],
    after: tuple[str, ...],
    at: int,
    form: int,
    *,
    negated: bool,
    status: Status,
    likelihood: Likelihood,
) -> Cues:
    auxiliaries = _skipping_adverbs(before)[:4]
    first = auxiliaries[0] if auxiliaries else ""
    passive = bool(form & Form.PARTICIPLE) and (first in BE or after[:1] == ("by",))
    if not form and first in ("is", "are"):
        return Cues(negated=negated, status=Status.ONGOING, likelihood=likelihood)
    chain = [
        word
        for word in auxiliaries
        if word in BE or word in HAVE or word in _MODALS or word in _FUTURE or word == "to"
    ]
    linked = auxiliaries[: len(chain)] == tuple(chain)
    perfect = linked and any(word in ("has", "have") for word in chain)
    if linked and chain:
        modal = next((word for word in chain if word in _MODALS), None)
        if modal:
            if modal in ("may", "might") and "have" in chain:
                likelihood = Likelihood.POSSIBLE
            elif modal == "would":
                status = Status.PLANNED
            else:
                return Cues(real=False, negated=negated, passive=passive)
        elif any(word in _FUTURE for word in chain):
            status = Status.PLANNED
        elif "to" in chain:
            at_to = auxiliaries.index("to")
            governed = _infinitive(auxiliaries[at_to + 1 :] or before[before.index("to") + 1 :])
            if governed is None:
                return Cues(real=False, negated=negated, passive=passive)
            status = governed
        elif form & Form.ING and any(word in BE for word in chain):
            going = any(word in ("is", "are", "am", "'s") for word in chain) or perfect
            status = Status.ONGOING if going and status is Status.OCCURRED else status
    if form & Form.ING and not chain:
        if first in ("against", "from", "without") or any(
            w in ("stop", "avoid", "consider", "considering", "prevent", "end", "halt")
            for w in auxiliaries[:2]
        ):
            return Cues(real=False, negated=negated)
        if any(word in _TRYING for word in auxiliaries[:2]):
            status = Status.ATTEMPTED
    if status is Status.OCCURRED and "still" in before:
        status = Status.ONGOING
    return Cues(negated=negated, passive=passive, perfect=perfect, status=status, likelihood=likelihood)
