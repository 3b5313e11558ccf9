"""What a place name stands for: only a literal one may be an event's place."""

import pytest

from dashboard.documents import read_document
from dashboard.mentions.toponyms import find_toponyms
from dashboard.records.article import Article
from dashboard.records.codes import ToponymUse


def uses(text: str, name: str) -> list[ToponymUse]:
    """The uses of the names that are or overlap ``name``'s first occurrence."""
    start = text.index(name)
    document = read_document(Article("a", text, language="en"))
    return [t.use for t in find_toponyms(document) if t.start < start + len(name) and start < t.end]


LITERAL = [
    ("Three people were killed in Moscow on Sunday.", "Moscow"),
    ("An explosion shook Kyiv before dawn.", "Kyiv"),
    ("Shells fell near Kramatorsk overnight.", "Kramatorsk"),
    ("Fighting went on around Bakhmut for a third day.", "Bakhmut"),
    ("Troops withdrew from Kherson in November.", "Kherson"),
    ("Syria's northern province of Idlib was bombed on Monday.", "Idlib"),
    ("Villages in southern Lebanon were hit by rockets.", "Lebanon"),
    ("Jets bombed Raqqa, killing six people.", "Raqqa"),
    ("Rebels captured the town of Saraqeb in Syria.", "Saraqeb"),
    ("Protesters marched through Tehran on Friday.", "Tehran"),
    ("Iraq invaded Kuwait in 1990.", "Kuwait"),
    ("The ship docked in Port Said, Egypt, on Monday.", "Egypt"),
    ("Police in Berlin arrested two men.", "Berlin"),
    ("A convoy was attacked outside Goma on Tuesday.", "Goma"),
    ("The talks between Russia and Ukraine will be held in Istanbul.", "Istanbul"),
    ("He was born in Damascus and fled to Germany.", "Germany"),
    ("The minister flew to Baghdad for talks.", "Baghdad"),
    ("Thousands fled Mosul as the army advanced.", "Mosul"),
    ("Kharkiv's suburbs were shelled again.", "Kharkiv"),
    ("Two soldiers died in Kabul's eastern outskirts.", "Kabul"),
    ("The streets of Khartoum were empty.", "Khartoum"),
    ("The border between Syria and Iraq was closed after clashes in Deir ez-Zor.", "Deir ez-Zor"),
    ("Gunmen raided a market in Nigeria's Borno state.", "Borno"),
    ("A car bomb exploded in Mogadishu, the capital of Somalia.", "Mogadishu"),
    ("Residents of Mariupol hid in cellars.", "Mariupol"),
    ("An air strike on Sanaa killed four children.", "Sanaa"),
]
GOVERNMENT = [
    ("Moscow said its soldiers had taken the village.", "Moscow"),
    ("Damascus condemned the strike.", "Damascus"),
    ("Tehran has repeatedly denied sending drones.", "Tehran"),
    ("Talks between Moscow and Kyiv broke down.", "Moscow"),
    ("Talks between Moscow and Kyiv broke down.", "Kyiv"),
    ("Kyiv's forces crossed the river at night.", "Kyiv"),
    ("Turkey's foreign minister flew to Baghdad.", "Turkey"),
    ("Russia has accused Ukraine of shelling the plant.", "Russia"),
    ("Russia has accused Ukraine of shelling the plant.", "Ukraine"),
    ("The United States sent weapons to the rebels.", "United States"),
    ("Washington imposed sanctions on two generals.", "Washington"),
    ("The president of Chad signed the decree.", "Chad"),
    ("He urged Beijing to condemn the invasion.", "Beijing"),
    ("Relations between Ankara and Athens worsened.", "Ankara"),
    ("A spokesman said London would respond in kind.", "London"),
    ("The prime minister of Israel rejected the plan.", "Israel"),
    ("Moscow-backed separatists shelled the road.", "Moscow"),
    ("Tehran-backed militias fired rockets.", "Tehran"),
    ("Pressure on Khartoum grew after the killings.", "Khartoum"),
    ("Soldiers left the town on Friday, Ukraine said.", "Ukraine"),
    ("Soldiers left Kherson, Ukraine said on Friday.", "Ukraine"),
    ("Iran and Saudi Arabia agreed to restore ties.", "Iran"),
    ("Iran and Saudi Arabia agreed to restore ties.", "Saudi Arabia"),
    ("Paris and Berlin called for a ceasefire.", "Paris"),
    ("Paris and Berlin called for a ceasefire.", "Berlin"),
]
OTHER = [
    ("The Washington Post reported that three soldiers died.", "Washington"),
    ("The New York Times said the raid had failed.", "New York"),
    ("The Kyiv Independent reported that three people died.", "Kyiv"),
    ("The University of Texas published the study before the war.", "Texas"),
    ("The Bank of England raised rates.", "England"),
    ("The Camp David accords were signed in 1978.", "Camp David"),
    ("The Minsk agreements collapsed within months.", "Minsk"),
    ("The Geneva Conventions forbid it.", "Geneva"),
    ("The Paris-based company denied the report.", "Paris"),
    ("A London-based monitoring group said ten people died.", "London"),
    ("Manchester United lost to Chelsea on Sunday.", "Manchester"),
    ("Real Madrid won the cup.", "Madrid"),
    ("The destroyer USS Cole was hit by a missile.", "Cole"),
    ("The frigate HMS Lancaster left port.", "Lancaster"),
    ("Paris Hilton visited the hospital.", "Paris"),
    ("Jack London wrote about the war.", "London"),
    ("Senator Lindsey Graham met the troops.", "Graham"),
    ("The Ukraine war entered its second year.", "Ukraine"),
    ("Syria talks resumed after a month.", "Syria"),
    ("U.S. President Joe Biden spoke by phone.", "U.S."),
    ("The Stockholm syndrome is well known.", "Stockholm"),
    ("The Oslo accords failed.", "Oslo"),
    ("The Battle of Stalingrad changed the war.", "Stalingrad"),
    ("The London Stock Exchange fell.", "London"),
    ("The Addis Ababa University team wrote the report.", "Addis Ababa"),
    ("The Supreme Court of Kenya upheld the vote.", "Kenya"),
    ("The Central Bank of Libya halted payments.", "Libya"),
    ("The Syria Civil Defence pulled nine bodies out.", "Syria"),
]


@pytest.mark.parametrize(("text", "name"), LITERAL)
def test_a_place_where_something_is_or_happens_is_literal(text: str, name: str) -> None:
    assert uses(text, name) == [ToponymUse.LITERAL]


@pytest.mark.parametrize(("text", "name"), GOVERNMENT)
def test_a_name_that_stands_for_a_government(text: str, name: str) -> None:
    assert uses(text, name) == [ToponymUse.GOVERNMENT]


@pytest.mark.parametrize(("text", "name"), OTHER)
def test_a_name_within_another_or_before_a_thing_is_not_literal(text: str, name: str) -> None:
    assert ToponymUse.LITERAL not in uses(text, name)
