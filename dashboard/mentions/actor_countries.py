"""Countries as actors: "Turkey shelled", "Moscow said", "Israeli air strikes"."""

from collections.abc import Sequence

from dashboard.mentions.actor_lexicon import Modifier, Nationality, Noun
from dashboard.mentions.actor_names import Draft
from dashboard.mentions.actor_units import (
    IRREGULAR_PAST,
    TIME_WORDS,
    Unit,
    entry_of,
    nationality_in,
    without_trailing_modifiers,
)
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.records.codes import ActorKind
from dashboard.records.document import Sentence, Token

_AUXILIARIES = frozenset(
    """
    has have had will would could may might should must can did does do wants want seeks sees is are was
    were be
    """.split()
)
_PASSIVE_ONLY = frozenset("is are was were be".split())
_LOCATIVE = frozenset(
    """
    in at near across inside outside into throughout within around via northern southern eastern western
    central north south east west northeast northwest southeast southwest from to of through over off
    """.split()
)
_COUNTERPART = frozenset(
    """
    against by with between accused accuse accuses accusing urged urge urges urging warned warn warns
    warning told asked condemned condemn condemns condemning criticized criticised criticizes criticises
    criticizing blamed blame blames blaming invaded invade invades attacked attacks supports supported
    support backs backed denounced denounces pressed pressing pressured demanded threatened threatens
    threaten threatening bombed sanctioned both allow allowed help helped helping force forced forcing let
    persuade persuaded invited thanked praised toward towards visit visited visiting visits defend
    defended defends defending recognized recognised give gave giving aid assist assisted rebuked rejected
    """.split()
)
_NO_VERBS = frozenset(
    """
    need seed speed deed weed breed greed steed feed indeed bed red shed this its his hers always towards
    besides
    """.split()
)
_PLACE_OF = frozenset(
    """
    capital city cities town towns border borders region regions north south east west coast province
    provinces state largest second northern southern eastern western central airport population people
    economy main most old biggest countryside interior
    """.split()
)
_ADVERBS = frozenset("also now then still already never later again earlier once first".split())
_DAYS = TIME_WORDS | frozenset("week month year night".split())
_MEANS = frozenset(
    """
    air artillery missile drone predator reaper rocket military naval ground tank mortar cross - border aerial
    """.split()
)
_STRIKES = frozenset(
    """
    strike strikes airstrike airstrikes shelling bombardment bombardments bombing bombings raid raids
    buildup deployment deployments withdrawal pullout pullback presence patrol patrols exercise exercises
    drills manoeuvres maneuvers airlift mobilisation mobilization crackdown
    offensive offensives invasion incursion incursions missile missiles rockets shells mortars artillery
    advance blockade attack attacks assault assaults operation operations fire siege troops occupation
    """.split()
)
_DEALINGS = frozenset(
    """
    initiative appeal request refusal rejection ban tariffs curbs visit mediators pledge warning
    mediation proposal proposals offer sanctions embargo decision plan policy policies veto response
    pressure support aid intervention statement demand demands ultimatum accusation accusations
    allegations involvement threats threat
    """.split()
)
_COMPANY = 8
_REALMS = frozenset("republic kingdom state emirate sultanate statelet enclave".split())
_UNREST = frozenset("riots riot protests protest demonstrations rallies uprising unrest".split())
_STATELESS = frozenset(("PS", "EH"))


def acts(tokens: Sequence[Token], sentence: Sentence, draft: Draft, *, capital: bool) -> bool:
    """Whether a country or its capital stands for its government here: it tells, does, or is dealt with."""
    before = _before(tokens, sentence, draft.first)
    if before in _COUNTERPART or before == "that":
        return True  # "demanded that North Korea disarm"
    if before in _LOCATIVE and not _is_republic(tokens, sentence, draft.first):
        return False
    if draft.last >= sentence.last:
        return False
    following = tokens[draft.last]
    if following.text in ("'s", "'"):
        after = tokens[draft.last + 1] if draft.last + 1 < sentence.last else None
        return after is not None and after.text[0].islower() and after.lower not in _PLACE_OF and not capital
    if following.text == "," and draft.first == sentence.first:
        return not capital
    following = _past_adverbs(tokens, draft.last, sentence.last)
    if following.lower in ("and", "or") and draft.last + 2 < sentence.last:
        last = draft.last + 1
        while last < sentence.last and (tokens[last].text[0].isupper() or tokens[last].lower == "the"):
            last += 1
        if last > draft.last + 1 and last < sentence.last:
            following = _past_adverbs(tokens, last, sentence.last)
    return _verb(following, capital=capital) or _in_company(tokens, draft.last, sentence.last)


