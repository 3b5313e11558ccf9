"""Text that nobody would print: the extractor reads it, and takes time in proportion to its length."""

import json
import random
import string
import time
from datetime import date

import pytest

from dashboard.errors import UnsupportedLanguage
from dashboard.pipeline import Extraction, RuleExtractor
from dashboard.pipeline.annotation import to_json
from dashboard.records.article import Article
from dashboard.records.mention import ActorMention, Timex, Toponym

NEWS = (
    "Russian forces shelled Kharkiv on Monday and killed nine people, the Ukrainian military said. Police in "
    "Aleppo, Syria, arrested three men on 3 May 2021. At least 24 civilians were wounded, he said.\n\n"
)
PLACES = ["Kharkiv", "Aleppo", "Springfield", "New York", "Donetsk", "Paris", "Ivano-Frankivsk"]
#: What is repeated, by what it tries.
REPEATED = {
    "news": NEWS,
    "news without stops": NEWS.replace(".", "").replace("\n", "").replace(",", ""),
    "news in capitals": NEWS.upper(),
    "one verb": "killed ",
    "counts and verbs": "12 people killed ",
    "joined counts": "killed three and ",
    "one deed": "shelled ",
    "one hearsay": "he said ",
    "hedges": "reportedly might ",
    "a list of names": ", ".join(PLACES) + ", ",
    "names joined": " and ".join(PLACES) + " and ",
    "a name a line": "\n".join(PLACES) + "\n",
    "places in places": "Idlib in ",
    "divisions": ", Ky.",
    "peoples": "Russian Syrian Ukrainian Turkish ",
    "half-written names": "Al-",
    "initials": "J. K. ",
    "titles": "President ",
    "months": "May ",
    "open ranges": "from 3 May to ",
    "brackets": "(",
    "quotation marks": "'\" ",
    "digits": "1",
    "numbers": "five hundred thousand million and ",
    "line ends": "\n",
    "short lines": "a\n",
    "stops": ".",
    "hyphens": "-",
    "zero width": "a\u200b",
    "right to left": "\u202eسوريا ",
    "no character": "\ud800\x00",
}
SHORT, LONG = 3_000, 24_000
#: Time for each character of the long text, at most so many times that of the short one; what takes time with
#: the square of the length reaches LONG / SHORT, eight.
MOST_GROWTH = 3.0
TRIES = 4


def article(text: str, language: str | None = "en") -> Article:
    return Article(article_id="a", text=text, published_at=date(2022, 6, 20), language=language)


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def checked(text: str, extraction: Extraction) -> None:
    """Every span holds the text that it says, and the annotation can be written."""
    mentions: list[Toponym | Timex | ActorMention] = [
        *extraction.toponyms,
        *extraction.timexes,
        *extraction.actors,
    ]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    for event in extraction.events:
        for evidence in event.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
    json.dumps(to_json(extraction))


@pytest.fixture(scope="module")
def extractor() -> RuleExtractor:
    made = RuleExtractor()
    made.read(article(NEWS, None))  # word lists, gazetteer and the model of languages are opened
    return made


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_time_grows_with_the_length(extractor: RuleExtractor, unit: str) -> None:
    short, long = repeated(unit, SHORT), repeated(unit, LONG)

    def seconds(text: str) -> float:
        start = time.process_time()
        extraction = extractor.read(article(text))
        taken = time.process_time() - start
        checked(text, extraction)
        return taken

    # The fastest of a few tries: on a shared machine one alone may be slow for any reason.
    brief, lengthy, growth = float("inf"), float("inf"), float("inf")
    for _ in range(TRIES):
        brief, lengthy = min(brief, seconds(short)), min(lengthy, seconds(long))
        growth = lengthy / max(brief, 0.005) * SHORT / LONG
        if growth <= MOST_GROWTH:
            break
    assert growth <= MOST_GROWTH


#: Seconds of the processor for a kilobyte, at most: ten times what news takes.
MOST_SECONDS = 0.1
#: Wide gaps, where patterns that join two words by any number of spaces must not try them all.
GAPS = {
    "spaces between places": f"Russian forces shelled Kharkiv{' ' * 450}Ukraine on Monday. ",
    "spaces around a link": f"Russian forces shelled Kharkiv{' ' * 40},{' ' * 40}in{' ' * 35}Syria. ",
    "tabs between places": f"Russian forces shelled Kharkiv,{chr(9) * 450}Ukraine on Monday. ",
    "lines between words": f"At least{chr(10) * 450}12 people were{chr(10) * 450}killed in Aleppo. ",
    "digits before a place": f"They fought {'1' * 450} km north of Aleppo on Monday. ",
    "dots in a name": f"{'A.' * 200} (AP) - They fought in Aleppo. ",
    "one word": "a" * 900 + " ",
    "hidden signs": "Alep" + chr(0x200B) * 450 + "po was shelled. ",
}


@pytest.mark.parametrize("unit", (REPEATED | GAPS).values(), ids=REPEATED | GAPS)
def test_no_kilobyte_takes_long(extractor: RuleExtractor, unit: str) -> None:
    text = repeated(unit, 4_000)
    taken = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        extraction = extractor.read(article(text))
        taken = min(taken, time.process_time() - start)
        if taken <= MOST_SECONDS * 4:
            break
    checked(text, extraction)
    assert taken <= MOST_SECONDS * 4


def test_what_repeated_news_tells_is_found_every_time(extractor: RuleExtractor) -> None:
    found = extractor.read(article(NEWS * 40))
    assert sum(toponym.text == "Kharkiv" for toponym in found.toponyms) == 40
    assert sum(timex.text == "Monday" for timex in found.timexes) == 40
    assert {"shelling", "arrest"} <= {event.sub_type for event in found.events}


@pytest.mark.parametrize("seed", range(6))
def test_any_mixture_is_read_or_refused_with_a_reason(extractor: RuleExtractor, seed: int) -> None:
    chance = random.Random(seed)
    words = [
        *NEWS.split(),
        *PLACES,
        *string.punctuation,
        "\n\n",
        "\u202e",
        "\u200b",
        "\ud800",
        "½",
        "٣٤",
        "İ",
        "ﬁ",
    ]
    words += [
        "31/02/2021",
        "99999999999",
        "0",
        "9999",
        "3:99",
        "1999-2000",
        "century",
        "ago",
        "next",
        "weeks",
    ]
    for _ in range(40):
        parts = chance.choices(words, k=60)
        text = "".join(part + chance.choice([" ", " ", "", "\n", ". "]) for part in parts)
        given = chance.choice(["en", None])
        start = time.process_time()
        try:
            found = extractor.read(article(text, given))
        except UnsupportedLanguage:
            refused = given
        else:
            checked(text, found)
            refused = None
            # What is slow only the first time has opened a word list or a model.
            bound = MOST_SECONDS * max(len(text) / 1_000, 1) * TRIES
            if time.process_time() - start > bound:
                start = time.process_time()
                extractor.read(article(text, given))
            assert time.process_time() - start <= bound
        assert refused is None, "a text said to be English is read"
