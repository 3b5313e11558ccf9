"""Bringing the tables of a store up to date when it is opened."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dashboard.errors import StoreError
from dashboard.store.engine import Database
from dashboard.store.tables import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Apply the migrations that the store has not seen, all or none; StoreError for a store that is newer."""
    with database.reading() as session:
        if revision(session.connection()) == HEAD:
            return
    with database.connection() as connection:
        # Another process may have done it while we waited for our turn.
        found = revision(connection)
        if found != HEAD:
            _upgrade(connection, found, database.name)


def revision(connection: Connection) -> str | None:
    """The newest migration that a database has seen; None for a fresh one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection, found: str | None, name: str) -> None:
    # Alembic is slow to load and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"the store {name} was written by a newer version (its tables are at {found}, "
            f"this version knows up to {HEAD}); upgrade conflict-events"
        )
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise StoreError(
            f"the tables of the store {name} could not be brought up to date: {error}"
        ) from error
