"""Triggers: the words that name events, found in one pass over the token trie of the lexicon."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.mentions.trigger_cues import (
    BE,
    BOUNDARIES,
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    is_adjective,
    read_cues,
    reads_as_noun,
)
from dashboard.mentions.trigger_inflection import Form
from dashboard.mentions.trigger_lexicon import Lexicon, Need, Node, Row, lexicon
from dashboard.records.document import Document, Sentence, Token
from dashboard.records.mention import Trigger

_BEFORE, _AFTER, _VETO, _CONTEXT = 10, 9, 7, 60
_OPENERS = DETERMINERS | PREPOSITIONS | SUBORDINATORS | {"it", "he", "she", "they", "we", "there", "police"}
_GENERAL = 0.15
#: Words after which a bare form of a verb is no simple present.
_BARE = frozenset(["to", "did", "do", "does", "not", "n't", "will", "would", "could", "can", "may", "might"])
_GAP_STOPS = BOUNDARIES | {","}
_NUMBER_WORDS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "hundreds",
        "dozen",
        "dozens",
        "scores",
        "thousands",
        "several",
        "many",
    ]
)
# Verbs that take an object: "nine people killed in the raid" is a passive without its auxiliary.
_TRANSITIVE = frozenset(
    [
        "accus",
        "kill",
        "wound",
        "injure",
        "arrest",
        "detain",
        "capture",
        "seize",
        "abduct",
        "kidnap",
        "shot",
        "sentenc",
        "charg",
        "convict",
        "evacuat",
        "deploy",
        "station",
        "execut",
        "assassinat",
        "behead",
        "tortur",
        "displac",
    ]
)
_PARTICIPLE_TAIL = frozenset(
    [
        "of",
        "in",
        "by",
        "during",
        "near",
        "at",
        "on",
        "dead",
        "last",
        "when",
        "after",
        "along",
        "since",
        "outside",
    ]
)


@dataclass(frozen=True, slots=True)
class _Match:
    row: Row
    first: int
    end: int
    head: int


class _Words:
    """The words of a sentence as patterns see them: hyphens inside a compound are left out."""

    __slots__ = ("lower", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        kept = [
            token
            for i, token in enumerate(tokens)
            if token.text != "-"
            or not 0 < i < len(tokens) - 1
            or tokens[i - 1].end != token.start
            or token.end != tokens[i + 1].start
        ]
        self.tokens = kept
        self.lower = [token.lower for token in kept]

    def is_name(self, i: int) -> bool:
        text = self.tokens[i].text
        if not text[0].isupper() or text[-1] == ".":
            return False
        # The first word is a capital anyway; a name it may be where it is no function word.
        return i > 0 or not (self.lower[i] in _OPENERS or self.lower[i].endswith(("s", "ly")))

    def is_number(self, i: int) -> bool:
        return self.lower[i][0].isdigit() or self.lower[i] in _NUMBER_WORDS


def find_triggers(document: Document) -> tuple[Trigger, ...]:
    """The triggers of a document in order, never overlapping; supposed, habitual and wished ones left out.

    Negated ones are kept and marked. Headings are read like sentences; the event layer weighs them.
    """
    rules = lexicon()
    found: list[Trigger] = []
    for number, sentence in enumerate(document.sentences):
        found.extend(_of_sentence(document, number, sentence, rules))
    return tuple(found)


def _of_sentence(document: Document, number: int, sentence: Sentence, rules: Lexicon) -> list[Trigger]:
    tokens = document.tokens_of(sentence)
    root = rules.root.words
    if not any(token.lower in root for token in tokens):
        return []
    words = _Words(tokens)
    candidates: list[tuple[float, _Match, Trigger]] = []
    for start, word in enumerate(words.lower):
        node = root.get(word)
        if node is None:
            continue
        for match in _matches(words, start, node):
            trigger = _read(document, number, words, match, rules)
            if trigger is not None:
                # Longer matches say more; among equals the surer rule.
                candidates.append((match.end - match.first + 2 * trigger.confidence, match, trigger))
    candidates.sort(key=lambda candidate: (-candidate[0], candidate[1].first, candidate[1].row.rule))
    taken: set[int] = set()
    kept: list[Trigger] = []
    for _, match, trigger in candidates:
        span = range(match.first, match.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(trigger)
    return sorted(kept, key=lambda trigger: trigger.start)


def _matches(words: _Words, start: int, node: Node) -> list[_Match]:
    """Every row whose pattern begins at ``start``; ``node`` is the trie's node after that word."""
    found: dict[str, _Match] = {}
    lower = words.lower
    stack: list[tuple[Node, int, tuple[int, ...]]] = [(node, start + 1, (start,))]
    while stack:
        here, position, path = stack.pop()
        for row, head in here.ends:
            known = found.get(row.rule)
            if known is None or position < known.end:  # the narrowest reading of a gap
                found[row.rule] = _Match(row, start, position, path[min(head, len(path) - 1)])
        if position >= len(lower):
            continue
        following = here.words.get(lower[position])
        if following is not None:
            stack.append((following, position + 1, (*path, position)))
        if here.name is not None and words.is_name(position):
            stack.append((here.name, position + 1, (*path, position)))
        if here.number is not None and words.is_number(position):
            stack.append((here.number, position + 1, (*path, position)))
        if here.gap is not None:
            longest, beyond = here.gap
            reach = position
            stack.append((beyond, reach, (*path, -1)))
            while reach < min(position + longest, len(lower)) and lower[reach] not in _GAP_STOPS:
                reach += 1
                stack.append((beyond, reach, (*path, -1)))
    return list(found.values())


