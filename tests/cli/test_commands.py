"""Every command explains itself, its example runs, and ``serve`` serves."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest
import typer

from dashboard import __version__
from dashboard.cli import app
from dashboard.resources import folder
from tests.cli.conftest import Run

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def example(command: str) -> str:
    module = f"{command}_" if iskeyword(command) else command
    text: str = import_module(f"dashboard.cli.{module}").EXAMPLE
    return text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.status == 0
    words = " ".join(result.out.split())
    assert f"Example: {' '.join(example(command).split())}" in words
    assert example(command).startswith(f"conflict-events {command}")
    for line in result.out.splitlines():
        if line.strip().startswith("--") and "--help" not in line:
            assert len(line.split()) > 1, f"{line} explains nothing"


def test_the_example_of_every_command_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(folder("data"))
    story = {"text": "Protesters marched in Berlin on Sunday.", "url": "https://example.org/story"}
    (tmp_path / "story.jsonl").write_text(json.dumps(story))
    assert run("ingest", "story.jsonl").status == 0
    # `serve` does not end, and `load` needs a warehouse: they have tests of their own.
    for command in ("ingest", *(c for c in COMMANDS if c not in ("ingest", "serve", "load"))):
        _, *arguments = shlex.split(example(command))
        result = run(*arguments)
        assert result.status == 0, f"{example(command)}: {result.err}"
    assert (tmp_path / "battles.geojson").exists()


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out == f"conflict-events {__version__}\n"


def test_an_unknown_command_is_refused(run: Run) -> None:
    result = run("explode")
    assert result.status == 2
    assert "explode" in result.err


def test_help_loads_nothing_that_a_command_needs() -> None:
    heavy = ("pandas", "duckdb", "dash", "sqlalchemy")
    ask = f"import sys; import dashboard.cli; print([m for m in {heavy} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_serve_answers_on_this_machine_until_it_is_ended(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0"],
        env=os.environ | {"CONFLICT_EVENTS_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split(" is at ")[1].split()[0]
        assert address.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(f"{address}/healthz", timeout=60)
        assert answer.value.code == 503, "nothing is published yet, and it says so"
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in err


def test_serve_says_when_its_port_is_taken(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.status == 2
    assert "cannot be bound" in result.err
