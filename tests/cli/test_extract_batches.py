"""``extract -o FILE.parquet``: what it says, its status, and the way of its output onto the map."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.settings import Settings
from dashboard.store.record_store import RecordStore
from tests.cli.conftest import Run
from tests.pipeline.many_articles import comparable, json_lines


def test_articles_are_extracted_in_batches_and_ingested_as_they_are(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, output = json_lines(tmp_path, 12), tmp_path / "out.parquet"
    result = run("extract", path, "-o", output, "--batch", 5)
    assert result.status == 1
    assert "out.parquet: 24 events in 12 articles, 2 not read (" in result.out
    assert "ru: language not supported: ru" in result.err
    assert "articles.jsonl:4: line 4 is not JSON" in result.err

    monkeypatch.setattr("dashboard.pipeline.RuleExtractor.read", None)
    kept = run("ingest", output)
    assert kept.status == 0
    assert "24 events in 12 articles" in kept.out
    store = RecordStore(Settings(home=home).store_url)
    events = list(store.events())
    store.close()
    told = comparable(output)["events"].to_pylist()
    assert sorted(e.event_id for e in events) == sorted(e["event_id"] for each in told for e in each)
    assert all(event.trigger.text and event.where is not None for event in events)
    source = SnapshotSource(home / "snapshots")
    assert source.strip(Filters()).total > 0
    assert "12 known already" in run("ingest", output).out


def test_the_same_command_twice_says_that_all_was_done(run: Run, tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, 4), tmp_path / "out.parquet"
    arguments = ("extract", path, "-o", output, "--runner", "processes", "--workers", 1)
    first, second = run(*arguments), run(*arguments)
    assert first.status == second.status == 1
    assert "1 of 1 batches were done before." in second.out
    assert first.out in second.out


def test_options_that_do_not_fit_are_refused(run: Run, tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, 4), tmp_path / "out.parquet"
    for arguments, said in (
        (("--runner", "processes"), "are for -o FILE.parquet"),
        (("-o", output, "--json"), "without --json"),
        (("-o", output, "--runner", "threads"), "there are serial, processes, ray"),
        (("-o", output, "--workers", 2), "--workers is for --runner processes or ray"),
        (("-o", output, "--runner", "serial", "--address", "auto"), "only ray takes an address"),
    ):
        result = run("extract", path, *arguments)
        assert result.status == 2, arguments
        assert said in " ".join(result.err.replace("│", " ").split()), arguments
    assert run("extract", tmp_path / "none.jsonl", "-o", output).status == 2


def test_without_ray_the_extra_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = run("extract", json_lines(tmp_path, 4), "-o", tmp_path / "o.parquet", "--runner", "ray")
    assert result.status == 2
    assert "pip install 'conflict-events[cluster]'" in result.err


@pytest.mark.parametrize("parts", [0, 2])
def test_ctrl_c_ends_the_command_and_its_workers_quietly(tmp_path: Path, parts: int) -> None:
    path, output = json_lines(tmp_path, 400), tmp_path / "out.parquet"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "dashboard", "extract", path, "-o", output),
            *("--runner", "processes", "--workers", "2", "--batch", "5"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    folder = tmp_path / "out.parquet.parts"
    while not (folder / "run").exists() or len(list(folder.glob("[0-9]*.parquet"))) < parts:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    time.sleep(0.5)  # a worker may just be starting: no press is lost but in that moment
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes at once
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "The same command goes on with the others." in out
    assert "Traceback" not in err
