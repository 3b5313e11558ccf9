"""``ServiceGeocoder``: any service that geopy knows, with the manners that public services ask for.

Nothing here is used unless an operator names a service: ``configured_geocoder`` gives None otherwise.
"""

import inspect
import json
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, overload
from urllib.parse import urlsplit

from geopy.location import Location

from dashboard.errors import InputError, LookupFailed
from dashboard.geocoding.answer_cache import AnswerCache, Question
from dashboard.geocoding.bounded_requests import LONGEST_REQUEST, BoundedAdapter
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.geopy_services import geopy_service
from dashboard.geocoding.place_query import CheckedPoint, query_parts, wanted_countries
from dashboard.geocoding.service_answers import Answer, checked_answers
from dashboard.geocoding.service_failures import explained, our_query
from dashboard.geocoding.service_turns import Turns
from dashboard.settings import Settings

_Found: TypeAlias = Location | list[Location] | None
_MOST = 10
#: Seconds between requests that the operators of public servers demand at least.
_POLICIES = {"nominatim.openstreetmap.org": 1.0}
#: English, in the words of services that know it by another code.
_ENGLISH = {"azure": "en-US", "here": "en-US", "herev7": "en-US", "tomtom": "en-US"}
#: Services whose parameter ``country`` takes a list of ISO 3166-1 alpha-2 codes.
_COUNTRY_LISTS = frozenset({"geonames", "mapbox", "opencage"})


