"""Fixtures that every part of the suite shares."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

#: Modules that import at their top what only `make test-cluster` installs.
collect_ignore = (
    []
    if find_spec("chdb") and find_spec("clickhouse_connect")
    else ["query/test_clickhouse.py", "web/test_warehouse.py"]
)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of the labelled corpora, which are not ours to ship."""
    named = os.environ.get("CONFLICT_EVENTS_CORPORA")
    if not named:
        pytest.skip("CONFLICT_EVENTS_CORPORA names no folder of labelled corpora")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"the folder of labelled corpora does not exist: {folder}")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_gazetteer_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home folder: a gazetteer that the user built must not change what tests see."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICT_EVENTS_HOME", str(tmp_path_factory.mktemp("no-home") / "none"))
        patch.delenv("CONFLICT_EVENTS_GAZETTEER", raising=False)
        yield
