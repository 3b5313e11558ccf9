"""Documents: offsets never move, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.documents import read_document
from dashboard.documents.plain import HIDDEN, plain
from dashboard.documents.tokens import tokens
from dashboard.errors import UnsupportedLanguage
from dashboard.records.article import Article, article_id
from dashboard.records.document import Document


def document(text: str, language: str | None = "en") -> Document:
    return read_document(Article(article_id(text, None), text, language=language))


def sentence_texts(text: str) -> list[str]:
    read = document(text)
    return [read.text[s.start : s.end] for s in read.sentences]


@given(st.text(max_size=400))
def test_offsets_hold_for_any_text(text: str) -> None:
    read = document(text)
    assert read.text == text
    assert len(read.plain) == len(text)
    for token in read.tokens:
        assert read.plain[token.start : token.end].replace(HIDDEN, "") == token.text
    covered = [i for s in read.sentences for i in range(s.first, s.last)]
    assert covered == list(range(len(read.tokens)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s army", ["Russia", "'s", "army"]),
        ("the U.S. fleet", ["the", "U.S.", "fleet"]),
        ("Ivano-Frankivsk", ["Ivano", "-", "Frankivsk"]),
        ("Sana'a fell", ["Sana'a", "fell"]),
        ("1,200 men at 18:30", ["1,200", "men", "at", "18:30"]),
        ("Kyiv\u200bCity", ["Kyiv", "City"]),
        ("Ky\u200biv, Do\u00adnetsk", ["Kyiv", ",", "Donetsk"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(plain(text))] == words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Shells fell. Two died.", ["Shells fell.", "Two died."]),
        ("Gen. Smith spoke in the U.S. Senate on Jan. 5 about it.", 1),
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ("“We will win.” He left.", ["“We will win.”", "He left."]),
        ("It cost 3.5 million. Nobody paid.", 2),
        ("J. Smith wrote. Nobody read.", 2),
        ("Kyiv fell silent.\nLviv did not.", 2),
        ("A line that was wrapped by hand in the middle of what it\nsays goes on.", 1),
    ],
)
def test_sentences(text: str, cut: list[str] | int) -> None:
    found = sentence_texts(text)
    assert found == cut if isinstance(cut, list) else len(found) == cut


def test_a_short_line_stands_alone_wherever_it_is_in_the_text() -> None:
    first = "Protesters filled the main square of the capital on Sunday to demand reforms."
    read = document(f"{first}\n\nOur reporters\nThe army took the village.")
    assert [read.text[s.start : s.end] for s in read.sentences] == [
        first,
        "Our reporters",
        "The army took the village.",
    ]
    assert [s.heading for s in read.sentences] == [False, True, False]


def test_what_runs_on_for_ever_is_cut_at_a_comma() -> None:
    read = document("Kharkiv, Aleppo and Homs; " * 200)
    lengths = [s.last - s.first for s in read.sentences]
    assert sum(lengths) == len(read.tokens)
    assert len(lengths) > 4
    assert max(lengths) < 300
    assert all(read.tokens[s.last - 1].text in ",;" for s in read.sentences)
    unbroken = document("word " * 1000).sentences
    assert max(s.last - s.first for s in unbroken) < 300


def test_a_headline_is_marked_and_a_lone_line_is_not() -> None:
    read = document("Army takes village\n\nThe army took the village on Sunday.")
    assert [s.heading for s in read.sentences] == [True, False]
    assert [s.heading for s in document("Army takes village").sentences] == [False]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("KYIV, June 20 (Reuters) - Shells fell.", "KYIV, June 20"),
        ("KYIV, June 20, 2022 (Reuters) - Shells fell.", "KYIV, June 20, 2022"),
        ("BEIRUT (AP) Shells fell.", "BEIRUT"),
        ("BELFAST, Northern Ireland (AP)_ Police found a bomb.", "BELFAST, Northern Ireland"),
        ("Shells hit a port. ODESA, Ukraine — Shells fell.", "ODESA, Ukraine"),
        ("Bombs on two towns. SUMY -- Bombs fell.", "SUMY"),
        ("Damascus, SANA- Shells fell.", "Damascus"),
        ("He met the NATO. USA and others came.", None),
        ("Anna V. (Weston) Hill died on Monday.", None),
        ("Peace - at last - came to the town.", None),
        ("Police (and soldiers) came.", None),
    ],
)
def test_datelines(text: str, line: str | None) -> None:
    read = document(text)
    assert (read.text[slice(*read.dateline)] if read.dateline else None) == line


def test_sentence_at_finds_the_sentence_that_holds_an_offset() -> None:
    read = document("One fell. Two rose.")
    assert [read.sentence_at(offset) for offset in (0, 8, 10, 18)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Російські війська захопили місто після важких боїв, повідомили в міністерстві.", "uk"),
        ("Les troupes russes ont pris la ville après des combats, selon le ministère de la défense.", "fr"),
        ("Die Armee hat die Stadt eingenommen, und viele Menschen wurden dabei getötet.", "de"),
    ],
)
def test_a_language_that_is_not_supported_is_said(text: str, code: str) -> None:
    with pytest.raises(UnsupportedLanguage, match=f"language not supported: {code}"):
        document(text, language=None)


@pytest.mark.parametrize(
    "text", ["Fighting in Kyiv", "The army of the north took the town at dawn, and it was quiet after."]
)
def test_english_is_told_from_the_text(text: str) -> None:
    assert document(text, language=None).language == "en"


def test_five_megabytes_are_read_in_seconds() -> None:
    text = "The army said on Sunday that it took the village. " * 100_000
    assert len(document(text).sentences) == 100_000
