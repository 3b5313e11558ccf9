"""A connection to ClickHouse: a server over HTTP, or the engine in this process (chdb) on a folder.

Both are reached through clickhouse-connect. Values stand beside the SQL, which names them ``{name:Type}``;
they are never part of it.
"""

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

import pyarrow as pa

from dashboard.errors import InputError, WarehouseError, WarehouseSlow

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

#: Seconds that one question may take, and that reaching the server may.
TIMEOUT = 30.0
CONNECT_TIMEOUT = 5
_EXAMPLE = "clickhouse://user:password@host:8123/database, or chdb:///folder"
#: Scheme, and whether what is said is encrypted.
_SERVERS = {"clickhouse": False, "clickhouses": True}
#: Codes of ClickHouse's errors that a reader can do something about.
_TIMED_OUT, _OUT_OF_MEMORY = (159, 160), (241,)
_NO_DATABASE, _NO_TABLE = (81,), (60,)
_REFUSED = (192, 193, 194, 497, 516)


class TableMissing(WarehouseError):
    """A table that a question needs is not there."""


class Connection:
    """Asks and writes. Safe to share between threads; to be opened after a fork."""

    def __init__(self, url: str, *, writing: bool = False, timeout: float = TIMEOUT) -> None:
        """Connect to ``url``: ``clickhouse://`` (HTTP), ``clickhouses://`` (HTTPS), ``chdb:///folder``, or
        ``chdb://memory/database``, which lasts as long as the process has it open. Unless ``writing``, the
        server is told to refuse anything but questions, and to break off one that takes longer than
        ``timeout`` seconds.

        Raises InputError for another address or where the extra is not installed, WarehouseError where the
        server is not reached or refuses.
        """
        parts = checked(url)
        self.embedded = parts.scheme == "chdb"
        self.place = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        if self.embedded:
            self.place = parts.path or "memory"
        self._timeout = timeout
        try:
            self._client = self._opened(parts, writing=writing)
        except ImportError as error:
            raise _lacking(parts.scheme, error) from error
        except Exception as error:
            raise self._told(error) from error

    def table(self, sql: str, **values: Any) -> pa.Table:
        """The answer to a question, columns in the types of Arrow."""
        try:
            # Not the file form: after an error in the same process the engine writes it damaged.
            answer = self._client.raw_query(sql, parameters=values or None, fmt="ArrowStream")
            return pa.ipc.open_stream(answer).read_all()
        except Exception as error:
            raise self._told(error) from error

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """The same as one dictionary a row."""
        found: list[dict[str, Any]] = self.table(sql, **values).to_pylist()
        return found

    def run(self, sql: str, **values: Any) -> None:
        """Do something that has no answer."""
        try:
            self._client.command(sql, parameters=values or None)
        except Exception as error:
            raise self._told(error) from error

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, all of which are there afterwards, or an error is raised."""
        try:
            self._client.insert_arrow(table, rows)
        except Exception as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Let go of the server, or of the folder."""
        self._client.close()

    def _opened(self, parts: SplitResult, *, writing: bool) -> "Client":
        import clickhouse_connect

        limits: dict[str, Any] = {}
        if not writing:
            # The order counts: after the second nothing can be set.
            limits = {"max_execution_time": max(1, round(self._timeout)), "readonly": 1}
        if self.embedded:
            return clickhouse_connect.get_client(dsn=parts.geturl(), settings=limits)
        common: dict[str, Any] = {
            "host": parts.hostname,
            "port": parts.port or (8443 if _SERVERS[parts.scheme] else 8123),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password or ""),
            "database": unquote(parts.path.strip("/")) or None,
            "interface": "https" if _SERVERS[parts.scheme] else "http",
            "connect_timeout": CONNECT_TIMEOUT,
            "send_receive_timeout": 3600 if writing else self._timeout + CONNECT_TIMEOUT,
            # A question may be asked again, a change may not.
            "query_retries": 0 if writing else 1,
            # One session would take one question at a time.
            "autogenerate_session_id": False,
            # A list of thousands of names does not fit an address.
            "form_encode_query_params": True,
        }
        client = clickhouse_connect.get_client(**common)
        allowed = client.server_settings.get("readonly")
        if limits and (allowed is None or allowed.value in ("0", "2")):
            for name, value in limits.items():
                client.set_client_setting(name, value)
        return client

    def _told(self, error: Exception) -> WarehouseError:
        """What went wrong in words that name the mend; a password is in none of them."""
        code, text = getattr(error, "code", None), (str(error).strip() or type(error).__name__)[:600]
        where = f"the warehouse at {self.place}"
        if code in _TIMED_OUT or "timed out" in text.lower():
            return WarehouseSlow(
                f"{where} took longer than {self._timeout:g} seconds; narrow the filters, or set "
                "CONFLICT_EVENTS_WAREHOUSE_TIMEOUT"
            )
        if code in _OUT_OF_MEMORY:
            return WarehouseError(f"{where} ran out of memory: {text}")
        if code in _REFUSED:
            return WarehouseError(f"{where} refused user or password; mend them in the address")
        if code in _NO_DATABASE:
            return WarehouseError(f"{where} has no such database; create it, or mend the address: {text}")
        if code in _NO_TABLE:
            return TableMissing(f"{where} lacks a table: {text}")
        if code is None:
            cause = re.search(r"\[Errno -?\d+\] ([\w ]+)", text)
            told = cause[1] if cause else text
            return WarehouseError(f"{where} is not reached ({told}); is it running, and the address right?")
        return WarehouseError(f"{where} failed: {text}")


def usable(url: str) -> str:
    """The same address; InputError where it has no meaning, or what it needs is not installed."""
    parts = checked(url)
    try:
        import clickhouse_connect  # noqa: F401

        # Not imported: its engine must not be carried over a fork.
        if parts.scheme == "chdb" and find_spec("chdb") is None:
            raise ImportError("No module named 'chdb'")
    except ImportError as error:
        raise _lacking(parts.scheme, error) from error
    return url


def _lacking(scheme: str, error: ImportError) -> InputError:
    what = "'conflict-events[clickhouse]'" + (" chdb" if scheme == "chdb" else "")
    return InputError(f"{scheme}:// needs an extra ({error}); install it with: pip install {what}")


def checked(url: str) -> SplitResult:
    """The parts of an address; InputError where it has no meaning."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise InputError(f"the address of a warehouse cannot be read ({error}); write {_EXAMPLE}") from None
    if parts.scheme == "chdb":
        if parts.netloc not in ("", "memory") or not (parts.netloc or parts.path.strip("/")):
            raise InputError(f"chdb:// takes a whole path, as chdb:///var/lib/events, not {url!r}")
        return parts
    if parts.scheme not in _SERVERS or not parts.hostname:
        # The rest may hold a password.
        raise InputError(f"a warehouse is named {_EXAMPLE}, not {parts.scheme or 'nothing'}://…")
    return parts
