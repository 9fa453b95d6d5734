"""How far a source or a content reaches from its cue, in tokens of one sentence.

Ranges are half-open pairs of token indices. Without a parser these are rules of thumb over function words and
punctuation; the boundaries follow the PolNeAR guidelines (Newell et al., LREC 2018).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.attribution.cues import Cue, is_adverb, is_cue_verb, words
from onrecord.attribution.tokens import QUOTE, Token

Range = tuple[int, int]

_BREAKS = frozenset([",", ";", ":", "—", "–", "--", "(", ")", "[", "]", QUOTE, "?", "!", "…"])
_DASHES = frozenset(["—", "–", "--", "-"])
_LONGEST_NAME = 24


def source_before(tokens: Sequence[Token], low: int, stop: int) -> Range | None:
    """Return the noun phrase that ends at token ``stop``, the subject of the cue that begins there."""
    last = stop - 1
    if last < low or tokens[last].form in words("conjunction"):
        return None
    if tokens[last].form in words("relative"):
        return (last, last + 1) if tokens[last].form != "that" else None
    if tokens[last].form in (",", *_DASHES):
        return _before_apposition(tokens, low, last)
    first = _phrase_start(tokens, low, last)
    return _without_adjunct(tokens, first, stop)


def _before_apposition(tokens: Sequence[Token], low: int, comma: int) -> Range | None:
    """``X, the minister, said``: the phrase before the pair of commas, with what stands between if it says who X is."""
    opening = comma - 1
    while opening >= low and comma - opening < _LONGEST_NAME and tokens[opening].form not in (",", *_DASHES):
        if tokens[opening].form in (QUOTE, ";", ":"):
            return None
        opening -= 1
    if opening <= low or tokens[opening].form not in (",", *_DASHES):
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
    conjunctions = words("conjunction")
    first = last
    while first > low and last - first < _LONGEST_NAME:
        before = tokens[first - 1]
        if before.form == "and" and first - 2 >= low and _joins(tokens, first):
            first -= 2
            continue
        if before.form in _BREAKS or before.form in conjunctions or before.form in words("relative"):
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
        stop = _with_apposition(tokens, stop)
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


def _with_apposition(tokens: Sequence[Token], comma: int) -> int:
    """Return where the source ends whose description or name may follow a comma."""
    after = comma + 1
    if after >= len(tokens):
        return comma
    named = tokens[after].upper and not tokens[comma - 1].upper
    if not named and not _describes(tokens, after):
        return comma
    stop = after
    while stop < len(tokens) and tokens[stop].form not in (",", ";", ":", QUOTE, *_DASHES):
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


def content_after(
    tokens: Sequence[Token], cue: Cue, coordinated: Collection[int] = (), low: int = 0
) -> tuple[Range, str] | None:
    """Return the content that follows a cue and its form: ``clause``, ``to``, ``quote`` or ``object``.

    At a token of ``coordinated``, a conjunction with another cue behind it, the content ends; at the next comma
    if the clause that begins at ``low`` is a subordinate one.
    """
    at = cue.last + 1
    while at < len(tokens) and is_adverb(tokens[at].form):
        at += 1
    if "addressee" in cue.takes and not cue.passive:
        at = _past_addressee(tokens, at)
    if at < len(tokens) and tokens[at].form == "to" and "to" in cue.takes:
        form: str | None = "to" if is_infinitive(tokens, at) else None
    else:
        if "tag" in cue.takes or "clause" in cue.takes:
            at = _past_adjuncts(tokens, at)
        form = _form(tokens, cue, at)
    if form is None or (form == "object" and not is_plain_verb(tokens, cue)):
        return None
    if tokens[at].form == ",":
        at += 1
    if tokens[at].form == ":":
        at += 1
    stop = content_end(tokens, at, form, coordinated)
    if tokens[at].form != QUOTE and _is_subordinate(tokens, low, cue.first):
        stop = next((i for i in range(at + 1, stop) if tokens[i].form == ","), stop)
    return ((at, stop), form) if stop > at else None


def _is_subordinate(tokens: Sequence[Token], low: int, cue: int) -> bool:
    """Whether a cue stands in a clause like ``While he said …, others …``."""
    opener = tokens[low].form
    if opener not in _SUBORDINATORS:
        return False
    return not any(tokens[i].form == "," for i in range(low, cue))


def is_infinitive(tokens: Sequence[Token], to: int) -> bool:
    """Whether the ``to`` at a token stands before a verb rather than before a noun phrase."""
    after = tokens[to + 1] if to + 1 < len(tokens) else None
    return (
        after is not None
        and not after.upper
        and after.form[0].isalpha()
        and after.form not in words("determiner") | words("object")
    )


def is_plain_verb(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a form that may be a noun stands after a name or pronoun, so that it is a verb."""
    if cue.head != cue.first or tokens[cue.head].form not in words("noun"):
        return True
    before = tokens[cue.first - 1] if cue.first else None
    return before is not None and (
        (before.upper and not tokens[cue.head].upper)
        or before.form in words("pronoun")
        or before.form in words("relative")
        or before.form in ("and", ",")
    )


