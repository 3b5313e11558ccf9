"""geopy's geocoders, made from an operator's words: a name, an address, a key, and who we are."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder

from dashboard import __version__
from dashboard.errors import InputError

_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://\S+")
_KEYS = ("api_key", "apikey", "subscription_key", "username")
#: geopy still lets one give these a key, and warns that it is not used.
_KEYLESS = frozenset({"ignfrance"})


@dataclass(frozen=True, slots=True)
class GeopyService:
    """A geocoder of geopy's, ready to be asked. ``server`` is the scheme and host that requests go to,
    ``address`` the same with the path of an own server.
    """

    geocoder: Geocoder
    server: str
    address: str


def geopy_service(
    service: str,
    *,
    adapter_factory: Callable[..., BaseSyncAdapter],
    user_agent: str | None,
    url: str | None,
    key: str | None,
    options: Mapping[str, Any],
    timeout: float,
) -> GeopyService:
    """The geocoder of geopy's that bears the name ``service``. Raises InputError for what does not fit."""
    try:
        kind = get_geocoder_for_service(service)
    except GeocoderNotFound:
        raise InputError(
            f"no geocoding service {service!r}; CONFLICT_EVENTS_GEOCODER takes geopy's names, such as "
            "nominatim or photon"
        ) from None
    taken = frozenset(inspect.signature(kind.__init__).parameters)
    arguments = {
        **options,
        **_key(service, key, taken),
        **_own_server(service, url, taken),
        "user_agent": _user_agent(service, user_agent),
        "timeout": timeout,
        "adapter_factory": adapter_factory,
    }
    try:
        made = kind(**arguments)
    except (ConfigurationError, TypeError) as error:
        raise InputError(
            f"the service {service} cannot be set up: {error}; a key is given as CONFLICT_EVENTS_GEOCODER_KEY"
        ) from error
    asked = next((str(made.__dict__[name]) for name in ("api", "geocode_api") if name in made.__dict__), "")
    parts = urlsplit(asked or f"{made.scheme}://{getattr(made, 'domain', service)}")
    server = f"{parts.scheme}://{parts.netloc}"
    return GeopyService(made, server, server + (urlsplit(url).path.rstrip("/") if url else ""))


def _user_agent(service: str, user_agent: str | None) -> str:
    if service == "nominatim" and not (user_agent and _CONTACT.search(user_agent)):
        raise InputError(
            f"Nominatim wants to know whom to write to, and {user_agent or 'nothing'!r} does not say it; set "
            "CONFLICT_EVENTS_GEOCODER_USER_AGENT to a name with an e-mail address or a web page, such as "
            "'our-desk (maps@desk.example)'"
        )
    if user_agent and not (user_agent.isascii() and user_agent.isprintable()):
        raise InputError(f"the user agent {user_agent!r} cannot stand in a request; use letters of ASCII")
    return user_agent or f"conflict-events/{__version__}"


def _own_server(service: str, url: str | None, taken: frozenset[str]) -> dict[str, str]:
    if url is None:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        raise InputError(
            f"{url!r} is no address of a server; CONFLICT_EVENTS_GEOCODER_URL is like http://127.0.0.1:8080"
        )
    if not {"domain", "scheme"} <= taken:
        raise InputError(f"the service {service} has one address only; unset CONFLICT_EVENTS_GEOCODER_URL")
    return {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/")}


def _key(service: str, key: str | None, taken: frozenset[str]) -> dict[str, str]:
    if key is None:
        return {}
    name = next((name for name in _KEYS if name in taken), None)
    if name is None or service in _KEYLESS:
        raise InputError(f"the service {service} takes no key; unset CONFLICT_EVENTS_GEOCODER_KEY")
    return {name: key}
