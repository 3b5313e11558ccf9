"""The kind of news: a sentence or two for each of the thirty, whole articles, and news of none."""

from pathlib import Path
from time import perf_counter

import pytest

from dashboard import resources
from dashboard.articles import read_articles
from dashboard.documents import read_document
from dashboard.events.article_head import WORDS, head_of
from dashboard.events.article_type import type_of
from dashboard.events.type_cues import cues_of
from dashboard.events.type_model import read_model, shipped_model
from dashboard.mentions.toponym_models import ToponymModels
from dashboard.pipeline import RuleExtractor
from dashboard.pipeline.models import Models
from dashboard.records.article import Article

KINDS = {
    "Abduction/forced disappearance": "Armed men kidnapped four engineers near Agadez and demanded a ransom.",
    "Agreement": "The government and the rebels signed a ceasefire agreement after a week of peace talks.",
    "Air/drone strike": "Fighter jets bombed rebel positions near Saada overnight, killing nine people.",
    "Armed clash": "Soldiers and militants exchanged fire near Baidoa; the fighting lasted three hours.",
    "Arrests": "Police arrested six people suspected of links to the group and took them into custody.",
    "Attack": "Gunmen shot dead a judge outside his house in Quetta and fled on a motorcycle.",
    "Attribution of responsibility": "A group claimed responsibility, and the army blamed it for attacks.",
    "Change to group/activity": "The army deployed two thousand troops to the border and moved tanks there.",
    "Chemical weapon": "Shells with mustard gas, a chemical weapon, hit the suburb and burnt dozens.",
    "Diplomacy": "The foreign minister met the ambassador of Norway and discussed relations.",
    "Disrupted weapons use": "Security forces seized a cache of weapons and defused two bombs.",
    "Excessive force against protesters": "Soldiers opened fire on peaceful protesters and killed five.",
    "Government regains territory": "Government troops recaptured the town of Bunia from the rebels.",
    "Grenade": "Two men on a motorbike hurled a hand grenade into a bar in Bujumbura.",
    "Headquarters or base established": "The army set up a military base and two observation posts.",
    "Looting/property destruction": "Attackers looted shops and burned down dozens of houses in the village.",
    "Man-made disaster": "A passenger train derailed and collided with a lorry; rescuers searched the wreck.",
    "Mob violence": "An angry mob lynched a man accused of stealing a cow.",
    "Natural disaster": "A strong earthquake shook the valley, and floods followed in three provinces.",
    "Non-state actor overtakes territory": "Rebels captured the town of Rutshuru after the army had fled.",
    "Non-violent transfer of territory": "Rebels entered the village without resistance after the army left.",
    "Organised crime": "A drug cartel smuggled two tonnes of cocaine over the border, prosecutors said.",
    "Other": "The United Nations said refugees had returned, and that mass graves had been found.",
    "Peaceful protest": "Thousands of teachers marched through the capital and held a rally for higher pay.",
    "Protest with intervention": "Police arrested twelve demonstrators and broke up a rally in Minsk.",
    "Remote explosive/landmine/IED": "A roadside bomb exploded as a bus passed, killing seven passengers.",
    "Sexual violence": "Fighters raped women in the camp, according to survivors.",
    "Shelling/artillery/missile attack": "Artillery shelled the suburbs, and rockets hit a power station.",
    "Suicide bomb": "A suicide bomber blew himself up at a checkpoint in Kabul.",
    "Violent demonstration": "Rioters threw stones and petrol bombs at police, who clashed with them.",
}
NONE = [
    "The cat sat on the mat.",
    "Shares of the brewery rose after it reported higher sales in the summer quarter.",
    "The captain scored twice as the home side came from behind to win the derby.",
    "The gallery shows drawings by children from nine schools until the end of May.",
    "The council voted to repave two streets and to plant trees along the canal.",
]


def main_type(text: str, title: str | None = None) -> str | None:
    return RuleExtractor().read(Article("a", text, title=title, language="en")).main_type


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_news(kind: str) -> None:
    assert main_type(KINDS[kind]) == kind


def test_all_kinds_are_weighed() -> None:
    model = shipped_model()
    assert model is not None
    assert set(model.types) == set(KINDS)


@pytest.mark.parametrize("text", NONE)
def test_other_news_has_no_kind(text: str) -> None:
    assert main_type(text) is None


def test_the_title_speaks_too() -> None:
    text = "Rescuers worked through the night, officials in the province said."
    assert main_type(text, "Earthquake destroys villages, floods feared") == "Natural disaster"


def test_the_head_decides_not_what_follows() -> None:
    filler = "The talks were opened by the foreign minister, who met the ambassador. " * 20
    text = "A suicide bomber blew himself up at a checkpoint in Kabul and killed nine. " * 2 + filler
    assert main_type(text) == "Suicide bomb"


@pytest.mark.parametrize("kind", ["Grenade", "Suicide bomb", "Natural disaster", "Diplomacy"])
def test_points_decide_where_there_are_no_weights(kind: str, tmp_path: Path) -> None:
    assert read_model(tmp_path) is None
    extractor = RuleExtractor(models=Models(ToponymModels.open(), read_model(tmp_path)))
    for text, wanted in ((KINDS[kind], kind), (NONE[0], None)):
        assert extractor.read(Article("a", text, language="en")).main_type == wanted


@pytest.mark.parametrize("repeats", [1, 400])
def test_a_head_is_short(repeats: int) -> None:
    document = read_document(Article("a", "Rebels captured the town. " * repeats, language="en"))
    head = head_of(*RuleExtractor().find(document))
    assert len(head.words) == min(WORDS, 4 * repeats)


def test_each_article_of_the_sample_has_a_fitting_kind() -> None:
    found = {}
    for reading in read_articles([resources.file("sample/articles.jsonl")]):
        assert reading.article is not None
        found[reading.name] = RuleExtractor().read(reading.article).main_type
    assert found.pop("sample-language-of-business-2023-09-05") is None
    assert None not in found.values()
    assert found["sample-ethiopia-pretoria-2022-11-03"] == "Agreement"
    assert found["sample-nigeria-chibok-2014-05-06"] == "Abduction/forced disappearance"
    assert found["sample-ukraine-toshkivka-2022-06-21"] == "Non-state actor overtakes territory"
    assert found["sample-red-sea-yemen-2024-01-12"] == "Air/drone strike"


def test_typing_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    model = shipped_model()
    assert model is not None
    reading, events = RuleExtractor().find(
        read_document(Article("a", " ".join(KINDS.values())[:2000], language="en"))
    )
    type_of(cues_of(head_of(reading, events)), model)
    start = perf_counter()
    for _ in range(100):
        type_of(cues_of(head_of(reading, events)), model)
    with capsys.disabled():
        print(f"\ntype of 2,000 characters: {(perf_counter() - start) * 10:.2f} ms")


def test_the_kind_of_news_names_the_main_event_better() -> None:
    text = (
        "Police used water cannon at a march in Lyon on Monday as rioters threw stones and petrol bombs at "
        "officers and burned cars."
    )
    read = RuleExtractor().read(Article("a", text, language="en"))
    assert read.events[0].acled_sub_event_type == "Violent demonstration"
