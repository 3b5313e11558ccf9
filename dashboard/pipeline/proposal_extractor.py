"""An extractor whose events an outside model proposes and our recognisers read."""

from dashboard.documents import read_document
from dashboard.events.assemble import assemble
from dashboard.events.confidence import confidence, weighed
from dashboard.events.coreference import same_event
from dashboard.events.draft import Draft
from dashboard.events.event_record import event_of
from dashboard.events.reading import Reading
from dashboard.events.trace import Told, Trace
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.pipeline.extraction import Extraction
from dashboard.pipeline.extractor import extraction_of, mentions_of
from dashboard.pipeline.models import Models
from dashboard.pipeline.proposals import ProposalCheck, Proposer
from dashboard.pipeline.proposed_drafts import draft_of
from dashboard.records.article import Article
from dashboard.records.document import Document

#: Of the proposals for one article, so many are looked at.
_MOST = 300


class ProposalExtractor:
    """Reads an article with an outside model's help, and keeps of its proposals what the text holds."""

    def __init__(
        self,
        proposer: Proposer,
        *,
        combine: bool = False,
        gazetteer: Gazetteer | None = None,
        models: Models | None = None,
    ) -> None:
        """``combine`` adds the proposals to the events of the rules; an event of both is the rules' own.

        ``gazetteer`` and ``models`` default to those of the installation.
        """
        self._proposer, self._combine, self._gazetteer = proposer, combine, gazetteer
        self._models = models or Models.open()

    @property
    def name(self) -> str:
        """What made the records, as their store notes it."""
        return f"{self._label} and rules" if self._combine else self._label

    @property
    def _label(self) -> str:
        return f"{self._proposer.name} via proposals"

    def read(self, article: Article) -> Extraction:
        """What the article tells. Raises UnsupportedLanguage, and ProposerError where the model fails."""
        return self.annotate(read_document(article))

    def annotate(self, document: Document, *, trace: Trace | None = None) -> Extraction:
        """What a document tells; ``trace`` takes notes of the reasons. Raises ProposerError."""
        notes = trace if trace is not None else Trace()
        reading = mentions_of(document, gazetteer=self._gazetteer, models=self._models, trace=trace)
        if self._combine:
            assemble(reading, trace=notes)
        self._add_proposed(reading, notes)
        notes.told.sort(key=lambda told: told.draft.triggers[0].start)
        return extraction_of(reading, tuple(event for _, event in notes.told), models=self._models)

    def _add_proposed(self, reading: Reading, notes: Trace) -> None:
        """Adds the proposed events that nothing told yet."""
        check = ProposalCheck(reading.document, proposer=self._proposer.name)
        drafts: list[Draft] = []
        for number, proposal in enumerate(self._proposer.propose(reading.document)):
            if number >= _MOST:
                check.refuse("event", proposal.trigger, f"only the first {_MOST} proposals are looked at")
                break
            found = check.checked(proposal)
            rule = f"pointed to by {self._proposer.name}"
            draft = draft_of(reading, found, check, rule=rule) if found is not None else None
            if draft is not None:
                drafts.append(draft)
        told = [each.draft for each in notes.told]
        for draft in sorted(drafts, key=lambda d: d.trigger.start):
            if any(_same(other, draft) for other in told):
                check.refuse("event", draft.trigger.text, "another event tells it")
                continue
            told.append(draft)
            notes.weights[draft.trigger.start] = (draft.confidence, tuple(weighed(reading, draft)))
            draft.confidence = confidence(reading, draft)
            notes.told.append(Told(draft, event_of(reading, draft, extractor=self._label)))
        notes.refused += check.refused


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell of one event: by the same words, or by all that is known of them."""
    if any(a.start < b.end and b.start < a.end for a in one.triggers for b in other.triggers):
        return True
    first, second = sorted((one, other), key=lambda draft: draft.trigger.start)
    return same_event(first, second)
