"""Casualties: every row of the lexicons, numbers, and what is no casualty."""

import csv

import pytest

from dashboard.documents import read_document
from dashboard.mentions.casualties import find_casualties
from dashboard.records.article import Article, article_id
from dashboard.resources import file

KILLED, INJURED = False, True
Count = tuple[bool, int | None, int | None]


def rows(name: str) -> list[dict[str, str]]:
    with file(f"lexicons/{name}.csv").open(encoding="utf8", newline="") as source:
        return list(csv.DictReader(source))


def counts(text: str) -> list[Count]:
    document = read_document(Article(article_id=article_id(text, None), text=text, language="en"))
    found = find_casualties(document)
    assert all(text[entry.start : entry.end] == entry.text for entry in found)
    return [(entry.injured, entry.low, entry.high) for entry in found]


@pytest.mark.parametrize("row", rows("numbers_cues"), ids=lambda row: row["forms"].split(";")[0])
def test_a_cue_counts_in_its_example_and_not_in_its_counter_example(row: dict[str, str]) -> None:
    assert [injured for injured, _, _ in counts(row["example"])] == [row["effect"] == "injured"]
    assert counts(row["counter_example"]) == []


def test_things_are_not_people() -> None:
    wrong = [row["noun"] for row in rows("numbers_things") if counts(row["example"]) != []]
    wrong += [
        row["noun"] for row in rows("numbers_things") if counts(row["counter_example"]) != [(KILLED, 12, 12)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 people.", [(KILLED, 12, 12)]),
        ("The blast killed 1,200 people.", [(KILLED, 1200, 1200)]),
        ("The blast killed twenty-three people.", [(KILLED, 23, 23)]),
        ("The blast killed one hundred and five people.", [(KILLED, 105, 105)]),
        ("The blast killed a dozen people.", [(KILLED, 12, 12)]),
        ("The blast killed two dozen people.", [(KILLED, 24, 24)]),
        ("The blast killed half a dozen people.", [(KILLED, 6, 6)]),
        ("The blast killed at least three people.", [(KILLED, 3, None)]),
        ("The blast killed more than 40 people.", [(KILLED, 40, None)]),
        ("The blast killed up to nine people.", [(KILLED, None, 9)]),
        ("The blast killed between 10 and 15 people.", [(KILLED, 10, 15)]),
        ("The blast killed 10-15 people.", [(KILLED, 10, 15)]),
        ("The blast killed five or six people.", [(KILLED, 5, 6)]),
        ("The blast killed dozens of people.", [(KILLED, 24, 99)]),
        ("The blast killed scores of people.", [(KILLED, 40, 99)]),
        ("The blast killed hundreds of people.", [(KILLED, 200, 999)]),
        ("The blast killed several people.", [(KILLED, 3, 9)]),
        ("The war killed tens of thousands of people.", [(KILLED, 20_000, 99_999)]),
        ("The war killed 1.5 million people.", [(KILLED, 1_500_000, 1_500_000)]),
        ("The blast killed about 30 people.", [(KILLED, 30, 30)]),
    ],
)
def test_numbers_in_words_and_digits(text: str, expected: list[Count]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid went on, killing three soldiers and wounding two.", [(KILLED, 3, 3), (INJURED, 2, 2)]),
        ("Three people were killed and 12 injured.", [(KILLED, 3, 3), (INJURED, 12, 12)]),
        ("It left two people dead and 18 wounded.", [(KILLED, 2, 2), (INJURED, 18, 18)]),
        ("The raid killed four soldiers and a nurse.", [(KILLED, 4, 4), (KILLED, 1, 1)]),
        (
            "Monitors say 14 farmers, 20 Kurdish fighters, and nine Syrian tribesmen have been killed.",
            [(KILLED, 14, 14), (KILLED, 20, 20), (KILLED, 9, 9)],
        ),
        ("At least 62 people were reported killed.", [(KILLED, 62, None)]),
        ("More than 100 people, mostly women, were killed.", [(KILLED, 100, None)]),
        ("Five people, two of them children, were killed.", [(KILLED, 5, 5)]),
        ("The raid killed 40 people, including 12 children.", [(KILLED, 40, 40)]),
        ("Officials put the death toll at 40.", [(KILLED, 40, 40)]),
        ("A boy died of his wounds, raising the toll to 12.", [(KILLED, 1, 1), (KILLED, 12, 12)]),
        ("The fire claimed the lives of seven people.", [(KILLED, 7, 7)]),
        ("The fighting cost 12 lives.", [(KILLED, 12, 12)]),
        ("The deaths of 12 miners shook the town.", [(KILLED, 12, 12)]),
        ("The clashes caused 15 deaths.", [(KILLED, 15, 15)]),
        ("A man was killed.", [(KILLED, 1, 1)]),
        ("A man aged 23 was killed.", [(KILLED, 1, 1)]),
        ("A 23-year-old woman was killed.", [(KILLED, 1, 1)]),
        ("Police shot and killed the attacker.", [(KILLED, 1, 1)]),
        ("Gunmen murdered Omar Saleh.", [(KILLED, 1, 1)]),
        ("His body was found near the river.", [(KILLED, 1, 1)]),
        ("The bodies of four men were found near the river.", [(KILLED, 4, 4)]),
        ("A man stabbed six pupils to death.", [(KILLED, 6, 6)]),
        ("There were no reported casualties.", [(KILLED, 0, 0), (INJURED, 0, 0)]),
        ("The shell fell, causing no injuries.", [(KILLED, 0, 0), (INJURED, 0, 0)]),
        ("No one was injured.", [(KILLED, 0, 0), (INJURED, 0, 0)]),
        ("They may have killed 12 people.", [(KILLED, 12, 12)]),
    ],
)
def test_counts_of_killed_and_injured(text: str, expected: list[Count]) -> None:
    assert sorted(counts(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The village had only 800 inhabitants before the fighting.",
        "They fought for 12 years.",
        "The army took 12 villages and 40 square kilometres.",
        "It cost $12 million.",
        "The blast on June 12 killed the power.",
        "They threatened to kill 12 hostages.",
        "The bomb could have killed 12 people.",
        "The court sentenced 11 people to death.",
        "The soldiers were not killed.",
        "Civilians were killed.",
        "The Dead Sea lies 400 metres deep.",
        "In 2014 the killing began.",
    ],
)
def test_what_is_no_casualty_gives_none(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It killed nine people, the Ukrainian military said.", [(KILLED, 9, 9)]),
        ("It killed two guards, the police officer in charge said.", [(KILLED, 2, 2)]),
        ("It wounded four policemen, an official told reporters.", [(INJURED, 4, 4)]),
        ("It killed two men, a child among them, officials said.", [(KILLED, 2, 2), (KILLED, 1, 1)]),
        ("Troops killed a Syrian combatant on the road.", [(KILLED, 1, 1)]),
        ("Troops killed a Syrian when they fired.", [(KILLED, 1, 1)]),
    ],
)
def test_who_tells_of_the_killed_is_not_one_of_them(text: str, expected: list[Count]) -> None:
    assert counts(text) == expected


def test_a_vague_number_has_no_best_and_a_plain_one_has() -> None:
    text = "Dozens died. Three people were killed. At least four people were wounded."
    document = read_document(Article(article_id=article_id(text, None), text=text, language="en"))
    assert [entry.best for entry in find_casualties(document)] == [None, 3, 4]


@pytest.mark.parametrize("text", ["12 " * 4000, "killed " * 4000, "A man " * 4000, "one hundred and " * 2000])
def test_a_text_of_one_word_is_read_in_time(text: str) -> None:
    assert isinstance(counts(text), list)
