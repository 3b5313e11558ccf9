"""``--extractor``: off unless asked for, said where it sends, failing aloud."""

import json
import shutil
from pathlib import Path

import pytest

from dashboard import resources
from tests.cli.conftest import Run
from tests.pipeline.endpoints import answering, completion

KEY = "sk-never-shown"
TEXT = "Warplanes bombed a depot in Idlib on Monday."
ANSWER = completion({"events": [{"sub_type": "air_strike", "trigger": "bombed", "place": "Idlib"}]})


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def asked(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CONFLICT_EVENTS_PROPOSER_URL", url)
    monkeypatch.setenv("CONFLICT_EVENTS_PROPOSER_MODEL", "tiny")
    monkeypatch.setenv("CONFLICT_EVENTS_PROPOSER_KEY", KEY)


def test_nothing_is_sent_unless_asked_for(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda n: ANSWER) as endpoint:
        asked(monkeypatch, endpoint.url)
        for command in ("extract", "annotate", "explain", "ingest"):
            assert run(command, article).status == 0
    assert endpoint.requests == []


@pytest.mark.parametrize("command", ["extract", "annotate", "explain", "ingest"])
def test_a_command_says_where_the_text_goes(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with answering(lambda n: ANSWER) as endpoint:
        asked(monkeypatch, endpoint.url)
        result = run(command, article, "--extractor", "proposer")
    assert result.status == 0
    assert result.err.startswith("The text of each article is sent to 127.0.0.1:")
    assert result.err.count("is sent to") == 1
    assert KEY not in result.out + result.err
    assert len(endpoint.requests) == 1


def test_the_words_pointed_to_are_read_with_the_weights_that_are_given(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(resources.folder("data") / "models", folder)
    (folder / "toponym_cues.csv").write_text("cue,weight\n,-99\n", encoding="utf-8")
    with answering(lambda n: ANSWER) as endpoint:
        asked(monkeypatch, endpoint.url)
        told = run("annotate", article, "--extractor", "proposer", "--models", folder)
        missing = run("annotate", article, "--extractor", "proposer", "--models", tmp_path / "nowhere")
    line = json.loads(told.out)
    assert line["toponyms"] == []
    assert len(line["events"]) == 1
    assert missing.status == 2
    assert len(endpoint.requests) == 1


def test_the_events_are_the_models(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda n: ANSWER) as endpoint:
        asked(monkeypatch, endpoint.url)
        proposer = run("explain", article, "--extractor", "proposer")
        both = run("explain", article, "--extractor", "both")
    assert "read by tiny via proposals" in " ".join(proposer.out.split())
    assert "read by rules 1" in " ".join(both.out.split())
    assert "another event tells it" in " ".join(both.out.split())


def test_a_failing_endpoint_fails_its_articles_and_the_rest_go_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(json.dumps({"id": name, "text": TEXT + name}) for name in "ab"))
    with answering(lambda n: ANSWER if n % 2 else (400, {}, b"")) as endpoint:
        asked(monkeypatch, endpoint.url)
        annotated = run("annotate", articles, "--extractor", "proposer")
        ingested = run("ingest", articles, "--extractor", "proposer")
        again = run("ingest", articles, "--extractor", "proposer")
    assert annotated.status == 1
    first, second = map(json.loads, annotated.out.splitlines())
    assert "answered 400" in first["error"]
    assert len(second["events"]) == 1
    assert ingested.status == 1
    assert "answered 400" in ingested.err
    assert "1 event in" in ingested.out.replace("1 events", "1 event")
    assert "known" in again.out, "what the model has read is not sent again"


def test_a_setting_that_is_missing_or_wrong_is_named(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONFLICT_EVENTS_PROPOSER_URL", raising=False)
    missing = run("extract", article, "--extractor", "proposer")
    assert missing.status == 2
    assert "set CONFLICT_EVENTS_PROPOSER_URL" in missing.err
    monkeypatch.setenv("CONFLICT_EVENTS_PROPOSER_URL", "http://127.0.0.1:9/v1")
    assert "set CONFLICT_EVENTS_PROPOSER_MODEL" in run("extract", article, "--extractor", "both").err
    assert run("extract", article, "--extractor", "oracle").status == 2
