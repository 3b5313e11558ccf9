"""GeoJSON as sheets: one row a feature, its properties as columns, read as a stream."""

import codecs
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.errors import UnreadableDataset
from dashboard.formats.dataset import Refused, Sheet
from dashboard.formats.delimited import Readable

_READ = 1 << 20
#: Features a sheet, and the longest feature or head that is believed, in characters.
_MANY = 5_000
_LONGEST = 16 << 20
#: Column of what later features have that the first ones had not, as JSON.
OTHERS = "other_properties"


class Features:
    """The features of a stream; ``head`` is what stands before them (title, licence)."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._ended = False
        self._line = 1
        self._json = json.JSONDecoder(parse_constant=lambda _: None)
        self.head = self._read_head()

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._text) > _LONGEST:
            raise UnreadableDataset(f"line {self._line}: a feature is longer than {_LONGEST:,} characters")
        block = self._stream.read(_READ)
        self._ended = not block
        try:
            self._text += self._decode.decode(block, final=self._ended)
        except UnicodeDecodeError:
            raise UnreadableDataset(
                f"after line {self._line} the file is not UTF-8; save it as GeoJSON in UTF-8"
            ) from None
        return True

    def _pass(self, length: int) -> None:
        self._line += self._text.count("\n", 0, length)
        self._text = self._text[length:]

    def _skip(self, signs: str) -> str:
        """The next sign that is none of these; empty at the end."""
        while True:
            rest = self._text.lstrip(signs)
            self._pass(len(self._text) - len(rest))
            if rest or not self._more():
                return self._text[:1]

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._json.raw_decode(self._text)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                raise UnreadableDataset(
                    f"line {self._line + error.lineno - 1}: no GeoJSON, or cut off ({error.msg})"
                ) from None
            except RecursionError:
                raise UnreadableDataset(f"line {self._line}: the file is nested too deeply") from None
            if end == len(self._text) and not self._ended and self._more():
                continue  # a number may go on
            self._pass(end)
            return value

    def _read_head(self) -> dict[str, Any]:
        """The members before the features; the stream then stands at the first feature."""
        head: dict[str, Any] = {}
        if self._skip(" \t\r\n") != "{":
            raise UnreadableDataset("the file is no GeoJSON: it does not begin with {")
        self._pass(1)
        while self._skip(" \t\r\n,") == '"':
            name = self._value()
            if self._skip(" \t\r\n") != ":":
                break
            self._pass(1)
            if name == "features":
                if self._skip(" \t\r\n") != "[":
                    break
                self._pass(1)
                return head
            self._skip(" \t\r\n")
            head[str(name)] = self._value()
        raise UnreadableDataset("the file is no GeoJSON FeatureCollection: it has no list of features")

    def sheets(self) -> Iterator[Sheet]:
        """All features; what is no feature is refused."""
        names: list[str] | None = None
        rows: list[dict[str, str]] = []
        lines: list[int] = []
        refused: list[Refused] = []
        while (sign := self._skip(" \t\r\n,")) != "]":
            if not sign:
                raise UnreadableDataset(f"line {self._line}: the file is cut off; fetch it again")
            line = self._line
            value = self._value()
            if not isinstance(value, dict) or value.get("type") != "Feature":
                refused.append(Refused(line, "this is no feature", json.dumps(value)[:2000]))
                continue
            rows.append(_flat(value))
            lines.append(line)
            if len(rows) == _MANY:
                names = names or _names(rows)
                yield _sheet(names, rows, lines, refused)
                rows, lines, refused = [], [], []
        if rows or refused or names is None:
            yield _sheet(names or _names(rows), rows, lines, refused)


def _flat(feature: dict[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    identity = feature.get("id")
    properties = feature.get("properties")
    for name, value in (properties if isinstance(properties, dict) else {}).items():
        row[name] = _text(value)
    if identity is not None:
        row.setdefault("event_id", _text(identity))
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        longitude, latitude = [*(geometry.get("coordinates") or ()), None, None][:2]
        row["latitude"], row["longitude"] = _text(latitude), _text(longitude)
    elif row.get("label_latitude"):
        row["latitude"], row["longitude"] = row["label_latitude"], row.get("label_longitude", "")
    elif isinstance(geometry, dict):
        row["geometry"] = _text(geometry)
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def _names(rows: list[dict[str, str]]) -> list[str]:
    found = dict.fromkeys(name for row in rows for name in row)
    return [*dict.fromkeys([*found, "latitude", "longitude"]), OTHERS]


def _sheet(names: list[str], rows: list[dict[str, str]], lines: list[int], refused: list[Refused]) -> Sheet:
    known = set(names)
    columns = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in names[:-1]}
    others = [{name: text for name, text in row.items() if name not in known} for row in rows]
    texts = [json.dumps(each, ensure_ascii=False) if each else "" for each in others]
    columns[OTHERS] = pa.array(texts, pa.string())
    return Sheet(columns, np.array(lines, dtype=np.int64), tuple(refused))
