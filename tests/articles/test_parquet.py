"""Parquet: an article a row, by the same names as JSON lines; rows and files that hold none."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.articles import read_articles

TEXT = "Gunmen attacked a village near the river on Monday."


def written(folder: Path, columns: dict[str, object], **options: object) -> Path:
    path = folder / "wire.parquet"
    pq.write_table(pa.table(columns), path, **options)
    return path


def test_a_row_is_an_article(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {
            "id": ["a", None],
            "text": [TEXT, f"{TEXT} Again."],
            "title": ["Attack", None],
            "published": [date(2022, 6, 20), None],
            "mood": ["unknown field", "x"],
        },
        row_group_size=1,
    )
    first, second = read_articles([path], published=date(2022, 6, 1))
    assert first.article is not None
    assert second.article is not None
    assert (first.name, first.line, first.article.title) == ("a", 1, "Attack")
    assert (second.name, second.line, second.article.title) == ("wire.parquet:2", 2, None)
    assert first.article.published_at == date(2022, 6, 20)
    assert second.article.published_at == date(2022, 6, 1)


@pytest.mark.parametrize(
    "stated", [datetime(2022, 6, 20, 23, 30), "2022-06-20T23:30:00+02:00", date(2022, 6, 20)]
)
def test_the_day_of_publication_is_the_one_written(tmp_path: Path, stated: object) -> None:
    (reading,) = read_articles([written(tmp_path, {"text": [TEXT], "published_at": [stated]})])
    assert reading.article is not None
    assert reading.article.published_at == date(2022, 6, 20)


def test_a_row_without_an_article_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    broken = pa.array([TEXT.encode(), b"\xff\xfe", None, TEXT.encode()]).view(pa.string())
    path = tmp_path / "wire.parquet"
    pq.write_table(pa.table({"text": broken, "published": ["", "", "", "soon"]}), path)
    good, no_text, none, no_day = read_articles([path])
    assert good.article is not None
    assert [str(each.error) for each in (no_text, none, no_day)] == [
        "row 2 is not UTF-8 at byte 0; Parquet's text is UTF-8",
        "row 3 has no text",
        "published: soon is not a date (use YYYY-MM-DD)",
    ]
    assert [each.line for each in (no_text, none, no_day)] == [2, 3, 4]


def test_a_file_that_holds_no_articles_says_why(tmp_path: Path) -> None:
    def error(path: Path) -> str:
        (reading,) = read_articles([path])
        return str(reading.error)

    path = tmp_path / "wire.parquet"
    path.write_bytes(b"PAR1 but no more")
    assert "no Parquet file, or cut off" in error(path)
    assert "no column is named text; there are body" in error(written(tmp_path, {"body": [TEXT]}))
    assert "there is no row" in error(written(tmp_path, {"text": pa.array([], pa.string())}))
