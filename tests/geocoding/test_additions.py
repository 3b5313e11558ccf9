"""A user's own places: what a table may hold, and that they win wherever a name is looked up."""

from pathlib import Path

import pytest

from dashboard.errors import InputError, ResourceError
from dashboard.geocoding import installed
from dashboard.geocoding.additions import Addition, keep, kept_additions, merged, read_additions
from dashboard.geocoding.candidates import candidates
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_file import IndexFile
from dashboard.geocoding.offline import OfflineGeocoder
from dashboard.geocoding.ranking import Context, rank
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article, article_id
from dashboard.records.place import Place
from dashboard.resources import file

OWN = [
    Addition("Dovhyi Yar", 48.61, 37.91, "UA", "05", aliases=("Dolgiy Yar", "Довгий Яр")),
    Addition("Homs", 34.7, 36.7, "SY"),
    Addition("Springfield", 39.5, -89.5, "US"),
    Addition("Paris", 33.6, -95.5, "CA", population=300),
    Addition("Checkpoint Kilo Nine", 31.2, 34.3, feature_code="PSTB", radius_km=1),
    Addition("Metolkine", 48.94, 38.57, "UA", "14", population=3_000, geonameid=701320),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(IndexFile(file("gazetteer/gazetteer.bin")), OWN)


def best(gazetteer: Gazetteer, name: str, context: Context | None = None) -> Place:
    found = rank(gazetteer, candidates(gazetteer, name), context or Context())
    return gazetteer.place(found[0][1].key)


def test_they_are_found_by_every_name(gazetteer: Gazetteer) -> None:
    for written in ("Dovhyi Yar", "dovhyi-yar", "Dolgiy Yar", "Довгий Яр"):
        (place,) = gazetteer.lookup(written)
        assert (place.name, place.latitude, place.admin1_name) == ("Dovhyi Yar", 48.61, "Donetsk Oblast")
        assert gazetteer.is_own(place.key)
    (post,) = gazetteer.lookup("Checkpoint Kilo Nine")
    assert (post.feature_code, post.country, post.radius_km) == ("PSTB", None, 1.0)
    assert gazetteer.longest("at checkpoint kilo nine they".split(), 1) == 3
    assert len(gazetteer) == len(Gazetteer.open()) + len(OWN)


def test_they_win_over_others_of_their_name(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Springfield").latitude == 39.5
    assert best(gazetteer, "Paris").country == "CA"
    found = OfflineGeocoder(gazetteer).geocode("Homs, Syria")
    assert found is not None
    assert (found.latitude, found.raw["match"]) == (34.7, "exact")


def test_the_context_of_another_country_wins_over_them(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Paris", Context(countries={"FR": 1.0})).country == "FR"
    assert best(gazetteer, "Paris", Context(countries={"CA": 1.0, "FR": 0.5})).country == "CA"
    everything = Context(countries={"US": 1.0}, divisions={_division(gazetteer, "US", "IL"): 1.0})
    assert best(gazetteer, "Springfield", everything).latitude == 39.5, "its own country is no other country"


def _division(gazetteer: Gazetteer, country: str, code: str) -> int:
    place = next(p for p in gazetteer.lookup("Illinois") if (p.country, p.admin1) == (country, code))
    return gazetteer.admin1_number(place.key)


def test_one_with_an_id_takes_the_place_of_that_entry(gazetteer: Gazetteer) -> None:
    (place,) = gazetteer.lookup("Metolkine")
    assert (place.latitude, place.population, place.geonameid) == (48.94, 3_000, 701320)
    near = gazetteer.near(48.94, 38.57, 2)
    assert [found.geonameid for found in near].count(701320) == 1
    names, keys = gazetteer.names_in("UA")
    assert {keys[i] for i, name in enumerate(names) if name == "metolkine"} == {place.key}


def test_the_nearest_and_other_spellings_see_them(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(48.611, 37.911, 1)[0].name == "Dovhyi Yar"
    found = OfflineGeocoder(gazetteer).geocode("Dovhij Yar", country_codes="UA")
    assert found is not None
    assert (found.raw["name"], found.raw["match"]) == ("Dovhyi Yar", "fuzzy")


def test_articles_are_placed_there(gazetteer: Gazetteer) -> None:
    text = "KYIV (Test) - Russian troops shelled Dovhyi Yar on Monday, killing three, the army said."
    read = RuleExtractor(gazetteer=gazetteer).read(Article(article_id(text, "a"), text))
    where = {event.where.name: event.where.latitude for event in read.events if event.where}
    assert where == {"Dovhyi Yar": 48.61}


TABLE = """\
name,latitude,longitude,country,admin1,feature_code,population,aliases,radius_km,geonameid
Dovhyi Yar,48.61,37.91,ukraine,Donetsk Oblast,,,Dolgiy Yar; Long Ravine,,
"Post, the old",31.2,34.3,EGY,,pstb,,,1,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "places.csv"


def test_a_table_is_read(table: Path) -> None:
    table.write_text("\ufeff" + TABLE, encoding="utf-8")
    good, bad = read_additions(table, Gazetteer.open())
    assert bad == []
    assert good == [
        Addition("Dovhyi Yar", 48.61, 37.91, "UA", "05", aliases=("Dolgiy Yar", "Long Ravine")),
        Addition("Post, the old", 31.2, 34.3, "EG", feature_code="PSTB", radius_km=1),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",1,2,,,,,,,", "no name"),
        ("'-',1,2,,,,,,,", "no name"),
        ("A,,2,,,,,,,", "latitude '' is no number"),
        ("A,91,2,,,,,,,", "latitude 91 is not between -90 and 90"),
        ("A,nan,2,,,,,,,", "latitude nan is not"),
        ("A,1,x,,,,,,,", "longitude 'x' is no number"),
        ("A,1,2,Atlantis,,,,,,", "no country 'Atlantis'"),
        ("A,1,2,UA,Nowhere,,,,,", "UA has no division 'Nowhere'"),
        ("A,1,2,,Kherson,,,,,", "needs its country"),
        ("A,1,2,,,a town,,,,", "no feature code"),
        ("A,1,2,,,,-5,,,", "population -5"),
        ("A,1,2,,,,,,,,more", "more cells than columns"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_taken(table: Path, row: str, reason: str) -> None:
    table.write_text(f"{TABLE}{row}\n", encoding="utf-8")
    good, bad = read_additions(table, Gazetteer.open())
    assert len(good) == 2
    assert [line.line for line in bad] == [4]
    assert reason in bad[0].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,latitude\nA,1\n", "lacks the column longitude"),
        ("", "lacks the column name"),
        ("name,latitude,longitude,colour\n", "has the column colour"),
        ("name,latitude,longitude,name\n", "has the column"),
    ],
)
def test_what_is_no_such_table_is_refused(table: Path, text: str, reason: str) -> None:
    table.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_additions(table, Gazetteer.open())
    table.write_bytes(b"name,latitude,longitude\nCaf\xe9,1,2\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_additions(table, Gazetteer.open())


def test_what_is_kept_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "additions.csv"
    keep(path, OWN)
    assert kept_additions(path, Gazetteer.open()) == OWN
    newer = Addition("DOVHYI YAR", 48.7, 37.9, "UA", "05")
    both = merged(OWN, [newer])
    assert len(both) == len(OWN)
    assert newer in both
    keep(path, [])
    assert not path.exists()


def test_the_installation_uses_them_and_says_where_one_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_EVENTS_HOME", str(tmp_path))
    path = tmp_path / "gazetteer" / installed.ADDITIONS_NAME
    keep(path, OWN)
    installed.changed()
    assert Gazetteer.open().lookup("Dovhyi Yar")
    assert Gazetteer.open() is Gazetteer.open()
    path.write_text("name,latitude,longitude\nA,1,200\n")
    installed.changed()
    with pytest.raises(ResourceError, match="line 2: longitude 200"):
        Gazetteer.open()
    path.unlink()
    installed.changed()
    assert Gazetteer.open().lookup("Dovhyi Yar") == ()
