"""What a reader has asked to see: one frozen value for page, address, command line and exports."""

import dataclasses
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboard.errors import FilterError
from dashboard.query.wording import Phrase, counted, phrases_of
from dashboard.records.codes import Certainty, GeoPrecision, Status

#: Longest value and most values of one kind that an address may carry.
LONGEST_VALUE = 300
MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """A part of the map, in decimal degrees; ``west`` greater than ``east`` crosses the antimeridian.

    Values are kept to four decimals (11 m), longitudes are wrapped into -180 to 180. Raises FilterError where
    a value is no number, a latitude lies beyond a pole, or south lies north of north.
    """

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        corners = (self.south, self.west, self.north, self.east)
        if not all(math.isfinite(value) for value in corners):
            raise FilterError(f"a map area needs four numbers, not {corners}")
        if not -90 <= self.south <= self.north <= 90:
            raise FilterError(
                f"latitudes of a map area run from -90 to 90, south first, not {self.south} to {self.north}"
            )
        west, east = self.west, self.east
        if east - west >= 360:
            west, east = -180.0, 180.0
        wrapped = {
            "south": self.south,
            "west": _wrapped(west),
            "north": self.north,
            "east": 180.0 if east == 180 else _wrapped(east),
        }
        for name, value in wrapped.items():
            object.__setattr__(self, name, round(value, 4) + 0.0)  # adding 0.0 makes -0.0 plain

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies inside; the edges count."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


def _wrapped(longitude: float) -> float:
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


@dataclass(frozen=True, slots=True)
class Filters:
    """What an incident must be to be shown; a filter that is not set lets everything pass.

    Of several values in one filter any is enough; all filters must hold. An incident passes the dates when
    its interval overlaps them: an open start counts as minus infinity, an undated incident passes only where
    no date is set. An unplaced one passes only where neither countries, bounds nor coarsest is set. Bounds
    look at the point or, for an area, at its label point. Values are kept sorted and once each, so that equal
    requests are equal values. Raises FilterError for a reversed range of dates or fewer than one publisher.
    """

    date_from: date | None = None
    date_to: date | None = None
    event_types: tuple[str, ...] = ()
    sub_types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    coarsest: GeoPrecision | None = None
    min_publishers: int = 1
    text: str | None = None
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        for name in _LISTS:
            object.__setattr__(
                self, name, tuple(sorted({str(value) for value in getattr(self, name) if value}))
            )
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise FilterError(f"the first day, {self.date_from}, is after the last, {self.date_to}")
        if self.min_publishers < 1:
            raise FilterError(f"the least number of publishers is 1, not {self.min_publishers}")
        if self.coarsest is not None:
            object.__setattr__(self, "coarsest", GeoPrecision(self.coarsest))
        words = " ".join((self.text or "").split())
        object.__setattr__(self, "text", words or None)

    def without(self, *dimensions: str) -> "Filters":
        """The same filters with these dimensions not set: the names of ``DIMENSIONS``."""
        unknown = [name for name in dimensions if name not in DIMENSIONS]
        if unknown:
            raise FilterError(f"no filter is named {unknown[0]!r}; there are {', '.join(DIMENSIONS)}")
        fields = [field for name in dimensions for field in DIMENSIONS[name]]
        return self.replace(**{field: _DEFAULTS[field] for field in fields})

    def replace(self, **changes: Any) -> "Filters":
        """The same filters with some fields changed."""
        return dataclasses.replace(self, **changes)

    def active(self) -> tuple[str, ...]:
        """The dimensions that are set, in the order of the filter rail."""
        return tuple(
            name
            for name, fields in DIMENSIONS.items()
            if any(getattr(self, field) != _DEFAULTS[field] for field in fields)
        )

    def to_query(self) -> dict[str, str]:
        """Names and values for an address, without what is not set; ``from_query`` reads them back."""
        return {
            key: parameter.write(getattr(self, parameter.field))
            for key, parameter in _PARAMETERS.items()
            if getattr(self, parameter.field) != _DEFAULTS[parameter.field]
        }

    def query_string(self) -> str:
        """The same as one string without its question mark, the same for equal filters."""
        return urlencode(self.to_query(), safe=",:")

    @classmethod
    def from_query(cls, query: Mapping[str, str] | str) -> tuple["Filters", tuple[str, ...]]:
        """The filters that an address asks for, and a message for each value that had to be dropped.

        Unknown names are ignored: the address carries other state too. Never raises, whatever it is given.
        """
        given, messages = _pairs(query)
        changes: dict[str, Any] = {}
        for key, parameter in _PARAMETERS.items():
            if key not in given:
                continue
            try:
                changes[parameter.field] = parameter.read(given[key])
            except (ValueError, OverflowError) as error:
                messages.append(f"{key}: {error}")
        try:
            filters = cls(**changes)
        except FilterError as error:
            # Each value was sound by itself, so only the range of dates can be wrong.
            messages.append(f"from, to: {error}")
            filters = cls(**{k: v for k, v in changes.items() if k not in DIMENSIONS["dates"]})
        return filters, tuple(messages)

    def phrases(self) -> tuple[Phrase, ...]:
        """The parts of the sentence after the number of events, each with the dimension it tells of."""
        return phrases_of(self)

    def sentence(self, shown: int) -> str:
        """What is shown, in words: "14 events from 10 to 24 June 2022, any actor, any type, ..."."""
        return counted(shown) + "".join(phrase.lead + phrase.text for phrase in self.phrases()) + "."


