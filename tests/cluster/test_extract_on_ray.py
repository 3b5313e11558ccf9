"""``extract --runner ray``: the output of the local processes, through killed workers and killed commands."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.pipeline.batch_run import extract_batches
from dashboard.pipeline.runners import RUNNERS, RunnerOptions
from tests.cluster.conftest import descendants, end
from tests.pipeline.many_articles import comparable, json_lines, parquet

NUMBER, BATCH = 1200, 25
BATCHES = -(-(NUMBER + 2) // BATCH)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return json_lines(tmp_path_factory.mktemp("articles"), NUMBER)


@pytest.fixture(scope="module")
def expected(articles: Path) -> Path:
    """What the processes of this machine make of the articles."""
    output = articles.with_name("expected.parquet")
    runner = RUNNERS["processes"](RunnerOptions(workers=2))
    extract_batches([articles], output, runner=runner, size=BATCH)
    return output


def started(path: Path, output: Path, **environment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "dashboard", "extract", path, "-o", output, "--runner", "ray"]
    return subprocess.Popen(
        [*map(str, command), "--workers", "2", "--batch", str(BATCH)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def parts(output: Path) -> list[Path]:
    return sorted(output.with_name(f"{output.name}.parts").glob("[0-9]*.parquet"))


def wait_for_parts(output: Path, process: "subprocess.Popen[str]", number: int) -> None:
    until = time.monotonic() + 90
    while len(parts(output)) < number:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_killed_worker_costs_nothing_and_nothing_is_open_to_others(
    articles: Path, expected: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.parquet"
    process = started(articles, output, RAY_ADDRESS="")
    below: dict[int, str] = {}
    try:
        wait_for_parts(output, process, 4)
        below = descendants(process.pid)
        workers = [pid for pid, title in below.items() if title.startswith("ray::MapWorker")]
        assert len(workers) == 2
        assert not listening(below) - {"127.0.0.1", "::1"}
        os.kill(workers[0], signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
        end(below)
    assert process.returncode == 1, err
    assert f"{NUMBER:,} articles, 2 not read" in out
    assert "Traceback" not in err
    assert comparable(output).equals(comparable(expected))
    assert refusals(output) == refusals(expected)


def refusals(output: Path) -> str:
    return output.with_name(f"{output.stem}.refused.jsonl").read_text(encoding="ascii")


def listening(processes: dict[int, str]) -> set[str]:
    """The addresses at which these processes wait for connections."""
    sockets = {}
    for table, width in (("tcp", 8), ("tcp6", 32)):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                sockets[fields[9]] = _address(fields[1].partition(":")[0], width)
    found = set()
    for pid in processes:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                target = str(descriptor.readlink())
            except OSError:
                continue
            if target.startswith("socket:["):
                found.add(sockets.get(target[8:-1], "127.0.0.1"))
    return found


def _address(words: str, width: int) -> str:
    import ipaddress

    raw = b"".join(bytes.fromhex(words[at : at + 8])[::-1] for at in range(0, width, 8))
    address = ipaddress.ip_address(raw)
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def test_a_command_that_is_killed_and_interrupted_goes_on_where_it_was(
    cluster: str, articles: Path, expected: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.parquet"
    killed = started(articles, output, RAY_ADDRESS=cluster)
    wait_for_parts(output, killed, 6)
    killed.kill()
    killed.communicate(timeout=60)
    first = _done(output)
    assert 6 <= len(first) < BATCHES

    interrupted = started(articles, output, RAY_ADDRESS=cluster)
    wait_for_parts(output, interrupted, len(first) + 6)
    interrupted.send_signal(signal.SIGINT)
    out, err = interrupted.communicate(timeout=60)
    assert interrupted.returncode == 130, err
    assert "The same command goes on with the others." in out
    assert "Traceback" not in err
    second = _done(output)
    assert len(first) < len(second) < BATCHES
    assert first.items() <= second.items(), "what was done is not done again"

    last = started(articles, output, RAY_ADDRESS=cluster)
    out, err = last.communicate(timeout=120)
    assert last.returncode == 1, err
    assert f"{len(second)} of {BATCHES} batches were done before." in out
    assert comparable(output).equals(comparable(expected))


def _done(output: Path) -> dict[Path, int]:
    """The parts and when they were written, once the cluster has ended the workers of the command."""
    before: list[Path] = []
    while (now := parts(output)) != before:
        before = now
        time.sleep(2)
    return {part: part.stat().st_mtime_ns for part in now}


def test_parquet_on_ray_is_parquet_by_one_process(cluster: str, tmp_path: Path) -> None:
    path, outputs = parquet(tmp_path, 60), [tmp_path / "ray.parquet", tmp_path / "serial.parquet"]
    for name, output, options in (
        ("ray", outputs[0], RunnerOptions(workers=2, address=cluster)),
        ("serial", outputs[1], RunnerOptions()),
    ):
        runner = RUNNERS[name](options)
        report = extract_batches([path], output, runner=runner, size=BATCH)
        assert report.totals is not None
        assert (report.totals.articles, report.totals.refused) == (60, 1)
    assert comparable(outputs[0]).equals(comparable(outputs[1]))
