"""Slices: every article in one slice, read as it is read in its whole file."""

import dataclasses
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.articles import Reading, read_articles
from dashboard.articles.slices import Slice, SliceReader, files_of, slices
from dashboard.errors import UnreadableArticle, UnsupportedFormat

TEXTS = [f"Gunmen attacked village number {n} near the river on Monday." for n in range(23)]


def as_lines(folder: Path) -> Path:
    """Lines with a byte order mark, Windows' line ends, letters of several bytes, empty and broken lines."""
    rows = [json.dumps({"id": f"ä{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(TEXTS)]
    rows[4] = f"{{broken\r\n\r\n  \n{rows[4]}"
    path = folder / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    return path


def as_rows(folder: Path) -> Path:
    path = folder / "rows.parquet"
    pq.write_table(pa.table({"text": [*TEXTS[:9], None, *TEXTS[9:]]}), path, row_group_size=11)
    return path


def comparable(reading: Reading) -> tuple[object, ...]:
    article = reading.article and dataclasses.replace(reading.article, fetched_at=None)
    return reading.name, reading.line, article, str(reading.error)


@pytest.mark.parametrize("write", [as_lines, as_rows])
@pytest.mark.parametrize("size", [1, 4, 100])
@pytest.mark.parametrize("backwards", [False, True])
def test_the_slices_hold_every_article_once(
    tmp_path: Path, write: object, size: int, backwards: bool
) -> None:
    path = write(tmp_path)  # type: ignore[operator]
    cut = list(slices(files_of([path]), size=size))
    assert all(piece.count <= size for piece in cut)
    reader = SliceReader(published=None)
    found: dict[Slice, list[Reading]] = {}
    for piece in reversed(cut) if backwards else cut:
        found[piece] = reader.read(piece)
    read = [comparable(reading) for piece in cut for reading in found[piece]]
    assert read == [comparable(reading) for reading in read_articles([path])]
    assert len(read) == len(TEXTS) + 1


def test_folders_are_searched_and_other_files_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    (inside / "deep").mkdir(parents=True)
    with pytest.raises(UnsupportedFormat, match="holds no JSON lines"):
        files_of([inside])
    rows, lines = as_rows(inside / "deep"), as_lines(inside)
    (inside / "note.txt").write_text(TEXTS[0])
    assert files_of([inside]) == [rows, lines]
    with pytest.raises(UnsupportedFormat, match=r"note\.txt: in batches are read JSON lines"):
        files_of([inside / "note.txt"])
    with pytest.raises(UnreadableArticle, match=r"none\.jsonl: no such file"):
        files_of([inside / "none.jsonl"])


def test_files_without_articles_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    for name, content in (("empty.jsonl", b"\n \n"), ("wide.jsonl", '{"text":1}'.encode("utf-16"))):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UnreadableArticle, match=name):
            list(slices([path], size=5))


def test_a_file_that_was_cut_off_since_is_told(tmp_path: Path) -> None:
    path = as_lines(tmp_path)
    *_, last = slices([path], size=5)
    path.write_bytes(path.read_bytes()[: last.at])
    with pytest.raises(UnreadableArticle, match="shorter than it was"):
        SliceReader(published=None).read(last)
