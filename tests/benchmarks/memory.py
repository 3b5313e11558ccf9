"""How much memory is held while many articles are read in one process: ``python -m tests.benchmarks.memory``.

``make bench`` reads a tenth of them.

Every article is another one: the names, dates and numbers of the sample are exchanged for others, so that
what is kept for a word, a name or a place is asked for something new all the time.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.pipeline import RuleExtractor
from dashboard.pipeline.annotation import to_json
from dashboard.records.article import Article, article_id
from dashboard.resources import file

ARTICLES = 10_000
STEP = 1_000
_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
_NUMBER = re.compile(r"\b\d{2,3}\b")
_SYLLABLES = "ba ke lo mi nu ra se to vi zu dar hol gan mir pet sul tan vor yel kha".split()


@cache
def _texts() -> list[str]:
    lines = file("sample/articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


@cache
def _places() -> list[str]:
    """Names of some thousand places, every one of them in the gazetteer."""
    gazetteer = Gazetteer.open()
    found: dict[str, None] = {}
    for latitude in range(-40, 66, 3):
        for longitude in range(-170, 176, 5):
            found.update((place.name, None) for place in gazetteer.near(latitude, longitude, 5))
    return list(found)


def varied(number: int, *, seed: int = 1) -> Iterator[Article]:
    """So many articles, no two alike; the same for the same seed."""
    chance = random.Random(seed)

    def name(found: re.Match[str]) -> str:
        drawn = chance.random()
        if drawn < 0.25:
            return chance.choice(_places())
        if drawn < 0.5:
            return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
        return found.group()

    for _ in range(number):
        text = _NAME.sub(name, chance.choice(_texts()))
        text = _NUMBER.sub(lambda _: str(chance.randrange(10, 999)), text)
        published = date(1995, 1, 1) + timedelta(days=chance.randrange(11_000))
        yield Article(article_id(text, None), text, published_at=published, language="en")


def resident() -> float:
    """Memory that this process holds now, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def held(number: int, step: int) -> Iterator[tuple[int, float]]:
    """Articles read so far and MB held, after every ``step`` of ``number`` articles."""
    extractor = RuleExtractor()
    for count, article in enumerate(varied(number), start=1):
        to_json(extractor.read(article))
        if count % step == 0:
            yield count, resident()


def run(_: Path) -> list[tuple[str, str]]:
    """What is held after the first articles and at the end of a tenth of ARTICLES, in steps."""
    rows = list(held(ARTICLES // 10, ARTICLES // 40))
    return [(f"memory held after {count:,} articles, no two alike", f"{mb:.0f} MB") for count, mb in rows]


def main(number: int = ARTICLES, step: int = STEP) -> None:
    """Print the figures as they come."""
    for count, megabytes in held(number, step):
        print(f"{count:>6} articles  {megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
