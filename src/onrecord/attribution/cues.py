"""Words that signal an attribution, found in the tokens of one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.attribution.lexicon import table
from onrecord.attribution.tokens import QUOTE, Token

_VOWELS = frozenset("aeiou")


class Verb(NamedTuple):
    """A reading of a form: ``shape`` is ``base``, ``s``, ``past`` or ``ing``; ``takes`` what may follow."""

    lemma: str
    shape: str
    takes: frozenset[str]


class Cue(NamedTuple):
    """Tokens ``[first, last]``; ``head`` is the verb. ``passive``: its subject is not who speaks."""

    first: int
    head: int
    last: int
    lemma: str
    shape: str
    takes: frozenset[str]
    passive: bool = False


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Return the candidates in text order, each with its verb group and particles."""
    verbs, phrases = _verbs(), _before_source()
    found: list[Cue] = []
    for i, token in enumerate(tokens):
        form = token.form
        if form in phrases and (cue := _phrase(tokens, i, phrases[form])):
            found.append(cue)
        elif form in verbs:
            if cue := _verbal(tokens, i, verbs[form]):
                found.append(cue)
        elif form in _predicates() and (cue := _predicate(tokens, i)):
            found.append(cue)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return a closed class of function words by its name in the data file."""
    return frozenset(table("cues")["words"][name].split())


@cache
def inverting() -> frozenset[str]:
    """Return the verbs that may stand before their subject: "…," said the minister."""
    return frozenset(table("cues")["inversion"]["lemmas"].split())


def is_cue_verb(form: str) -> bool:
    """Whether a form is that of a cue verb and of no noun."""
    return form in _verbs() and form not in words("noun")


def is_adverb(form: str) -> bool:
    """Whether a form may stand inside a verb group without changing it."""
    return form in words("adverb") or (form.endswith("ly") and len(form) > 4)


def _phrase(tokens: Sequence[Token], i: int, tails: Sequence[tuple[str, ...]]) -> Cue | None:
    if tokens[i].upper and i:  # a name: "met Per Orm"
        return None
    for tail in tails:
        if _follows(tokens, i + 1, tail) and i + len(tail) + 1 < len(tokens):
            if not tail and not (tokens[i + 1].upper or tokens[i + 1].form == "the"):
                continue
            return Cue(i, i, i + len(tail), tokens[i].form, "phrase", frozenset(["source"]))
    return None


def _verbal(tokens: Sequence[Token], i: int, verb: Verb) -> Cue | None:
    last, takes = i, verb.takes
    for tail in _phrasal().get(verb.lemma, ()):
        if _follows(tokens, i + 1, tail):
            last = i + len(tail)
            takes = frozenset(["object", "bare", "clause", "quote", "tag"])
            break
    if not takes:
        return None
    first, passive = _group(tokens, i, verb.shape)
    if "addressee" in takes and verb.shape == "past" and first == i:
        passive = i == 0 or tokens[i - 1].form in ("when", "if", "once", "after")  # "When asked whether …"
    if first > 0 and not _is_verb(tokens, first, i, verb.shape):
        return None
    return Cue(first, i, last, verb.lemma, verb.shape, takes, passive)


def _group(tokens: Sequence[Token], head: int, shape: str) -> tuple[int, bool]:
    """Return where the verb group begins and whether it is passive."""
    auxiliary = words("auxiliary")
    first = head
    passive = False
    be_seen = False
    while first > 0:
        form = tokens[first - 1].form
        if form in auxiliary:
            if form == "'s" and (first < 2 or tokens[first - 2].form not in words("pronoun")):
                break
            be_seen = be_seen or form in ("am", "is", "are", "was", "were", "be", "been", "being", "'re")
        elif not is_adverb(form):
            break
        first -= 1
    if first > 2 and [token.form for token in tokens[first - 2 : first]] == ["on", "to"]:
        first -= 3 * (tokens[first - 3].form in ("go", "goes", "went", "gone", "going"))
    while first < head and (is_adverb(tokens[first].form) and tokens[first].upper):
        first += 1  # a sentence adverb
    passive = be_seen and shape == "past"
    return first, passive


def _is_verb(tokens: Sequence[Token], first: int, head: int, shape: str) -> bool:
    """Whether what stands before the verb group allows a verb there, rather than a noun or an adjective."""
    before = tokens[first - 1]
    if tokens[head].upper and first == head and tokens[head].form in words("noun"):
        return False
    if before.form in words("determiner") and before.form not in (
        "some",
        "many",
        "most",
        "all",
        "both",
        "others",
    ):
        return False
    if before.form == "'s" and first == head and shape in ("base", "s", "ing"):
        return False
    if first == head and shape in ("base", "s", "past") and before.form in words("preposition"):
        return False
    if shape == "ing" and first == head:
        return before.form not in words("preposition") and before.form != "not"
    if shape == "base" and first == head:
        if tokens[head].form not in words("noun"):
            return before.form not in ("to", ",", ".", QUOTE) and before.form not in words("preposition")
        plural = before.form.endswith("s") and before.form not in ("'s", "is", "was", "has", "this")
        return (
            plural
            or before.form in words("pronoun") | words("relative")
            or before.form
            in ("and", "some", "many", "most", "all", "both", "others", "people", "'", "percent")
        )
    if before.form == "'s" and first == head:
        return shape == "past"
    if shape == "s" and first == head and not before.upper:
        return not before.form.endswith(("al", "ous", "ive", "ful", "ic", "able", "ed", "new", "false", "no"))
    return True


def _predicate(tokens: Sequence[Token], i: int) -> Cue | None:
    follow = tokens[i + 1].form if i + 1 < len(tokens) else ""
    if follow not in _predicates()[tokens[i].form]:
        return None
    first = i
    be = words("auxiliary")
    while first > 0 and (tokens[first - 1].form in be or is_adverb(tokens[first - 1].form)):
        first -= 1
    if first == i or tokens[first].upper:
        return None
    takes = frozenset(["clause"] if follow == "that" else ["to"] if follow == "to" else ["object", "bare"])
    last = i if follow in ("that", "to") else i + 1
    return Cue(first, i, last, tokens[i].form, "adjective", takes, tokens[i].form == "expected")


def _follows(tokens: Sequence[Token], at: int, tail: Sequence[str]) -> bool:
    return at + len(tail) <= len(tokens) and all(tokens[at + k].form == word for k, word in enumerate(tail))


@cache
def _verbs() -> dict[str, Verb]:
    takes: dict[str, set[str]] = defaultdict(set)
    for group in table("cues")["verbs"].values():
        for lemma in group["lemmas"].split():
            takes[lemma].update(group["takes"])
    forms: dict[str, Verb] = {}
    for lemma in [*takes, *(first for first in _phrasal() if first not in takes)]:
        for form, shape in _inflect(lemma):
            forms.setdefault(form, Verb(lemma, shape, frozenset(takes.get(lemma, ()))))
    return forms


@cache
def _phrasal() -> dict[str, list[tuple[str, ...]]]:
    tails: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in table("cues")["phrasal"]["verbs"]:
        first, *tail = phrase.split()
        tails[first].append(tuple(tail))
    return {first: sorted(found, key=len, reverse=True) for first, found in tails.items()}


@cache
def _before_source() -> dict[str, list[tuple[str, ...]]]:
    tails: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in table("cues")["phrases"]["before_source"]:
        first, *tail = phrase.split()
        tails[first].append(tuple(tail))
    return {first: sorted(found, key=len, reverse=True) for first, found in tails.items()}


@cache
def _predicates() -> dict[str, frozenset[str]]:
    follows: dict[str, set[str]] = defaultdict(set)
    for follow, adjectives in table("cues")["predicates"].items():
        for adjective in adjectives:
            follows[adjective].add(follow)
    return {adjective: frozenset(found) for adjective, found in follows.items()}


def _inflect(lemma: str) -> list[tuple[str, str]]:
    """Return the forms of a verb with their shapes, irregular ones from the data file."""
    irregular = table("cues")["irregular"].get(lemma)
    if irregular:
        third, *others = irregular.split()
        shaped = [(form, "ing" if form.endswith("ing") else "past") for form in others]
        return [*shaped, (third, "s"), (lemma, "base")]
    if lemma.endswith("e"):
        past, ing = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    return [(lemma, "base"), (third, "s"), (past, "past"), (ing, "ing")]


__all__ = ["QUOTE", "Cue", "Verb", "find_cues", "inverting", "is_adverb", "words"]
