"""Evidence: the words a field came from."""

from dataclasses import dataclass

from dashboard.records.fields import described

#: The fields of an event that evidence can support, in reading order: the marks of the event card.
EVIDENCE_FIELDS = ("sentence", "who", "what", "where", "when", "how_many", "says_who")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that supports a field: ``article.text[start:end] == text``, always."""

    field: str = described("Which field it supports", values=", ".join(EVIDENCE_FIELDS))
    article_id: str = described("The article it stands in")
    start: int = described("First character", unit="characters")
    end: int = described("One past the last character", unit="characters")
    text: str = described("The words, as they stand there")
