"""Input that no newsroom sends: a result or a stated reason within 20 s and 1 GB, in a process of its own."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SECONDS = 20
BYTES = 1 << 30
SENTENCE = "Russian forces shelled the city of Lysychansk on Monday and killed nine people, officials said. "
NAMES = ["Kharkiv", "Aleppo", "Springfield", "New York", "Donetsk", "Paris", "Omar Saleh", "Al-Bab"]


def read(folder: Path, text: str, **fields: Any) -> dict[str, Any]:
    """The annotation of one article, made by the command under limits of time and memory."""
    source, target = folder / "article.jsonl", folder / "out.jsonl"
    row = {"id": "a", "text": text, "published": "2022-06-22"} | fields
    source.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))

    command = [sys.executable, "-m", "dashboard", "annotate", str(source), "-o", str(target)]
    # Four times the bound on the wall: a shared machine may be slow, the processor's time is not.
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=4 * SECONDS,
        preexec_fn=limited,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr[-2000:]
    (line,) = target.read_text(encoding="utf-8").splitlines()
    answer: dict[str, Any] = json.loads(line)
    assert ended.returncode == (1 if "error" in answer else 0), ended.stderr[-2000:]
    return answer


def kinds(answer: dict[str, Any]) -> set[str]:
    return {event["sub_type"] for event in answer["events"]}


def test_an_article_of_five_megabytes_is_refused_with_its_length(tmp_path: Path) -> None:
    answer = read(tmp_path, SENTENCE * (5_000_000 // len(SENTENCE) + 1))
    assert "500,000" in answer["error"]


def test_the_longest_article_that_is_read(tmp_path: Path) -> None:
    text = "\n\n".join(f"{SENTENCE}Number {n} of the day." for n in range(4000))[:499_000]
    assert "shelling" in kinds(read(tmp_path, text))


def test_a_list_of_ten_thousand_names(tmp_path: Path) -> None:
    names = ", ".join(f"{NAMES[n % len(NAMES)]}" for n in range(10_000))
    answer = read(tmp_path, f"Those who were invited: {names}.")
    assert answer["toponyms"]


def test_a_line_for_each_of_ten_thousand_names(tmp_path: Path) -> None:
    answer = read(tmp_path, "\n".join(f"{NAMES[n % len(NAMES)]} {n}" for n in range(10_000)))
    assert "events" in answer


def test_wire_text_in_capitals_tells_its_events(tmp_path: Path) -> None:
    text = (
        "RUSSIAN FORCES SHELLED THE CITY OF LYSYCHANSK ON MONDAY AND KILLED NINE PEOPLE. POLICE IN ALEPPO, "
        "SYRIA, ARRESTED THREE MEN ON TUESDAY.\n\nPROTESTERS MARCHED IN KHARTOUM ON SUNDAY."
    )
    answer = read(tmp_path, text)
    assert {"shelling", "arrest", "peaceful_protest"} <= kinds(answer)
    places = {event["sub_type"]: event["place"] and event["place"]["name"] for event in answer["events"]}
    assert places["shelling"] == "Lysychansk"
    assert places["arrest"] == "Aleppo"


def test_text_without_the_end_of_a_sentence(tmp_path: Path) -> None:
    text = SENTENCE.replace(".", "").replace(",", "") * 2000
    assert "shelling" in kinds(read(tmp_path, text))


@pytest.mark.parametrize(
    "other", ["Российские войска обстреляли город. ", "قصفت القوات المدينة. ", "军队炮击了这座城市。"]
)
def test_a_text_of_several_languages(tmp_path: Path, other: str) -> None:
    answer = read(tmp_path, (SENTENCE + other) * 20, language="en")
    assert "shelling" in kinds(answer)
    unsaid = read(tmp_path, (SENTENCE + other * 4) * 20)
    assert "error" in unsaid or "events" in unsaid


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\u00ad", "\u202e", "\u2067", "\ufeff"])
def test_signs_that_nobody_sees_inside_names(tmp_path: Path, sign: str) -> None:
    text = SENTENCE.replace("Lysychansk", f"Lysy{sign}chansk").replace("shelled", f"she{sign}lled")
    answer = read(tmp_path, text)
    (event,) = answer["events"]
    assert event["place"]["name"] == "Lysychansk"
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    assert text[start:end] == event["trigger"]["text"]
