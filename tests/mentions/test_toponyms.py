"""Place names of a document: which words they are, which places they mean, and what they stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.documents import read_document
from dashboard.mentions.toponyms import find_toponyms
from dashboard.records.article import Article, article_id
from dashboard.records.codes import GeoPrecision, PlaceMatch, ToponymUse
from dashboard.records.mention import Toponym


def toponyms(text: str) -> tuple[Toponym, ...]:
    return find_toponyms(read_document(Article(article_id(text, None), text, language="en")))


def one(text: str, name: str) -> Toponym:
    found = [toponym for toponym in toponyms(text) if toponym.text == name]
    assert found, f"{name!r} not among {[t.text for t in toponyms(text)]}"
    return found[0]


def names(text: str) -> list[str]:
    return [toponym.text for toponym in toponyms(text)]


@pytest.mark.parametrize(
    ("text", "town", "division"),
    [
        ("Shelling hit Donetsk on Monday.", ["Donetsk"], []),
        ("Two people were killed on the outskirts of Donetsk.", ["Donetsk"], []),
        ("Troops left Kherson and Mykolaiv.", ["Kherson", "Mykolaiv"], []),
        ("Fighting went on in the Donetsk region.", [], ["Donetsk"]),
        ("Fighting went on in Luhansk oblast.", [], ["Luhansk"]),
        ("Fighting went on in the Donetsk and Luhansk regions.", [], ["Donetsk", "Luhansk"]),
        ("The provinces of Aleppo, Idlib and Homs were calm.", [], ["Aleppo", "Idlib", "Homs"]),
        ("Villages in northern Aleppo were bombed.", [], ["Aleppo"]),
        ("Rebels shot at soldiers in Bakhmut, Donetsk, on Monday.", ["Bakhmut"], ["Donetsk"]),
        ("Militants left Mosul in Nineveh.", ["Mosul"], ["Nineveh"]),
    ],
)
def test_towns_and_the_divisions_called_after_them(text: str, town: list[str], division: list[str]) -> None:
    for name in town:
        place = one(text, name).place
        assert place is not None
        assert place.feature_code.startswith("PPL")
    for name in division:
        place = one(text, name).place
        assert place is not None
        assert place.feature_code == "ADM1"


SYRIA = "Government forces entered Aleppo on Monday, a monitoring group in Syria said."


def test_names_carry_their_span_and_place() -> None:
    for toponym in toponyms(SYRIA):
        assert SYRIA[toponym.start : toponym.end] == toponym.text
        assert 0 < toponym.confidence <= 1
    aleppo = one(SYRIA, "Aleppo")
    assert aleppo.place is not None
    assert (aleppo.place.name, aleppo.place.country) == ("Aleppo", "SY")
    assert aleppo.geo_precision is GeoPrecision.TOWN
    assert aleppo.match is PlaceMatch.EXACT
    assert one(SYRIA, "Syria").geo_precision is GeoPrecision.COUNTRY


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Russian and Ukrainian troops clashed near Kharkiv.", "Russian"),
        ("The Syrians left the town.", "Syrians"),
        ("Nobody in Kyiv believed that Victoria Nuland had said so.", "Victoria"),
        ("Chelsea Clinton and Jackson Smith met in Berlin.", "Jackson"),
        ("The reading of the bill was of no use, officials in London said.", "reading"),
    ],
)
def test_what_is_no_place_name(text: str, absent: str) -> None:
    assert absent not in names(text)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A man was shot in Paris, Texas, on Friday, police said.", "Paris", "US"),
        ("A bomb went off in Tripoli, Lebanon, killing two soldiers.", "Tripoli", "LB"),
        ("Lebanon sent troops to Tripoli after clashes. In Beirut, the cabinet met.", "Tripoli", "LB"),
        (
            "Fighting went on in Tripoli as forces from Benghazi and Misrata advanced in Libya.",
            "Tripoli",
            "LY",
        ),
        ("Police in London, Ont., arrested a man from Toronto.", "London", "CA"),
        ("Russia's army shelled Donetsk on Monday, Kyiv said.", "Donetsk", "UA"),
    ],
)
def test_the_words_around_a_name_tell_which_place_is_meant(text: str, name: str, country: str) -> None:
    place = one(text, name).place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Shelling hit villages in Donetsk region in Ukraine.", "Donetsk", GeoPrecision.PROVINCE),
        ("Shelling hit the city of Donetsk in Ukraine.", "Donetsk", GeoPrecision.TOWN),
        ("Air strikes hit Aleppo province in Syria.", "Aleppo", GeoPrecision.PROVINCE),
        ("Troops dug in to the north of Kharkiv in Ukraine.", "Kharkiv", GeoPrecision.NEAR),
        ("A convoy was ambushed near Mosul in Iraq.", "Mosul", GeoPrecision.NEAR),
        ("Rockets were fired from northern Gaza on Sunday.", "Gaza", GeoPrecision.PROVINCE),
        ("Fighting raged in southern Lebanon on Sunday.", "Lebanon", GeoPrecision.PROVINCE),
        ("He landed at RAF Brize Norton in England.", "RAF Brize Norton", GeoPrecision.EXACT),
        ("A ship sank in the Black Sea on Friday.", "Black Sea", GeoPrecision.INTERNATIONAL),
        ("Drought spread in West Africa last year.", "West Africa", GeoPrecision.MULTI_COUNTRY),
    ],
)
def test_precision(text: str, name: str, precision: GeoPrecision) -> None:
    assert one(text, name).geo_precision is precision


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Moscow said its soldiers had taken the village.", "Moscow", ToponymUse.GOVERNMENT),
        ("Russia has accused Ukraine of shelling the plant.", "Russia", ToponymUse.GOVERNMENT),
        ("Russia has accused Ukraine of shelling the plant.", "Ukraine", ToponymUse.GOVERNMENT),
        ("Turkey's foreign minister flew to Baghdad.", "Turkey", ToponymUse.GOVERNMENT),
        ("Turkey's foreign minister flew to Baghdad.", "Baghdad", ToponymUse.LITERAL),
        ("The Ukraine war entered its second year.", "Ukraine", ToponymUse.MODIFIER),
        ("The Kyiv Independent reported that three people died.", "Kyiv", ToponymUse.ORGANISATION),
        ("An explosion shook Kyiv before dawn.", "Kyiv", ToponymUse.LITERAL),
        ("Protesters gathered in Moscow on Sunday.", "Moscow", ToponymUse.LITERAL),
        ("Iraq invaded Kuwait in 1990.", "Kuwait", ToponymUse.LITERAL),
        ("The troops withdrew from Afghanistan in August.", "Afghanistan", ToponymUse.LITERAL),
        ("The ship docked in Port Said, Egypt, on Monday.", "Egypt", ToponymUse.LITERAL),
    ],
)
def test_use(text: str, name: str, use: ToponymUse) -> None:
    found = [t for t in toponyms(text) if t.text == name]
    if use is ToponymUse.ORGANISATION and not found:
        return  # the name of a newspaper need not be a place name at all
    assert found
    assert found[0].use is use


def test_another_spelling_is_found_where_the_article_speaks_of_its_country() -> None:
    text = "Ukraine's army lost the village of Metyolkine, near Severodonetsk, on Sunday."
    found = one(text, "Metyolkine")
    assert found.match is PlaceMatch.FUZZY
    assert found.place is not None
    assert (found.place.name, found.place.geonameid) == ("Metolkine", 701320)
    elsewhere = [
        t for t in toponyms("The village of Metyolkine in Wales voted on Sunday.") if t.text == "Metyolkine"
    ]
    assert all(t.place is None and t.reason for t in elsewhere)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("A man from Charleston, W. Va., died on Monday.", "W. Va.", "West Virginia"),
        ("He comes from Columbia, S. C., police said.", "S. C.", "South Carolina"),
        (
            "He lives in Prince George's County, Md., with his wife.",
            "Prince George's County",
            "Prince George's County",
        ),
        (
            "The Democratic People's Republic of Korea fired a missile.",
            "Democratic People's Republic of Korea",
            "North Korea",
        ),
    ],
)
def test_names_with_stops_and_apostrophes(text: str, name: str, place: str) -> None:
    found = one(text, name).place
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        # A town of that name lies in another country of the region.
        (
            "Militants attacked Tambi, a village in Mali's Mopti region, and killed ten people, the army in "
            "Bamako said.",
            "Tambi",
            "where the article speaks of",
        ),
    ],
)
def test_a_namesake_at_the_other_end_of_the_world_is_no_answer(text: str, name: str, reason: str) -> None:
    found = one(text, name)
    assert found.place is None
    assert found.reason is not None
    assert reason in found.reason


def test_a_place_across_the_border_is_an_answer() -> None:
    text = "Hezbollah fired rockets from Bint Jbeil at Kiryat Shmona. Israel struck Rafah in southern Gaza."
    place = one(text, "Bint Jbeil").place
    assert place is not None
    assert place.country == "LB"


def test_a_country_that_says_something_is_found() -> None:
    assert "Armenia" in names("Armenia said Azerbaijan shelled Sotk and Jermuk on Tuesday.")


def test_an_acronym_is_not_the_village_that_is_spelt_like_it() -> None:
    found = [t for t in toponyms("Ministers of the EU met in Brussels on Friday.") if t.text == "EU"]
    assert all(t.place is None and t.reason for t in found)


def test_a_village_where_the_article_speaks_of_is_an_answer() -> None:
    text = "Shelling hit the village of Metolkine in Ukraine's Luhansk region on Sunday."
    place = one(text, "Metolkine").place
    assert place is not None
    assert place.country == "UA"


def test_one_name_means_one_place_throughout() -> None:
    text = (
        "Two people were shot in London, Ont., on Friday. Police in London said the shooting near Toronto's "
        "airport was not linked. London has seen three such cases."
    )
    assert {t.place.country for t in toponyms(text) if t.text == "London" and t.place} == {"CA"}


@pytest.mark.parametrize(
    ("publisher", "country"), [("Manchester Evening News", "GB"), ("Toronto Star", "CA"), (None, "GB")]
)
def test_the_publisher_tells_where_an_article_is_from(publisher: str | None, country: str) -> None:
    text = "A man was arrested in London on Monday after a fire at a warehouse."
    article = Article(article_id(text, None), text, publisher=publisher, language="en")
    (london,) = find_toponyms(read_document(article))
    assert london.place is not None
    assert london.place.country == country


def test_documents_without_names() -> None:
    assert toponyms("") == ()
    assert toponyms("nothing happened anywhere today.") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Paris",
                    "Texas",
                    ",",
                    ".",
                    "in",
                    "the",
                    "Al",
                    "-",
                    "Kyiv",
                    "St",
                    "U.S.",
                    "Ky.",
                    "(",
                    ")",
                    "'s",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=40,
    )
)
def test_spans_are_exact_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for toponym in toponyms(text):
        assert text[toponym.start : toponym.end] == toponym.text
        assert toponym.start >= end
        assert (toponym.place is None) == (toponym.geo_precision is None) == (toponym.match is None)
        end = toponym.end


def test_reading_twice_gives_the_same() -> None:
    assert toponyms(SYRIA) == toponyms(SYRIA)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Russian troops captured Metyolkine, a small settlement on the edge of Severodonetsk in Ukraine.",
            True,
        ),
        ("Shells fell on Sunday in Metyolkine, a village near Severodonetsk in Ukraine.", True),
        ("Police in Ukraine questioned Metyolkine, a town councillor in Severodonetsk, on Sunday.", False),
    ],
)
def test_a_name_that_the_text_calls_a_town_is_one(text: str, found: bool) -> None:
    names = {t.text: t.place and t.place.name for t in toponyms(text)}
    assert (names.get("Metyolkine") == "Metolkine") is found


@pytest.mark.parametrize(
    "text",
    [
        "Rockets hit the village of Kelorabad on Tuesday.",
        "The village of Kelorabad came under rocket attack.",
        "Troops went to the town of Kelorabad in March.",
    ],
)
def test_a_village_that_nobody_knows_is_named_without_its_day(text: str) -> None:
    assert names(text) == ["Kelorabad"]


def test_a_spelling_of_the_press_is_found_before_a_day() -> None:
    text = "Ukraine is at war. Russian forces shelled the village of Metyolkine on Sunday, Kyiv says."
    assert one(text, "Metyolkine").match is PlaceMatch.FUZZY


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Talks were held in Geneva.", "Geneva", "CH"),
        ("Serb forces shelled Srebrenica on Monday.", "Srebrenica", "BA"),
        ("French soldiers killed nine militants near Gao.", "Gao", "ML"),
        ("US drones struck Jalalabad.", "Jalalabad", "AF"),
    ],
)
def test_whose_forces_act_does_not_tell_where(text: str, name: str, country: str) -> None:
    place = one(text, name).place
    assert place is not None
    assert place.country == country


def test_a_town_in_capitals_opens_a_dateline() -> None:
    place = one("KYIV, June 20 (Reuters) - Shells fell on the city, officials said.", "KYIV").place
    assert place is not None
    assert place.name == "Kyiv"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off at Karachi's Jinnah Hospital on Monday.", "Karachi"),
        ("At Baghdad airport, a drone attack wounded three soldiers.", "Baghdad"),
    ],
)
def test_a_great_town_needs_no_words_around_it(text: str, name: str) -> None:
    place = one(text, name).place
    assert place is not None
    assert place.population > 1_000_000


def test_among_countries_the_capital_is_meant() -> None:
    text = (
        "The US is sending ships as its president met the British prime minister in Washington. London and "
        "Washington warned Iraq. The US and Iraq are at odds. A bomb went off over Scotland."
    )
    place = one(text, "Washington").place
    assert place is not None
    assert (place.country, place.feature_code) == ("US", "PPLC")


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Clashes went on in Kosovo province.", "Kosovo", GeoPrecision.PROVINCE),
        ("A mine killed a farmer in Gali district in Abkhazia.", "Gali", GeoPrecision.DISTRICT),
    ],
)
def test_a_noun_after_the_name_tells_how_exact_it_is(text: str, name: str, precision: GeoPrecision) -> None:
    assert one(text, name).geo_precision is precision
