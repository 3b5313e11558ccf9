"""Made news sentences about conflicts: the templates of ``toponym_templates.csv`` filled with names of the
gazetteer.

Labelled news is mostly local news of English-speaking countries; these sentences teach the cues what a
shelled town in another country looks like. No sentence is anyone's but ours.
"""

import csv
import random
import re
from collections.abc import Iterator

from dashboard import resources
from dashboard.geocoding.gazetteer import Gazetteer

COUNTRIES = """UA RU SY IQ AF YE ML NG SD ET SO CD MM LY PK IL PS LB AZ AM BF NE MZ CF SS PH CO MX IN EG TR GE
BA XK RS
TD KE CM HT VE IR LK""".split()
_SLOT = re.compile(r"\{(\w+)\}")
_PLACES = frozenset({"town", "division", "country"})

Span = tuple[int, int]


class Names:
    """Names to fill templates with, drawn by one seeded generator."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self._gazetteer = gazetteer
        self.random = random.Random(seed)  # noqa: S311
        self._towns: dict[str, list[int]] = {code: [] for code in COUNTRIES}
        self._divisions: dict[str, list[int]] = {code: [] for code in COUNTRIES}
        self._others: dict[int, list[str]] = {}
        for key in range(len(gazetteer)):
            country, feature = gazetteer.country_code(key), gazetteer.feature_code(key)
            if country in self._towns and feature.startswith("PPL"):
                self._towns[country].append(key)
            elif country in self._towns and feature == "ADM1":
                self._divisions[country].append(key)
        for code in COUNTRIES:
            for name, key in zip(*gazetteer.names_in(code), strict=True):
                self._others.setdefault(key, []).append(name)
        with resources.file("lexicons/toponym_persons.csv").open(encoding="utf-8", newline="") as file:
            persons = list(csv.DictReader(file))
        self._given = [row["word"].title() for row in persons if row["given"] == "1"]
        self._family = [row["word"].title() for row in persons if row["family"] == "1"]

    def town(self, country: str) -> tuple[str, int]:
        """A town and its key, the larger the likelier, now and then by another of its names."""
        towns, draw = self._towns[country], self.random
        if draw.random() < 0.6:
            key = max(draw.sample(towns, min(4, len(towns))), key=lambda k: self._gazetteer.populations[k])
        else:
            key = draw.choice(towns)
        other = draw.choice(self._others.get(key, [""])) if draw.random() < 0.3 else ""
        return (other.title() if len(other) > 3 else self._gazetteer.name(key)), key

    def fill(self, slot: str, country: str, towns: list[tuple[str, int]]) -> tuple[str, int]:
        """A name for a slot, and the key of its place; -1 for what is no place."""
        draw, facts = self.random, self._gazetteer.countries[country]
        if slot == "town":
            return draw.choice(towns)
        if slot == "division":
            if not self._divisions[country]:
                return facts.name, facts.key
            key = draw.choice(self._divisions[country])
            return self._gazetteer.name(key), key
        if slot == "country":
            return facts.name, facts.key
        if slot == "demonym":
            return (facts.adjectives[0] if facts.adjectives else facts.name), -1
        family = draw.choice(self._family)
        return (f"{draw.choice(self._given)} {family}" if draw.random() < 0.7 else family), -1


def made_texts(gazetteer: Gazetteer, count: int, seed: int = 1) -> Iterator[tuple[str, dict[Span, int]]]:
    """``count`` short texts, each with the spans of its place names and the keys of their places."""
    names = Names(gazetteer, seed)
    with resources.file("lexicons/toponym_templates.csv").open(encoding="utf-8", newline="") as file:
        templates = [row["template"] for row in csv.DictReader(file)]
    for _ in range(count):
        country = names.random.choice(COUNTRIES)
        towns = [names.town(country) for _ in range(names.random.randint(2, 4))]
        text, spans = "", dict[Span, int]()
        for template in names.random.sample(templates, names.random.randint(2, 5)):
            rest = 0
            for slot in _SLOT.finditer(template):
                text += template[rest : slot.start()]
                name, key = names.fill(slot[1], country, towns)
                if slot[1] in _PLACES:
                    spans[len(text), len(text) + len(name)] = key
                text += name
                rest = slot.end()
            text += template[rest:] + " "
        yield text, spans
