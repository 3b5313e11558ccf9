"""Words that attribute: telling verbs, "according to", hedges such as "reportedly"."""

import csv
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dashboard.records.codes import Likelihood, Stance
from dashboard.records.document import Token
from dashboard.resources import file

_VERBS = frozenset(("clause", "accusation", "denial"))


class Cue(NamedTuple):
    """An attributing word or phrase. ``frame`` says where its source and its content stand: clause,
    accusation, denial, preposition or adverb."""

    words: tuple[str, ...]
    frame: str
    stance: Stance
    likelihood: Likelihood


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """First word to the cues that start with it, longest first."""
    found: dict[str, list[Cue]] = {}
    with file("lexicons/attributions.csv").open(encoding="utf8", newline="") as source:
        for row in csv.DictReader(source):
            for form in row["forms"].split(";"):
                words = tuple(form.split())
                cue = Cue(words, row["frame"], Stance(row["stance"]), Likelihood(row["likelihood"]))
                found.setdefault(words[0], []).append(cue)
    return {first: tuple(sorted(rows, key=lambda cue: -len(cue.words))) for first, rows in found.items()}


def cue_at(tokens: Sequence[Token], at: int, last: int) -> Cue | None:
    """The cue that starts at ``at``; a verb with a capital is a name ("United States")."""
    for cue in cues().get(tokens[at].lower, ()):
        end = at + len(cue.words)
        if end > last or (
            cue.frame in _VERBS and tokens[at].text[0].isupper() and not tokens[at].text.isupper()
        ):
            continue
        if all(tokens[at + k].lower == word for k, word in enumerate(cue.words)):
            return cue
    return None


@cache
def telling_words() -> frozenset[str]:
    """Single words with which someone tells something."""
    return frozenset(
        cue.words[0]
        for rows in cues().values()
        for cue in rows
        if len(cue.words) == 1 and cue.frame in _VERBS
    )