def _read(document: Document, number: int, words: _Words, match: _Match, rules: Lexicon) -> Trigger | None:
    row, lower = match.row, words.lower
    word = lower[match.head]
    form = 0 if row.form == "phrase" else rules.forms.get(word, 0)
    noun = row.form == "noun"
    if match.head and words.is_name(match.head) and not document.sentences[number].heading:
        return None  # part of a name: "Desert Storm", "the Protest Party"
    if row.form == "verb":
        if form & Form.PARTICIPLE and is_adjective(lower, match.head):
            return None
        ambiguous = form & (Form.BASE | Form.PRESENT | Form.ING)
        if ambiguous and not form & Form.PAST and reads_as_noun(lower, match.head, form):
            return None
    elif (
        noun
        and match.end - match.first == 1
        and form & (Form.BASE | Form.PRESENT)
        and not reads_as_noun(lower, match.head, form)
    ):
        return None
    cues = read_cues(lower, match.head, match.end, form, noun=noun, purpose=row.event_type == "protest")
    if not cues.real:
        return None
    bare = row.form == "verb" and _bare_passive(lower, match, form)
    if bare and not cues.passive and row.event_type == "diplomacy":
        return None  # only describes: "two men, accused of a plot"
    passive = cues.passive or bare
    passive = passive or (row.form == "phrase" and not BE.isdisjoint(lower[match.first : match.end]))
    if not _surroundings(words, match, passive=passive, noun=noun):
        return None
    first, last = words.tokens[match.first], words.tokens[match.end - 1]
    return Trigger(
        start=first.start,
        end=last.end,
        text=document.text[first.start : last.end],
        event_type=row.event_type,
        sub_type=row.sub_type,
        sentence=number,
        rule=row.rule,
        noun=noun,
        passive=passive,
        negated=cues.negated,
        status=cues.status,
        likelihood=cues.likelihood,
        confidence=row.weight - (_GENERAL if _is_general(lower, match, form) else 0.0),
    )


def _is_general(lower: Sequence[str], match: _Match, form: int) -> bool:
    """Whether the verb stands in the simple present, as habits and figures of speech do: "rivals attack"."""
    if (
        match.row.form != "verb"
        or match.row.event_type == "diplomacy"
        or (form & Form.PAST and form & Form.BASE)
    ):
        return False
    before = [word for word in lower[max(0, match.head - 3) : match.head] if not word.endswith("ly")]
    last = before[-1] if before else ""
    if form & (Form.PRESENT | Form.BASE):
        return last not in _BARE
    return bool(form & Form.PARTICIPLE) and last in ("is", "are")


def _bare_passive(lower: Sequence[str], match: _Match, form: int) -> bool:
    following = lower[match.end] if match.end < len(lower) else "."
    return bool(
        form & Form.PARTICIPLE
        and match.head == match.end - 1
        and lower[match.head].startswith(tuple(_TRANSITIVE))
        and (following in _PARTICIPLE_TAIL or following in BOUNDARIES or following == ",")
    )


def _surroundings(words: _Words, match: _Match, *, passive: bool, noun: bool) -> bool:
    row, lower = match.row, words.lower
    if row.veto and not row.veto.isdisjoint(lower[max(0, match.first - _VETO) : match.end + _VETO]):
        return False
    if row.context is not None and not _has(
        words, row.context, max(0, match.first - _CONTEXT), min(len(lower), match.end + _CONTEXT)
    ):
        return False
    if row.subject is None and row.object is None:
        return True
    left = _left(lower, match.first)
    right = _right(lower, match.end)
    if noun:
        left = max(left, match.first - 3)
    before, behind = (left, match.first), (match.end, right)
    by = next((i for i in range(match.end, right) if lower[i] == "by"), right) if passive else right
    subject, target = ((by, right), (left, match.first)) if passive else (before, behind)
    # A passive without its agent passes only where the object speaks for the rule.
    told = not passive or by < right
    if row.subject is not None and (told or row.object is None) and not _has(words, row.subject, *subject):
        return False
    if row.object is None:
        return True
    if noun:
        return _has(words, row.object, *before) or _has(words, row.object, match.first, right)
    return _has(words, row.object, *target) or _has(words, row.object, match.first, match.end)


def _left(lower: Sequence[str], start: int) -> int:
    for i in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
        if lower[i] in BOUNDARIES:
            return i + 1
    return max(0, start - _BEFORE)


def _right(lower: Sequence[str], end: int) -> int:
    for i in range(end, min(len(lower), end + _AFTER)):
        if lower[i] in BOUNDARIES or (lower[i] in SUBORDINATORS and i > end):
            return i
    return min(len(lower), end + _AFTER)


def _has(words: _Words, need: Need, start: int, end: int) -> bool:
    for i in range(start, end):
        if words.lower[i] in need.words:
            return True
        if need.name and words.is_name(i):
            return True
        if need.number and words.is_number(i):
            return True
    return False
