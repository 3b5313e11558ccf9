"""Actors: every row of the lexicons, and the patterns."""

import csv
from itertools import pairwise

import pytest

from dashboard.documents import read_document
from dashboard.mentions.actors import find_actors
from dashboard.records.article import Article, article_id
from dashboard.records.codes import ActorKind, GeoPrecision, PlaceMatch, ToponymUse
from dashboard.records.document import Document
from dashboard.records.mention import ActorMention, Toponym
from dashboard.records.place import Place
from dashboard.resources import file


def rows(name: str) -> list[dict[str, str]]:
    with file(f"lexicons/{name}.csv").open(encoding="utf8", newline="") as source:
        return list(csv.DictReader(source))


def document(text: str) -> Document:
    return read_document(Article(article_id=article_id(text, None), text=text, language="en"))


def actors(text: str) -> tuple[ActorMention, ...]:
    return find_actors(document(text))


def names(text: str) -> list[str]:
    return [actor.name for actor in actors(text)]


def only(text: str) -> ActorMention:
    found = actors(text)
    assert len(found) == 1, found
    return found[0]


# Rows


def test_a_named_actor_is_found_in_its_example_and_not_in_its_counter_example() -> None:
    wrong = []
    for row in rows("actors"):
        found = [actor for actor in actors(row["example"]) if actor.name == row["name"]]
        told = [(actor.kind, actor.country) for actor in found]
        if told != [(row["kind"], row["country"] or None)] or row["name"] in names(row["counter_example"]):
            wrong.append(row["name"])
    assert wrong == []


def test_each_alias_gives_the_same_actor() -> None:
    wrong = []
    for row in rows("actors"):
        for alias in filter(None, row["aliases"].split(";")):
            if row["name"] not in names(f"A report named {alias} on Monday."):
                wrong.append(alias)
    assert wrong == []


@pytest.mark.parametrize("row", rows("actors_nouns"), ids=lambda row: row["forms"].split(";")[0])
def test_a_noun_is_an_actor_in_its_example_and_not_in_its_counter_example(row: dict[str, str]) -> None:
    form = row["forms"].split(";")[0].lower()
    assert any(actor.text.lower().endswith(form) for actor in actors(row["example"]))
    assert not any(form in actor.text.lower() for actor in actors(row["counter_example"]))


@pytest.mark.parametrize("row", rows("actors_titles"), ids=lambda row: row["titles"].split(";")[0])
def test_a_title_makes_a_person_of_the_name_behind_it(row: dict[str, str]) -> None:
    person = only(row["example"])
    assert (person.name, person.kind, person.speaker) == ("Anna Maier", row["kind"], True)
    assert actors(row["counter_example"]) == ()


def test_every_title_of_a_row_works() -> None:
    titles = [title for row in rows("actors_titles") for title in row["titles"].split(";")]
    assert [t for t in titles if "Anna Maier" not in names(f"On Monday {t} Anna Maier spoke.")] == []


def test_a_leader_is_known_by_every_name() -> None:
    wrong = []
    for row in rows("actors_leaders"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found = [(p.name, p.country) for p in actors(f"On Monday {name} said the talks had failed.")]
            if found != [(row["name"], row["country"] or None)]:
                wrong.append(name)
        if row["name"] not in names(row["example"]) or row["name"] in names(row["counter_example"]):
            wrong.append(row["name"])
    assert wrong == []


def test_a_people_names_its_fighters_and_not_its_things() -> None:
    wrong = []
    for row in rows("actors_peoples"):
        fighters = only(row["example"])
        named = (fighters.name, fighters.kind) == (f"{row['adjective']} fighters", ActorKind.REBEL_GROUP)
        crowds = [
            ActorKind.CIVILIANS in [actor.kind for actor in actors(f"Many {plural} fled the town.")]
            for plural in filter(None, row["plural"].split(";"))
        ]
        if not named or actors(row["counter_example"]) != () or not all(crowds):
            wrong.append(row["adjective"])
    assert wrong == []


def test_a_modifier_belongs_to_the_noun_and_may_change_its_kind() -> None:
    wrong = []
    for row in rows("actors_modifiers"):
        kind = only(row["example"]).kind
        if kind != (row["kind"] or ActorKind.STATE_FORCES) or actors(row["counter_example"]) != ():
            wrong.append(row["word"])
    assert wrong == []


# Patterns


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Russian soldiers entered the village.", "Russian forces", "state_forces", "RU"),
        ("The Russian army entered the village.", "Russian forces", "state_forces", "RU"),
        ("Russia's army entered the village.", "Russian forces", "state_forces", "RU"),
        ("Vladimir Putin's troops entered the village.", "Russian forces", "state_forces", "RU"),
        ("Turkish warplanes struck the camp.", "Turkish air force", "state_forces", "TR"),
        ("Israeli air strikes hit the port.", "Israeli forces", "state_forces", "IL"),
        ("Security forces in Guinea fired on the march.", "Security forces", "state_forces", "GN"),
        ("The government of Sudan rejected the plan.", "Sudanese government", "government", "SD"),
        (
            "The Russian Ministry of Defense published a map.",
            "Russian Ministry of Defence",
            "government",
            "RU",
        ),
        (
            "The Georgian Defence Ministry published a map.",
            "Georgian Ministry of Defence",
            "government",
            "GE",
        ),
        ("Syrian Kurdish fighters left.", "Syrian Kurdish fighters", "rebel_group", "SY"),
        ("Turkish-backed Syrian militiamen left.", "Syrian militiamen", "political_militia", "SY"),
        ("Kenyan-led forces took the hill.", "Kenyan-led forces", "state_forces", "KE"),
        ("Hezbollah fighters left the village.", "Hezbollah", "rebel_group", "LB"),
        ("A Taliban spokesman denied it.", "Taliban", "rebel_group", "AF"),
        ("Palestinians buried the dead.", "Palestinians", "civilians", "PS"),
        ("Egyptian police sealed the square.", "Egyptian police", "police", "EG"),
        ("Congolese militiamen armed with spears came.", "Congolese militiamen", "political_militia", "CD"),
        ("U.S. soldiers left the base.", "American forces", "state_forces", "US"),
        ("Anti-government protesters filled the square.", "anti-government protesters", "protesters", None),
        ("Gunmen burned the farm.", "gunmen", "unknown", None),
    ],
)
def test_a_noun_phrase_has_a_canonical_name_a_kind_and_a_country(
    text: str, name: str, kind: str, country: str | None
) -> None:
    found = actors(text)[0]
    assert (found.name.lower(), found.kind, found.country) == (name.lower(), kind, country)


