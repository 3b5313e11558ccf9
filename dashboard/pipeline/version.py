"""Name and version of what reads here: two readers of one name find the same."""

import hashlib
from functools import cache
from pathlib import Path

from dashboard import __version__, resources
from dashboard.events.assemble import EXTRACTOR
from dashboard.geocoding.installed import installed

_DIGITS = 8


@cache
def extractor_name() -> str:
    """Name and version of what extracts here: rules, package, and a hash of the word lists in use."""
    digest = hashlib.sha256()
    for folder in ("lexicons", "models", "ontology"):
        for path in sorted((resources.folder("data") / folder).glob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
    return f"{EXTRACTOR} ({__version__}, words {digest.hexdigest()[:_DIGITS]})"


def reads_with() -> str:
    """``extractor_name()`` and the gazetteer in use, with the user's own places: what a worker on another
    machine must read with too. Raises OSError where the gazetteer cannot be read.
    """
    used = installed()
    places = _digest(used.index)
    own = f", own places {_digest(used.additions)}" if used.additions is not None else ""
    return f"{extractor_name()}, gazetteer {places}{own}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]