#: The dimensions a reader can set or reset, in the order of the filter rail, and the fields of each.
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "dates": ("date_from", "date_to"),
    "event_types": ("event_types",),
    "sub_types": ("sub_types",),
    "actors": ("actors",),
    "countries": ("countries",),
    "certainties": ("certainties",),
    "statuses": ("statuses",),
    "coarsest": ("coarsest",),
    "min_publishers": ("min_publishers",),
    "sources": ("sources",),
    "datasets": ("datasets",),
    "text": ("text",),
    "bounds": ("bounds",),
}

_LISTS = (
    "event_types",
    "sub_types",
    "actors",
    "countries",
    "certainties",
    "statuses",
    "sources",
    "datasets",
)
_DEFAULTS: dict[str, Any] = {field.name: field.default for field in dataclasses.fields(Filters)}


@dataclass(frozen=True, slots=True)
class _Parameter:
    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _pairs(query: Mapping[str, str] | str) -> tuple[dict[str, str], list[str]]:
    messages: list[str] = []
    if isinstance(query, str):
        try:
            pairs = parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=500)
        except ValueError:
            return {}, ["the address has too many parts to read"]
    else:
        pairs = list(query.items())
    given: dict[str, str] = {}
    for key, value in pairs:
        if key not in _PARAMETERS:
            continue
        if not isinstance(value, str):
            messages.append(f"{key}: text is needed, not {type(value).__name__}")
        elif key in given and _PARAMETERS[key].field in _LISTS:
            given[key] += f",{value}"
        else:
            given[key] = value
    return given, messages


def _clean(value: str) -> str:
    """A value that may be shown and searched for; ValueError for what no reader can have meant."""
    if len(value) > LONGEST_VALUE:
        raise ValueError(f"longer than {LONGEST_VALUE} characters")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value):
        raise ValueError(f"{value!a} holds signs that are no text")
    return value


def _split(text: str) -> list[str]:
    """The values of a list: commas separate, a backslash before a comma or backslash makes it plain."""
    parts = re.findall(r"(?:[^,\\]|\\.)+", text, flags=re.DOTALL)
    if len(parts) > MOST_VALUES:
        raise ValueError(f"more than {MOST_VALUES} values")
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


def listed(values: Iterable[str]) -> str:
    """Several values as one value of an address."""
    return ",".join(re.sub(r"([\\,])", r"\\\1", value) for value in values)


def _names(text: str) -> tuple[str, ...]:
    return tuple(_clean(value) for value in _split(text))


def _shaped(pattern: str, meaning: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        values = _names(text)
        for value in values:
            if not re.fullmatch(pattern, value):
                raise ValueError(f"{value!r} is no {meaning}")
        return values

    return read


def _one_of(codes: type[StrEnum]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        return tuple(_code(codes, value) for value in _names(text))

    return read


def _code(codes: type[StrEnum], value: str) -> StrEnum:
    if value not in list(codes):
        raise ValueError(f"{value!a} is none of {', '.join(codes)}")
    return codes(value)


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!a} is no day; write it as 2022-06-18")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"the day {text} does not exist") from None


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise ValueError(f"{text!a} is no number from 1 to 9999")
    return int(text)


def _corners(text: str) -> Bounds:
    numbers = text.split(",")
    if len(numbers) != 4 or not all(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", n) for n in numbers):
        raise ValueError(f"{_clean(text)!a} is no map area; write south,west,north,east in degrees")
    return Bounds(*(float(n) for n in numbers))


def _corners_text(bounds: Bounds) -> str:
    corners = (bounds.south, bounds.west, bounds.north, bounds.east)
    return ",".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in corners)


_TYPE = _shaped(r"[a-z][a-z_]{0,59}", "event type; those are in the codebook")
_PARAMETERS: dict[str, _Parameter] = {
    "from": _Parameter("date_from", date.isoformat, _day),
    "to": _Parameter("date_to", date.isoformat, _day),
    "type": _Parameter("event_types", listed, _TYPE),
    "subtype": _Parameter("sub_types", listed, _TYPE),
    "actor": _Parameter("actors", listed, _names),
    "country": _Parameter(
        "countries", listed, _shaped(r"[A-Z]{2}", "country; write the two capital letters of ISO 3166, as UA")
    ),
    "certainty": _Parameter("certainties", listed, _one_of(Certainty)),
    "status": _Parameter("statuses", listed, _one_of(Status)),
    "precision": _Parameter("coarsest", str, lambda text: _code(GeoPrecision, text)),
    "publishers": _Parameter("min_publishers", str, _number),
    "source": _Parameter("sources", listed, _names),
    "dataset": _Parameter("datasets", listed, _names),
    "q": _Parameter("text", str, _clean),
    "bbox": _Parameter("bounds", _corners_text, _corners),
}
