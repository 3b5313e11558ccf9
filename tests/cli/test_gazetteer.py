"""``gazetteer``: names looked up, places added and removed, an index built, and what is said of each."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.geocoding.dumps import dump, row, small_base

PLACES = """name,latitude,longitude,country,aliases
Dovhyi Yar,48.61,37.91,UA,Dolgiy Yar
Homs,34.7,36.7,SY,
Wrong,95,0,UA,
"""


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(PLACES)
    return path


def test_find_prints_the_places_best_first(run: Run) -> None:
    result = run("gazetteer", "find", "springfield", "--country", "United States")
    assert result.status == 0
    first, facts, *_ = result.out.splitlines()
    assert first == "Springfield, Greene County, Missouri, United States"
    assert facts == "    37.2153, -93.2982 · PPL · 170,188 inhabitants · geonameid 4409896 · exact"
    assert result.out.splitlines()[-1].endswith("more: --all")
    assert run("gazetteer", "find", "Springfield", "--all").out.count("\n") > 60
    assert "fuzzy 0." in run("gazetteer", "find", "Severodonetzk").out


def test_find_says_why_there_is_none(run: Run) -> None:
    nowhere = run("gazetteer", "find", "Homs", "--country", "FR")
    assert (nowhere.status, nowhere.out) == (1, "")
    assert "none in FR: of this name" in nowhere.err
    assert "SY" in nowhere.err
    unknown = run("gazetteer", "find", "Qwertyuiopolis")
    assert unknown.status == 1
    assert "no name of a place" in unknown.err
    assert run("gazetteer", "find", "Homs", "--country", "XX").status == 2


def test_places_are_added_and_removed(run: Run, places: Path) -> None:
    added = run("gazetteer", "add", places)
    assert added.status == 1
    assert added.err == "places.csv, line 4: latitude 95 is not between -90 and 90\n"
    assert added.out.startswith("2 places taken, 1 refused; 2 of your own in ")
    assert (
        "48.6100, 37.9100 · PPL · no geonameid · exact · your own"
        in run("gazetteer", "find", "Dovhyi Yar").out
    )
    assert run("gazetteer", "find", "Homs").out.splitlines()[1].endswith("your own")
    assert "2 of your own" in run("doctor").out
    assert run("gazetteer", "remove", "Homs", "--country", "FR").status == 2
    assert run("gazetteer", "remove", "homs").out == "1 removed; 1 of your own are left.\n"
    assert "your own" not in run("gazetteer", "find", "Homs").out
    assert run("gazetteer", "remove").status == 2
    assert run("gazetteer", "remove", "--all").status == 0
    assert "your own  none" in run("gazetteer", "info").out


def test_articles_are_placed_at_added_places(run: Run, places: Path, tmp_path: Path) -> None:
    run("gazetteer", "add", places)
    story = tmp_path / "story.txt"
    story.write_text("Troops shelled Dolgiy Yar on Monday, killing three people, Ukrainian officials said.")
    assert "Dovhyi Yar, UA (town) 48.61, 37.91" in run("extract", story, "--published", "2024-02-06").out


def test_a_table_that_is_none_changes_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("place,lat\nA,1\n")
    result = run("gazetteer", "add", table)
    assert result.status == 2
    assert "lacks the column name" in result.err
    assert not (home / "gazetteer").exists()


def test_an_index_is_built_and_used(run: Run, home: Path, tmp_path: Path, places: Path) -> None:
    bad = row(93000000, "Nowhere", at=("north", 1))
    many = [row(91000000 + i, f"Goodplace {i}") for i in range(99)]
    path = dump(tmp_path, [row(90000001, "Testivka"), bad, *many], "UA.zip")
    result = run("gazetteer", "build", "--geonames", path, "--add", places, "--features", "P")
    assert result.status == 1, "a row of places.csv was wrong"
    assert "Read 101 rows and took 100 places, 0 known before." in result.out
    assert "It is used from now on" in result.out
    assert "warning: 1 rows cannot be read" in result.err
    assert (home / "gazetteer" / "rejected.tsv").read_text().splitlines()[1].startswith("UA.zip:UA.txt\t2\t")
    assert "geonameid 90000001" in run("gazetteer", "find", "Testivka").out
    assert "your own" in run("gazetteer", "find", "Dovhyi Yar").out
    told = run("gazetteer", "info").out
    assert "(built on this machine)" in told
    assert "from UA.zip:UA.txt; features P" in told
    assert "2 of your own" in run("doctor").out


def test_a_damaged_index_is_told_and_never_passed_over(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = home / "gazetteer" / "gazetteer.bin"
    index.parent.mkdir(parents=True)
    index.write_bytes(b"no index")
    for arguments in (("gazetteer", "find", "Homs"), ("gazetteer", "info")):
        result = run(*arguments)
        assert result.status == 1
        assert "build it again, or delete the file" in result.err
    assert "! gazetteer" in run("doctor").out
    monkeypatch.setenv("CONFLICT_EVENTS_GAZETTEER", str(tmp_path / "none.bin"))
    assert "unset it" in run("gazetteer", "find", "Homs").err


def test_an_index_elsewhere_is_used_where_the_environment_names_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = small_base(tmp_path)
    monkeypatch.setenv("CONFLICT_EVENTS_GAZETTEER", str(base))
    assert run("gazetteer", "find", "Springfield").status == 1
    assert "named by CONFLICT_EVENTS_GAZETTEER" in run("gazetteer", "info").out
    base.rename(tmp_path / "gazetteer.bin")
    monkeypatch.setenv("CONFLICT_EVENTS_GAZETTEER", str(tmp_path))
    assert "Bakhmut" in run("gazetteer", "find", "Bakhmut").out
    monkeypatch.setenv("CONFLICT_EVENTS_GAZETTEER", "")
    assert run("gazetteer", "find", "Springfield").status == 0


def test_ctrl_c_ends_the_building_and_the_same_command_goes_on(home: Path, tmp_path: Path) -> None:
    lines = [row(91000000 + i, f"Ground {i}", feature="S.ATHF") for i in range(150_000)]
    path = dump(tmp_path, [row(90000001, "Testivka"), *lines])
    ask = [sys.executable, "-m", "dashboard", "gazetteer", "build", "--geonames", str(path)]
    environment = os.environ | {"CONFLICT_EVENTS_HOME": str(home)}
    process = subprocess.Popen(
        ask, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(3000):
        if list(home.glob("gazetteer/cache/*/00000.json")):
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "give the same command again to go on" in out
    assert "Traceback" not in err
    assert not (home / "gazetteer" / "gazetteer.bin").exists()
    done = subprocess.run(ask, env=environment, capture_output=True, text=True, check=True)
    assert "of them in an earlier run" in done.stdout
    assert (home / "gazetteer" / "gazetteer.bin").exists()
