"""What to do where a machine lacks a program that tests need."""

import os
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """Skip and say why; in CI, where everything must be there, fail."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
