"""``explain``: reasons on a terminal and as a page."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = (
    "KYIV, June 20 - Russian forces shelled the town of Lysychansk on Saturday and killed three people, "
    "the regional governor said. Ukrainian troops did not attack the army base. "
    "Protesters marched in Berlin on Sunday."
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "several.jsonl"
    rows = [
        {"id": "one", "text": TEXT, "title": "First", "published": "2022-06-20"},
        {"id": "two", "text": "The cat sat on the mat near the door of the house.", "title": "Second"},
        {"id": "ru", "text": "Российские войска обстреляли город в субботу утром. " * 5},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_an_article_is_explained_in_eighty_plain_columns(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("explain", article, "--published", "2022-06-20")
    assert result.status == 0
    assert result.err == ""
    assert "\x1b" not in result.out
    assert max(map(len, result.out.splitlines())) <= 80
    assert not re.search(r" $", result.out, re.MULTILINE)
    told = " ".join(result.out.split())
    assert "[shelled](what 1)" in told
    assert "Event 1: Shelling (remote violence)" in told
    assert "rule “shell+” for shelling" in told
    assert "told from 0.85 on" in told
    assert "“attack” Armed clash (battle): negated" in told
    assert "tells event 1 again" in told


def test_all_articles_of_a_file_are_explained_or_the_one_asked_for(run: Run, several: Path) -> None:
    result = run("explain", several)
    assert result.status == 1
    assert "one: First" in result.out
    assert "two: Second" in result.out
    assert "No event is told" in result.out
    assert result.err == "ru: language not supported: ru\n"
    one = run("explain", several, "--id", "two")
    assert one.status == 0
    assert "one: First" not in one.out
    missing = run("explain", several, "--id", "three")
    assert missing.status == 2
    assert "no article of the id 'three'" in missing.err


def test_a_file_that_cannot_be_read_says_why(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    result = run("explain", empty)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("empty.txt: ")
    assert run("explain", tmp_path / "none.txt").status == 1


def test_a_page_is_written_to_a_file_or_to_standard_output(run: Run, several: Path, tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    result = run("explain", several, "--html", page)
    assert (result.status, result.out) == (1, "")
    written = page.read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert 'href="#a2"' in written
    assert run("explain", several, "--html", "-").out == written
    unwritable = run("explain", several, "--html", tmp_path / "none" / "why.html")
    assert unwritable.status == 2
    assert "cannot be written" in unwritable.err