class ServiceGeocoder:
    """Place names to points and back, by asking a service; called as ``OfflineGeocoder`` is.

    ``geocode`` and ``reverse`` give None only where the service answered that it knows no such place. Where
    it could not be asked or its answer makes no sense they raise LookupFailed or one of its kinds
    (``ServiceUnreachable``, ``ServiceBusy``, ``ServiceRefused``, ``ServiceGarbled``), which say whose fault
    it is. ``Location.raw`` is the service's own record.

    All threads and processes that share ``folder`` ask a server one at a time and keep the gap between
    requests, leave it alone for as long as it demands, and for some minutes after five failures in a row. An
    answer, also an empty one, is kept in ``folder`` and not asked for again.
    """

    def __init__(
        self,
        service: str,
        *,
        folder: Path,
        user_agent: str | None = None,
        url: str | None = None,
        key: str | None = None,
        options: Mapping[str, Any] | None = None,
        language: str | None = "en",
        timeout: float = LONGEST_REQUEST,
        gap: float = 1.0,
        patience: float = 30.0,
        pause: float = 300.0,
        cache: AnswerCache | None = None,
    ) -> None:
        """``service`` is geopy's name of it ("nominatim", "photon"), ``folder`` where lock and cache lie,
        ``user_agent`` the name that requests carry, with a contact, ``url`` the address of an own server,
        ``key`` its key for us, ``options`` what else geopy's class is to be made with. ``language`` is given
        to services that take one.

        ``timeout`` (at most 5), ``gap`` between the starts of two requests, ``patience`` with which a lookup
        waits for its turn, and ``pause`` after five failures are in seconds. Raises InputError for what does
        not fit together.
        """
        if not 0 < timeout <= LONGEST_REQUEST:
            raise InputError(
                f"a timeout of {timeout:g} seconds; give more than 0 and at most {LONGEST_REQUEST:g}"
            )
        if gap < 0 or patience < 0 or pause < 0:
            raise InputError("gap, patience and pause are seconds, not less than 0")
        self.service = service.strip().lower()
        made = geopy_service(
            self.service,
            adapter_factory=BoundedAdapter,
            user_agent=user_agent,
            url=url,
            key=key,
            options=options or {},
            timeout=timeout,
        )
        policy = _POLICIES.get(urlsplit(made.server).hostname or "", 0.0)
        if gap < policy:
            raise InputError(f"{made.server} allows one request in {policy:g} s; a gap of {gap:g} s is less")
        host = re.sub(r"[^a-z0-9]+", "-", urlsplit(made.server).netloc.lower())
        self.server = made.server
        self._address = made.address
        self._geopy = made.geocoder
        self._turns = Turns(
            folder / f"{host}.turn", server=self.server, gap=gap, patience=patience, pause=pause
        )
        self._geopy.adapter.turns = self._turns
        self._cache = cache or AnswerCache(folder / "answers.sqlite")
        self._language = language and (_ENGLISH.get(self.service, "en") if language == "en" else language)
        self._gazetteer = Gazetteer.open()

    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[True] = True,
        country_codes: str | Iterable[str] | None = None,
    ) -> Location | None: ...
    @overload
    def geocode(
        self, query: str, *, exactly_one: Literal[False], country_codes: str | Iterable[str] | None = None
    ) -> list[Location] | None: ...
    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Iterable[str] | None = None
    ) -> _Found:
        """The places of a name or an address, as the service ranks them.

        ``country_codes`` (ISO 3166-1 alpha-2, one or several) is given to services that take it; an answer
        whose record names another country is dropped. A query without a name gives None, and nobody is asked.

        Raises InputError for a query that is no text or longer than any name and for a country code that does
        not exist, LookupFailed where the service gives no answer of use.
        """
        wanted = wanted_countries(country_codes, self._gazetteer.countries)
        text = ", ".join(query_parts(query))
        if not text:
            return None
        options = self._call_options("geocode") | self._country_options(wanted)
        answers = self._answers("geocode", text, unicodedata.normalize("NFC", text).casefold(), options)
        return _shaped(self._within(answers, wanted), exactly_one)

    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[True] = True) -> Location | None: ...
    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[False]) -> list[Location] | None: ...
    def reverse(self, query: Any, *, exactly_one: bool = True) -> _Found:
        """What lies at a point: a ``geopy.Point``, (latitude, longitude) or "latitude, longitude".

        Raises InputError for what is no point on the globe and for services that know no way back,
        LookupFailed where the service gives no answer of use.
        """
        point = CheckedPoint(query)
        if not hasattr(self._geopy, "reverse"):
            raise InputError(f"the service {self.service} looks up names only, no points")
        text = f"{point.latitude:.6f},{point.longitude:.6f}"
        return _shaped(self._answers("reverse", text, text, self._call_options("reverse")), exactly_one)

    def _answers(
        self, operation: str, query: str, normal: str, options: dict[str, Any]
    ) -> tuple[Answer, ...]:
        """From the cache, else from the service, at its turn. Always several, so that one request serves both
        ways to ask.
        """
        question = Question(
            self.service, self._address, operation, normal, json.dumps(options, sort_keys=True)
        )
        kept = self._cache.get(question)
        if kept is not None:
            return kept
        with self._turns.turn():
            # Whoever had the turn before may have asked the same.
            kept = self._cache.get(question)
            if kept is not None:
                return kept
            try:
                answers = self._asked(operation, query, options)
            except LookupFailed:
                raise  # not our turn: nobody was asked
            # geopy's parsers raise whatever a strange answer makes them stumble over.
            except Exception as error:
                if not our_query(error):
                    self._turns.failed()
                raise explained(error, self.server) from error
            self._turns.answered()
            self._cache.put(question, answers)
            return answers

    def _asked(self, operation: str, query: str, options: dict[str, Any]) -> tuple[Answer, ...]:
        # geopy warns of a latitude beyond the pole and then raises; the error says it all.
        warnings.filterwarnings("ignore", message="Latitude normalization", category=UserWarning)
        ask = getattr(self._geopy, operation)
        return checked_answers(ask(query, exactly_one=False, **options))[:_MOST]

    def _call_options(self, operation: str) -> dict[str, Any]:
        """What to ask for, of what the service lets one ask for."""
        offered = {"addressdetails": True, "limit": _MOST, "language": self._language}
        taken = inspect.signature(getattr(self._geopy, operation)).parameters
        return {name: value for name, value in offered.items() if name in taken and value is not None}

    def _country_options(self, wanted: frozenset[str] | None) -> dict[str, Any]:
        """The countries, in the words of services that take them."""
        if wanted is None:
            return {}
        taken = inspect.signature(self._geopy.geocode).parameters
        if "country_codes" in taken:
            return {"country_codes": sorted(wanted)}
        if "countries" in taken:
            return {"countries": sorted(self._gazetteer.countries[code].iso3 for code in wanted)}
        return {"country": sorted(wanted)} if self.service in _COUNTRY_LISTS else {}

    def _within(self, answers: tuple[Answer, ...], wanted: frozenset[str] | None) -> tuple[Answer, ...]:
        """Those that do not name another country than those wanted."""
        if wanted is None:
            return answers
        named = wanted | {self._gazetteer.countries[code].iso3 for code in wanted}
        return tuple(answer for answer in answers if answer.country is None or answer.country in named)


def configured_geocoder(settings: Settings) -> ServiceGeocoder | None:
    """The service that the operator has named with ``CONFLICT_EVENTS_GEOCODER``; None where none is named,
    and then no request is ever made.

    Raises InputError for settings that do not fit together.
    """
    if settings.geocoder is None:
        return None
    return ServiceGeocoder(
        settings.geocoder,
        folder=settings.caches / "geocoding",
        user_agent=settings.geocoder_user_agent,
        url=settings.geocoder_url,
        key=settings.geocoder_key.get_secret_value() if settings.geocoder_key else None,
    )


def _shaped(answers: tuple[Answer, ...], exactly_one: bool) -> _Found:
    """As geopy gives answers: None for none, else the first, or all."""
    if not answers:
        return None
    return answers[0].location() if exactly_one else [answer.location() for answer in answers]
