"""Publishing: whole or not at all, two generations, pins, damage, and readers that go on meanwhile."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.errors import SnapshotError
from dashboard.query import snapshot_source as source_module
from dashboard.query.filters import Filters
from dashboard.query.manifest import read_manifest
from dashboard.query.snapshot import write_snapshot
from dashboard.query.snapshot_source import SnapshotSource
from tests.builders import AS_OF, make_article, make_event, make_incident, sample_snapshot


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "PATIENCE", 0.0)


def publish(folder: Path, number: int, *, keep: str | None = None) -> str:
    """A snapshot of ``number`` incidents, all of whose summaries say that number."""
    articles = [make_article(f"Telling {n} of {number}: they fought.", url=None) for n in range(number)]
    incidents = [make_incident(make_event(a, "fought", summary=f"{number}")) for a in articles]
    as_of = AS_OF + timedelta(minutes=number)
    return write_snapshot(folder, incidents, articles, title="Test", as_of=as_of, keep=keep).version


def versions(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/manifest.json")}


def test_a_manifest_tells_what_the_snapshot_holds(tmp_path: Path) -> None:
    version = publish(tmp_path, 3)
    manifest = read_manifest(tmp_path / version)
    assert (manifest.incidents, manifest.articles, manifest.title) == (3, 3, "Test")
    source = SnapshotSource(tmp_path)
    assert (source.version, source.total, source.articles) == (version, 3, 3)
    assert source.as_of == datetime(2024, 5, 1, 12, 3, tzinfo=UTC)
    assert "GeoNames" in source.licence


def test_no_snapshot_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="conflict-events ingest"):
        SnapshotSource(tmp_path / "nowhere")


def test_an_empty_snapshot_answers_every_question(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [], [], title="Empty")
    source = SnapshotSource(tmp_path)
    assert source.total == 0
    assert source.extent() is None
    assert source.strip(Filters()).total == 0
    assert source.histogram(Filters()).empty
    assert source.facets(Filters()).actor == ()
    assert source.rows(Filters(text="a", actors=("b",))).empty


def test_two_generations_and_pinned_ones_stay(tmp_path: Path) -> None:
    first = publish(tmp_path, 1, keep="report-1")
    publish(tmp_path, 2)
    third, fourth = publish(tmp_path, 3), publish(tmp_path, 4)
    assert versions(tmp_path) == {first, third, fourth}
    assert SnapshotSource(tmp_path, pinned="report-1").total == 1
    with pytest.raises(SnapshotError, match="no snapshot pinned as 'report-2'"):
        SnapshotSource(tmp_path, pinned="report-2")
    with pytest.raises(SnapshotError, match="letters, digits"):
        publish(tmp_path, 5, keep="../outside")


def test_a_source_answers_from_the_next_snapshot_once_it_is_published(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    source = SnapshotSource(tmp_path)
    held = source.rows(Filters())
    version = publish(tmp_path, 5)
    assert source.version == version
    assert source.total == 5
    assert len(held) == 1


def test_a_reader_of_a_deleted_snapshot_can_still_open_its_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, 1)
    monkeypatch.setattr(source_module, "PATIENCE", 3600.0)
    source = SnapshotSource(tmp_path)
    event_id = source.rows(Filters())["event_id"].iloc[0]
    gone = source.version
    for number in (2, 3, 4):
        publish(tmp_path, number)
    assert gone not in versions(tmp_path)
    view = source.incident(event_id)
    assert view is not None
    assert view.evidence[0].sentences[0].text == "Telling 0 of 1: they fought."


def test_a_damaged_snapshot_is_refused_and_an_open_one_goes_on(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    source = SnapshotSource(tmp_path)
    version = publish(tmp_path, 2)
    data = tmp_path / version / "events.duckdb"
    data.write_bytes(data.read_bytes()[:-10])
    assert source.total == 1
    with pytest.raises(SnapshotError, match=r"damaged.*publish"):
        SnapshotSource(tmp_path)
    publish(tmp_path, 3)
    assert source.total == 3


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", json.dumps({"format": 99}), json.dumps({"format": 1})]
)
def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    version = publish(tmp_path, 1)
    (tmp_path / version / "manifest.json").write_text(text)
    with pytest.raises(SnapshotError, match="publish"):
        SnapshotSource(tmp_path)


@pytest.mark.parametrize("text", ["", "../../etc", "\x00", "no-such-version"])
def test_a_pointer_that_names_no_snapshot_is_told(tmp_path: Path, text: str) -> None:
    publish(tmp_path, 1)
    (tmp_path / "current").write_text(text)
    with pytest.raises(SnapshotError, match="publish"):
        SnapshotSource(tmp_path)


def test_what_a_killed_publisher_left_is_swept_up(tmp_path: Path) -> None:
    half = tmp_path / ".building-1"
    half.mkdir()
    (half / "events.duckdb").write_bytes(b"half")
    publish(tmp_path, 1)
    assert not half.exists()


def test_a_failure_leaves_the_current_snapshot(tmp_path: Path) -> None:
    version = publish(tmp_path, 1)

    def broken() -> Iterator[object]:
        yield make_incident(make_event(make_article("They fought."), "fought"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_snapshot(tmp_path, broken(), [make_article("They fought.")], title="Test")  # type: ignore[arg-type]
    assert SnapshotSource(tmp_path).version == version
    assert versions(tmp_path) == {version}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match="could not be written"):
        publish(tmp_path / "file", 1)


def test_no_reader_sees_a_torn_snapshot_while_others_are_published(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    source = SnapshotSource(tmp_path)
    torn: list[object] = []
    answers = 0
    done = threading.Event()

    def read() -> None:
        nonlocal answers
        while not done.is_set():
            rows = source.rows(Filters())
            view = source.incident(rows["event_id"].iloc[0])
            answers += 1
            if {str(len(rows))} != set(rows["summary"]) or (
                view and view.row["event_id"] not in set(rows["event_id"])
            ):
                torn.append(rows)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, 14):
        publish(tmp_path, number)
    done.set()
    for reader in readers:
        reader.join()
    assert torn == []
    assert answers > 12
    assert source.total == 13


_FORKED = """
import os, sys
from pathlib import Path
from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
source = SnapshotSource(Path(sys.argv[1]))
event_id = source.rows(Filters())["event_id"].iloc[0]
before = source.incident(event_id)
child = os.fork()
if child == 0:
    os._exit(0 if source.incident(event_id) == before else 1)
