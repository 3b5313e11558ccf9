"""Building an index from dumps: what goes in, that nothing is lost of what ships, and what can go wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.errors import InputError, ResourceError
from dashboard.geocoding.build_progress import Report
from dashboard.geocoding.dump_features import Features
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_build import build
from dashboard.geocoding.index_file import IndexFile
from dashboard.geocoding.offline import OfflineGeocoder
from tests.geocoding.dumps import LINES, dump, row, small_base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small index to build on: building on the one that ships takes seconds."""
    return small_base(tmp_path_factory.mktemp("base"))


def built(
    folder: Path, base: Path | None, *inputs: Path, features: str = "default", **more: Path
) -> tuple[Report, Gazetteer]:
    wanted, target = Features.of(features), folder / "gazetteer.bin"
    report = build(inputs, target=target, cache=folder / "cache", features=wanted, base=base, **more)
    return report, Gazetteer(IndexFile(report.path))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Gazetteer:
    folder = tmp_path_factory.mktemp("small")
    report, gazetteer = built(folder, base, dump(folder, name="XX.zip"))
    assert (report.rows.read, report.rows.taken, report.rows.bad) == (11, 10, 0)
    assert report.matched == 3
    assert not (folder / "cache").exists(), "what is finished needs no cache"
    assert report.rejected is None
    return gazetteer


def test_places_of_the_dump_are_found_by_every_name(small: Gazetteer) -> None:
    for written in ("Testivka", "testovka", "Тестівка"):
        assert 90000001 in {place.geonameid for place in small.lookup(written)}
    (quoted,) = small.lookup("Mala Testivka")
    assert quoted.name == 'Mala "Testivka"', "a quotation mark is a letter like others"
    assert (quoted.latitude, quoted.longitude, quoted.country) == (48.6, 38.6, "UA")
    assert quoted.admin1_name == "Luhansk Oblast"
    assert small.longest("near mala testivka creek".split(), 1) == 2
    assert small.lookup("Testivka Sports Ground") == (), "its feature is not among the default ones"


def test_divisions_of_the_dump_name_those_of_its_places(small: Gazetteer) -> None:
    (place,) = small.lookup("Nova Testova")
    assert place.admin2 == "Testove Raion"
    (division,) = small.lookup("Testove Raion")
    assert (division.feature_code, division.geonameid) == ("ADM2", 90000006)


def test_a_place_that_ships_is_not_there_twice_and_takes_the_newer_point(small: Gazetteer) -> None:
    (place,) = small.lookup("Metolkine")
    assert (place.geonameid, place.latitude, place.population) == (701320, 48.931, 4001)
    assert [found.key for found in small.lookup("Metiolkine")] == [place.key]


def test_a_place_that_ships_without_an_id_gets_it(small: Gazetteer) -> None:
    (airfield,) = small.lookup("Testivka Airfield")
    assert (airfield.geonameid, airfield.radius_km, airfield.latitude) == (90000010, 3.0, 48.51)
    assert small.lookup("Testivka Air Strip")[0].key == airfield.key
    assert not small.is_plain(airfield.key)


def test_it_knows_all_that_the_index_knows_it_stands_on(small: Gazetteer, base: Path) -> None:
    known = Gazetteer(IndexFile(base))
    assert len(small) == len(known) + 7
    assert small.countries.keys() == known.countries.keys()
    assert small.demonyms == known.demonyms
    assert small.abbreviations.keys() == known.abbreviations.keys() == {"Luh."}
    for key in range(len(known)):
        place = known.place(key)
        same = [found for found in small.lookup(place.name) if found.feature_code == place.feature_code]
        assert (place.country, place.radius_km) in {(found.country, found.radius_km) for found in same}


def test_what_nobody_vouches_for_does_not_stand_in_front(small: Gazetteer) -> None:
    best = OfflineGeocoder(small).geocode("Kherson")
    assert best is not None
    assert best.raw["feature_code"] == "PPL"
    kinds = {place.feature_code: small.is_plain(place.key) for place in small.lookup("Kherson")}
    assert kinds["STM"] is True
    assert kinds["PPL"] is False


def test_near_and_other_spellings_see_the_new_places(small: Gazetteer) -> None:
    assert small.near(48.5, 38.5, 1)[0].geonameid == 90000001
    found = OfflineGeocoder(small).geocode("Tukhlij Lis", country_codes="UA")
    assert found is not None
    assert (found.raw["name"], found.raw["match"]) == ("Tukhlyi Lis", "fuzzy")
    names, keys = small.names_in("UA")
    assert {"testivka", "bakhmut"} <= set(names)
    assert "testivka creek" not in names, "only towns and divisions are looked for in other spellings"
    assert {small.country_code(key) for key in keys} == {"UA"}


