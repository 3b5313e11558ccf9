"""JSON lines: fields, names, and broken lines that do not stop the others."""

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.articles import Reading, read_articles


def read(tmp_path: Path, content: str | bytes, name: str = "wire.jsonl") -> list[Reading]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles([path]))


def test_fields_are_read_and_the_text_stays_as_given(tmp_path: Path) -> None:
    record = {
        "id": "a-1",
        "text": "\n  Shells fell\u00a0on Sunday.\r\n",
        "title": "Shells fall",
        "published": "2022-06-20T23:30:00+02:00",
        "url": "https://example.org/1",
        "publisher": "Example Wire",
        "author": ["A. Writer", "B. Writer"],
        "language": "en-GB",
        "mood": "unknown field",
    }
    (reading,) = read(tmp_path, json.dumps(record))
    article = reading.article
    assert article is not None
    assert reading.name == "a-1"
    assert article.text == record["text"]
    assert (article.title, article.url, article.publisher) == (
        "Shells fall",
        "https://example.org/1",
        "Example Wire",
    )
    assert article.author == "A. Writer, B. Writer"
    assert article.language == "en"
    assert article.published_at == date(2022, 6, 20)


def test_a_line_is_named_by_its_id_or_its_number(tmp_path: Path) -> None:
    readings = read(tmp_path, '{"text": "One."}\n\n{"id": 7, "text": "Two."}\n{"id": "", "text": "Three."}')
    assert [(reading.name, reading.line) for reading in readings] == [
        ("wire.jsonl:1", 1),
        ("7", 3),
        ("wire.jsonl:4", 4),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "x", "text": "Cut of', "line 2 is not JSON"),
        ("plain words", "line 2 is not JSON"),
        ('["a", "list"]', "line 2 is an array"),
        ('{"id": "x"}', "line 2 has no text"),
        ('{"id": "x", "text": 5}', "line 2 has a number for a text"),
        ('{"id": "x", "text": ""}', "empty"),
        ('{"id": "x", "text": " "}', "white space"),
        ('{"text": "Half a \\ud800 character."}', "lone surrogate U+D800"),
        ('{"text": "Nul \\u0000 here."}', "NUL"),
        ('{"text": "Words.", "title": "\\udfff"}', "title holds half a character"),
        (
            '{"text": "Words.", "published": "2022-02-31"}',
            "published: 2022-02-31 is not a date (use YYYY-MM-DD)",
        ),
        ('{"text": "Words.", "published": "0000-00-00"}', "0000-00-00 is not a date"),
        ('{"text": "Words.", "published": "03/04/05"}', "03/04/05 is not a date"),
        ('{"text": "Words.", "published": 1655683200}', "1655683200 is not a date"),
        ('{"text": "Words.", "published_at": "yesterday"}', "yesterday is not a date"),
        ("[" * 100_000, "line 2"),
        ('{"text": ' + "9" * 10_000 + "}", "line 2"),
        (b'{"text": "caf\xe9"}', "line 2 is not UTF-8 at byte 13"),
    ],
)
def test_a_broken_line_says_why_and_the_others_go_on(tmp_path: Path, line: str | bytes, reason: str) -> None:
    raw = line.encode() if isinstance(line, str) else line
    first, broken, last = read(
        tmp_path, b'{"id": "first", "text": "One."}\n' + raw + b'\n{"id": "last", "text": "Two."}\n'
    )
    assert broken.error is not None
    assert reason in str(broken.error)
    assert broken.line == 2
    assert (first.name, last.name) == ("first", "last")
    assert first.article is not None
    assert last.article is not None


def test_feed_dates_are_read(tmp_path: Path) -> None:
    (reading,) = read(tmp_path, '{"text": "Words.", "published": "Mon, 20 Jun 2022 10:00:00 GMT"}')
    assert reading.article is not None
    assert reading.article.published_at == date(2022, 6, 20)


def test_a_json_file_may_hold_an_array_an_object_or_lines(tmp_path: Path) -> None:
    one, two = {"id": "1", "text": "One."}, {"id": "2", "text": "Two."}
    for content, names in [
        (json.dumps([one, two], indent=2), ["1", "2"]),
        (json.dumps(one, indent=2), ["1"]),
        (json.dumps(one) + "\n" + json.dumps(two), ["1", "2"]),
    ]:
        readings = read(tmp_path, content, "wire.json")
        assert [reading.name for reading in readings] == names
        assert all(reading.article for reading in readings)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        ('{"text": "x"}'.encode("utf-16"), "UTF-8"),
        (b"[]", "line 1 is an array"),
    ],
)
def test_a_file_without_lines_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    (reading,) = read(tmp_path, content)
    assert reason in str(reading.error)


def test_an_empty_array_is_no_silent_nothing(tmp_path: Path) -> None:
    assert [str(reading.error) for reading in read(tmp_path, "[]", "wire.json")] != []


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    (reading,) = read(tmp_path, b'\xef\xbb\xbf{"id": "x", "text": "One."}')
    assert reading.name == "x"
