"""Failures of geocoding services in plain words: what happened, whose fault it is, and what to do."""

from geopy.adapters import AdapterHTTPError
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
)

from dashboard.errors import LookupFailed, ServiceBusy, ServiceGarbled, ServiceRefused, ServiceUnreachable


def explained(error: Exception, server: str) -> LookupFailed:
    """The error to raise for what geopy raised when ``server`` was asked."""
    status = _status(error)
    said = " ".join(str(error).split())[:200]
    if isinstance(error, GeocoderQuotaExceeded):
        seconds = getattr(error, "retry_after", None)
        when = f"in {seconds:.0f} seconds" if seconds is not None else "later"
        return ServiceBusy(f"{server} has had enough of our requests; ask again {when}", retry_after=seconds)
    if isinstance(error, (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges)):
        return ServiceRefused(
            f"{server} refuses us ({said}); check CONFLICT_EVENTS_GEOCODER_KEY and "
            "CONFLICT_EVENTS_GEOCODER_USER_AGENT, and whether it has blocked this machine"
        )
    if isinstance(error, GeocoderQueryError):
        return ServiceRefused(f"{server} does not take the query: {said}")
    if status is not None and 300 <= status < 400:
        return ServiceRefused(
            f"{server} sends us elsewhere ({said}), which we do not follow; set "
            "CONFLICT_EVENTS_GEOCODER_URL to the new address"
        )
    if status in (404, 405, 410):
        return ServiceRefused(
            f"{server} is no such service ({said}); check CONFLICT_EVENTS_GEOCODER and "
            "CONFLICT_EVENTS_GEOCODER_URL"
        )
    if status is not None and status >= 400:
        return ServiceUnreachable(f"{server} fails ({said}); the fault is on its side, try again later")
    if isinstance(error, GeocoderTimedOut):
        return ServiceUnreachable(f"{server} gave {said}; try again later")
    if isinstance(error, GeocoderServiceError) and not isinstance(error, GeocoderParseError):
        return ServiceUnreachable(
            f"{server} cannot be reached ({said}); check the network and CONFLICT_EVENTS_GEOCODER_URL"
        )
    return ServiceGarbled(
        f"{server} gave an answer that makes no sense ({said or type(error).__name__}); try again later, and "
        "check CONFLICT_EVENTS_GEOCODER_URL"
    )


def our_query(error: Exception) -> bool:
    """Whether the query was at fault, and the server is well."""
    return isinstance(error, GeocoderQueryError) and _status(error) is not None


def _status(error: Exception) -> int | None:
    cause = error.__cause__ or error.__context__
    return cause.status_code if isinstance(cause, AdapterHTTPError) else None
