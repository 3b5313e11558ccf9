"""Jobs: what becomes of each article, and when it is read again."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard import jobs
from dashboard.errors import StoreError
from dashboard.jobs import ArticleReport, State
from dashboard.pipeline import Extraction, RuleExtractor
from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.records.article import Article
from dashboard.settings import Settings
from dashboard.store.record_store import RecordStore

FIGHT = "Russian forces shelled Lysychansk on Saturday and killed three people, the governor said."
MARCH = "Protesters marched in Berlin on Sunday."
QUIET = "The garden of the old library has a pond with carp in it, and a bench beside it."


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return Settings(home=tmp_path / "home")


def written(folder: Path, *rows: Mapping[str, object]) -> list[Path]:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return [path]


def states(report: jobs.IngestReport) -> list[tuple[str, State]]:
    return [(article.name, article.state) for article in report.articles]


def test_each_article_is_reported_and_told_apart(settings: Settings, tmp_path: Path) -> None:
    seen: list[ArticleReport] = []
    paths = written(
        tmp_path,
        {"id": "fight", "text": FIGHT, "published": "2022-06-20"},
        {"id": "quiet", "text": QUIET},
        {"id": "none"},
        {"id": "russian", "text": "Российские войска обстреляли город в субботу утром. " * 5},
    )
    report = jobs.ingest(paths, settings=settings, progress=seen.append)
    assert list(report.articles) == seen
    assert states(report) == [
        ("fight", State.ADDED),
        ("quiet", State.ADDED),
        ("none", State.FAILED),
        ("russian", State.FAILED),
    ]
    fight, quiet, none, russian = report.articles
    assert fight.events
    assert quiet.events == 0
    assert none.events is None
    assert russian.error == "language not supported: ru"
    assert report.snapshot is not None
    assert report.snapshot.articles == 2


def test_an_article_that_is_known_is_not_read_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path, {"id": "fight", "text": FIGHT})
    jobs.ingest(paths, settings=settings)

    def unexpected(self: RuleExtractor, article: Article) -> Extraction:
        raise AssertionError("read again")

    monkeypatch.setattr(RuleExtractor, "read", unexpected)
    report = jobs.ingest(paths, settings=settings)
    assert states(report) == [("fight", State.KNOWN)]
    assert report.articles[0].events is None


def test_a_date_that_becomes_known_or_a_changed_extractor_makes_it_read_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undated = {"id": "fight", "text": FIGHT}
    jobs.ingest(written(tmp_path, undated), settings=settings)
    dated = written(tmp_path, undated | {"published": "2022-06-20"})
    assert states(jobs.ingest(dated, settings=settings)) == [("fight", State.REPLACED)]
    assert states(jobs.ingest(written(tmp_path, undated), settings=settings)) == [("fight", State.KNOWN)]
    monkeypatch.setattr(jobs, "extractor_name", lambda: "better rules")
    assert states(jobs.ingest(written(tmp_path, undated), settings=settings)) == [("fight", State.REPLACED)]
    store = RecordStore(settings.store_url)
    (article,) = store.articles()
    assert article.published_at is not None, "what was known of it stays known"
    store.close()


def test_a_defect_of_the_extractor_costs_one_article_only(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = RuleExtractor.read

    def fragile(self: RuleExtractor, article: Article) -> Extraction:
        if article.text == FIGHT:
            raise IndexError("list index out of range")
        return read(self, article)

    monkeypatch.setattr(RuleExtractor, "read", fragile)
    paths = written(tmp_path, {"id": "fight", "text": FIGHT}, {"id": "march", "text": MARCH})
    report = jobs.ingest(paths, settings=settings)
    assert states(report) == [("fight", State.FAILED), ("march", State.ADDED)]
    assert "please report" in str(report.articles[0].error)


def test_text_that_the_store_cannot_keep_costs_one_article_only(settings: Settings, tmp_path: Path) -> None:
    paths = [tmp_path / "articles.jsonl"]
    paths[0].write_text(f'{{"id": "a", "text": "{MARCH} \\ud800"}}\n{{"id": "b", "text": "{MARCH}"}}\n')
    report = jobs.ingest(paths, settings=settings)
    assert [name for name, state in states(report) if state is State.ADDED][-1] == "b"
    assert report.snapshot is not None


def test_a_store_that_fails_ends_the_work(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: RecordStore, *arguments: object, **named: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(RecordStore, "put", full)
    with pytest.raises(StoreError, match="disk is full"):
        jobs.ingest(written(tmp_path, {"id": "march", "text": MARCH}), settings=settings)


def test_an_interrupt_keeps_what_was_reported_and_publishes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    def stop(article: ArticleReport) -> None:
        raise KeyboardInterrupt

    paths = written(tmp_path, {"id": "fight", "text": FIGHT}, {"id": "march", "text": MARCH})
    report = jobs.ingest(paths, settings=settings, progress=stop)
    assert report.interrupted
    assert report.snapshot is None
    assert states(report) == [("fight", State.ADDED)]
    assert jobs.publish(settings).articles == 1


def test_one_event_that_two_papers_tell_is_published_once(settings: Settings, tmp_path: Path) -> None:
    common = {"published": "2022-06-20"}
    paths = written(
        tmp_path,
        {"id": "a", "publisher": "Courier", "text": FIGHT, "url": "https://example.org/a"} | common,
        {
            "id": "b",
            "publisher": "Ledger",
            "text": "Three people died when Russian troops shelled Lysychansk on Saturday.",
            "url": "https://example.org/b",
        }
        | common,
    )
    jobs.ingest(paths, settings=settings)
    source = SnapshotSource(settings.snapshots)
    told_by_two = source.rows(Filters(min_publishers=2))
    assert told_by_two["sub_type"].tolist() == ["shelling"]
    assert set(told_by_two["sources"].iloc[0].split("; ")) == {"Courier", "Ledger"}
    jobs.withdraw(settings, "https://example.org/b", reason="retracted")
    assert source.folder == settings.snapshots
    assert SnapshotSource(settings.snapshots).rows(Filters(min_publishers=2)).empty


def test_articles_are_counted_for_a_progress_bar(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.html", "c.png"):
        (tmp_path / "in" / name).write_text("x")
    lines = written(tmp_path, {"id": "a"}, {"id": "b"}, {"id": "c"})
    assert jobs.count_articles([tmp_path / "in", *lines, tmp_path / "missing.txt"]) == 6
