"""Part of step 2, declare: the words of a declaration, all of them known, and which of them say something of what.

A word is a property (`properties`), or "constant", or it joins others, or it says what a symbol is for and
means nothing here. Any other word is an error, and so is one that denies: what a denial leaves cannot be drawn.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from verifier.errors import NotationError
from verifier.properties import PROPERTIES

CONSTANT = "constant"
SEPARATORS = {"and", "with", "where", "of", "for", "in", "to", "on", "as", "from", "by", "whose"}
TO_THE_LEFT = {"with", "where", "whose"}  # a group behind one of these, and before no symbol, is of the symbol before
ROLES = """
    a an the is are be let each other one all their its any some respectively
    single-entry structured
    independent differentiable twice continuously smooth elementwise function functions activation activations
    entries entry values value columns column rows row vector vectors matrix matrices scalar scalars number numbers
    transposes squares variable variables parameter parameters coefficient coefficients factor factors
    weight weights bias biases input inputs output outputs target targets label labels logit logits
    prediction predictions
    sample samples feature features batch residual residuals error errors loss losses cross-entropy mask masks
    mean means variance deviation gradient gradients shift scale normalised probability probabilities
    random gaussian normally distributed multivariate standard
    angle time length step size sizes rate signal signals state states point points direction directions
""".split()
IDIOMS = ("without further conditions", "without conditions")  # that begin like a denial
DENIALS = {"not", "non", "no", "never", "neither", "nor", "without", "except", "unless", "but", "hardly", "un", "anti"}
PREFIXES = ("non", "not", "anti", "un", "in", "dis", "a", "im", "ir")
LONGEST = 4  # words of a phrase

_RELATION = re.compile(r"\\(?:in|sim|n?eq?|[lg]eq|colon)(?![a-z])|[=<>]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.()]|\S")


@dataclass(frozen=True)
class Adjective:
    """A property, or CONSTANT, and where in the sentence it is said."""

    name: str
    span: tuple[int, int]


@dataclass
class _Group:
    """Words between two separators: the first of these, and what is said there."""

    separator: str
    adjectives: list[Adjective]
    of_entries: bool = False


def _key(text: str) -> str:
    """Return a phrase without what may differ between spellings: capitals, hyphens and blanks."""
    return re.sub(r"[\s’'-]", "", text).lower()


PHRASES: dict[str, str] = {_key(word): record.name for record in PROPERTIES.values() for word in record.words}
PHRASES[CONSTANT] = CONSTANT
_MEANINGLESS = {_key(word) for word in (*ROLES, *IDIOMS)}
_SPELLINGS = sorted({
    *(part for record in PROPERTIES.values() for word in record.words for part in (word, *word.split())),
    *ROLES, *SEPARATORS, CONSTANT,
})  # fmt: skip


def adjectives(sentence: str, maths: list[re.Match]) -> dict[int, list[Adjective]]:
    """Return what the words of a sentence say of each of its maths, by the number of the math.

    Args:
        sentence: The whole sentence.
        maths: The matches of its parts between dollar signs.

    Raises:
        NotationError: For a word that is not known, or denies, or stands beside nothing that it could be of.
    """
    found: dict[int, list[Adjective]] = {k: [] for k in range(len(maths))}
    ends = [0, *(math.end() for math in maths)]
    starts = [*(math.start() for math in maths), len(sentence)]
    joined, run = False, []  # whether a name continues a list of bare ones, and that list: words behind it are of all
    for k, (start, end) in enumerate(zip(ends, starts, strict=True)):
        groups = _groups(sentence, start, end)
        left, right = (k - 1 if k else None), (k if k < len(maths) else None)
        bare = left is not None and not _RELATION.search(maths[left][1])
        run = [*run, left] if bare and joined and run else [left] if left is not None else []
        to_left, to_right = _attached(groups, left is not None, right is not None)
        for place in run:
            found[place] += to_left
        if right is not None:
            found[right] += to_right
        joined = bare and sentence[start:end].strip() in (",", "and", ", and")
    return found


def _groups(sentence: str, start: int, end: int) -> list[_Group]:
    """Read the words of a part of a sentence into groups."""
    tokens = [
        (found[0], (start + found.start(), start + found.end())) for found in _TOKEN.finditer(sentence[start:end])
    ]
    groups = [_Group("", [])]
    at = 0
    while at < len(tokens):
        for count in range(min(LONGEST, len(tokens) - at), 0, -1):
            key = _key(" ".join(text for text, _ in tokens[at : at + count]))
            if key in PHRASES or key in _MEANINGLESS:
                break
        text, (first, _) = tokens[at]
        last = tokens[at + count - 1][1][1]
        if key in PHRASES:
            groups[-1].adjectives.append(Adjective(PHRASES[key], (first, last)))
        elif text.lower() in SEPARATORS or text in ",;:.()":
            groups.append(_Group(text.lower(), []))
        elif key not in _MEANINGLESS:
            raise _unknown(tokens, at)
        groups[-1].of_entries |= key in ("entries", "entry")
        at += count
    return groups


def _attached(groups: list[_Group], left: bool, right: bool) -> tuple[list[Adjective], list[Adjective]]:
    """Tell which adjectives between two symbols are of the one before, and which of the one behind."""
    owners: list[str | None] = [None] * len(groups)
    if len(groups) == 1 and left and right and groups[0].adjectives:
        word = groups[0].adjectives[0]
        raise NotationError("of which of the two symbols is this? Put a comma before or behind it", word.span)
    if right and not groups[-1].of_entries:
        owners[-1] = "right"
    if left and owners[0] is None:
        owners[0] = "left"
    for k in range(1, len(groups)):
        after_left = owners[k - 1] == "left" and bool(groups[k - 1].adjectives) and groups[k].separator in ("and", ",")
        if owners[k] is None and left and (groups[k].separator in TO_THE_LEFT or groups[k].of_entries or after_left):
            owners[k] = "left"
    for k in range(len(groups) - 2, -1, -1):
        follows = groups[k + 1].separator in ("and", ",") and bool(groups[k + 1].adjectives)
        if owners[k] is None and owners[k + 1] == "right" and follows:
            owners[k] = "right"
    for owner, group in zip(owners, groups, strict=True):
        if owner is None and group.adjectives:
            raise NotationError("this stands beside no symbol: put it before the symbol", group.adjectives[0].span)
    sides = ([a for owner, group in zip(owners, groups, strict=True) if owner == side for a in group.adjectives]
             for side in ("left", "right"))  # fmt: skip
    return tuple(sides)


def _unknown(tokens: list[tuple[str, tuple[int, int]]], at: int) -> NotationError:
    """Return the error for a word that is not known: that it denies, or what is nearest to it."""
    text, span = tokens[at]
    if not any(sign.isalpha() for sign in text):
        return NotationError(
            rf"'{text}' is no word: put math between dollar signs, as in $\mathbf{{x}} \in \mathbb{{R}}^{{n}}$", span
        )
    denied = next((p for p in PREFIXES if _key(text).startswith(p) and _key(text)[len(p) :] in PHRASES), None)
    if denied is None and len(tokens) > at + 1:
        both = _key(text + tokens[at + 1][0])
        denied = next((p for p in PREFIXES if _key(text).startswith(p) and both[len(p) :] in PHRASES), None)
    if text.lower() in DENIALS or text.lower().partition("-")[0] in DENIALS or denied:
        return NotationError(
            f"'{text}' denies, and a declaration says what holds: name a property, or none where none is needed",
            span,
        )
    (nearest,) = get_close_matches(text.lower(), _SPELLINGS, 1, 0)
    return NotationError(
        f"the word '{text}' is not known in a declaration; the nearest that is known is '{nearest}'", span
    )
