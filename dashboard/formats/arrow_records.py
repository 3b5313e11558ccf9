"""Records as Arrow values, and back, without loss; the types follow from the fields of the dataclasses."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import pyarrow as pa

_Record = TypeVar("_Record")
_PLAIN = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}
#: The types of the fields of each record that was asked for.
_KINDS: dict[type[Any], dict[str, Any]] = {}


def arrow_fields(record: type[Any]) -> list[pa.Field]:
    """A field for each of a dataclass, with its meaning where it is described."""
    kinds = _kinds(record)
    return [
        pa.field(
            field.name,
            _arrow_type(kinds[field.name]),
            metadata={"meaning": field.metadata["meaning"]} if "meaning" in field.metadata else None,
        )
        for field in dataclasses.fields(record)
    ]


def values_of(record: Any) -> dict[str, Any]:
    """The values of a record's fields as Arrow takes them."""
    return {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}


def record_of(kind: type[_Record], values: Mapping[str, Any]) -> _Record:
    """The record of such values. Raises ValueError, TypeError or KeyError for values that make none."""
    kinds = _kinds(kind)
    return kind(**{name: _valued(kinds[name], values[name]) for name in kinds})


def _kinds(record: type[Any]) -> dict[str, Any]:
    if record not in _KINDS:
        hints = typing.get_type_hints(record)
        _KINDS[record] = {field.name: hints[field.name] for field in dataclasses.fields(record)}
    return _KINDS[record]


def _without_none(kind: Any) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        (kind,) = (each for each in typing.get_args(kind) if each is not type(None))
    return kind


def _arrow_type(kind: Any) -> pa.DataType:
    kind = _without_none(kind)
    if typing.get_origin(kind) is tuple:
        return pa.list_(_arrow_type(typing.get_args(kind)[0]))
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return pa.struct(arrow_fields(kind))
    return pa.string() if issubclass(kind, StrEnum) else _PLAIN[kind]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return values_of(value)
    return str(value) if isinstance(value, StrEnum) else value


def _valued(kind: Any, value: Any) -> Any:
    if value is None:
        if _without_none(kind) is kind:
            raise ValueError("a value is missing that every record has")
        return None
    kind = _without_none(kind)
    if typing.get_origin(kind) is tuple:
        return tuple(_valued(typing.get_args(kind)[0], each) for each in value)
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return record_of(kind, value)
    return kind(value) if issubclass(kind, StrEnum) else value
