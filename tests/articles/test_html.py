"""HTML pages: the article without the page, metadata, and pages made to break a reader."""

import time
from datetime import date
from pathlib import Path

import pytest

from dashboard.articles import Reading, read_articles

WORDS = [
    "Shells fell on the town of Izium on Sunday, the regional governor said.",
    "At least three people were killed when a school was hit, according to rescue workers.",
    "The army denied that it had fired on the town, and blamed the other side for the attack.",
]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Shells fall | Example News</title>
<meta property="og:title" content="Shells fall on Izium"><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2022-06-20T08:00:00Z">
<link rel="canonical" href="https://news.example.org/izium"><style>p {{color: red}}</style></head>
<body><nav><a href="/">Home</a><a href="/w">World news</a></nav>
<article><h1>Shells fall on Izium</h1>{body}</article>
<script>var text = "script words";</script><footer>Copyright 2019 Example News</footer></body></html>"""


def paragraphs(words: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in words)


def read(tmp_path: Path, page: str | bytes, name: str = "page.html") -> Reading:
    path = tmp_path / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    (reading,) = read_articles([path])
    return reading


def test_words_and_metadata(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE.format(body=paragraphs(WORDS))).article
    assert article is not None
    assert all(words in article.text for words in WORDS)
    assert article.title == "Shells fall on Izium"
    assert article.published_at == date(2022, 6, 20)
    assert article.publisher == "Example News"
    assert article.url == "https://news.example.org/izium"


def test_what_is_not_the_article_never_becomes_text(tmp_path: Path) -> None:
    hidden = (
        '<p style="display:none">Hidden one killed ten.</p><p hidden>Hidden two killed ten.</p>'
        '<div style="Visibility: hidden"><p>Hidden three killed ten.</p></div>'
        "<noscript>Hidden four killed ten.</noscript><template><p>Hidden five killed ten.</p></template>"
        "<!-- Hidden six killed ten. -->"
    )
    article = read(tmp_path, PAGE.format(body=paragraphs(WORDS) + hidden)).article
    assert article is not None
    assert all(words in article.text for words in WORDS)
    for unwanted in ("Hidden", "script words", "color: red", "World news", "Copyright"):
        assert unwanted not in article.text


def test_a_word_in_a_time_element_stays(tmp_path: Path) -> None:
    body = paragraphs(
        ["Shells fell on <time datetime='2022-06-19'>Sunday</time> on the town, officials said.", *WORDS]
    )
    article = read(tmp_path, PAGE.format(body=body)).article
    assert article is not None
    assert "Shells fell on Sunday on the town" in article.text


def test_a_short_page_is_read(tmp_path: Path) -> None:
    article = read(tmp_path, "<html><body><p>Shells fell on Sunday.</p></body></html>").article
    assert article is not None
    assert article.text == "Shells fell on Sunday."
    assert article.published_at is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Only a title</title></head><body></body></html>",
        "<html><body><script>document.write('words')</script></body></html>",
        "<html><frameset cols='50%,50%'><frame src='a.html'><frame src='b.html'></frameset></html>",
        "<html><body><img src='x.png'></body></html>",
        "<!-- nothing -->",
        "<html><body style='display:none'><p hidden>Words</p></body></html>",
    ],
)
def test_a_page_without_text_says_so(tmp_path: Path, page: str) -> None:
    reading = read(tmp_path, page)
    assert reading.error is not None
    assert "no text" in str(reading.error) or "no HTML" in str(reading.error)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_a_declared_encoding_is_followed(tmp_path: Path, encoding: str) -> None:
    words = "Обстрел продолжался всю ночь, сообщил губернатор области в воскресенье."
    page = f"<html><head><meta charset={encoding}></head><body><p>{words}</p></body></html>"
    article = read(tmp_path, page.encode(encoding)).article
    assert article is not None
    assert article.text == words


def test_bytes_that_are_utf8_win_over_a_wrong_declaration(tmp_path: Path) -> None:
    page = "<html><head><meta charset=iso-8859-1></head><body><p>Café owners in Zürich said so.</p></body>"
    article = read(tmp_path, page.encode()).article
    assert article is not None
    assert article.text == "Café owners in Zürich said so."


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 2000 + "<p>Deep words about shells.</p>" + "</div>" * 2000,
        "<html><body>" + "<p>Deep words about shells in the town on Sunday.</p>" * 100_000 + "</body></html>",
        f"<html><body><p title='{'x' * 5_000_000}'>Deep words about shells.</p></body></html>",
        "<html><body><p>Deep words about shells." + "&amp;" * 300_000 + "</p></body></html>",
        "<html><body><p>Deep words about shells." + "<b>" * 50_000 + "</p></body></html>",
        "<html><body>" + "<table><tr><td>" * 500 + "Deep words about shells.",
    ],
    ids=["2k_divs", "100k_paragraphs", "5mb_attribute", "entities", "unclosed", "tables"],
)
def test_a_page_made_to_break_a_reader_is_read_in_time(tmp_path: Path, page: str) -> None:
    start = time.process_time()
    reading = read(tmp_path, page)
    assert time.process_time() - start < 20
    assert reading.article is not None, reading.error
    assert "Deep words about shells" in reading.article.text


@pytest.mark.timeout(60)
def test_a_page_deeper_than_any_parser_goes_is_no_silent_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, "<html><body>" + "<div>" * 100_000 + "<p>Deep words about shells.</p>")
    assert reading.article is None
    assert "no text" in str(reading.error)


def test_an_outer_entity_is_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Words &x; here.</p></body>'
    )
    reading = read(tmp_path, page)
    assert reading.article is not None
    assert "canary" not in reading.article.text