def _past_addressee(tokens: Sequence[Token], at: int) -> int:
    enders = {"that", QUOTE, ":", ",", "to", "about", "of", *words("question"), *(words("pronoun") - {"you", "it"})}
    for i in range(at, min(at + 9, len(tokens))):
        if i > at and tokens[i].form in enders:
            return i
        if tokens[i].form in ("?", "!", ";"):
            return i
    if at < len(tokens) and tokens[at].form in words("object"):
        return at + 1
    i = at
    while i < len(tokens) and (tokens[i].upper or tokens[i].form in words("determiner")):
        i += 1
    return max(i, min(at + 1, len(tokens)))


def _past_adjuncts(tokens: Sequence[Token], at: int) -> int:
    """Skip when, where and to whom it was said, if a content follows."""
    n = len(tokens)
    while at < n and (tokens[at].form in words("day") or is_adverb(tokens[at].form)):
        at += 1
    if at < n and (tokens[at].form in words("preposition") or tokens[at].form == ","):
        for i in range(at + 1, min(at + 18, n)):
            form = tokens[i].form
            if form == "that" and tokens[i - 1].form not in words("preposition"):
                return i
            if form == QUOTE and tokens[i - 1].form in (",", ":"):
                return i - 1
            if form == ":":
                return i
            if form in words("pronoun") and tokens[at].form != "," and i > at + 1 and form != "who":
                return i
            if form in ("?", "!", ";", QUOTE) or is_cue_verb(form):
                break
    return at


def _form(tokens: Sequence[Token], cue: Cue, at: int) -> str | None:
    if at >= len(tokens):
        return None
    takes, form = cue.takes, tokens[at].form
    after = tokens[at + 1].form if at + 1 < len(tokens) else ""
    if form == ":" or (form == "," and after == QUOTE):
        return "quote" if after and takes & {"quote", "clause"} else None
    if form == QUOTE:
        return "quote" if takes & {"quote", "object", "clause", "bare"} else None
    if form == "that":
        return "clause" if takes & {"clause", "that"} else "object" if "object" in takes else None
    if form in words("question"):
        return "clause" if takes & {"clause", "object"} and "that" not in takes else None
    if form == "to":
        return "to" if takes & {"to", "addressee"} and is_infinitive(tokens, at) else None
    if not form[0].isalnum() and form not in ("$", "#", "@", "'"):
        return None
    if form in words("pronoun"):
        return "clause" if takes & {"clause", "bare"} else "object" if "object" in takes else None
    if form in words("preposition") and form not in ("about", "over", "at"):
        return None
    if form in words("conjunction"):
        return None
    if "that" in takes:
        return None
    if "tag" in takes or "bare" in takes:
        return "clause"
    return "object" if "object" in takes else None


def content_end(tokens: Sequence[Token], start: int, form: str, coordinated: Collection[int] = ()) -> int:
    """Return where a content that begins at ``start`` ends."""
    n = len(tokens)
    if form == "quote" and tokens[start].form == QUOTE:
        after = tokens[start + 1].form if start + 1 < n else "."
        if after in (",", ".", ";", "?", "!", *_DASHES):
            return start + 1
    at = start
    while at < n:
        word = tokens[at].form
        if word == ";" or (at in coordinated and at > start):
            break
        if word == "," and _leaves(tokens, at, form):
            break
        if form in ("object", "to") and at > start and word in _CLAUSE_OPENERS:
            break
        at += 1
    while at > start and tokens[at - 1].form in (".", ",", ";", ":", "…", *_DASHES):
        at -= 1
    return at


_SUBORDINATORS = frozenset("while although though if when after because as since once before even".split())
_CLAUSE_OPENERS = frozenset("while when although though because but after before whereas".split())


def _leaves(tokens: Sequence[Token], comma: int, form: str) -> bool:
    """Whether the sentence leaves the content at a comma."""
    after = tokens[comma + 1].form if comma + 1 < len(tokens) else ""
    if after in ("but", "while", "although", "though", "whereas") or (after.endswith("ing") and is_cue_verb(after)):
        return True
    if after in ("according", "per"):
        return True
    if form in ("object", "to"):
        if after == "and" and any(
            token.form in words("auxiliary") or is_cue_verb(token.form) for token in tokens[comma + 2 : comma + 8]
        ):
            return True
        return not (comma + 1 < len(tokens) and tokens[comma + 1].upper) and after not in ("who", "which", "and", "or")
    return False