def test_the_same_input_gives_the_same_places(base: Path, tmp_path: Path, small: Gazetteer) -> None:
    _, again = built(tmp_path, base, dump(tmp_path, name="XX.txt.gz"))
    assert [again.place(key) for key in range(0, len(again), 4001)] == [
        small.place(key) for key in range(0, len(small), 4001)
    ]


def test_several_dumps_and_tables_in_one_folder(base: Path, tmp_path: Path) -> None:
    dump(tmp_path, LINES[:3], "AA.txt")
    dump(tmp_path, [row(90000001, "Testivka", at=(48.7, 38.7)), LINES[6]], "BB.txt.gz")
    (tmp_path / "admin2Codes.txt").write_text("UA.14.77\tTested Raion\tTested Raion\t90000006\n")
    (tmp_path / "countryInfo.txt").write_text("# not a dump\n")
    report, gazetteer = built(tmp_path, base, tmp_path)
    assert report.rows.read == 5
    (place,) = [found for found in gazetteer.lookup("Testivka") if found.geonameid == 90000001]
    assert place.latitude == 48.7, "of two rows with one id the later file counts"
    assert gazetteer.lookup("Nova Testova")[0].admin2 == "Tested Raion"


def test_features_may_be_chosen(base: Path, tmp_path: Path) -> None:
    _, gazetteer = built(tmp_path, base, dump(tmp_path), features="S.ATHF")
    assert gazetteer.lookup("Testivka") == ()
    assert gazetteer.lookup("Testivka Sports Ground")[0].feature_code == "ATHF"
    with pytest.raises(InputError, match="W"):
        Features.of("P,W.X")
    with pytest.raises(InputError, match="no features"):
        Features.of(",")


def test_other_names_come_from_their_own_file(base: Path, tmp_path: Path) -> None:
    lines = [
        "1\t90000001\tuk\tКричівка\t\t\t\t\t\t",
        "2\t90000001\ten\tKrychivka\t1\t\t\t1\t\t",
        "3\t90000001\tlink\thttps://example.org/Krychivka\t\t\t\t\t\t",
        "4\t90000001\tiata\tKRY\t\t\t\t\t\t",
        "5\t4444444\ten\tNot Wanted\t\t\t\t\t\t",
        "6\tx\ten\tBroken",
    ]
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    report, gazetteer = built(tmp_path, base, dump(tmp_path), alternate_names=names)
    for written in ("Krychivka", "Кричівка"):
        assert [place.geonameid for place in gazetteer.lookup(written)] == [90000001]
    assert gazetteer.lookup("Not Wanted") == ()
    assert report.rows.bad == 1


BAD = [
    "too\tfew",
    row(93000010, "Farnorth", at=(91.0, 0.0)),
    row(93000011, "Nopoint", at=("x", 0.0)),
    row(0, "Numberless"),
    row(93000012, " "),
    row(93000013, "Crowded", population="many"),
]


def test_bad_rows_are_left_out_and_listed(base: Path, tmp_path: Path) -> None:
    good = [row(91000000 + i, f"Goodplace {i}") for i in range(200)]
    report, gazetteer = built(tmp_path, base, dump(tmp_path, [*LINES, *BAD, *good]))
    assert report.rows.bad == len(BAD)
    assert report.rejected is not None
    told = report.rejected.read_text().splitlines()
    assert told[1] == "XX.txt\t12\tit has 2 columns, not 19"
    assert told[2] == "XX.txt\t13\t'91.0' is no latitude"
    assert gazetteer.lookup("Goodplace 199")
    assert gazetteer.lookup("Farnorth") == ()
    broken = tmp_path / "latin1.txt"
    broken.write_bytes(dump(tmp_path, good).read_bytes() + row(9, "Caf\xe9").encode("latin-1") + b"\n")
    report, _ = built(tmp_path, base, broken)
    assert "no UTF-8" in report.rows.listed[0].reason


def test_what_is_no_dump_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="6 of 8 rows are bad, the first in line 3"):
        built(tmp_path, base, dump(tmp_path, [*LINES[:2], *BAD]))
    with pytest.raises(InputError, match="no place is left"):
        built(tmp_path, base, dump(tmp_path, [LINES[7]]))
    with pytest.raises(InputError, match="no place is left"):
        built(tmp_path, base, dump(tmp_path, []))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no dump"):
        built(tmp_path, base, tmp_path / "empty")
    with pytest.raises(InputError, match="cannot be read"):
        built(tmp_path, base, tmp_path / "missing.zip")
    assert not (tmp_path / "gazetteer.bin").exists()


