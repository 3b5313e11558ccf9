"""Where the reference data and the browser's assets lie.

In a wheel they are inside the package (``dashboard/_data``, ``dashboard/_assets``); in a checkout and
in an editable install they stand beside it. An editable install may leave a stale copy of the wheel's
folders in site-packages, so the folder next to the imported package is what counts, never a search path.
"""

from functools import cache
from pathlib import Path

from dashboard.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder ``name`` (``"data"`` or ``"assets"``) of this installation.

    Raises ResourceError where neither the wheel's copy nor the checkout's folder exists.
    """
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceError(f"the folder {name!r} is missing from this installation; install the package again")


def file(path: str) -> Path:
    """A file under ``data/``, named by its path there, for example ``"lexicons/actors.csv"``.

    Raises ResourceError where it does not exist.
    """
    found = folder("data") / path
    if not found.is_file():
        raise ResourceError(f"data/{path} is missing from this installation; install the package again")
    return found
