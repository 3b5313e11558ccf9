"""A proposer that asks a language model behind an OpenAI-compatible endpoint.

The text of the article leaves the machine for that endpoint; nothing else of it does. Redirects are not
followed, and the key is sent to no other host and shown to nobody.
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from email.message import Message
from typing import IO, Any
from urllib.parse import urlsplit

from dashboard.errors import InputError, ProposerError
from dashboard.pipeline.openai_answer import proposals_of, schema
from dashboard.pipeline.openai_prompt import material, task
from dashboard.pipeline.proposals import Proposal
from dashboard.records.document import Document

#: Longest article that is sent, in characters, and longest answer that is read, in bytes.
LONGEST_SENT = 100_000
LONGEST_ANSWER = 2_000_000
_BUSY = frozenset([408, 429, 500, 502, 503, 504])
_LONGEST_WAIT = 10.0
_CHUNK = 65_536
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])
_PATH = "/chat/completions"


class OpenAIProposer:
    """Asks ``model`` at an endpoint ``url`` that answers as OpenAI's ``/v1/chat/completions`` does."""

    def __init__(
        self,
        url: str,
        *,
        model: str,
        key: str | None = None,
        timeout: float = 60.0,
        attempts: int = 3,
        pause: float = 1.0,
    ) -> None:
        """``url`` is the address of the endpoint or of the folder above it ("http://127.0.0.1:8000/v1").

        ``timeout`` bounds one answer in seconds. A busy or failing endpoint is asked ``attempts`` times in
        all, ``pause`` seconds apart at first, then twice as long; one that does not answer in time only once.
        Raises InputError for an address that cannot be used, or that would carry the key readable.
        """
        self._url, self.host = _endpoint(url, keyed=key is not None)
        self._model, self._key = model, key
        self._timeout, self._attempts, self._pause = timeout, max(1, attempts), pause
        self._opener = urllib.request.build_opener(_NoRedirect)

    @property
    def name(self) -> str:
        """The model's name, as records show it."""
        return self._model

    def propose(self, document: Document) -> tuple[Proposal, ...]:
        """The events that the model sees. Raises ProposerError."""
        if len(document.text) > LONGEST_SENT:
            raise ProposerError(
                f"it is {len(document.text):,} characters long; up to {LONGEST_SENT:,} are sent to a model"
            )
        question = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": task()},
                {"role": "user", "content": material(document)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "events", "strict": True, "schema": schema()},
            },
        }
        try:
            return proposals_of(self._asked(json.dumps(question).encode()))
        except ProposerError as error:
            raise ProposerError(f"{self._model} at {self.host}: {error}") from None

    def _asked(self, question: bytes) -> bytes:
        for attempt in range(1, self._attempts + 1):
            try:
                return self._answer(question)
            except _Busy as busy:
                if attempt == self._attempts:
                    tried = f", asked {attempt} times" if attempt > 1 else ""
                    raise ProposerError(f"{busy}{tried}") from None
                wait = busy.wait if busy.wait is not None else self._pause * 2 ** (attempt - 1)
                time.sleep(min(wait, _LONGEST_WAIT))
        raise AssertionError("unreachable")

    def _answer(self, question: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._url, data=question, headers=headers)  # noqa: S310 (checked)
        until = time.monotonic() + self._timeout
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return self._body(response, until)
        except urllib.error.HTTPError as error:
            with error:
                raise _failure(error) from None
        except TimeoutError:
            raise ProposerError(f"no answer within {self._timeout:g} seconds") from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise ProposerError(f"no answer within {self._timeout:g} seconds") from None
            raise _Busy(f"cannot be reached ({_said(error.reason)})") from None
        except (OSError, http.client.HTTPException) as error:
            raise _Busy(f"broke off its answer ({type(error).__name__})") from None

    def _body(self, response: Any, until: float) -> bytes:
        """The body, read in pieces: a drop now and then must not outlast the timeout."""
        body = bytearray()
        while piece := response.read1(_CHUNK):
            body += piece
            if len(body) > LONGEST_ANSWER:
                raise ProposerError(f"its answer is longer than {LONGEST_ANSWER / 1e6:g} MB")
            if time.monotonic() > until:
                raise TimeoutError
        if response.length:
            raise http.client.IncompleteRead(bytes(body), response.length)
        return bytes(body)


class _Busy(Exception):
    """The endpoint may answer when asked again, after ``wait`` seconds where it says so."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Text and key go to the address that was set, and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def _endpoint(url: str, *, keyed: bool) -> tuple[str, str]:
    """The address to ask and its host, without what an address must not show."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("the proposer's address must be like https://host/v1 or http://127.0.0.1:8000/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            "the proposer's address holds more than host and path; the key is a setting of its own"
        )
    if keyed and parts.scheme == "http" and host not in _LOOPBACK:
        raise InputError(f"the proposer's key would travel readable to {host}; use https")
    path = parts.path.rstrip("/")
    if not path.endswith(_PATH):
        path = f"{path or '/v1'}{_PATH}"
    return f"{parts.scheme}://{parts.netloc}{path}", host if port is None else f"{host}:{port}"


def _failure(error: urllib.error.HTTPError) -> Exception:
    """What an answer other than 200 means; its words are not shown, for they may repeat what was sent."""
    if error.code in _BUSY:
        told = error.headers.get("Retry-After", "")
        return _Busy(f"answered {error.code}", float(told) if told.isascii() and told.isdigit() else None)
    if error.code in (401, 403):
        return ProposerError(f"answered {error.code}: it wants another key (CONFLICT_EVENTS_PROPOSER_KEY)")
    if error.code == 404:
        return ProposerError("answered 404: the address or the name of the model is wrong")
    if 300 <= error.code < 400:
        return ProposerError(f"answered {error.code}: it points elsewhere, which is not followed")
    return ProposerError(f"answered {error.code}")


def _said(reason: object) -> str:
    return (getattr(reason, "strerror", None) or str(reason))[:100]
