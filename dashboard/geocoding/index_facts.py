"""What is to be told of the gazetteer in use."""

import zlib
from dataclasses import dataclass
from pathlib import Path

from dashboard import resources
from dashboard.geocoding.additions import kept_additions
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_file import IndexFile
from dashboard.geocoding.installed import SHIPPED, installed


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """The index in use: its file and why this one (``kind``, see ``installed``), its numbers, and of a built
    one when, from what, and whether it stands on the tables that ship now.
    """

    path: Path
    kind: str
    places: int
    names: int
    size: int
    own: int
    additions: Path | None
    built: str | None = None
    sources: tuple[str, ...] = ()
    features: str = ""
    rejected: int = 0
    current: bool = True


def index_facts(*, thorough: bool = False) -> IndexFacts:
    """The facts of the index in use; ``thorough`` reads it through to its checksum.

    Raises ResourceError where it is missing or damaged, or the user's places have a wrong row.
    """
    used = installed()
    index = IndexFile(used.index, mend=used.mend)
    if thorough:
        index.verify()
    about = index.head.get("about", {})
    own = kept_additions(used.additions, Gazetteer(index)) if used.additions else []
    return IndexFacts(
        path=used.index,
        kind=used.kind,
        places=index.head["places"],
        names=index.head["names"],
        size=used.index.stat().st_size,
        own=len(own),
        additions=used.additions,
        built=about.get("built"),
        sources=tuple(about.get("sources", ())),
        features=about.get("features", ""),
        rejected=about.get("rejected", 0),
        current=not about or about["shipped"] == zlib.crc32(resources.file(SHIPPED).read_bytes()),
    )