assert os.waitpid(child, 0)[1] == 0
assert source.incident(event_id) == before
"""


def test_a_source_works_on_both_sides_of_a_fork(tmp_path: Path) -> None:
    sample_snapshot(tmp_path)
    subprocess.run([sys.executable, "-c", _FORKED, str(tmp_path)], check=True, timeout=60)


_READER = """
import sys, time
from pathlib import Path
from dashboard.query import snapshot_source as source_module
from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
source_module.PATIENCE = 0.0
source = SnapshotSource(Path(sys.argv[1]))
print("ready", flush=True)
answers, torn, seen = 0, 0, set()
while not Path(sys.argv[2]).exists():
    rows = source.rows(Filters())
    seen.add(len(rows))
    answers += 1
    time.sleep(0.05)
    torn += {str(len(rows))} != set(rows["summary"])
    facets = source.facets(Filters(text="telling"))
    torn += sum(row.shown for row in facets.event_type) not in (len(rows), source.total)
print(answers, torn, len(seen))
"""


def test_four_processes_read_whole_snapshots_through_twenty_five_swaps(tmp_path: Path) -> None:
    folder, done = tmp_path / "snapshots", tmp_path / "done"
    publish(folder, 1)
    command = [sys.executable, "-c", _READER, str(folder), str(done)]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for number in range(2, 27):
        publish(folder, number)
    done.touch()
    for reader in readers:
        told, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        answers, torn, seen = map(int, told.split())
        assert torn == 0
        assert answers > 3
        assert seen > 1
