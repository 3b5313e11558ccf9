import json
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.settings import Settings
from dashboard.web.embeds import ORIGIN
from tests.builders import HOSTILE, sample_snapshot
from tests.web.serving import opened, serve_sample


class _Page(HTMLParser):
    """What a test asks of a page: elements with their attributes, text, and the JSON inside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.data: list[tuple[dict[str, str | None], Any]] = []
        self._script: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._script = dict(attrs) if tag == "script" else None
        if tag == "style":
            self._script = {"type": "style"}

    def handle_data(self, data: str) -> None:
        if self._script is None:
            self.words.append(data)
        elif self._script.get("type") == "application/json":
            self.data.append((self._script, json.loads(data)))

    def handle_endtag(self, tag: str) -> None:
        self._script = None

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def figures(self) -> dict[str, Any]:
        return {
            str(given["data-theme"]): value for given, value in self.data if given.get("class") == "figure"
        }


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path) -> Flask:
    return serve_sample(home)


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


@pytest.fixture(scope="module")
def source(server: Flask, home: Path) -> SnapshotSource:
    return opened(home)


def page(client: FlaskClient, address: str) -> _Page:
    answer = client.get(f"/embed/{address}")
    assert answer.status_code == 200, answer.text
    return _Page(answer.text)


@pytest.mark.parametrize("kind", ["map", "timeline", "table"])
def test_an_embed_tells_title_sentence_source_and_ways_on(
    client: FlaskClient, source: SnapshotSource, kind: str
) -> None:
    query = "from=2024-03-01&to=2024-03-08&precision=province"
    filters, _ = Filters.from_query(query)
    found = page(client, f"{kind}?{query}&title={quote('Fighting around Orlivka')}")
    assert "Fighting around Orlivka" in found.text
    assert filters.sentence(source.count(filters)) in found.text
    assert "29 articles read with Conflict Events. As of 1 May 2024, 12:00 UTC." in found.text
    assert source.licence in found.text
    links = {link["href"] for link in found.all("a")}
    canonical = filters.query_string()
    assert {f"../?{canonical}", f"../api/events.csv?{canonical}", f"sources?{canonical}"} <= links
    for link in found.all("a"):
        assert "noopener" in str(link["rel"])


def test_the_title_is_the_dataset_unless_given_or_switched_off(client: FlaskClient) -> None:
    assert "<h1>Orlivka, March 2024</h1>" in client.get("/embed/table").text
    assert '<h1 class="unseen">Orlivka, March 2024</h1>' in client.get("/embed/table?title=").text


def test_marks_join_where_the_map_is_small_and_part_where_it_is_near(client: FlaskClient) -> None:
    def drawn(zoom: str) -> list[list[str]]:
        answer = client.get(f"/embed/map/marks?country=UA&zoom={zoom}")
        assert answer.status_code == 200
        traces = json.loads(answer.text)
        return [ids for trace in traces[:2] for ids in trace["customdata"]]

    def events(marks: list[list[str]]) -> list[str]:
        return sorted(each for ids in marks for each in ids)

    far, near = drawn("2.4"), drawn("8")
    assert len(far) < len(near)
    assert events(far) == events(near)
    assert drawn("2.4") == drawn("2")


@pytest.mark.parametrize("zoom", ["", "x", "-1", "nan", "inf", "99"])
def test_a_zoom_that_is_none_is_refused(client: FlaskClient, zoom: str) -> None:
    assert client.get(f"/embed/map/marks?zoom={zoom}").status_code == 400


def test_what_is_left_out_is_counted(client: FlaskClient, source: SnapshotSource) -> None:
    rows = source.rows(Filters())
    undated, unplaced = int(rows["date_end"].isna().sum()), int(rows["latitude"].isna().sum())
    assert undated > 1
    assert unplaced > 1
    assert f"{undated} events without a date are in the data only." in page(client, "timeline").text
    assert f"{unplaced} events without a place on the map are in the data only." in page(client, "map").text
    filters, _ = Filters.from_query("from=2024-03-01&to=2024-03-08&country=UA")
    outside = source.strip(filters).total - source.count(filters)
    reasons = "lie outside these dates or have no date, lie in other countries or have no place"
    assert f"{outside} more events {reasons}." in page(client, f"map?{filters.query_string()}").text
    assert "more event" not in page(client, "table").text


@pytest.mark.parametrize(
    ("theme", "drawn"), [("light", {"light"}), ("dark", {"dark"}), ("auto", {"light", "dark"})]
)
def test_themes(client: FlaskClient, theme: str, drawn: set[str]) -> None:
    found = page(client, f"timeline?theme={theme}")
    assert set(found.figures()) == drawn
    assert found.all("html")[0].get("data-theme") == (None if theme == "auto" else theme)


def test_figures_show_the_filtered_events(client: FlaskClient, source: SnapshotSource) -> None:
    filters = Filters(event_types=("battle", "riot"))
    figure = page(client, f"map?{filters.query_string()}").figures()["light"]
    drawn = {
        event_id for trace in figure["data"] for ids in trace.get("customdata") or [] for event_id in ids
    }
    rows = source.rows(filters)
    assert drawn == set(rows[rows["latitude"].notna()]["event_id"])


def test_a_figure_asks_this_server_alone(client: FlaskClient) -> None:
    found = page(client, "map")
    style = found.figures()["light"]["layout"]["map"]["style"]
    asked = [style["sprite"], *(tile for source in style["sources"].values() for tile in source["tiles"])]
    assert all(address.startswith(f"{ORIGIN}/") for address in asked)
    loaded = [
        *(given.get("src") for given in found.all("script")),
        *(given["href"] for given in found.all("link")),
    ]
    assert all("//" not in str(address) for address in loaded)
    config = next(value for given, value in found.data if given.get("id") == "config")
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False


def test_unknown_kinds_are_not_found(client: FlaskClient) -> None:
    assert client.get("/embed/pie").status_code == 404
    assert client.get("/embed/").status_code == 404


def test_values_without_meaning_are_noted(client: FlaskClient) -> None:
    text = page(client, "timeline?from=2024-02-31&theme=pink&unknown=1").text
    assert "Part of the address was left out." in text
    assert "2024-02-31 does not exist" in text
    assert "'pink' is none of light, dark, auto" in text
    assert "left out." not in page(client, "timeline").text


@pytest.mark.parametrize("kind", ["map", "timeline", "table", "sources"])
def test_hostile_text_stays_text(client: FlaskClient, kind: str) -> None:
    answer = client.get(f"/embed/{kind}?q=%3C/script%3E%3Cb%3E&title={quote(HOSTILE)}").text
    everything = client.get(f"/embed/{kind}").text
    for text in (answer, everything):
        found = _Page(text)
        assert found.all("img") == []
        assert not any("onerror" in attributes for _, attributes in found.elements)
        assert not any("example.org" in str(link["href"]) for link in found.all("a") if kind != "sources")
        assert all(
            given.get("src") or given.get("type") == "application/json" for given in found.all("script")
        )
    assert HOSTILE.split()[0] in _Page(answer).text


def test_figures_hold_no_markup_from_articles(client: FlaskClient) -> None:
    for kind in ("map", "timeline"):
        for figure in page(client, kind).figures().values():
            text = json.dumps(figure)
            assert "<img" not in text
            assert "<a " not in text


def test_the_table_lists_the_events(client: FlaskClient, source: SnapshotSource) -> None:
    filters = Filters(event_types=("protest",))
    for kind in ("map", "timeline", "table"):
        found = page(client, f"{kind}?{filters.query_string()}")
        assert len(found.all("tr")) == 1 + source.count(filters)
        for summary in source.rows(filters)["summary"]:
            assert summary in found.text
    assert "No event passes these filters." in page(client, "table?q=no-such-word").text


def test_sources_lists_each_article_once(client: FlaskClient, source: SnapshotSource) -> None:
    filters = Filters(min_publishers=3)
    found = page(client, f"sources?{filters.query_string()}")
    views = [source.incident(event_id) for event_id in source.rows(filters)["event_id"]]
    articles = [article for view in views if view for article in view.evidence]
    assert f"{len(articles)} articles by 3 publishers" in found.text
    outward = [str(link["href"]) for link in found.all("a") if link.get("rel") == "noopener noreferrer"]
    assert sorted(outward) == sorted(str(article.url) for article in articles if article.url)


def test_the_legend_names_the_signs_that_occur(client: FlaskClient) -> None:
    assert "one party’s claim" in page(client, "map").text
    assert "somewhere in the circle" in page(client, "map").text
    calm = page(client, "timeline?type=riot,protest&from=2024-03-08&to=2024-03-10").text
    assert "one party’s claim" not in calm
    assert "start unknown" not in calm
    assert "start unknown" in page(client, "timeline").text


def test_an_embed_follows_the_next_publication(tmp_path: Path) -> None:
    client = serve_sample(tmp_path).test_client()
    first = client.get("/embed/table").headers["ETag"]
    sample_snapshot(Settings(home=tmp_path).snapshots, title="Orlivka, told again")
    time.sleep(1.2)  # the pointer is looked at once a second
    answer = client.get("/embed/table", headers={"If-None-Match": first})
    assert answer.status_code == 200
    assert "Orlivka, told again" in answer.text


def test_pages_are_asked_for_again_and_scripts_are_kept(client: FlaskClient) -> None:
    answer = client.get("/embed/map")
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/embed/map", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    script = next(
        str(given["src"]) for given in _Page(answer.text).all("script") if "plotly" in str(given.get("src"))
    )
    kept = client.get(f"/embed/{script}", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.headers["Content-Encoding"] == "gzip"
    assert len(kept.data) < 2_000_000
