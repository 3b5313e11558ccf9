"""The rules that SQLite runs under, and what a user is told when the store cannot be used."""

import fcntl
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.errors import StoreBusy, StoreError
from dashboard.records.claim import Claim
from dashboard.records.codes import Likelihood, Stance
from dashboard.store import engine as engine_module
from dashboard.store import schema
from dashboard.store.engine import Database
from dashboard.store.record_store import RecordStore
from dashboard.store.tables import HEAD, Base
from tests.builders import make_article, make_event

ARTICLE = make_article("They fought.")


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'store.sqlite'}"


def test_every_connection_to_sqlite_runs_under_the_rules(tmp_path: Path) -> None:
    with Database(address(tmp_path)).reading() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_write_unit_takes_its_lock_at_its_start(tmp_path: Path) -> None:
    database = Database(address(tmp_path))
    with database.writing():
        other = sqlite3.connect(tmp_path / "store.sqlite", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_migrations_make_the_tables_that_the_code_describes(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [HEAD]
    RecordStore(address(tmp_path)).close()
    database = Database(address(tmp_path))
    with database.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_store_of_the_first_version_is_brought_up_to_date_without_loss(tmp_path: Path) -> None:
    article = make_article("They fought.")
    event = make_event(article, "fought", claims=(Claim("Army", Stance.CLAIMED, Likelihood.CERTAIN),))
    store = RecordStore(address(tmp_path))
    store.put(article, [event], extractor="rules 1")
    store.close()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as old:
        old.executescript("DROP TABLE toll; DROP TABLE correction; ALTER TABLE claim DROP COLUMN via;")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
        old.commit()
    again = RecordStore(address(tmp_path))
    assert list(again.events()) == [event]
    assert again.corrections() == []
    again.close()


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    RecordStore(address(tmp_path)).close()
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        RecordStore(address(tmp_path))


def test_a_store_that_another_process_keeps_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RecordStore(address(tmp_path))
    monkeypatch.setattr(engine_module, "PATIENCE", 0.1)
    monkeypatch.setattr(engine_module, "SAFE_SQLITE", (99,))
    with (tmp_path / "store.sqlite.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy, match="try again"):
            store.put(ARTICLE, [], extractor="rules 1")
    store.put(ARTICLE, [], extractor="rules 1")
    store.close()


def test_a_full_disk_is_told_and_nothing_of_the_unit_is_kept(tmp_path: Path) -> None:
    store = RecordStore(address(tmp_path))
    database = store._database
    with database.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    big = make_article("They fought. " * 10_000)
    with pytest.raises(StoreError, match="disk is full"):
        store.put(big, [make_event(big, "fought")], extractor="rules 1")
    assert store.counts()["articles"] == 0
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to what is read-only")
def test_a_read_only_store_is_told(tmp_path: Path) -> None:
    RecordStore(address(tmp_path)).close()
    (tmp_path / "store.sqlite").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match=r"read-only|cannot be"):
            RecordStore(address(tmp_path)).put(ARTICLE, [], extractor="rules 1")
    finally:
        tmp_path.chmod(0o755)


def test_a_store_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    store = RecordStore(address(tmp_path))
    with store._database.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(StoreError, match="read-only"):
        store.put(ARTICLE, [], extractor="rules 1")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("not an address", "no database address"),
        ("nonsense://host/x", "no driver"),
        ("sqlite:////proc/nowhere/store.sqlite", "cannot be"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(wrong: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        RecordStore(wrong)


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"this is no database at all, " * 100)
    with pytest.raises(StoreError, match="damaged or no store"):
        RecordStore(address(tmp_path))


def test_a_store_that_another_process_is_just_making_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    maker = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    maker.execute("CREATE TABLE made (n)")
    maker.execute("BEGIN IMMEDIATE")
    maker.execute("INSERT INTO made VALUES (1)")
    release = threading.Timer(0.5, lambda: maker.execute("COMMIT"))
    release.start()
    database = Database(address(tmp_path))
    with database.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    release.join()
    maker.close()
    database.close()
