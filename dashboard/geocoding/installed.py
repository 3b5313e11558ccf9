"""Which gazetteer is in use: the one that ships, one that was built, or one that a setting names; and the
user's own places over it.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard import resources
from dashboard.settings import Folders

INDEX_NAME = "gazetteer.bin"
ADDITIONS_NAME = "additions.csv"
SHIPPED = "gazetteer/gazetteer.bin"


@dataclass(frozen=True, slots=True)
class Installed:
    """The index's file, whether it is ``shipped``, ``built`` or ``named`` by CONFLICT_EVENTS_GAZETTEER, and
    the file of the user's places, None where there is none. ``stamp`` differs where the files do.
    """

    index: Path
    kind: str
    additions: Path | None
    stamp: tuple[int, ...] = ()

    @property
    def mend(self) -> str:
        """What to do where the index is damaged."""
        return {
            "shipped": "install the package again",
            "built": "build it again, or delete the file to use the one that ships",
            "named": "set CONFLICT_EVENTS_GAZETTEER to an index, or unset it",
        }[self.kind]


def installed() -> Installed:
    """What is in use, by the settings of the environment; looked up once for each of their values."""
    return _found(os.environ.get("CONFLICT_EVENTS_HOME"), os.environ.get("CONFLICT_EVENTS_GAZETTEER"))


def changed() -> None:
    """To be told when an index or the user's places were written: the next ``installed()`` looks again."""
    _found.cache_clear()


@lru_cache(8)
def _found(home: str | None, named: str | None) -> Installed:
    folders = Folders()
    additions = folders.gazetteer_folder / ADDITIONS_NAME
    over = additions if additions.exists() else None
    built = folders.gazetteer_folder / INDEX_NAME
    if folders.gazetteer is not None:
        path, kind = folders.gazetteer, "named"
        path = path / INDEX_NAME if path.is_dir() else path
    elif built.exists():
        path, kind = built, "built"
    else:
        path, kind = resources.file(SHIPPED), "shipped"
    stats = [file.stat() for file in (path, over) if file is not None and file.exists()]
    return Installed(path, kind, over, tuple(n for stat in stats for n in (stat.st_size, stat.st_mtime_ns)))
