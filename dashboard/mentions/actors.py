"""``find_actors``: everyone in a document who can act, be acted on, or be quoted."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.actor_complements import called, completed, owned_by_place
from dashboard.mentions.actor_countries import acts, doer
from dashboard.mentions.actor_followers import with_followers
from dashboard.mentions.actor_lexicon import (
    Land,
    Leader,
    Named,
    Nationality,
    leaders,
    phrase_table,
)
from dashboard.mentions.actor_names import Draft, draft_of
from dashboard.mentions.actor_persons import Person, titled, untitled
from dashboard.mentions.actor_phrases import Phrase, phrases_of
from dashboard.mentions.actor_references import known_people, resolved
from dashboard.mentions.actor_units import TIME_WORDS, Unit, entry_of, runs_of, units_of
from dashboard.records.codes import ActorKind, ToponymUse
from dashboard.records.document import Document, Sentence
from dashboard.records.mention import ActorMention, Toponym

__all__ = ["find_actors"]

_JOINS = frozenset(("and", "or", ",", "&"))
_MOST_JOINED = 12


def find_actors(document: Document, *, toponyms: Iterable[Toponym] = ()) -> tuple[ActorMention, ...]:
    """Actor mentions of ``document``, in order, none overlapping.

    ``toponyms`` that stand for a government become actors, those behind "in" or "of" give "security forces
    in Guinea" their country; a lexicon name inside a literal place name ("RAF Brize Norton") is no actor.
    Without them the countries' own names are read from their context.
    """
    finder = _Finder(document, tuple(toponyms))
    for sentence in document.sentences:
        finder.read(sentence)
    return finder.mentions()


class _Finder:
    def __init__(self, document: Document, toponyms: tuple[Toponym, ...]) -> None:
        self._tokens = document.tokens
        self._document = document
        self._table = phrase_table()
        self._drafts: list[Draft] = []
        self._places = sorted((t for t in toponyms if t.use is ToponymUse.LITERAL), key=lambda t: t.start)
        self._place_starts = [place.start for place in self._places]
        self._countries = {t.start: t.place.country for t in toponyms if t.place and t.place.country}
        self._governments = {t.start: t for t in toponyms if t.use is ToponymUse.GOVERNMENT}

    def read(self, sentence: Sentence) -> None:
        """Collect the drafts of one sentence."""
        tokens = self._tokens
        units = units_of(self._table, tokens, sentence)
        starts = {unit.first: unit for unit in units}
        taken: set[int] = set()
        found: list[Draft] = []
        waiting: list[Unit] = []  # adjectives that may share the next noun
        for run in runs_of(tokens, units):
            waiting = waiting if waiting and self._joins(waiting[-1].last, run[0].first) else []
            person = titled(tokens, sentence, run, starts)
            if person is not None:
                named = completed(_person_draft(person), tokens, starts, self._countries)
                drafts = [owned_by_place(named, tokens, sentence, self._countries)]
            else:
                drafts = self._of_run(sentence, run, starts, waiting)
            found.extend(drafts)
            for draft in drafts:
                taken.update(range(draft.first, draft.last))
            alone = entry_of(run[-1], Nationality)
            waiting = (
                [*waiting[-_MOST_JOINED:], run[0]]
                if alone is not None and not alone.plural and len(run) == 1
                else []
            )
        blocked = taken.union(*(range(u.first, u.last) for u in units if not _only_leader(u)))
        people = (_person_draft(person) for person in untitled(tokens, sentence, starts, blocked))
        found.extend(draft for draft in people if not self._meets_place(draft))
        self._drafts.extend(found)

    def _of_run(
        self, sentence: Sentence, run: list[Unit], starts: dict[int, Unit], waiting: Sequence[Unit]
    ) -> list[Draft]:
        """Drafts of a run that is no person's name and title."""
        found: list[Draft] = []
        for phrase in phrases_of(self._tokens, run):
            draft = self._accepted(sentence, phrase)
            if draft is None:
                continue
            if waiting and phrase.nationality is not None and not found:
                found.extend(self._shared(phrase, waiting))
            draft = called(draft, self._tokens, sentence, self._countries)
            draft = owned_by_place(draft, self._tokens, sentence, self._countries)
            found.append(completed(draft, self._tokens, starts, self._countries))
        if not found:
            deed = doer(self._tokens, sentence, run)
            if deed is not None:
                found.append(deed)
        return found

    def _joins(self, end: int, start: int) -> bool:
        return 1 <= start - end <= 2 and all(self._tokens[at].lower in _JOINS for at in range(end, start))

    def _accepted(self, sentence: Sentence, phrase: Phrase) -> Draft | None:
        draft = draft_of(self._tokens, phrase)
        if isinstance(phrase.head, Land):
            if self._tokens[draft.first].start in self._governments:
                return draft
            told = acts(self._tokens, sentence, draft, capital=phrase.head.capital)
            return draft if told and phrase.nationality is None else None
        if isinstance(phrase.head, Named | Leader) and (self._in_place(draft) or self._credits(draft)):
            return None
        if (
            isinstance(phrase.head, Leader)
            and draft.last - draft.first == 1
            and self._in_name(sentence, draft)
        ):
            return None
        return draft

    def _in_name(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether a surname is part of another person's name: "Abu Abbas"."""
        neighbours = []
        if draft.first - 1 > sentence.first:
            neighbours.append(self._tokens[draft.first - 1])
        if draft.last < sentence.last:
            neighbours.append(self._tokens[draft.last])
        return any(token.text[0].isupper() and token.lower not in TIME_WORDS for token in neighbours)

    def _in_place(self, draft: Draft) -> bool:
        """Whether the name is part of a longer literal place name."""
        start, end = self._tokens[draft.first].start, self._tokens[draft.last - 1].end
        at = bisect_right(self._place_starts, start) - 1
        return (
            at >= 0
            and end <= self._places[at].end
            and (start, end) != (self._places[at].start, self._places[at].end)
        )

    def _meets_place(self, draft: Draft) -> bool:
        """Whether a literal place name shares characters with the draft."""
        end = self._tokens[draft.last - 1].end
        at = bisect_right(self._place_starts, end - 1) - 1
        return at >= 0 and self._places[at].end > self._tokens[draft.first].start

    def _credits(self, draft: Draft) -> bool:
        """Whether this is the agency in brackets after a dateline."""
        line = self._document.dateline
        if line is None:
            return False
        start = self._tokens[draft.first].start
        return line[0] <= start <= line[1] + 4 and self._tokens[max(draft.first - 1, 0)].text == "("

    def _shared(self, phrase: Phrase, waiting: Sequence[Unit]) -> list[Draft]:
        """ "Ukrainian and Russian troops": the first adjective has its own mention."""
        made = []
        for unit in waiting:
            twin = draft_of(self._tokens, phrase._replace(nationality=entry_of(unit, Nationality)))
            made.append(twin._replace(first=unit.first, last=unit.last))
        return made

    def mentions(self) -> tuple[ActorMention, ...]:
        """What was collected, with later surnames and the toponyms that stand for governments."""
        drafts = self._drafts
        drafts += self._by_surname()
        drafts += self._from_toponyms()
        drafts = with_followers(drafts, self._tokens)
        return tuple(map(self._mention, resolved(drafts, places=self._countries.values())))

    def _mention(self, draft: Draft) -> ActorMention:
        start, end = self._tokens[draft.first].start, self._tokens[draft.last - 1].end
        text = self._document.text[start:end]
        return ActorMention(start, end, text, draft.name, draft.kind, draft.country, draft.speaker)

    def _free(self) -> set[int]:
        taken = {at for draft in self._drafts for at in range(draft.first, draft.last)}
        return set(range(len(self._tokens))) - taken

    def _by_surname(self) -> list[Draft]:
        """Later mentions of a person by surname alone."""
        known = {name: draft for name, draft in known_people(self._drafts).items() if " " in draft.name}
        if not known:
            return []
        tokens, free = self._tokens, self._free()
        return [
            known[token.text]._replace(first=at, last=at + 1)
            for at, token in enumerate(tokens)
            if token.text in known
            and at in free
            and not (at + 1 < len(tokens) and tokens[at + 1].text[0].isupper())
        ]

    def _from_toponyms(self) -> list[Draft]:
        if not self._governments:
            return []
        tokens, free = self._tokens, self._free()
        made = []
        for at in sorted(free):
            toponym = self._governments.get(tokens[at].start)
            if toponym is None or toponym.place is None or toponym.place.country is None:
                continue
            last = at + 1
            while last < len(tokens) and tokens[last].end <= toponym.end:
                last += 1
            code = toponym.place.country
            land = Gazetteer.open().country(code)
            name = land.name if land else toponym.place.name
            made.append(Draft(at, last, name, ActorKind.GOVERNMENT, code, True, head="country"))
        return made


def _only_leader(unit: Unit) -> bool:
    return all(isinstance(entry, Leader) for entry in unit.entries)


def _person_draft(person: Person) -> Draft:
    leader = leaders().get(person.name)
    kind = person.kind
    if leader is None:
        return Draft(person.first, person.last, person.name, kind, person.country, True, person=True)
    kind = leader.kind if kind in (ActorKind.INDIVIDUAL, ActorKind.GOVERNMENT) else kind
    return Draft(
        person.first, person.last, leader.name, kind, person.country or leader.country, True, person=True
    )
