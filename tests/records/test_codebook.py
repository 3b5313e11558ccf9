"""The codebook is made from the records and cannot drift from them."""

from dataclasses import fields

import pytest

from dashboard.records.codebook import INCIDENT_COLUMNS, RECORDS, render
from dashboard.resources import file


def test_the_shipped_codebook_is_current() -> None:
    assert file("CODEBOOK.md").read_text(encoding="utf-8") == render(), "run `make codebook`"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_says_what_it_means(record: type) -> None:
    silent = [f.name for f in fields(record) if not f.metadata.get("meaning")]
    assert silent == []


def test_column_names_are_unique_and_of_a_known_kind() -> None:
    names = [column.name for column in INCIDENT_COLUMNS]
    assert len(names) == len(set(names))
    assert {column.kind for column in INCIDENT_COLUMNS} <= {"text", "day", "number", "integer", "flag"}
