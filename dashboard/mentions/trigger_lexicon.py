"""The trigger lexicon: patterns of words that name an event, compiled into one token trie.

A pattern is a row of ``data/lexicons/triggers.csv``. Its elements, separated by spaces:

``word`` as it stands · ``word+`` a verb in any form · ``word~`` a noun in either number · ``a|b`` either ·
``x?`` may be missing · ``*2`` up to two words of any kind · ``@class`` a word of that class
(``trigger_classes.csv``) · ``@name`` a capitalised word · ``#`` a number.

``subject``, ``object`` and ``context`` name what must stand before the verb (after "by" in the passive),
after it, or anywhere in the sentence; ``veto`` what must not stand near.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from dashboard import resources
from dashboard.errors import ResourceError
from dashboard.mentions.trigger_inflection import Form, noun_forms, verb_forms
from dashboard.records.ontology import sub_types

NAME = "@name"
NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Need:
    """Words of which one must be found; ``name`` and ``number`` take any capitalised word or number."""

    words: frozenset[str]
    name: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern with what it asks of its surroundings. ``rule`` names it in a Trigger."""

    rule: str
    event_type: str
    sub_type: str
    form: str
    pattern: str
    subject: Need | None
    object: Need | None
    context: Need | None
    veto: frozenset[str]
    weight: float
    example: str
    counter_example: str


@dataclass(slots=True)
class Node:
    """A step of the trie. ``ends`` holds (row, which element is the head)."""

    words: dict[str, "Node"] = field(default_factory=dict)
    name: "Node | None" = None
    number: "Node | None" = None
    gaps: "dict[int, Node]" = field(default_factory=dict)
    ends: list[tuple[Row, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows, the trie that finds them, and what each surface form of a head can be."""

    rows: tuple[Row, ...]
    root: Node
    forms: dict[str, int]


def _classes() -> dict[str, frozenset[str]]:
    with resources.file("lexicons/trigger_classes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["class"]: frozenset(row["words"].split()) for row in csv.DictReader(lines)}


def _need(cell: str, classes: dict[str, frozenset[str]]) -> Need | None:
    if not cell:
        return None
    words: set[str] = set()
    parts = cell.split("|")
    for part in parts:
        if part.startswith("@") and part != NAME:
            words |= classes[part[1:]]
        else:
            words.add(part)
    return Need(frozenset(words - {NAME, NUMBER}), name=NAME in parts, number=NUMBER in parts)


@dataclass(frozen=True, slots=True)
class _Element:
    words: dict[str, int]
    gap: int = 0
    name: bool = False
    number: bool = False
    optional: bool = False
    head: int = 0  # 2 a verb, 1 a noun


def _element(text: str, classes: dict[str, frozenset[str]]) -> _Element:
    if text.startswith("*"):
        return _Element({}, gap=int(text[1:]))
    optional, text = text.endswith("?"), text.removesuffix("?")
    if text == NAME:
        return _Element({}, name=True, optional=optional)
    if text == NUMBER:
        return _Element({}, number=True, optional=optional)
    words: dict[str, int] = {}
    head = 0
    for part in text.split("|"):
        if part.startswith("@"):
            words |= dict.fromkeys(classes[part[1:]], Form.NOUN)
        elif part.endswith("+"):
            words |= verb_forms(part[:-1])
            head = 2
        elif part.endswith("~"):
            words |= noun_forms(part[:-1])
            head = max(head, 1)
        else:
            words[part] = 0
    return _Element(words, optional=optional, head=head)


def _head(elements: list[_Element], form: str) -> int:
    """Index of the element that carries the event: the first verb, else the first inflected noun, else 0."""
    if form == "verb":
        for i, element in enumerate(elements):
            if element.head == 2:
                return i
    nouns = [i for i, element in enumerate(elements) if element.head == 1]
    return nouns[0] if nouns else 0


def _insert(root: Node, elements: list[_Element], row: Row) -> None:
    for kept in product(*[(True, False) if element.optional else (True,) for element in elements]):
        path = [element for element, keep in zip(elements, kept, strict=True) if keep]
        level = [root]
        for element in path:
            following: list[Node] = []
            for node in level:
                if element.gap:
                    following.append(node.gaps.setdefault(element.gap, Node()))
                elif element.name:
                    node.name = node.name or Node()
                    following.append(node.name)
                elif element.number:
                    node.number = node.number or Node()
                    following.append(node.number)
                else:
                    following.extend(node.words.setdefault(word, Node()) for word in element.words)
            level = following
        head = _head(path, row.form)
        for node in level:
            node.ends.append((row, head))


@cache
def lexicon() -> Lexicon:
    """The compiled lexicon, read once. Raises ResourceError where a row names an unknown type or class."""
    classes = _classes()
    types = sub_types()
    rows: list[Row] = []
    root = Node()
    forms: dict[str, int] = {}
    with resources.file("lexicons/triggers.csv").open(encoding="utf-8", newline="") as lines:
        for number, cells in enumerate(csv.DictReader(lines), start=2):
            try:
                veto = _need(cells["veto"], classes)
                row = Row(
                    rule=f"{cells['sub_type']}:{cells['pattern']}",
                    event_type=types[cells["sub_type"]].event_type,
                    sub_type=cells["sub_type"],
                    form=cells["form"],
                    pattern=cells["pattern"],
                    subject=_need(cells["subject"], classes),
                    object=_need(cells["object"], classes),
                    context=_need(cells["context"], classes),
                    veto=veto.words if veto else frozenset(),
                    weight=float(cells["weight"]),
                    example=cells["example"],
                    counter_example=cells["counter_example"],
                )
                elements = [_element(part, classes) for part in row.pattern.split()]
            except KeyError as missing:
                raise ResourceError(
                    f"data/lexicons/triggers.csv line {number}: {missing} is unknown"
                ) from None
            rows.append(row)
            _insert(root, elements, row)
            for element in elements:
                if element.head:
                    for word, form in element.words.items():
                        forms[word] = forms.get(word, 0) | form
    return Lexicon(tuple(rows), root, forms)
