"""Which sources are read, and that one which cannot be read never stops the rest."""

import os
from datetime import date
from pathlib import Path

import pytest

from dashboard.articles import READERS, Reading, read_articles
from dashboard.errors import UnreadableArticle, UnsupportedFormat
from dashboard.records.article import Article, article_id

STORY = "Soldiers entered the village on Sunday, officials said.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_each_path_gives_a_reading_in_order_and_the_rest_go_on(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", STORY)
    empty = write(tmp_path, "empty.txt", "")
    last = write(tmp_path, "last.txt", STORY)
    readings = list(read_articles([good, empty, tmp_path / "absent.txt", last]))
    assert [reading.name for reading in readings] == ["good.txt", "empty.txt", "absent.txt", "last.txt"]
    assert [reading.error is None for reading in readings] == [True, False, False, True]
    assert "empty" in str(readings[1].error)
    assert "no such file" in str(readings[2].error)


def test_the_given_day_is_a_default_only(tmp_path: Path) -> None:
    plain = write(tmp_path, "plain.txt", STORY)
    dated = write(
        tmp_path, "dated.jsonl", '{"text": "Shells fell.", "published": "2022-06-19"}\n{"text": "No date."}'
    )
    readings = list(read_articles([plain, dated], published=date(2022, 6, 20)))
    days = [reading.article.published_at for reading in readings if reading.article]
    assert days == [date(2022, 6, 20), date(2022, 6, 19), date(2022, 6, 20)]


def test_an_article_knows_its_bytes_and_its_identity(tmp_path: Path) -> None:
    path = write(tmp_path, "story.txt", STORY)
    (reading,) = read_articles([path])
    article = reading.article
    assert article is not None
    assert article.text == STORY
    assert article.article_id == article_id(STORY, None)
    assert article.raw_sha256 is not None
    assert len(article.raw_sha256) == 64
    assert article.fetched_at is not None
    assert article.fetched_at.utcoffset() is not None


@pytest.mark.parametrize(
    "address", ["https://example.org/news/1", "http://example.org/a.html", "ftp://example.org/a.txt"]
)
def test_an_address_is_refused_whole(address: str) -> None:
    (reading,) = read_articles([Path(address)])
    assert isinstance(reading.error, UnsupportedFormat)
    assert str(reading.error).startswith(address)
    assert "nothing is fetched" in str(reading.error)


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report", "report.csv"])
def test_an_unknown_format_names_those_that_are_read(tmp_path: Path, name: str) -> None:
    (reading,) = read_articles([write(tmp_path, name, STORY)])
    assert isinstance(reading.error, UnsupportedFormat)
    for ending in READERS:
        assert ending in str(reading.error)


def test_a_folder_is_read_by_name_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".cache/d.txt", "table.csv"):
        write(tmp_path, name, STORY)
    assert [reading.name for reading in read_articles([tmp_path])] == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_without_articles_says_what_is_read(tmp_path: Path) -> None:
    (reading,) = read_articles([tmp_path])
    assert isinstance(reading.error, UnsupportedFormat)
    assert ".jsonl" in str(reading.error)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    (reading,) = read_articles([pipe])
    assert isinstance(reading.error, UnreadableArticle)
    assert "not a regular file" in str(reading.error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt", STORY)
    path.chmod(0)
    (reading,) = read_articles([path])
    assert isinstance(reading.error, UnreadableArticle)


@pytest.mark.parametrize("name", ["x" * 300 + ".txt", "a\0b.txt"])
def test_an_impossible_file_name_is_reported(name: str) -> None:
    (reading,) = read_articles([Path(name)])
    assert isinstance(reading.error, UnreadableArticle)


def test_a_reading_holds_one_of_the_two() -> None:
    with pytest.raises(ValueError, match="either"):
        Reading("nothing")
    with pytest.raises(ValueError, match="either"):
        Reading("both", Article(article_id="1", text="x"), UnreadableArticle("broken"))