def _is_republic(tokens: Sequence[Token], sentence: Sentence, first: int) -> bool:
    """Whether "of" belongs to the country's own title: "the breakaway republic of Transnistria"."""
    return first - 2 >= sentence.first and tokens[first - 2].lower in _REALMS


def _in_company(tokens: Sequence[Token], position: int, last: int) -> bool:
    """Whether a companion and a past form follow: "Washington along with its allies demanded"."""
    words = [token.lower for token in tokens[position : min(position + _COMPANY, last)]]
    if words[:2] not in (["along", "with"], ["together", "with"]) and words[:3] != ["as", "well", "as"]:
        return False
    return any(word.endswith("ed") or word in IRREGULAR_PAST for word in words[2:])


def _before(tokens: Sequence[Token], sentence: Sentence, first: int) -> str:
    """The word before a name, its article left out."""
    at = first - 1
    if at >= sentence.first and tokens[at].lower in ("the", "neighbouring", "neighboring"):
        at -= 1
    return tokens[at].lower if at >= sentence.first else ""


def _past_adverbs(tokens: Sequence[Token], position: int, last: int) -> Token:
    """The first token from ``position`` on that is no adverb and no day: "Israel on Friday also closed"."""
    at = position
    while at + 1 < last and (
        tokens[at].lower in _ADVERBS
        or tokens[at].lower in TIME_WORDS
        or tokens[at].lower.endswith("ly")
        or (tokens[at].lower in ("on", "last", "this") and tokens[at + 1].lower in _DAYS)
        or (tokens[at].lower in _DAYS and at > position)
    ):
        at += 1
    return tokens[at]


def _verb(token: Token, *, capital: bool) -> bool:
    word = token.lower
    if not token.text.islower() or word in _NO_VERBS:
        return False
    if word in telling_words() or word in IRREGULAR_PAST or word.endswith("ed"):
        return True
    if word in _AUXILIARIES:
        return not (capital and word in _PASSIVE_ONLY)
    return not capital and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))


def doer(tokens: Sequence[Token], sentence: Sentence, run: Sequence[Unit]) -> Draft | None:
    """The state behind an adjective before its deed: "Israeli air strikes" are of Israeli forces, "US
    mediation" is of the American government."""
    run = without_trailing_modifiers(run)
    while len(run) > 1 and entry_of(run[0], Modifier) is not None and nationality_in(run[1]) is not None:
        run = run[1:]  # "two Israeli air raids"
    nationality = entry_of(run[0], Nationality) if run else None
    if nationality is None or nationality.plural or nationality.people or nationality.country is None:
        return None
    if len(run) > 1 and entry_of(run[-1], Noun) is None:
        return None
    at = run[-1].last
    while at + 1 < sentence.last and tokens[at].lower in _MEANS and at < run[-1].last + 3:
        at += 1
    if at >= sentence.last:
        return None
    deed = tokens[at].lower
    if deed not in _STRIKES and tokens[at - 1].lower in _STRIKES and at > run[-1].last:
        deed = tokens[at - 1].lower
    if deed in _UNREST and len(run) == 1:
        head, kind = "protesters", ActorKind.PROTESTERS
    elif nationality.country in _STATELESS:
        return None
    elif deed in _STRIKES:
        head, kind = "forces", ActorKind.STATE_FORCES
    elif deed in _DEALINGS and len(run) == 1:
        head, kind = "government", ActorKind.GOVERNMENT
    else:
        return None
    return Draft(
        run[0].first,
        run[-1].last,
        f"{nationality.adjective} {head}",
        kind,
        nationality.country,
        kind is ActorKind.GOVERNMENT,
        head=head,
    )
