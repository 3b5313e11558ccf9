"""Parquet: an article a row, with the columns that a JSON line has as fields.

A file that ``extract`` wrote gives its articles with the events that were found in them.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.articles.assembly import check_regular
from dashboard.articles.fields import FIELDS, article_reading
from dashboard.articles.reading import Reading
from dashboard.errors import InputError, UnreadableArticle
from dashboard.formats.extracted_parquet import extracted_of, is_extracted
from dashboard.records.article import article_id

#: Rows that are in memory at a time.
_MANY = 50


def read_parquet(path: Path, *, published: date | None) -> Iterator[Reading]:
    """An article a row; a row that holds none gives an error with its number and the rest go on.

    Raises UnreadableArticle when the file cannot be opened, has no column ``text``, no row, or is damaged.
    """
    with opened(path) as file:
        number = 0
        for group in range(file.num_row_groups):
            for row in group_rows(file, group):
                number += 1
                yield row_reading(row, path.name, number=number, published=published)


def opened(path: Path) -> pq.ParquetFile:
    """The file; UnreadableArticle where it is none, has no column ``text``, or no row."""
    check_regular(path)
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableArticle(f"no Parquet file, or cut off: {error}") from error
    names = file.schema_arrow.names
    if "text" not in names:
        raise UnreadableArticle(f"no column is named text; there are {', '.join(names[:20])}")
    if not file.metadata.num_rows:
        raise UnreadableArticle("empty: there is no row in it")
    return file


def rows_in(path: Path) -> int:
    """How many rows a file has, 0 where it cannot be opened."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return 0


def group_rows(file: pq.ParquetFile, group: int) -> Iterator[pa.RecordBatch]:
    """The rows of a row group, each by itself, few of them in memory at a time.

    Raises UnreadableArticle where the group is damaged.
    """
    schema = file.schema_arrow
    columns = None if is_extracted(schema) else [name for name in schema.names if name in FIELDS]
    try:
        for batch in file.iter_batches(_MANY, row_groups=[group], columns=columns):
            for at in range(len(batch)):
                yield batch.slice(at, 1)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableArticle(f"row group {group} is damaged: {error}") from error


def row_reading(row: pa.RecordBatch, file: str, *, number: int, published: date | None) -> Reading:
    """The article of a row, or why it holds none; ``file`` names it where it has no id."""
    name = f"{file}:{number}"
    try:
        (values,) = row.to_pylist()
    except UnicodeDecodeError as error:
        wrong = UnreadableArticle(f"row {number} is not UTF-8 at byte {error.start}; Parquet's text is UTF-8")
        return Reading(name, error=wrong, line=number)
    if is_extracted(row.schema):
        return _extracted(values, name=name, row=number)
    raw = json.dumps(values, sort_keys=True, default=str).encode()
    for field in ("published", "published_at"):
        values[field] = _as_written(values.get(field))
    return article_reading(values, raw, name=name, line=number, published=published, unit="row")


def _as_written(day: object) -> object:
    if isinstance(day, datetime):
        return day.date().isoformat()
    return day.isoformat() if isinstance(day, date) else day


def _extracted(values: dict[str, Any], *, name: str, row: int) -> Reading:
    try:
        told = extracted_of(values)
        if told.article is None:
            raise UnreadableArticle(told.error or f"row {row} holds no article")
        if told.article.article_id != article_id(told.article.text, told.article.url):
            raise UnreadableArticle(f"row {row} holds a text that is not that of its article_id")
    except InputError as error:
        return Reading(name, error=error, line=row)
    return Reading(told.name, told.article, line=row, events=told.events, extractor=told.extractor)