@pytest.mark.parametrize(
    "text",
    [
        "The rebel-held town was quiet.",
        "He wore army fatigues.",
        "The separatist regions lie in the east.",
        "It rained in Turkey on Monday.",
        "They fled across northern Syria.",
        "Moscow was cold.",
        "She bought a French dress.",
        "The weather forces a delay.",
    ],
)
def test_a_word_that_is_no_actor_gives_none(text: str) -> None:
    assert actors(text) == ()


def test_two_nationalities_share_one_noun() -> None:
    text = "Ukrainian and Russian troops exchanged fire."
    found = actors(text)
    assert [(actor.text, actor.name) for actor in found] == [
        ("Ukrainian", "Ukrainian forces"),
        ("Russian troops", "Russian forces"),
    ]


def test_mentions_are_spans_of_the_text_in_order_and_apart() -> None:
    text = (
        "British Prime Minister Boris Johnson met Ukrainian officials. “Russian troops” fired at police, the "
        "U.N. said, and Johnson left. The Syrian Observatory for Human Rights and TASS told of rebels."
    )
    found = actors(text)
    assert all(text[actor.start : actor.end] == actor.text for actor in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("British Prime Minister Boris Johnson arrived.", "Boris Johnson", "government", "GB"),
        ("Russian Foreign Ministry spokeswoman Maria Petrova spoke.", "Maria Petrova", "government", "RU"),
        ("Syrian army spokesman Omar al-Hadi spoke.", "Omar al-Hadi", "state_forces", "SY"),
        ("Dagestan's leader, Arsen Magomedov, spoke.", "Arsen Magomedov", "individual", None),
        ("Mara Kalle, the chair of the Estonian parliament, spoke.", "Mara Kalle", "government", "EE"),
        ("The gun was found, city police spokesman Peter Otieno said.", "Peter Otieno", "police", None),
        ("King Hamid of Morocco arrived.", "Hamid", "government", "MA"),
    ],
)
def test_a_person_is_named_in_full_with_office_and_country(
    text: str, name: str, kind: str, country: str | None
) -> None:
    person = next(actor for actor in actors(text) if actor.name == name)
    assert (person.kind, person.country, person.speaker) == (kind, country, True)


def test_a_surname_later_on_is_the_same_person() -> None:
    found = actors(
        "Kenyan Interior Minister Peter Odhiambo spoke. Odhiambo left, and police followed Odhiambo."
    )
    assert [actor.name for actor in found] == ["Peter Odhiambo", "Peter Odhiambo", "police", "Peter Odhiambo"]
    assert {actor.kind for actor in found if actor.name == "Peter Odhiambo"} == {ActorKind.GOVERNMENT}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkey shelled the town.", "Turkey"),
        ("Moscow said its men had left.", "Russia"),
        ("Israel on Friday closed the crossing.", "Israel"),
        ("The minister accused Chad of shelling the border.", "Chad"),
        ("Pakistan, an ally, refused to go.", "Pakistan"),
        ("US mediation failed.", "American government"),
        ("They demanded that Chad disarm.", "Chad"),
    ],
)
def test_a_country_that_acts_is_its_government(text: str, name: str) -> None:
    assert (name, ActorKind.GOVERNMENT) in [(actor.name, actor.kind) for actor in actors(text)]


