"""Plain text in many encodings: read rightly, or refused with the reason; never mojibake."""

import random
from pathlib import Path

import pytest

from dashboard.articles import Reading, read_articles

ENGLISH = "The ministry’s spokesman said — on Sunday — that the café near Zürich was “not a target”. " * 4
UKRAINIAN = (
    "Російські війська обстріляли місто вночі, повідомив голова обласної військової адміністрації. "
    "Троє людей загинули, ще п'ятеро дістали поранення. Рятувальники продовжують розбирати завали. "
)
RUSSIAN = (
    "Министерство обороны сообщило в воскресенье, что военные взяли под контроль село недалеко от города. "
    "По словам местных жителей, обстрел продолжался всю ночь, разрушены несколько домов и школа. "
)


def read(tmp_path: Path, raw: bytes) -> Reading:
    path = tmp_path / "story.txt"
    path.write_bytes(raw)
    (reading,) = read_articles([path])
    return reading


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_western_text_is_read_exactly(tmp_path: Path, encoding: str) -> None:
    reading = read(tmp_path, ENGLISH.encode(encoding))
    assert reading.article is not None, reading.error
    assert reading.article.text == ENGLISH


@pytest.mark.parametrize("text", [RUSSIAN * 5, RUSSIAN])
def test_undeclared_cyrillic_is_read_rightly(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text.encode("cp1251"))
    assert reading.article is not None, reading.error
    assert reading.article.text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Привет", "cp1251"),
        ("قال المتحدث إن القصف استمر طوال الليل في المدينة القديمة. " * 3, "cp1256"),
        ("防衛省は日曜日、ミサイルが発射されたと発表した。被害の報告はない。" * 3, "shift_jis"),
        ("国防部星期日宣布，军队已经控制了这个村庄。没有人员伤亡的报告。" * 3, "gb18030"),
        ("Wojsko weszlo do wsi, poinformował rzecznik w stolicy kraju. " * 3, "cp1250"),
        ("Wojsko weszło do wsi w niedzielę, poinformował rzecznik. Żołnierze są w mieście. " * 3, "cp1250"),
    ],
)
def test_other_encodings_are_read_rightly_or_refused(tmp_path: Path, text: str, encoding: str) -> None:
    reading = read(tmp_path, text.encode(encoding))
    assert reading.article is None or reading.article.text == text


def test_line_ends_and_white_space_stay(tmp_path: Path) -> None:
    text = "\r\n  First line.\r\n\r\n\tSecond line.  \n\u2028Third\u200b line.\n"
    reading = read(tmp_path, text.encode())
    assert reading.article is not None
    assert reading.article.text == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t \r\n", "white space"),
        (b"...\n---\n", "no words"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04" + bytes(range(256)), "ZIP"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (random.Random(1).randbytes(5000), "binary"),
        (bytes(2000), "binary"),
        (b"Soldiers\0 entered the village.", "text holds a NUL"),
        (("Café Zürich, señor. " * 20).encode()[:-1] + b"\xe2\x82 and on", "not valid UTF-8 at byte"),
        (b"Overlong \xc0\xaf\xc0\xaf\xc0\xaf \xff\xfe", "encoding cannot be told"),
        (b"\xff\xfeS\x00\xd8", "UTF-16"),
        ("Lost \ufffd\ufffd\ufffd\ufffd\ufffd words".encode(), "lost"),
        (b"<!DOCTYPE html><html><body><p>Words</p></body></html>", ".html"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, raw: bytes, reason: str) -> None:
    reading = read(tmp_path, raw)
    assert reading.error is not None
    assert reason.lower() in str(reading.error).lower()


def test_five_megabytes_are_read_and_more_than_ten_million_characters_are_not(tmp_path: Path) -> None:
    sentence = "Shells fell on the town on Sunday. "
    reading = read(tmp_path, (sentence * (5_000_000 // len(sentence))).encode())
    assert reading.article is not None
    reading = read(tmp_path, (sentence * (10_000_100 // len(sentence) + 1)).encode())
    assert "too long" in str(reading.error)
    with (tmp_path / "story.txt").open("wb") as file:
        file.truncate(50_000_000)
    (reading,) = read_articles([tmp_path / "story.txt"])
    assert "too large" in str(reading.error)
