"""``incident``: a merge is shown with its reason, undone, made by hand; later publishing keeps to it."""

import json
from pathlib import Path

import pytest

from dashboard.query.snapshot_source import SnapshotSource
from dashboard.settings import Settings
from dashboard.store.record_store import RecordStore
from tests.cli.conftest import Run

TOLD = (
    "Russian forces shelled Lysychansk on 20 June 2022 and killed three people.",
    "Shells hit the city of Lysychansk on 20 June 2022, fired by Russian forces; three people were killed.",
    "Syrian forces shelled the city of Homs on 20 June 2022.",
)


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Path:
    """Three articles, two of them of one shelling."""
    path = tmp_path / "told.jsonl"
    rows = [
        {"id": f"a{n}", "text": text, "published": "2022-06-21", "publisher": f"Paper {n}"}
        for n, text in enumerate(TOLD)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("ingest", path).status == 0
    return path


def shown(home: Path) -> int:
    return SnapshotSource(home / "snapshots").total


def events(home: Path) -> dict[str, str]:
    """Id of the shelling by the name of its place, the first of several."""
    store = RecordStore(Settings(home=home).store_url)
    found = {event.where.name: event.event_id for event in store.events() if event.where is not None}
    store.close()
    return found


def test_a_merge_is_shown_parted_and_taken_back(run: Run, home: Path, told: Path) -> None:
    assert shown(home) == 2
    ident = events(home)["Lysychansk"]
    page = run("incident", "show", ident[:8])
    assert page.status == 0
    assert "one event because 2 articles tell of shelling: the same place, Lysychansk" in page.out
    assert "Paper 0, 2022-06-21" in page.out
    assert "Paper 1, 2022-06-21" in page.out
    assert run("incident", "split", ident, "--reason", "an hour apart").status == 0
    assert shown(home) == 3
    run("publish")
    run("ingest", told)
    assert shown(home) == 3, "a later publish keeps it"
    assert "apart" in run("incident", "corrections").out
    assert "an hour apart" in run("incident", "corrections").out
    assert "told by one article alone" in run("incident", "show", ident).out
    assert "Took back 1 correction." in run("incident", "undo", ident).out
    assert shown(home) == 2
    assert run("incident", "corrections").out == "Nothing was corrected.\n"


def test_two_incidents_are_joined_by_hand(run: Run, home: Path, told: Path) -> None:
    one, other = events(home)["Lysychansk"], events(home)["Homs"]
    assert run("incident", "join", one, other, "--reason", "the second names the wrong town").status == 0
    assert shown(home) == 1
    page = run("incident", "show", other).out
    assert "joined by hand: the second names the wrong town" in page
    assert page.count("Paper") == 3
    assert run("incident", "split", one, "--out", other, "--reason", "it does not").status == 0
    assert shown(home) == 2, "the last word on a pair holds"


def test_a_member_is_parted_from_the_others_alone(run: Run, home: Path, told: Path) -> None:
    one, other = events(home)["Lysychansk"], events(home)["Homs"]
    run("incident", "join", one, other, "--reason", "x")
    assert "Parted 2 pairs" in run("incident", "split", one, "--out", other, "--reason", "y").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["show", "abc"], "too short"),
        (["show", "abcdef"], "no event of the id"),
        (["split", "HOMS", "--reason", "x"], "nothing to split"),
        (["split", "LYS", "--out", "abcdef", "--reason", "x"], "no member"),
        (["split", "LYS", "--reason", " "], "needs a reason"),
        (["join", "LYS", "LYS", "--reason", "x"], "one incident already"),
        (["undo", "abcdef"], "names 0 corrected events"),
    ],
)
def test_what_cannot_be_corrected_is_told(
    run: Run, home: Path, told: Path, arguments: list[str], why: str
) -> None:
    names = {"HOMS": events(home)["Homs"], "LYS": events(home)["Lysychansk"]}
    result = run("incident", *(names.get(each, each) for each in arguments))
    assert result.status == 1
    assert why in result.err


def test_the_board_is_given_who_passes_a_claim_on_and_each_number(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sides.jsonl"
    text = (
        "TASS, citing the police, reported that gunmen attacked a post near Gao on 20 June 2022, killing "
        "five soldiers and 12 rebels."
    )
    path.write_text(json.dumps({"id": "a", "text": text, "published": "2022-06-21"}), encoding="utf-8")
    run("ingest", path)
    source = SnapshotSource(home / "snapshots")
    store = RecordStore(Settings(home=home).store_url)
    (event,) = store.events()
    store.close()
    view = source.incident(event.event_id)
    assert view is not None
    assert [(claim.source, claim.via) for claim in view.claims] == [("police", "TASS")]
    assert [toll.text for toll in view.tolls] == ["five soldiers", "12 rebels"]