def test_the_army_is_the_army_named_before() -> None:
    found = actors("The Syrian army shelled Douma. On Sunday the army said so.")
    assert [(actor.name, actor.country) for actor in found] == [("Syrian forces", "SY")] * 2


def test_fighters_are_of_the_state_whose_forces_the_text_tells_of() -> None:
    state = actors("Ukrainian troops held on. Ukrainian fighters in the town gave up.")
    rebels = actors("Syrian troops and rebels clashed. Syrian fighters in the town gave up.")
    assert [actor.kind for actor in state][-1] is ActorKind.STATE_FORCES
    assert [actor.kind for actor in rebels][-1] is ActorKind.REBEL_GROUP


@pytest.mark.parametrize(
    ("text", "span", "name", "country"),
    [
        # what stands behind a noun belongs to it
        ("Fighters of the Arakan Army fled.", "Fighters of the Arakan Army", "Arakan Army", "MM"),
        ("The king of Jordan left.", "king of Jordan", "Jordanian king", "JO"),
        (
            "The Iraqi ambassador to Greece left.",
            "Iraqi ambassador to Greece",
            "Iraqi ambassador to Greece",
            "IQ",
        ),
        # so does a name before it
        ("He said Obama administration aides left.", None, None, None),
        ("The Obama administration left.", "Obama administration", "American administration", "US"),
        ("NATO warplanes struck Serb positions.", "Serb positions", "Serb forces", "RS"),
        ("Police held two Hamas members.", "Hamas members", "Hamas", "PS"),
        ("He spoke of the Umara rebels.", "Umara rebels", "Umara rebels", None),
        ("The U.S. military buildup went on.", "U.S. military", "American forces", "US"),
        ("The militant group Hamas fled.", "militant group Hamas", "Hamas", "PS"),
        ("Rebels wounded two British soldiers.", "British soldiers", "British forces", "GB"),
        ("Palestinian riots went on.", "Palestinian", "Palestinian protesters", "PS"),
    ],
)
def test_a_mention_takes_the_names_beside_its_noun(
    text: str, span: str | None, name: str | None, country: str | None
) -> None:
    found = {actor.text: (actor.name, actor.country) for actor in actors(text)}
    assert span is None or found[span] == (name, country), found


def test_the_group_is_the_one_named_last() -> None:
    found = actors("Hamas fired rockets, Reuters said. The group denied it. A group of trees stood there.")
    assert [actor.name for actor in found] == ["Hamas", "Reuters", "Hamas"]


@pytest.mark.parametrize("row", rows("actors_lands"), ids=lambda row: row["name"])
def test_a_land_without_a_seat_of_its_own_acts_under_its_name(row: dict[str, str]) -> None:
    told = [(actor.name, actor.country) for actor in actors(row["example"])]
    assert told == [(row["name"], row["country"])]
    assert actors(row["counter_example"]) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Washington along with its allies demanded a truce.", "United States"),
        ("The breakaway republic of Transnistria asked for help.", "Transnistria"),
        ("The two countries signed a treaty.", "countries"),
        ("They buried John Miller in Leeds.", "John Miller"),
    ],
)
def test_more_that_acts(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize("text", ["Other countries are wet.", "They found Dane guns.", "They saw bases."])
def test_more_that_is_no_actor(text: str) -> None:
    assert actors(text) == ()


def _toponym(text: str, name: str, use: ToponymUse, country: str) -> Toponym:
    place = Place(key=1, name=name, latitude=1.0, longitude=2.0, feature_code="PPL", country=country)
    start = text.index(name)
    return Toponym(
        start, start + len(name), name, place, GeoPrecision.TOWN, PlaceMatch.EXACT, use=use, confidence=1.0
    )


def test_toponyms_tell_governments_countries_and_names_that_are_places() -> None:
    text = "Astana was angry. He landed at RAF Brize Norton. Police in Douma fired."
    given = [
        _toponym(text, "Astana", ToponymUse.GOVERNMENT, "KZ"),
        _toponym(text, "RAF Brize Norton", ToponymUse.LITERAL, "GB"),
        _toponym(text, "Douma", ToponymUse.LITERAL, "SY"),
    ]
    found = find_actors(document(text), toponyms=given)
    assert [(actor.text, actor.name, actor.country) for actor in found] == [
        ("Astana", "Kazakhstan", "KZ"),
        ("Police", "police", "SY"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "General " * 3000,
        "Russian, " * 3000,
        "U.S. " * 3000,
        "A-" * 5000,
        "Ahmed " * 4000,
        "said he said " * 2000,
    ],
    ids=lambda text: text[:8],
)
def test_a_list_without_end_is_read_in_time(text: str) -> None:
    assert all(actor.text in text for actor in find_actors(document(text)))
