"""The answer of a language model: the shape asked for, and the reading of what came."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashboard.errors import ProposerError
from dashboard.pipeline.proposals import Proposal, ProposedActor
from dashboard.records.codes import Role
from dashboard.records.ontology import sub_types

_SAID = 80


class _Answer(BaseModel):
    """Fields that are not known are passed over; what is known must have its type."""

    model_config = ConfigDict(extra="ignore", strict=True)


_T = TypeVar("_T", bound=_Answer)


class _Actor(_Answer):
    quote: str
    role: str


class _Event(_Answer):
    sub_type: str
    trigger: str
    sentence: str | None = None
    place: str | None = None
    date: str | None = None
    actors: list[_Actor] = Field(default_factory=list)
    numbers: list[str] = Field(default_factory=list)
    source: str | None = None

    def proposal(self) -> Proposal:
        return Proposal(
            sub_type=self.sub_type,
            trigger=self.trigger,
            sentence=self.sentence,
            place=self.place,
            date=self.date,
            actors=tuple(ProposedActor(actor.quote, actor.role) for actor in self.actors),
            numbers=tuple(self.numbers),
            source=self.source,
        )


class _Events(_Answer):
    events: list[_Event]


class _Message(_Answer):
    content: str | None = None
    refusal: str | None = None


class _Choice(_Answer):
    message: _Message
    finish_reason: str | None = None


class _Completion(_Answer):
    choices: list[_Choice] = Field(min_length=1)


def schema() -> dict[str, Any]:
    """The JSON schema of the answer that is asked for."""
    optional = {"type": ["string", "null"]}
    fields: dict[str, Any] = {
        "sub_type": {"type": "string", "enum": list(sub_types())},
        "trigger": {"type": "string"},
        "sentence": {"type": "string"},
        "place": optional,
        "date": optional,
        "actors": {
            "type": "array",
            "items": _object({"quote": {"type": "string"}, "role": {"enum": list(Role), "type": "string"}}),
        },
        "numbers": {"type": "array", "items": {"type": "string"}},
        "source": optional,
    }
    return _object({"events": {"type": "array", "items": _object(fields)}})


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def proposals_of(body: bytes) -> tuple[Proposal, ...]:
    """The proposals in the body of a chat completion.

    Raises ProposerError where the body, or the answer in it, is not what was asked for.
    """
    choice = _read(_Completion, body, "its answer").choices[0]
    if choice.message.refusal:
        raise ProposerError("the model refused to read the article")
    if choice.finish_reason == "length":
        raise ProposerError("the model's answer was cut off; use a model that may answer at more length")
    if not choice.message.content:
        raise ProposerError("the model's answer is empty")
    events = _read(_Events, _unfenced(choice.message.content), "the model's answer").events
    return tuple(event.proposal() for event in events)


def _unfenced(text: str) -> str:
    """The JSON that some models put between fences of Markdown."""
    text = text.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        return text[text.index("\n") : -3]
    return text


def _read(kind: type[_T], text: bytes | str, what: str) -> _T:
    try:
        return kind.model_validate(json.loads(text))
    except (UnicodeDecodeError, RecursionError):
        raise ProposerError(f"{what} is not JSON that can be read") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        told = f"{where[:_SAID]}: {first['msg'][:_SAID]}"
        raise ProposerError(f"{what} has not the shape asked for: {told}") from None
    except ValueError as error:
        raise ProposerError(f"{what} is not JSON: {str(error)[:_SAID]}") from None
