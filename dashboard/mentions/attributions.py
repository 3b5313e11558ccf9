"""``find_attributions``: who says so, how firmly, and of which words."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.attribution_lexicon import Cue, cue_at, cues
from dashboard.mentions.attribution_references import PARTIES, Sources
from dashboard.mentions.attribution_relays import Hearsay, cited, quoted_as_saying, quoted_by, told_to
from dashboard.mentions.attribution_scope import (
    after_phrase,
    clause,
    closed_after,
    has_verb,
    is_aside,
    opened_before,
    told_after,
)
from dashboard.mentions.attribution_sources import Agency, Source, source_after, source_before
from dashboard.mentions.casualty_ellipsis import bare_number
from dashboard.records.codes import ActorKind, Likelihood, Stance
from dashboard.records.document import Document, Sentence
from dashboard.records.mention import ActorMention, Attribution

__all__ = ["find_attributions"]

_MAYBE = frozenset("may might could".split())
_NOT_TELLING = frozenset("to n't being of a an the that's been be by his her its their".split())
_BE = frozenset("was were is are been".split())
_NOUNS_TOO = frozenset(
    """
    claim claims report reports fear fears estimate estimates states comments remarks blame notes details
    """.split()
)
_OTHER_SENSES = frozenset(
    """
    added believed feared suspected thought posted maintained detailed outlined described
    """.split()
)
_PREPOSITIONS = frozenset("to by in on at for as".split())
_OF_THINGS = frozenset(
    """
    underlined stressed stresses emphasized emphasised emphasizes emphasises detailed details outlined
    outlines described describes found finds revealed reveals recalled recalls
    """.split()
)
_INVERTED = frozenset("a an the one his its officials police witnesses".split())
_SAYING = frozenset("said says say told tells stated states".split())
_CLAIMING = frozenset("claimed claims claim claiming".split())
_EMPTY = frozenset("nothing so little goodbye yes no".split())
_NEAR = 8
_HEARSAY = frozenset(
    """
    that reports report allegations allegation claims claim accusations accusation suggestions
    """.split()
)


def find_attributions(document: Document, *, actors: Iterable[ActorMention] = ()) -> tuple[Attribution, ...]:
    """Attributions of ``document``, in the order of its sentences.

    ``source`` is the party nearest to the fact that claims it: in "TASS quoted officials as saying" it is the
    officials, and ``via`` is TASS; "X said, according to Y" gives both, each with its own scope. It is the
    phrase as written without its article; "he", "the statement" become the last source that fits. A hedge
    without a source has None. ``actors`` (of ``find_actors``) tell parties to a conflict, whose word is
    claimed rather than asserted, and name agencies. The scope is the clause or quotation vouched for; a
    quotation may run over several sentences.
    """
    reader = _Reader(document, tuple(actors))
    for sentence in document.sentences:
        reader.read(sentence)
    return tuple(reader.found)


@cache
def _lands() -> frozenset[str]:
    return frozenset(land.name for land in Gazetteer.open().countries.values())


class _Reader:
    def __init__(self, document: Document, actors: tuple[ActorMention, ...]) -> None:
        self._document = document
        self._tokens = document.tokens
        self._actors = actors
        self._starts = [actor.start for actor in actors]
        self._cues = cues()
        self._sources = Sources()
        self._agencies: list[Agency] = []
        self.found: list[Attribution] = []

    def read(self, sentence: Sentence) -> None:
        """Collect the attributions of one sentence."""
        tokens, at = self._tokens, sentence.first
        self._agencies = self._agencies_of(sentence)
        while at < sentence.last:
            cue = cue_at(tokens, at, sentence.last) if tokens[at].lower in self._cues else None
            if cue is None:
                if tokens[at].text in _MAYBE and self._modal(at, sentence):
                    self._hedge(sentence, at, at + 1, Stance.ASSERTED, Likelihood.POSSIBLE)
                at += 1
                continue
            end = at + len(cue.words)
            if cue.frame == "adverb":
                if cue.words != ("likely",) or tokens[at - 1].lower not in ("a", "the", "un", "-"):
                    self._hedge(sentence, at, end, cue.stance, cue.likelihood)
            elif cue.frame == "preposition":
                self._according(sentence, at, end, cue)
            elif cue.words[0] == "saying":
                self._saying(sentence, at, end, cue)
            elif cue.frame != "denial" or self._hearsay(end, sentence):
                self._told(sentence, at, end, cue)
            at = end

    # Hedges and prepositions -------------------------------------------------------------------------------

    def _modal(self, at: int, sentence: Sentence) -> bool:
        following = self._tokens[at + 1].lower if at + 1 < sentence.last else ""
        return self._tokens[at].text == "might" or following in ("have", "be", "not", "also")

    def _hedge(self, sentence: Sentence, at: int, end: int, stance: Stance, likelihood: Likelihood) -> None:
        tokens = self._tokens
        first, last = clause(tokens, sentence, at)
        start, stop = tokens[at].start, tokens[end - 1].end
        text = self._document.text[start:stop]
        scope = tokens[first].start, tokens[last - 1].end
        self.found.append(Attribution(start, stop, text, None, stance, likelihood, *scope))

    def _hearsay(self, end: int, sentence: Sentence) -> bool:
        """Whether what is rejected is a report: "dismissed reports that"."""
        return any(self._tokens[at].lower in _HEARSAY for at in range(end, min(end + 5, sentence.last)))

    def _according(self, sentence: Sentence, at: int, end: int, cue: Cue) -> None:
        tokens = self._tokens
        source = source_after(tokens, end, sentence.last, agencies=self._agencies)
        if source is None:
            return
        if tokens[at].text[0].isupper():
            first = after_phrase(tokens, sentence, source.last)
            scope = tokens[min(first, sentence.last - 1)].start, sentence.end
        else:
            scope = tokens[clause(tokens, sentence, at)[0]].start, tokens[at - 1].end
        self._attribute(quoted_by(tokens, source, sentence.last), cue, scope)

    # Telling verbs -----------------------------------------------------------------------------------------

    def _told(self, sentence: Sentence, at: int, end: int, cue: Cue) -> None:
        tokens, agencies = self._tokens, self._agencies
        before = tokens[at - 1].lower if at > sentence.first else ""
        if before in _NOT_TELLING or (
            before in _BE and not (end < sentence.last and tokens[end].lower == "that")
        ):
            return
        if before in (",", '"', "'", "?", "!") and self._inverted(end, sentence):
            source = source_after(tokens, end, sentence.last, agencies=agencies)
            if source is not None and not has_verb(tokens, source.first, min(source.last + 1, sentence.last)):
                scope = opened_before(self._document, sentence, at), tokens[at - 1].end
                self._attribute(self._heard(sentence, source, at, end), cue, scope)
                return
        source = source_before(tokens, at, sentence.first, agencies=agencies)
        if source is not None and self._gives_content(sentence, source, at, end):
            heard = self._heard(sentence, source, at, end)
            self._attribute(heard, cue, self._content(sentence, source, end))

    def _heard(self, sentence: Sentence, source: Source, at: int, end: int) -> Hearsay:
        """Whose word it is that the source tells, its own or that of one it cites."""
        if (hearer := told_to(self._tokens, end, sentence.last, self._agencies)) is not None:
            return Hearsay(source, hearer)
        verb = (at, max(end, source.last if source.first >= end else end))
        return cited(self._tokens, sentence, source, verb, is_party=self._is_known)

    def _is_known(self, source: Source) -> bool:
        return self._actor(source.start, source.end) is not None

    def _inverted(self, end: int, sentence: Sentence) -> bool:
        """ "..., said X": the source follows its verb."""
        if end >= sentence.last:
            return False
        token = self._tokens[end]
        return token.text[0].isupper() or token.lower in _INVERTED

    def _gives_content(self, sentence: Sentence, source: Source, at: int, end: int) -> bool:
        """Whether the verb tells something here, and is no noun or other deed: "reports to a base"."""
        if end >= sentence.last:
            return True
        verb, word = self._tokens[at].lower, self._tokens[end].lower
        if verb in _NOUNS_TOO and not source.subject:
            return False
        if verb in _OTHER_SENSES and word in _PREPOSITIONS:
            return False
        if verb in _OF_THINGS and not self._that_follows(end, sentence):
            return False
        if word in _EMPTY or (verb in _CLAIMING and self._of_lives(end, sentence)):
            return False
        if verb in _SAYING and not self._tells_clause(sentence, source, end):
            return False
        return word != "by"

    def _that_follows(self, end: int, sentence: Sentence) -> bool:
        """Whether "that" or "how" opens what is told, a day or place before it: "found in May that"."""
        ahead = range(end, min(end + _NEAR // 2, sentence.last))
        return any(self._tokens[at].lower in ("that", "how") for at in ahead)

    def _of_lives(self, end: int, sentence: Sentence) -> bool:
        """ "The floods claimed seven lives"."""
        ahead = range(end, min(end + _NEAR, sentence.last))
        return any(self._tokens[at].lower in ("lives", "life", "victims") for at in ahead)

    def _tells_clause(self, sentence: Sentence, source: Source, end: int) -> bool:
        """Whether a clause, a quotation or nothing follows the verb, not a bare object: "told a story"."""
        tokens = self._tokens
        if is_aside(tokens, end, sentence.last) or tokens[end].text in (",", ":", '"', "'"):
            return True
        if bare_number(tokens, end, sentence.last) is not None:
            return True  # "Moscow said none"
        return has_verb(tokens, end, min(end + 3 * _NEAR, sentence.last))

    def _content(self, sentence: Sentence, source: Source, end: int) -> tuple[int, int]:
        """The characters vouched for: what follows the verb, or the sentence around "..., X said, ..."."""
        tokens, document = self._tokens, self._document
        trailing = source.first > sentence.first and tokens[source.first - 1].text in (
            ",",
            '"',
            "'",
            "?",
            "!",
        )
        trailing = trailing or (
            source.first - 1 > sentence.first and tokens[source.first - 2].text in (",", '"')
        )
        ends = end >= sentence.last or is_aside(tokens, end, sentence.last)
        if ends or (trailing and tokens[end].text in (",", '"')):
            start = opened_before(document, sentence, source.first)
            return start, (max(tokens[source.first - 1].end, start + 1) if ends else sentence.end)
        start, last = told_after(tokens, sentence, end)
        if start >= last:
            return sentence.start, sentence.end
        return tokens[start].start, closed_after(document, sentence, start, last)

    def _saying(self, sentence: Sentence, at: int, end: int, cue: Cue) -> None:
        """ "X was quoted as saying", "citing Y as saying"."""
        tokens, document = self._tokens, self._document
        heard = quoted_as_saying(tokens, sentence, at, agencies=self._agencies)
        if heard is None:
            return
        if end >= sentence.last or tokens[end].lower == "by" or is_aside(tokens, end, sentence.last):
            head = min(each.first for each in heard if each is not None and each.first < at)
            head -= head > sentence.first and tokens[head - 1].lower in ("the", "a", "an")
            before = tokens[max(head - 1, sentence.first)]
            if before.text in (",", '"'):
                self._attribute(heard, cue, (opened_before(document, sentence, head), before.end))
            return
        start, last = told_after(tokens, sentence, end)
        if start < last:
            self._attribute(heard, cue, (tokens[start].start, closed_after(document, sentence, start, last)))

    # Sources -----------------------------------------------------------------------------------------------

    def _agencies_of(self, sentence: Sentence) -> list[Agency]:
        """Agencies and papers that the sentence calls by name."""
        found = []
        for at in range(max(bisect_right(self._starts, sentence.start) - 1, 0), len(self._actors)):
            actor = self._actors[at]
            if actor.start >= sentence.end:
                break
            if actor.kind is ActorKind.ORGANISATION and actor.speaker and actor.name in actor.text:
                start = actor.start + actor.text.index(actor.name)
                found.append(Agency(start, start + len(actor.name)))
        return found

    def _attribute(self, heard: Hearsay, cue: Cue, scope: tuple[int, int]) -> None:
        if scope[0] >= scope[1]:
            return
        text, start, end = heard.source.text(self._document)
        via = heard.via.text(self._document)[0] if heard.via is not None else None
        actor = self._actor(start, end)
        stance = cue.stance
        if stance is Stance.ASSERTED and actor is not None and self._party(actor):
            stance = Stance.CLAIMED
        written = self._document.text[start:end]
        self.found.append(
            Attribution(
                start, end, written, self._sources.meant_by(text), stance, cue.likelihood, *scope, via=via
            )
        )
        self._sources.remember(text, actor)

    def _actor(self, start: int, end: int) -> ActorMention | None:
        """The actor mentioned in the source's words; the first where there are several."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        for actor in self._actors[at : at + 3]:
            if actor.start < end and actor.end > start:
                return actor
        return None

    def _party(self, actor: ActorMention) -> bool:
        """Whether the source is a party to the conflict, or a government called by its country's name."""
        return (
            actor.kind in PARTIES
            or actor.name.endswith("Ministry of Defence")
            or (actor.kind is ActorKind.GOVERNMENT and actor.name in _lands())
        )
