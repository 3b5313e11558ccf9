"""ClickHouse in the process of the tests: a process can run one engine, so each test has a database of it."""

import itertools
from functools import cache
from typing import Any

import clickhouse_connect

_NUMBERS = itertools.count(1)


@cache
def engine() -> Any:
    """The engine; it lasts as long as it is held."""
    return clickhouse_connect.get_client(dsn="chdb://memory", settings={"max_memory_usage": 2_000_000_000})


def new_database() -> str:
    """The address of an empty database."""
    name = f"test_{next(_NUMBERS)}"
    engine().command(f"CREATE DATABASE {name}")
    return f"chdb://memory/{name}"
