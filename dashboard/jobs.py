"""Work that both arms have a part in: read articles and keep their events, publish what is kept, withdraw.

Each article is one unit: what is acknowledged is on the disk, and an article that fails leaves the others
alone.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

from dashboard import __version__, resources
from dashboard.articles import READERS, read_articles
from dashboard.errors import ConflictEventsError, InputError, ProposerError, StoreError
from dashboard.events.assemble import EXTRACTOR
from dashboard.events.incidents import merge_incidents
from dashboard.pipeline import Extraction, Extractor, RuleExtractor
from dashboard.pipeline.careful import carefully
from dashboard.pipeline.models import Models
from dashboard.query.layers import ARTICLES, refresh_layers
from dashboard.query.manifest import Manifest
from dashboard.query.snapshot import write_snapshot
from dashboard.records.article import Article
from dashboard.records.incident import Incident
from dashboard.settings import Settings
from dashboard.store.record_store import Outcome, RecordStore, Tombstone, completed, is_same

#: Rounds of publishing while others write: the last of several writers publishes what all of them kept.
_MOST_PUBLISHED = 3


class State(StrEnum):
    """What became of one article."""

    ADDED = "added"
    REPLACED = "replaced"
    KNOWN = "known"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What became of one article: ``events`` were found in it, or ``error`` says why it could not be read.

    ``events`` is None where it was not read again (known) or not at all (withdrawn, failed); 0 is an article
    that was read and tells of no event.
    """

    name: str
    state: State
    events: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of all articles, in the order they were given.

    ``snapshot`` is the one that was published, None where none was; ``interrupted`` says that the reader was
    stopped before the end.
    """

    articles: tuple[ArticleReport, ...]
    snapshot: Manifest | None
    interrupted: bool

    def count(self, *states: State) -> int:
        """Number of articles in any of these states."""
        counted = Counter(article.state for article in self.articles)
        return sum(counted[state] for state in states)

    @property
    def events(self) -> int:
        """Number of events found in the articles that were read."""
        return sum(article.events or 0 for article in self.articles)


@dataclass(frozen=True, slots=True)
class Told:
    """What one source gave: an extraction, or the reason why there is none; ``line`` is a JSON line's."""

    name: str
    line: int | None
    extraction: Extraction | None = None
    error: ConflictEventsError | None = None


def extractions(
    paths: Iterable[Path],
    *,
    published: date | None = None,
    models: Path | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Told]:
    """What the articles of files and folders tell, in their order, one at a time; no article raises.

    ``published`` is the day of publication of articles that carry none of their own; ``models`` a folder of
    other weights than the installation's, with which the rules read; ``extractor`` one other than the rules,
    which brings its own weights. Raises InputError where a file of that folder cannot be read.
    """
    extractor = extractor or RuleExtractor(models=Models.open(models))
    for reading in read_articles(paths, published=published):
        if reading.article is None:
            yield Told(reading.name, reading.line, error=reading.error)
            continue
        try:
            extraction = carefully(extractor.read, reading.article)
        except ConflictEventsError as error:
            yield Told(reading.name, reading.line, error=error)
        else:
            yield Told(reading.name, reading.line, extraction=extraction)


def count_articles(paths: Iterable[Path]) -> int:
    """About how many articles there are to read, for a progress bar: a file is one, a JSON line is one."""
    count = 0
    for path in paths:
        files = [path]
        if path.is_dir():
            files = [inside for inside in path.rglob("*") if inside.suffix.lower() in READERS]
        for file in files:
            if file.suffix.lower() in (".jsonl", ".ndjson") and file.is_file():
                with file.open("rb") as lines:
                    count += sum(1 for line in lines if line.strip())
            else:
                count += 1
    return count


