"""Fit the weights of ``models/article_types.*``: ridge regression, one against the rest, on cues of heads."""

import csv
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from dashboard import resources
from dashboard.documents import read_document
from dashboard.events.article_head import head_of
from dashboard.events.type_cues import GROUPS, Cues, cues_of
from dashboard.events.type_model import COLUMN, CUES, WEIGHTS, TypeModel
from dashboard.mentions.trigger_lexicon import lexicon
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article
from dashboard.records.ontology import event_types
from dashboard.training.labelled import labelled as labelled_articles

CORPUS = "case"
#: Local news, nearly all of it of none of the kinds.
LOCAL = "lgl"
#: The labels of the corpus to the names of types.
LABELS = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "ATTRIB": "Attribution of responsibility",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DIPLO": "Diplomacy",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MAN_MADE_DISASTER": "Man-made disaster",
    "MOB_VIOL": "Mob violence",
    "NATURAL_DISASTER": "Natural disaster",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "ORG_CRIME": "Organised crime",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
TYPES = tuple(sorted(LABELS.values()))
#: News of some kind, not said which; and news of none of the kinds.
SOME, NONE = len(TYPES), -1
RAREST = 2
#: Strength of the prior, and the square of the intercept's share.
PRIOR, INTERCEPT = 0.6, 0.1
#: An example of a lexicon, or a counter-example, is one plain sentence: it counts less than a text.
SENTENCE = 0.3
#: An article of local news counts little: now and then one is of some kind after all, and nobody said which.
UNSAID = 0.1
#: How many short texts make a long one: about as many words as a head has.
LONG = 3

