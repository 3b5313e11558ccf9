"""Fixtures that every part of the suite shares."""

import os
from pathlib import Path

import pytest


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
