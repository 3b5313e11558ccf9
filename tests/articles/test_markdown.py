"""Markdown: words without markup, title and date from where Markdown keeps them."""

from datetime import date
from pathlib import Path

from dashboard.articles import Reading, read_articles

STORY = """\
---
title: "Shells fall on Izium"
date: 2022-06-20
author: A. Writer
layout: post
---
# A heading of its own

Shells fell on **Izium** on [Sunday](https://example.org), *officials* said
over the phone.

![a picture](x.png)

- One man died.
- Two were hurt.

```
code is no article
```

<script>alert(1)</script>
"""


def read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "story.md"
    path.write_text(text, encoding="utf-8")
    (reading,) = read_articles([path])
    return reading


def test_words_title_and_date(tmp_path: Path) -> None:
    article = read(tmp_path, STORY).article
    assert article is not None
    assert article.text == (
        "Shells fell on Izium on Sunday, officials said\nover the phone.\n\nOne man died.\n\nTwo were hurt."
    )
    assert article.title == "Shells fall on Izium"
    assert article.published_at == date(2022, 6, 20)
    assert article.author == "A. Writer"


def test_the_first_heading_is_the_title_where_no_front_matter_names_one(tmp_path: Path) -> None:
    article = read(tmp_path, "# Shells *fall*\n\nWords.\n\n## Background\n\nMore words.\n").article
    assert article is not None
    assert article.title == "Shells fall"
    assert article.text == "Words.\n\nBackground\n\nMore words."


def test_an_impossible_date_is_named(tmp_path: Path) -> None:
    error = read(tmp_path, "---\ndate: 2022-02-31\n---\nWords.\n").error
    assert "date: 2022-02-31 is not a date" in str(error)


def test_nothing_but_markup_is_an_error(tmp_path: Path) -> None:
    assert "no text" in str(read(tmp_path, "# Title\n\n![picture](x.png)\n").error)


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    article = read(tmp_path, "Words first.\n\n---\n\nkey: value\n\n---\n\nLast.\n").article
    assert article is not None
    assert "key: value" in article.text