Reals = NDArray[np.float64]
Numbers = NDArray[np.int64]
Known = dict[str, dict[str, tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Examples:
    """Cues of texts; ``types`` numbers the entries of TYPES, SOME or NONE; ``trust`` is a weight."""

    cues: list[Cues]
    types: Numbers
    trust: Reals

    def part(self, numbers: Numbers) -> "Examples":
        """The examples of those numbers."""
        return Examples([self.cues[i] for i in numbers], self.types[numbers], self.trust[numbers])

    def joined(self, other: "Examples") -> "Examples":
        """These and the others."""
        return Examples(
            self.cues + other.cues,
            np.concatenate((self.types, other.types)),
            np.concatenate((self.trust, other.trust)),
        )


def _read(articles: Iterable[Article]) -> list[Cues]:
    extractor = RuleExtractor()
    return [cues_of(head_of(*extractor.find(read_document(article)))) for article in articles]


def _articles(texts: Sequence[str]) -> Iterator[Article]:
    return (Article(f"type:{number}", text, language="en") for number, text in enumerate(texts))


def labelled(corpora: Path) -> Examples:
    """The labelled snippets, in the order of the corpus."""
    with (corpora / "event_types/case.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    types = np.array([TYPES.index(LABELS[row["label"]]) for row in rows])
    return Examples(_read(_articles([row["text"] for row in rows])), types, np.ones(len(rows)))


def written() -> Examples:
    """What was written for the project: texts that are news of no kind, and the examples of the lexicons.

    Examples show some kind of news, counter-examples none. They do not tell the kinds apart: tried, they made
    that worse.
    """
    with resources.file("lexicons/article_types_none.csv").open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    examples = [row.example for row in lexicon().rows] + [row.example for row in event_types()]
    counter = [row.counter_example for row in lexicon().rows]
    counter += [row.counter_example for row in event_types()]
    counts = [len(texts), len(examples), len(counter)]
    return Examples(
        _read(_articles(texts + examples + counter)),
        np.repeat([NONE, SOME, NONE], counts),
        np.repeat([1.0, SENTENCE, SENTENCE], counts),
    )


def local(corpora: Path) -> Examples:
    """Articles of local news, without those set aside, taken for news of no kind."""
    cues = _read(found.article for found in labelled_articles(corpora, LOCAL))
    return Examples(cues, np.full(len(cues), NONE), np.full(len(cues), UNSAID))


def lengthened(examples: Examples, seed: int = 1) -> Examples:
    """Long texts made of the short ones, some of one type together, so that length is no cue of its own."""
    random = np.random.default_rng(seed)
    cues = []
    alike = [np.flatnonzero((examples.types == kind) & (examples.trust == 1.0)) for kind in examples.types]
    for number, same in enumerate(alike):
        made = {group: dict(found) for group, found in examples.cues[number].items()}
        for other in random.choice(same, LONG - 1) if examples.trust[number] == 1.0 else ():
            for group, found in examples.cues[other].items():
                for cue, value in found.items():
                    made[group][cue] = made[group].get(cue, 0.0) + value if group == "points" else value
        cues.append(made)
    long = Examples(cues, examples.types, examples.trust)
    return long.part(np.flatnonzero(examples.trust == 1.0))


def fit(examples: Examples, *, beside: Examples | None = None) -> TypeModel:
    """The weights of labelled and written examples.

    Types are told apart by the labelled alone; a rare one counts more than its number, by the square root.
    Texts ``beside`` them help to tell news of any kind from others, and add no cue to those that are known.
    """
    known = _known(examples.cues, beside.cues if beside is not None else [])
    typed = examples.part(np.flatnonzero((examples.types != NONE) & (examples.types != SOME)))
    counts = np.bincount(typed.types, minlength=len(TYPES))
    rare = np.sqrt(len(typed.types) / len(TYPES) / counts[typed.types])
    targets = np.where(typed.types[:, None] == np.arange(len(TYPES)), 1.0, -1.0)
    types = _ridge(typed, known, targets, rare * typed.trust)
    # News of any kind counts the same, together, as all the rest.
    whole = examples.joined(lengthened(examples))
    if beside is not None:
        whole = whole.joined(beside)
    news = whole.types != NONE
    shares = np.where(news, whole.trust[news].sum(), whole.trust[~news].sum()) / len(news) * 2
    either = _ridge(whole, known, np.where(news, 1.0, -1.0)[:, None], whole.trust / shares)
    scale = [1.0, *(GROUPS[group] for group, cues in known.items() for _ in cues)]
    weights = np.hstack((types, either)) * np.array(scale)[:, None]
    return TypeModel(TYPES, known, weights.astype(np.float16).astype(np.float32))


def _ridge(examples: Examples, known: Known, targets: Reals, trust: Reals) -> Reals:
    """Intercepts and weights, a column a target; solved over the examples, which are fewer than the cues."""
    matrix = _matrix(examples.cues, known)
    near = np.asarray((matrix @ matrix.T).todense()) + INTERCEPT
    lent = np.linalg.solve(near + PRIOR * np.diag(1 / trust), targets)
    return np.vstack((INTERCEPT * lent.sum(0), matrix.T @ lent))


def _known(cues: Sequence[Cues], beside: Sequence[Cues]) -> Known:
    """The cues that are not too rare, with row and rarity; points are none the rarer for it.

    Texts ``beside`` add no cue, but say how rare those are in other news.
    """
    known: Known = {}
    row, size = 0, 1 + len(cues) + len(beside)
    for group in GROUPS:
        counts = Counter(cue for example in cues for cue in example[group])
        everywhere = counts + Counter(cue for example in beside for cue in example[group])
        known[group] = {}
        for cue in sorted(cue for cue, count in counts.items() if count >= RAREST):
            row += 1
            rarity = 1.0 if group in ("points", "actor") else np.log(size / (1 + everywhere[cue])) + 1
            known[group][cue] = (row, round(float(rarity), 3))
    return known


def _matrix(cues: Sequence[Cues], known: Known) -> csr_matrix:
    """A row an example, a column a cue; each group of a row has the length of its weight."""
    rows, columns, cells = [], [], []
    for i, example in enumerate(cues):
        for group, weight in GROUPS.items():
            found = [
                (known[group][cue], value) for cue, value in example[group].items() if cue in known[group]
            ]
            values = np.array([value * rarity for (_, rarity), value in found])
            rows += [i] * len(found)
            columns += [column - 1 for (column, _), _ in found]
            cells += list(weight * values / (np.sqrt(values @ values) or 1.0)) if len(found) else []
    return csr_matrix((cells, (rows, columns)), shape=(len(cues), sum(map(len, known.values()))))


def folds(
    examples: Examples, seed: int, count: int = 5
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Numbers to fit on and numbers to test on: each type dealt out over the folds after a shuffle."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(examples.types))
    order = order[np.argsort(examples.types[order], kind="stable")]
    fold = np.empty(len(order), int)
    fold[order] = np.arange(len(order)) % count
    for number in range(count):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def train(corpora: Path, names: Collection[str], target: Path) -> None:
    """Fit on the labelled corpus and write ``article_types.csv`` and ``.npy`` to the folder ``target``.

    Local news helps where it is among the ``names`` of the corpora to learn from.
    """
    beside = local(corpora) if LOCAL in names else None
    model = fit(labelled(corpora).joined(written()), beside=beside)
    with (target / CUES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["group", "cue", "rarity"])
        writer.writerows([COLUMN, name, ""] for name in model.types)
        writer.writerows(
            [group, cue, rarity] for group, cues in model.cues.items() for cue, (_, rarity) in cues.items()
        )
    np.save(target / WEIGHTS, model.weights.astype(np.float16))


def remove(target: Path) -> None:
    """Leave no weights in the folder ``target``, so that those of an earlier run do not answer."""
    for name in (CUES, WEIGHTS):
        (target / name).unlink(missing_ok=True)
