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
#: Days that stand anywhere in a clause, also between a verb and its particle: "called Thursday on".
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"]
)
_DAY_OPENERS = _DAYS | {"on"}
_ASIDE = 8
#: Rows with one of these as a subject tell of what people do, not of what a bomb does.
_ACTING = frozenset(["army", "police", "gunmen", "rebels", "government", "president"])
#: Pronouns for a side, and what may stand between them and their verb.
_PRONOUNS = frozenset(["they", "it"])
_PASSED = frozenset(["then", "also", "later", "had", "have", "has", "again"])
_WAS = (["was"], ["were"], ["been"], ["being"])
_PREFIXES = frozenset(["re", "co", "counter"])
_NUMBER_WORDS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    hundreds dozen dozens scores thousands several many
    """.split()
)
# Verbs that take an object: "nine people killed in the raid" is a passive without its auxiliary.
_TRANSITIVE = tuple(
    """
    accus kill wound injure arrest detain capture seize abduct kidnap shot sentenc charg convict evacuat
    deploy station execut assassinat behead tortur displac jail imprison
    """.split()
)
_PARTICIPLE_TAIL = frozenset(
    """
    of in by during near at on dead last when after along since outside
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Match:
    row: Row
    first: int
    end: int
    head: int


class _Words:
    """The words of a sentence as patterns see them: hyphens inside a compound are left out."""

    __slots__ = ("lower", "tails", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens: list[Token] = []
        #: Words that end a compound: "long-threatened".
        self.tails: set[int] = set()
        for i, token in enumerate(tokens):
            if (
                token.text == "-"
                and 0 < i < len(tokens) - 1
                and tokens[i - 1].end == token.start
                and token.end == tokens[i + 1].start
            ):
                self.tails.add(len(self.tokens))
            else:
                self.tokens.append(token)
        self.lower = [token.lower for token in self.tokens]

    def is_name(self, i: int) -> bool:
        text = self.tokens[i].text
        if not text[0].isupper() or (text[-1] == "." and text.count(".") == 1):
            return False  # no name: "Mr.", unlike "U.S."
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
        elif lower[position] in _DAY_OPENERS and (after_day := _past_day(lower, position)) > position:
            stack.append((here, after_day, path))
        if here.name is not None and words.is_name(position):
            stack.append((here.name, position + 1, (*path, position)))
        if here.number is not None and words.is_number(position):
            stack.append((here.number, position + 1, (*path, position)))
        for longest, beyond in here.gaps.items():
            passed = (*path, -1)
            stack.append((beyond, position, passed))
            for reach in range(position, min(position + longest, len(lower))):
                if lower[reach] in _GAP_STOPS:
                    break
                stack.append((beyond, reach + 1, passed))
    return list(found.values())


def _past_day(lower: Sequence[str], position: int) -> int:
    """The place after a day that stands at ``position``: "on Thursday", "today"."""
    day = position + (lower[position] == "on")
    return day + 1 if day < len(lower) and lower[day] in _DAYS else position


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
        if form & Form.PARTICIPLE and match.first in words.tails and lower[match.first - 1] not in _PREFIXES:
            return None  # "its long-threatened invasion"
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
    if row.form == "phrase" and row.event_type == "violence_against_civilians":
        passive = passive or lower[match.first - 1 : match.first] in _WAS  # "was hacked to death"
    acts = row.subject is not None and not row.subject.words.isdisjoint(_ACTING)
    earlier = _named_before(document, number, lower, match.first) if acts and not passive and not noun else ()
    if not _surroundings(words, match, passive=passive, noun=noun, earlier=earlier):
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
    if not form & Form.PARTICIPLE or match.head != match.end - 1:
        return False
    following = lower[match.end] if match.end < len(lower) else "."
    if following == "by":
        return True  # "a region threatened by extremists"
    tail = following in _PARTICIPLE_TAIL or following in BOUNDARIES or following == ","
    return tail and lower[match.head].startswith(_TRANSITIVE)


def _named_before(document: Document, number: int, lower: Sequence[str], verb: int) -> Sequence[str]:
    """The words of the sentence before, for a verb whose subject is a pronoun: "They stormed a house"."""
    at = verb - 1
    while at > 0 and (lower[at].endswith("ly") or lower[at] in _PASSED):
        at -= 1
    if at < 0 or lower[at] not in _PRONOUNS or number == 0:
        return ()
    sentences = document.sentences
    if sentences[number - 1].paragraph != sentences[number].paragraph or sentences[number - 1].heading:
        return ()
    return [token.lower for token in document.tokens_of(sentences[number - 1])]


def _surroundings(words: _Words, match: _Match, *, passive: bool, noun: bool, earlier: Sequence[str]) -> bool:
    """Whether the words around fit the row; ``earlier`` are those that a pronoun may stand for."""
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
    if (
        row.subject is not None
        and (told or row.object is None)
        and not _has(words, row.subject, *subject)
        and row.subject.words.isdisjoint(earlier)
    ):
        return False
    if row.object is None:
        return True
    if noun:
        return _has(words, row.object, *before) or _has(words, row.object, match.first, right)
    return _has(words, row.object, *target) or _has(words, row.object, match.first, match.end)


def _left(lower: Sequence[str], start: int) -> int:
    """Where the words before a trigger begin that may be its subject: "the Labour Office (ILO) demanded"."""
    edge = max(0, start - _BEFORE)
    if start and lower[start - 1] == ")":
        opened = next((i for i in range(start - 2, max(-1, start - _ASIDE), -1) if lower[i] == "("), start)
        edge, start = max(0, opened - _BEFORE), opened
    for i in range(start - 1, edge - 1, -1):
        if lower[i] in BOUNDARIES:
            return i + 1
    return edge


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
