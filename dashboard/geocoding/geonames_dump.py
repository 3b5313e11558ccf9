"""Rows of GeoNames' dumps: places (19 columns), other names (alternateNamesV2), and the table of second-level
divisions. Tab-separated, UTF-8, without a head; quotation marks are letters like others.
"""

from typing import NamedTuple

from dashboard.geocoding.dump_features import Features

COLUMNS = 19
_LAST_ID = 2**32 - 1
_MOST_PEOPLE = 2**32 - 1
#: What alternateNamesV2 holds besides names: codes, links, phonetic spellings.
_NO_LANGUAGES = frozenset("link wkdt post iata icao faac tcid unlc phon".split())


class DumpPlace(NamedTuple):
    """A place of a dump; ``admin1`` and ``admin2`` are codes."""

    geonameid: int
    name: str
    others: list[str]
    latitude: float
    longitude: float
    feature_class: str
    feature_code: str
    country: str
    admin1: str
    admin2: str
    population: int


def read_place(line: bytes, features: Features) -> DumpPlace | None:
    """The place of a line; None where its feature is not wanted. ValueError says what is wrong with it."""
    try:
        cells = line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 (byte {error.start + 1})") from None
    if len(cells) != COLUMNS:
        raise ValueError(f"it has {len(cells)} columns, not {COLUMNS}")
    if not features.takes(cells[6], cells[7]):
        return None
    number = int(cells[0]) if cells[0].isascii() and cells[0].isdigit() else 0
    if not 0 < number <= _LAST_ID:
        raise ValueError(f"{_short(cells[0])} is no geonameid")
    name = cells[1].strip()
    if not name:
        raise ValueError("it has no name")
    return DumpPlace(
        number,
        name,
        [other for other in (cells[2], *cells[3].split(",")) if other and other != name],
        _degrees(cells[4], 90, "latitude"),
        _degrees(cells[5], 180, "longitude"),
        cells[6],
        cells[7] or cells[6],
        cells[8],
        cells[10],
        cells[11],
        _people(cells[14]),
    )


def _degrees(written: str, most: int, what: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise ValueError(f"{_short(written)} is no {what}")
    return value


def _people(written: str) -> int:
    if not written:
        return 0
    if not (written.isascii() and written.isdigit()):
        raise ValueError(f"{_short(written)} is no population")
    return min(int(written), _MOST_PEOPLE)


def _short(written: str) -> str:
    return repr(written if len(written) <= 40 else written[:37] + "...")


def read_other_name(line: bytes) -> tuple[int, str] | None:
    """The geonameid and the name of a line of alternateNamesV2; None for codes and links. ValueError says
    what is wrong.
    """
    try:
        cells = line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 (byte {error.start + 1})") from None
    if len(cells) < 4:
        raise ValueError(f"it has {len(cells)} columns, not 10")
    if cells[2] in _NO_LANGUAGES:
        return None
    if not (cells[1].isascii() and cells[1].isdigit()):
        raise ValueError(f"{_short(cells[1])} is no geonameid")
    return int(cells[1]), cells[3].strip()
