"""How far the noun phrase reaches that names a source, in tokens of one sentence.

Without a parser these are rules of thumb over function words, capitals and punctuation; what belongs to a
source follows the PolNeAR guidelines (Newell et al., LREC 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.cues import is_adverb, is_cue_verb, words
from onrecord.attribution.tokens import DASHES, QUOTE, Token

Range = tuple[int, int]
"""Half-open, in token indices."""

_BREAKS = frozenset([",", ";", ":", "—", "–", "--", "(", ")", "[", "]", QUOTE, "?", "!", "…"])
_LONGEST_NAME = 24


def source_before(tokens: Sequence[Token], low: int, stop: int) -> Range | None:
    """Return the noun phrase that ends at token ``stop``, the subject of the cue that begins there."""
    last = stop - 1
    if last < low or tokens[last].form in words("conjunction"):
        return None
    if tokens[last].form in words("relative"):
        return (last, last + 1) if tokens[last].form != "that" else None
    if tokens[last].form in (",", *DASHES):
        return _before_apposition(tokens, low, last)
    first = _phrase_start(tokens, low, last)
    return _without_adjunct(tokens, first, stop)


def _before_apposition(tokens: Sequence[Token], low: int, comma: int) -> Range | None:
    """``X, the minister, said``: the phrase before the commas, with what stands between if it describes X."""
    opening = comma - 1
    while opening >= low and comma - opening < _LONGEST_NAME and tokens[opening].form not in (",", *DASHES):
        if tokens[opening].form in (QUOTE, ";", ":"):
            return None
        opening -= 1
    if opening <= low or tokens[opening].form not in (",", *DASHES):
        return None
    first = _phrase_start(tokens, low, opening - 1)
    if first > low + 1 and tokens[first - 1].form == "," and _is_aside(tokens[first].form):
        return source_before(tokens, low, first - 1)  # "Ann Orm, speaking in Ulm, Ohio, said"
    name = _without_adjunct(tokens, first, opening)
    if name is None:
        return None
    if _is_aside(tokens[opening + 1].form):
        return name
    return name[0], comma + 1


def _is_aside(form: str) -> bool:
    """Whether words between commas that begin with this one do not say who somebody is."""
    small = words("preposition") | words("conjunction") | words("relative")
    return form in small or form.endswith("ing") or is_adverb(form) or form.isdigit()


def _phrase_start(tokens: Sequence[Token], low: int, last: int) -> int:
    """Walk left from ``last`` to where its noun phrase begins."""
    if tokens[last].form in words("pronoun"):
        return last
    conjunctions = words("conjunction") | words("relative")
    first = last
    while first > low and last - first < _LONGEST_NAME:
        before = tokens[first - 1]
        if before.form == "and" and first - 2 >= low and _joins(tokens, first):
            first -= 2
            continue
        if before.form in _BREAKS or before.form in conjunctions or before.form in words("question"):
            break
        first -= 1
    while first < last and (is_adverb(tokens[first].form) or tokens[first].form in words("auxiliary")):
        first += 1
    return first


def _joins(tokens: Sequence[Token], right: int) -> bool:
    """Whether the ``and`` before ``right`` joins two names or two plain nouns rather than two clauses."""
    left, after = tokens[right - 2], tokens[right]
    return left.upper == after.upper and left.form not in _BREAKS


def _without_adjunct(tokens: Sequence[Token], first: int, stop: int) -> Range | None:
    """Drop ``on Wednesday`` and the like from both ends of a phrase."""
    days, prepositions = words("day"), words("preposition")
    while first < stop and not tokens[first].form[0].isalnum() and tokens[first].form[0] not in "@#$":
        first += 1
    if first + 1 < stop and tokens[first].form.isdigit() and first and tokens[first - 1].form == ",":
        first += 1  # "On December, 3 the minister said"
    if first >= stop:
        return None
    for i in range(first + 1, stop):
        if tokens[i].form in words("auxiliary") and tokens[i].form[0] != "'":
            stop = i
            break
    for i in range(first + 1, stop):
        if tokens[i].form in prepositions and i + 1 < stop and tokens[i + 1].form in days:
            stop = i
            break
    while stop - 1 > first and (tokens[stop - 1].form in days or is_adverb(tokens[stop - 1].form)):
        stop -= 1
        if tokens[stop - 1].form in ("last", "earlier", "late", "early") and stop - 1 > first:
            stop -= 1
    if tokens[first].form in prepositions:
        for i in range(first + 1, stop - 1):
            if tokens[i].form in days or tokens[i].form.isdigit():
                return i + 1, stop
        return None
    return (first, stop) if any(tokens[i].form[0].isalnum() for i in range(first, stop)) else None


def subject(tokens: Sequence[Token], low: int, stop: int) -> Range | None:
    """Return the noun phrase that a clause beginning at ``low`` begins with, as well as can be told."""
    first = low
    while first < stop and (
        tokens[first].form in words("conjunction")
        or tokens[first].form in (",", QUOTE)
        or is_adverb(tokens[first].form)
    ):
        first += 1
    if first < stop and tokens[first].form in words("preposition"):
        comma = next((i for i in range(first, stop) if tokens[i].form == ","), None)
        if comma is None:
            return None
        first = comma + 1
    if first >= stop:
        return None
    if tokens[first].form in words("pronoun"):
        return first, first + 1
    last = first
    while last < stop and last - first < 10 and not _ends_subject(tokens, last, first):
        last += 1
    return (first, last) if last > first else None


def _ends_subject(tokens: Sequence[Token], at: int, first: int) -> bool:
    form = tokens[at].form
    if form in _BREAKS or form in words("auxiliary") or form in words("relative") or is_adverb(form):
        return form != "'s"
    if form in words("preposition"):
        return form not in ("of", "for")
    if form == ".":
        return False
    before = tokens[at - 1]
    named = at > first and before.upper and not tokens[at].upper and before.form not in words("determiner")
    return (named and form not in ("of", "and", "'s", "the")) or (form.endswith("ed") and at > first)


def source_after(tokens: Sequence[Token], start: int, loose: bool = False) -> Range | None:
    """Return the noun phrase that begins at ``start``; ``loose`` lets it hold prepositions and clauses."""
    stop = start
    n = len(tokens)
    while stop < n and stop - start < 3 * _LONGEST_NAME and not _ends_source(tokens, stop, start, loose):
        stop += 1
        if stop + 2 < n and tokens[stop].form == "(" and tokens[stop + 2].form == ")":
            stop += 3  # "the World Trade Organization (WTO)"
    if stop == start:
        return None
    if stop < n and tokens[stop].form == ",":
        stop = _with_apposition(tokens, start, stop)
    return start, stop


def _ends_source(tokens: Sequence[Token], at: int, start: int, loose: bool) -> bool:
    form = tokens[at].form
    if form in _BREAKS or (form == "." and at + 1 == len(tokens)):
        return True
    if loose or at == start:
        return False
    if form in words("preposition"):
        return form not in ("of", "for")
    if form == "and":
        return not (at + 1 < len(tokens) and _joins(tokens, at + 1))
    return form in words("conjunction") or form in words("day") or is_adverb(form) or form == "that"


def _with_apposition(tokens: Sequence[Token], start: int, comma: int) -> int:
    """Return where the source ends whose description or name may follow a comma."""
    after = comma + 1
    if after >= len(tokens):
        return comma
    described = not tokens[comma - 1].upper or tokens[start].form in words("determiner")
    named = described and tokens[after].upper
    if not named and not _describes(tokens, after):
        return comma
    stop = after
    while stop < len(tokens) and tokens[stop].form not in (",", ";", ":", QUOTE, *DASHES):
        if tokens[stop].form == "." and stop + 1 == len(tokens):
            return stop
        if tokens[stop].form in words("auxiliary") and tokens[after].form != "who":
            return comma
        stop += 1
    return stop + 1 if stop < len(tokens) and tokens[stop].form == "," else stop


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words behind a comma say who somebody is."""
    form = tokens[at].form
    if form == "who":
        return not any(is_cue_verb(token.form) for token in tokens[at : at + 4])
    if form in ("a", "an", "the", "his", "her", "its", "their", "whose", "one", "former"):
        return True
    return (
        form.isalpha()
        and not tokens[at].upper
        and not form.endswith("ing")
        and not is_adverb(form)
        and form not in words("preposition") | words("conjunction") | words("pronoun") | words("relative")
    )
