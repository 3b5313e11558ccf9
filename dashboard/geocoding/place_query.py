"""What every geocoder is asked: the text of a place, the countries to look in, a point."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from geopy.point import Point

from dashboard.errors import InputError

#: No place takes more signs to name.
LONGEST = 500
_HOW = 'a point is (latitude, longitude) in degrees, "48.9, 38.5", or a geopy.Point'
_COMMAS = re.compile(r"[,،]")
#: Controls and halves of surrogate pairs: they belong to no name, and no address of a service may hold them.
_UNWRITABLE = frozenset({"Cc", "Cs"})


class CheckedPoint(Point):  # type: ignore[misc]
    """A ``geopy.Point`` that refuses what geopy would wrap round the globe, warn about or take for 0."""

    __slots__ = ()

    def __new__(cls, latitude: Any = None, longitude: Any = None, altitude: Any = None) -> "CheckedPoint":
        """As ``geopy.Point``; raises InputError for what is no point on the globe."""
        if longitude is not None:
            try:
                degrees = (float(latitude), float(longitude))
            except (TypeError, ValueError):
                raise InputError(f"no point: {latitude!r:.60}, {longitude!r:.60}; {_HOW}") from None
            if not math.isfinite(degrees[0]) or abs(degrees[0]) > 90:
                raise InputError(f"Latitude {degrees[0]} is not between -90 and 90; {_HOW}")
            if not math.isfinite(degrees[1]) or abs(degrees[1]) > 180:
                raise InputError(f"Longitude {degrees[1]} is not between -180 and 180; {_HOW}")
        elif latitude is None or isinstance(latitude, (int, float)):
            raise InputError(f"no point: {latitude!r}; {_HOW}")
        try:
            return super().__new__(cls, latitude, longitude, altitude)  # type: ignore[no-any-return]
        except InputError:
            raise
        except (TypeError, ValueError, NotImplementedError) as error:
            raise InputError(f"{error} {latitude!r:.60}; {_HOW}") from None


def query_parts(query: object) -> tuple[str, ...]:
    """The parts of "Village, District, Country", tidied: none empty, single spaces, no control characters.

    Raises InputError for what is no text, and for a text longer than any place's name.
    """
    if not isinstance(query, str):
        raise InputError(f"a place is asked for by a text, not by {type(query).__name__}: {query!r:.60}")
    if len(query) > LONGEST:
        raise InputError(f"{len(query):,} characters name no place; at most {LONGEST} are looked up")
    text = "".join(" " if unicodedata.category(sign) in _UNWRITABLE else sign for sign in query)
    return tuple(tidy for part in _COMMAS.split(text) if (tidy := " ".join(part.split())))


def wanted_countries(codes: str | Iterable[str] | None, known: Mapping[str, object]) -> frozenset[str] | None:
    """Countries as ISO 3166-1 alpha-2 codes in upper case; None where any will do (nothing given, or an empty
    list, as in geopy).

    Raises InputError for a code that is not in ``known``.
    """
    if codes is None:
        return None
    given = [codes] if isinstance(codes, str) else list(codes)
    wanted = set()
    for code in given:
        upper = code.strip().upper() if isinstance(code, str) else None
        if upper not in known:
            raise InputError(
                f"{code!r:.60} is no country code; give ISO 3166-1 alpha-2 codes such as 'UA', one or a list"
            )
        wanted.add(upper)
    return frozenset(wanted) or None
