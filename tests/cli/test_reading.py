"""``annotate`` and ``extract``: the contract of their output, and inputs that cannot be read."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import resources
from tests.cli.conftest import Run

TEXT = (
    "KYIV, June 20 - Russian forces shelled the town of Lysychansk on Saturday and killed three people, "
    "the regional governor said. Protesters marched in Berlin on Sunday."
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_annotate_writes_one_line_an_article_and_nothing_else(run: Run, article: Path) -> None:
    result = run("annotate", article, "--published", "2022-06-20", "-o", "-")
    assert result.status == 0
    (line,) = lines(result.out)
    assert list(line) == ["id", "toponyms", "timexes", "type", "events"]
    assert line["id"] == "story.txt"
    assert {"Lysychansk", "Berlin"} <= {t["text"] for t in line["toponyms"]}  # type: ignore[attr-defined]
    for layer in ("toponyms", "timexes"):
        for span in line[layer]:  # type: ignore[attr-defined]
            assert TEXT[span["start"] : span["end"]] == span["text"]
    shelling = next(e for e in line["events"] if e["sub_type"] == "shelling")  # type: ignore[attr-defined]
    assert shelling["date"]["from"].startswith("2022-06-")
    assert shelling["place"]["name"] == "Lysychansk"


def test_annotate_is_deterministic_and_keeps_the_order_of_its_input(run: Run, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    rows = [{"id": f"a{n}", "text": TEXT, "published": f"2022-06-{n:02}"} for n in (9, 3, 7)]
    articles.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    outputs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for output in outputs:
        assert run("annotate", articles, "-o", output).out == ""
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert [line["id"] for line in lines(outputs[0].read_text())] == ["a9", "a3", "a7"]


def test_annotate_writes_only_the_layers_that_are_asked_for(run: Run, article: Path) -> None:
    (line,) = lines(run("annotate", article, "--layers", "timexes, type").out)
    assert list(line) == ["id", "timexes", "type"]
    refused = run("annotate", article, "--layers", "places")
    assert refused.status == 2
    assert "the layers are toponyms, timexes, type, events" in refused.err


def test_a_line_that_cannot_be_read_gives_an_error_line_and_the_others_are_written(
    run: Run, tmp_path: Path
) -> None:
    articles = tmp_path / "articles.jsonl"
    good = json.dumps({"id": "good", "text": TEXT})
    russian = json.dumps({"id": "ru", "text": "Российские войска обстреляли город в субботу утром. " * 5})
    articles.write_text(f'{good}\n{{"id": "broken", "text": \n{russian}\n{good}\n', encoding="utf-8")
    result = run("annotate", articles, "-o", "-")
    assert result.status == 1
    first, broken, foreign, last = lines(result.out)
    assert first == last
    assert "events" in first
    assert "error" in broken
    assert ("id" in broken) != ("line" in broken)
    assert foreign == {"id": "ru", "error": "language not supported: ru"}


def test_annotate_takes_other_weights(run: Run, article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(resources.folder("data") / "models", folder)
    shipped = run("annotate", article, "-o", "-").out
    assert run("annotate", article, "--models", folder, "-o", "-").out == shipped
    (folder / "toponym_cues.csv").write_text("cue,weight\n,-99\n", encoding="utf-8")
    (line,) = lines(run("annotate", article, "--models", folder, "-o", "-").out)
    (usual,) = lines(shipped)
    # What the text itself calls a town stays one, whatever the weights.
    assert len(line["toponyms"]) < len(usual["toponyms"])


def test_weights_that_cannot_be_read_are_named_with_what_mends_them(
    run: Run, article: Path, tmp_path: Path
) -> None:
    missing = run("annotate", article, "--models", tmp_path / "nowhere", "-o", "-")
    assert missing.status != 0
    assert "nowhere/toponym_cues.csv" in missing.err.replace("\n", "")
    assert "dashboard.training" in missing.err
    (tmp_path / "toponym_cues.csv").write_text("cue,weight\nword=x,heavy\n", encoding="utf-8")
    broken = run("annotate", article, "--models", tmp_path, "-o", "-")
    assert broken.status != 0
    assert "holds no weights" in broken.err.replace("\n", " ")


def test_extract_prints_a_table_or_json_lines(run: Run, article: Path) -> None:
    table = run("extract", article, "--published", "2022-06-20")
    assert table.status == 0
    assert "shelling" in table.out
    assert "Lysychansk, UA (town)" in table.out
    events = lines(run("extract", article, "--json").out)
    assert {"article", "event_type", "place", "attribution"} <= set(events[0])


BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "white space": ("a.txt", b" \n\t \n", ""),
    "binary": ("a.txt", bytes(range(256)) * 40, "binary"),
    "image under another name": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
    "damaged encoding": ("a.txt", "Войска обстреляли город.".encode() * 20 + b"\xff\xfe", "damaged"),
    "html without text": ("a.html", b"<html><head><script>1</script></head><body></body></html>", ""),
    "broken line": ("a.jsonl", b'{"id": "x", "text": "They\n', ""),
    "line without text": ("a.jsonl", b'{"id": "x"}\n', "text"),
    "impossible date in a line": (
        "a.jsonl",
        b'{"id": "x", "text": "They fought in Kyiv on Monday.", "published": "2022-02-30"}\n',
        "2022-02-30",
    ),
    "unknown format": ("a.docx", b"PK", ".docx"),
    "no ending": ("a", b"text", "ending"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["annotate", "extract", "ingest"])
def test_an_input_that_cannot_be_read_is_told_and_the_rest_done(
    run: Run, tmp_path: Path, article: Path, command: str, name: str
) -> None:
    file, content, told = BAD[name]
    bad = tmp_path / file
    bad.write_bytes(content)
    result = run(command, bad, article)
    assert result.status == 1
    assert told in result.out + result.err
    assert "story.txt" in result.out
    assert "no events" not in result.out.split("story.txt")[0]


@pytest.mark.parametrize("command", ["annotate", "extract", "ingest"])
def test_an_address_and_a_missing_file_are_told(run: Run, command: str, article: Path) -> None:
    result = run(command, "https://example.org/story", "missing.txt", article)
    assert result.status == 1
    assert "nothing is fetched" in result.out + result.err
    assert "missing.txt" in result.out + result.err
    assert "story.txt" in result.out


@pytest.mark.parametrize("command", ["annotate", "extract", "ingest"])
@pytest.mark.parametrize("day", ["2022-02-30", "20 June 2022", "2022-6-1", "0000-00-00", ""])
def test_a_day_that_is_none_is_refused(run: Run, command: str, article: Path, day: str) -> None:
    result = run(command, article, "--published", day)
    assert result.status == 2
    assert "is no day" in result.err or "does not exist" in result.err


@pytest.mark.parametrize("command", ["annotate", "extract", "ingest"])
def test_an_article_of_five_megabytes_is_refused_with_its_length(
    run: Run, tmp_path: Path, article: Path, command: str
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(f"{TEXT}\n\n" * (5_000_000 // len(TEXT)), encoding="utf-8")
    result = run(command, path, article)
    assert result.status == 1
    assert "characters long; articles of up to 500,000 are read" in result.out + result.err
    assert "story.txt" in result.out


def test_text_that_could_steer_a_terminal_is_made_harmless(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Protesters marched in Berlin\x1b[2J\u202e on Sunday, the police said.", encoding="utf-8")
    result = run("extract", path)
    assert "\x1b" not in result.out + result.err
    assert "\u202e" not in result.out + result.err


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path, article: Path) -> None:
    result = run("annotate", article, "-o", tmp_path / "no" / "such" / "folder.jsonl")
    assert result.status == 2
    assert "cannot be written" in result.err


def test_a_reader_that_leaves_early_ends_the_command_in_silence(tmp_path: Path, article: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(json.dumps({"id": n, "text": TEXT}) for n in range(40)), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "annotate", str(articles)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=60)
