"""``ingest``, ``publish``, ``export``, ``withdraw``, ``doctor``: from articles to files, and what can go
wrong.
"""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.query.snapshot_source import SnapshotSource
from dashboard.settings import Settings
from dashboard.store.record_store import RecordStore
from tests.cli.conftest import Run

SIDES = ("Russian", "Ukrainian", "Syrian", "Turkish", "Israeli", "Indian")
TOWNS = ("Lysychansk", "Kharkiv", "Homs", "Diyarbakir", "Haifa", "Jammu")


def articles_file(folder: Path, number: int, *, first: int = 0) -> Path:
    """A JSON lines file of articles that tell of one shelling and one protest each, all different."""
    path = folder / f"articles-{first}-{number}.jsonl"
    rows = [
        {
            "id": f"a{n}",
            "url": f"https://example.org/{n}",
            "publisher": f"Paper {n % 7}",
            "published": f"2022-06-{n % 28 + 1:02}",
            "text": f"{SIDES[n % 6]} forces shelled {TOWNS[n % 6]} on Monday and killed {n + 2} people, "
            f"officials said.\n\nProtesters marched in Berlin on Sunday against price rise number {n}.",
        }
        for n in range(first, first + number)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def with_events(out: str) -> list[str]:
    """Names of the articles that a listing tells events of."""
    return re.findall(r"^ *[1-9][0-9]* events?  (\S+)$", out, flags=re.MULTILINE)


def kept(home: Path) -> tuple[set[str], set[str]]:
    """Ids of the articles and of the events that a store holds."""
    store = RecordStore(Settings(home=home).store_url)
    ids = {a.article_id for a in store.articles()}, {e.event_id for e in store.events()}
    store.close()
    return ids


def test_ingest_keeps_publishes_and_adds_nothing_the_second_time(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = articles_file(tmp_path, 5)
    first = run("ingest", path)
    assert first.status == 0
    assert len(with_events(first.out)) == 5
    assert f"{len(kept(home)[1])} events in 5 articles." in first.out
    before = kept(home)
    again = run("ingest", path)
    assert again.status == 0
    assert "5 known already" in again.out
    assert kept(home) == before
    assert SnapshotSource(home / "snapshots").articles == 5


def test_ingest_tells_read_without_events_from_not_read(run: Run, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.txt"
    quiet.write_text("The garden of the old library has a pond with carp in it, and a bench beside it.")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("ingest", quiet, empty)
    assert result.status == 1
    assert "no events  quiet.txt" in result.out
    assert "not read  empty.txt: empty" in result.err
    assert "0 events in 1 article, 1 not read." in result.out


def test_nothing_is_published_where_the_user_says_so(run: Run, home: Path, tmp_path: Path) -> None:
    assert "conflict-events publish" in run("ingest", "--no-publish", articles_file(tmp_path, 2)).out
    missing = run("export")
    assert missing.status == 1
    assert "conflict-events ingest" in missing.err
    assert run("publish", "--keep", "june").status == 0
    assert run("export", "--snapshot", "june").out.count("\n") == 1 + SnapshotSource(home / "snapshots").total


def test_export_writes_what_passes_the_filters(run: Run, tmp_path: Path) -> None:
    run("ingest", articles_file(tmp_path, 6))

    def rows(*arguments: str) -> list[dict[str, str]]:
        result = run("export", *arguments)
        assert result.status == 0
        return list(csv.DictReader(io.StringIO(result.out)))

    everything = rows()
    battles = rows("--type", "remote_violence", "--country", "UA")
    assert {row["country"] for row in battles} == {"UA"}
    assert 0 < len(battles) < len(everything)
    assert rows("--query", "http://localhost:8050/?type=remote_violence&country=UA") == battles
    assert rows("--type", "protest,remote_violence") == everything
    assert rows("--actor", "Nobody, of nowhere") == []
    output = tmp_path / "events.geojson"
    assert run("export", "-o", output, "--bbox", "-10,-20,60,50").status == 0
    collection = json.loads(output.read_text())
    assert collection["type"] == "FeatureCollection"
    assert "GeoNames" in collection["licence"]
    assert "inside the chosen map area" in collection["note"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from", "2022-02-30"], "does not exist"),
        (["--from", "2022-06-02", "--to", "2022-06-01"], "is after the last"),
        (["--precision", "village"], "none of exact"),
        (["--country", "Ukraine"], "two capital letters"),
        (["--bbox", "1,2"], "no map area"),
        (["--format", "shapefile"], "shapefile"),
        (["--query", "type=battle", "--type", "riot"], "either as options or as --query"),
    ],
)
def test_a_filter_without_meaning_is_refused(run: Run, arguments: list[str], told: str) -> None:
    result = run("export", *arguments)
    assert result.status == 2
    assert told in " ".join(result.err.split())


def test_a_withdrawn_article_goes_and_stays_away(run: Run, home: Path, tmp_path: Path) -> None:
    path = articles_file(tmp_path, 3)
    run("ingest", path)
    gone = run("withdraw", "https://example.org/1", "--reason", "retracted")
    assert gone.status == 0
    assert "(retracted)" in gone.out
    assert SnapshotSource(home / "snapshots").articles == 2
    again = run("ingest", path)
    assert "withdrawn  a1" in again.out
    assert "1 withdrawn earlier" in again.out
    assert len(kept(home)[0]) == 2
    article_id = gone.out.split()[1]
    assert run("withdraw", article_id, "--lift").status == 0
    assert with_events(run("ingest", path).out) == ["a1"]


def test_a_withdrawal_that_names_nothing_or_gives_no_reason_is_refused(run: Run, tmp_path: Path) -> None:
    run("ingest", articles_file(tmp_path, 1))
    assert "no article has" in run("withdraw", "https://example.org/none", "--reason", "x").err
    assert "say why" in run("withdraw", "https://example.org/0").err
    assert "needs a reason" in run("withdraw", "https://example.org/0", "--reason", " ").err
    assert run("withdraw", "abcdef", "--lift").status == 2


def test_doctor_tells_the_state_and_what_needs_mending(run: Run, home: Path, tmp_path: Path) -> None:
    fresh = run("doctor")
    assert fresh.status == 0
    assert fresh.out.count("none yet") == 2
    assert not home.exists(), "looking changes nothing"
    run("ingest", articles_file(tmp_path, 2))
    assert f"2 articles, {len(kept(home)[1])} events, 0 withdrawn" in run("doctor").out
    (home / "snapshots" / "current").write_text("nothing")
    (home / "store.sqlite").write_bytes(b"no store" * 100)
    for leftover in ("store.sqlite-wal", "store.sqlite-shm"):
        (home / leftover).unlink(missing_ok=True)
    broken = run("doctor")
    assert broken.status == 1
    assert "! store" in broken.out
    assert "! snapshot" in broken.out


def test_a_store_that_cannot_be_used_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = articles_file(tmp_path, 1)
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    assert "no database address" in run("ingest", path).err
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere/store.sqlite")
    result = run("ingest", path)
    assert result.status == 1
    assert "store" in result.err
    monkeypatch.setenv("CONFLICT_EVENTS_PORT", "high")
    assert "CONFLICT_EVENTS_PORT" in run("doctor").err


def ingesting(home: Path, *paths: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", "ingest", *map(str, paths)],
        env=os.environ | {"CONFLICT_EVENTS_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("lines", [1, 12])
def test_a_killed_ingest_keeps_what_it_listed_and_goes_on_where_it_was(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    path = articles_file(tmp_path, 400)
    process = ingesting(home, path)
    assert process.stdout is not None
    listed = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    listed += [line for line in process.stdout.read().splitlines() if "  a" in line]
    process.communicate()
    articles, events = kept(home)
    assert len(listed) <= len(articles) <= len(listed) + 1
    assert len(articles) < 400, "it was killed before its end"
    same = articles_file(tmp_path, len(articles))
    whole = tmp_path / "whole"
    monkeypatch.setenv("CONFLICT_EVENTS_HOME", str(whole))
    run("ingest", same)
    assert kept(whole) == (articles, events), "no article is there in part"
    monkeypatch.setenv("CONFLICT_EVENTS_HOME", str(home))
    assert f"{len(articles)} known already" in run("ingest", same).out
    assert kept(home) == (articles, events)


def test_ctrl_c_ends_the_reading_and_keeps_what_was_listed(home: Path, tmp_path: Path) -> None:
    process = ingesting(home, articles_file(tmp_path, 400))
    assert process.stdout is not None
    listed = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted: what is listed is kept" in out
    assert "Traceback" not in err
    assert len(kept(home)[0]) >= len(listed)
    assert not (home / "snapshots").exists()


def test_two_ingests_at_once_keep_every_article_once(home: Path, tmp_path: Path) -> None:
    both = [
        ingesting(home, articles_file(tmp_path, 20)),
        ingesting(home, articles_file(tmp_path, 20, first=10)),
    ]
    outs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outs
    articles, events = kept(home)
    assert len(articles) == 30
    assert len(events) >= 30
    assert sum(len(with_events(out)) for out, _ in outs) == 30
    assert SnapshotSource(home / "snapshots").articles == 30