class NamedExtractor(Extractor, Protocol):
    """An extractor other than the rules, whose records the store must tell apart from theirs."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...


@cache
def extractor_name() -> str:
    """Name and version of what extracts here: rules, package, and a hash of the word lists in use."""
    digest = hashlib.sha256()
    for folder in ("lexicons", "models", "ontology"):
        for path in sorted((resources.folder("data") / folder).glob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
    return f"{EXTRACTOR} ({__version__}, words {digest.hexdigest()[:8]})"


def ingest(
    paths: Iterable[Path],
    *,
    settings: Settings,
    published: date | None = None,
    publish: bool = True,
    progress: Callable[[ArticleReport], None] | None = None,
    extractor: NamedExtractor | None = None,
) -> IngestReport:
    """Read articles, keep them with their events, and publish what the store then holds.

    An article that is kept already and that this extractor has read is not read again. ``progress`` is called
    after each article, once it is on the disk. An interrupt (Ctrl-C) ends the reading between two articles;
    what was kept stays, and nothing is published. ``extractor`` is that of the rules unless given. Raises
    StoreError and SnapshotError.
    """
    reports: list[ArticleReport] = []
    interrupted = False
    store = RecordStore(settings.store_url)
    try:
        for report in _kept(paths, store, published=published, outside=extractor):
            reports.append(report)
            if progress is not None:
                progress(report)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        store.close()
    snapshot = _published(settings) if publish and not interrupted else None
    return IngestReport(tuple(reports), snapshot, interrupted)


def _kept(
    paths: Iterable[Path],
    store: RecordStore,
    *,
    published: date | None,
    outside: NamedExtractor | None,
) -> Iterator[ArticleReport]:
    extractor: Extractor = outside or RuleExtractor()
    version = extractor_name() if outside is None else f"{outside.name}; {extractor_name()}"
    for reading in read_articles(paths, published=published):
        if reading.article is None:
            yield ArticleReport(reading.name, State.FAILED, error=str(reading.error))
            continue
        try:
            yield _keep(reading.name, reading.article, store, extractor, version=version)
        except (InputError, ProposerError) as error:
            yield ArticleReport(reading.name, State.FAILED, error=str(error))


def _keep(
    name: str, article: Article, store: RecordStore, extractor: Extractor, *, version: str
) -> ArticleReport:
    known = store.find(article.article_id)
    if known is not None:
        article = completed(article, known.article)
        if known.extractor == version and is_same(article, known.article):
            return ArticleReport(name, State.KNOWN)
    elif store.tombstone(article.article_id) is not None:
        return ArticleReport(name, State.WITHDRAWN)
    events = carefully(extractor.read, article).events
    outcome = store.put(article, events, extractor=version)
    read = outcome in (Outcome.ADDED, Outcome.REPLACED)
    return ArticleReport(name, State(outcome.value), events=len(events) if read else None)


def publish(settings: Settings, *, keep: str | None = None) -> Manifest:
    """Merge the store's events into incidents and make them the current snapshot, kept for ever as ``keep``.

    Raises StoreError and SnapshotError.
    """
    return _published(settings, keep=keep)


def _published(settings: Settings, *, keep: str | None = None) -> Manifest:
    store = RecordStore(settings.store_url)
    try:
        for _ in range(_MOST_PUBLISHED):
            before = store.counts()
            incidents, articles = incidents_of(store)
            manifest = write_snapshot(
                settings.snapshots, incidents, articles, title=settings.title, keep=keep
            )
            if store.counts() == before:
                break
    finally:
        store.close()
    refresh_layers(ARTICLES, datasets=settings.datasets, snapshots=settings.snapshots)
    return manifest


def incidents_of(store: RecordStore) -> tuple[tuple[Incident, ...], list[Article]]:
    """The store's events merged into incidents, as its corrections have it, and the articles."""
    articles = list(store.articles())
    known = {article.article_id for article in articles}
    # Another process may have added an article since: its events wait for the next round.
    events = [event for event in store.events() if event.article_id in known]
    return merge_incidents(events, articles, corrections=store.corrections()), articles


def withdraw(
    settings: Settings, article: str, *, reason: str, publish: bool = True
) -> tuple[Tombstone, Manifest | None]:
    """Take an article and its events out of the store, and publish without them.

    ``article`` is its address, its id or the start of one. Raises StoreError where it names none or several.
    """
    store = RecordStore(settings.store_url)
    try:
        stone = store.withdraw(_named(store, article), reason=reason)
    finally:
        store.close()
    return stone, _published(settings) if publish else None


def lift_withdrawal(settings: Settings, article_id: str) -> bool:
    """Let a withdrawn article be read again; False where none of that id was withdrawn."""
    store = RecordStore(settings.store_url)
    try:
        return store.lift(article_id)
    finally:
        store.close()


def _named(store: RecordStore, article: str) -> str:
    found = store.matching(article) if len(article) >= 6 else []
    if len(found) == 1 or store.tombstone(article) is not None:
        return found[0].article_id if found else article
    if not found:
        raise StoreError(f"no article has the address or id {article!r}; give at least six signs of its id")
    ids = ", ".join(each.article_id[:12] for each in found[:5])
    raise StoreError(f"{article!r} names {len(found)} articles; give more of the id: {ids}")