@pytest.mark.parametrize("name", ["XX.zip", "XX.txt.gz"])
def test_a_damaged_archive_is_refused(base: Path, tmp_path: Path, name: str) -> None:
    lines = [row(91000000 + i, f"Place {i * i * 7919 % 10007}") for i in range(5000)]
    whole = dump(tmp_path, lines, name).read_bytes()
    middle = len(whole) // 2
    for data in (whole[:middle], whole[:middle] + b"\0\xff\0\xff" * 8 + whole[middle + 32 :], b"nothing"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match="download it again"):
            built(tmp_path, base, tmp_path / name)
    assert not (tmp_path / "gazetteer.bin").exists()
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_damaged_index_is_noticed(base: Path, tmp_path: Path, small: Gazetteer) -> None:
    report, _ = built(tmp_path, base, dump(tmp_path))
    data = bytearray(report.path.read_bytes())
    data[-1000] ^= 1
    report.path.write_bytes(data)
    with pytest.raises(ResourceError, match="checksum"):
        IndexFile(report.path).verify()
    report.path.write_bytes(data[:-4000])
    with pytest.raises(ResourceError, match="cut short"):
        IndexFile(report.path)


def test_a_name_of_very_many_places_keeps_some_of_every_country(base: Path, tmp_path: Path) -> None:
    lines = [row(91000000 + i, "Manyville", country="US", admin1="", population=1000 - i) for i in range(600)]
    lines += [row(92000000 + i, "Manyville", country="ZM", admin1="") for i in range(3)]
    _, gazetteer = built(tmp_path, base, dump(tmp_path, lines))
    found = gazetteer.lookup("Manyville")
    assert len(found) == 255
    assert [place.country for place in found].count("ZM") == 3
    assert found[0].geonameid == 91000000


WORK = """
import sys
from pathlib import Path
from dashboard.geocoding.index_build import build

folder = Path(sys.argv[1])

def progress(stage, done, total):
    print(stage, done, total, flush=True)

report = build([folder / "XX.txt"], target=folder / "gazetteer.bin", cache=folder / "cache",
               base=Path(sys.argv[2]), part_rows=500, progress=progress)
print("resumed", report.rows.resumed, report.places)
"""


@pytest.mark.parametrize("stage", ["Reading", "Joining", "Writing"])
def test_ctrl_c_leaves_nothing_half_done_and_the_next_build_goes_on(
    base: Path, tmp_path: Path, stage: str
) -> None:
    lines = [row(91000000 + i, f"Place {i}") for i in range(20_000)]
    dump(tmp_path, lines)
    ask = [sys.executable, "-c", WORK, str(tmp_path), str(base)]
    process = subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(stage):
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in err
    assert not (tmp_path / "gazetteer.bin").exists()
    assert not list(tmp_path.glob(".*.tmp")), "no half-written index stays behind"
    done = subprocess.run(ask, capture_output=True, text=True, check=True, env=os.environ).stdout
    _, resumed, places = done.splitlines()[-1].split()
    assert int(resumed) >= 500
    assert int(places) == len(Gazetteer(IndexFile(base))) + len(lines)
    assert Gazetteer(IndexFile(tmp_path / "gazetteer.bin")).lookup("Place 19999")


def test_two_builds_do_not_get_in_each_others_way(base: Path, tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "cache").mkdir()
    with (tmp_path / "cache" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another build"):
            built(tmp_path, base, dump(tmp_path))


def test_dumps_as_geonames_offers_them(corpora: Path, tmp_path: Path) -> None:
    folder = corpora / "gazetteer"
    if not (folder / "NL.txt.gz").is_file():
        pytest.skip(f"no dump of GeoNames in {folder}")
    report, gazetteer = built(tmp_path, None, folder)
    assert (report.rows.read, report.rows.bad) == (26_120, 0)
    assert len(gazetteer) == len(Gazetteer.open()) + report.rows.taken - report.matched
    (lake,) = gazetteer.lookup("Markermeer")
    assert (lake.feature_code, lake.country, lake.geonameid) == ("LK", "NL", 7869931)
    assert "AD" in {place.country for place in gazetteer.lookup("Pas de la Casa")}
    ours, theirs = OfflineGeocoder(gazetteer), OfflineGeocoder()
    for key in range(0, len(theirs.gazetteer), 997):
        if theirs.gazetteer.country_code(key) not in ("AD", "NL"):
            name = theirs.gazetteer.name(key)
            mine, other = ours.geocode(name), theirs.geocode(name)
            assert (mine and mine.address) == (other and other.address), name
    print(f"\n{report.places:,} places, {report.names:,} names, {report.size / 1e6:.1f} MB")


def test_a_folder_that_cannot_be_written_is_told(base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="cannot be made"):
        build(
            [dump(tmp_path)], target=tmp_path / "file" / "gazetteer.bin", cache=tmp_path / "cache", base=base
        )
    (tmp_path / "gazetteer.bin").mkdir()
    with pytest.raises(ResourceError, match="give the same command again"):
        built(tmp_path, base, dump(tmp_path))
