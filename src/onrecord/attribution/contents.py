"""How far a content reaches behind its cue, in tokens of one sentence.

What belongs to a content follows the PolNeAR guidelines (Newell et al., LREC 2018): ``that`` and the ``to``
of an infinitive do; the one spoken to, times and places of the saying and the closing full stop do not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from onrecord.attribution.cues import Cue, is_adverb, is_cue_verb, words
from onrecord.attribution.sources import Range
from onrecord.attribution.tokens import DASHES, QUOTE, Token
from onrecord.model import Spans

_LONGEST_ADDRESSEE = 9
_LONGEST_ADJUNCT = 18


def says_something(text: str, content: Spans) -> bool:
    """Whether a content has more than pronouns in it: of "she denied it" there is nothing to show."""
    empty = words("pronoun") | words("object") | words("relative") | words("demonstrative")
    return any(form.lower() not in empty for span in content for form in re.findall(r"\w+", span.of(text)))


def content_after(
    tokens: Sequence[Token], cue: Cue, coordinated: Collection[int] = (), low: int = 0
) -> tuple[Range, str] | None:
    """Return the content that follows a cue and its form: ``clause``, ``to``, ``quote`` or ``object``.

    At a token of ``coordinated``, a conjunction with another cue behind it, the content ends; at the next
    comma if the clause that begins at ``low`` is a subordinate one.
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
    if form is None or (_needs_subject(tokens, cue, at, form) and not is_plain_verb(tokens, cue)):
        return None
    at += tokens[at].form == ","
    at += tokens[at].form == ":"
    stop = content_end(tokens, at, form, coordinated)
    if tokens[at].form != QUOTE and _is_subordinate(tokens, low, cue.first):
        stop = next((i for i in range(at + 1, stop) if tokens[i].form == ","), stop)
    return ((at, stop), form) if stop > at else None


def _is_subordinate(tokens: Sequence[Token], low: int, cue: int) -> bool:
    """Whether a cue stands in a clause like ``While he said …, others …``."""
    return tokens[low].form in words("subordinator") and not any(
        token.form == "," for token in tokens[low:cue]
    )


def _needs_subject(tokens: Sequence[Token], cue: Cue, at: int, form: str) -> bool:
    """Whether the cue may still be a noun or a participle: ``fears the``, ``intended to``."""
    if form == "to":
        return cue.first == cue.head and tokens[cue.head].form in words("reduced")
    if form == "clause":
        return tokens[at].form not in {"that"} | words("question") | words("pronoun")
    return form == "object"


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
    if cue.head != cue.first or tokens[cue.head].form not in words("noun") | words("reduced"):
        return True
    before = tokens[cue.first - 1] if cue.first else None
    return before is not None and (
        (before.upper and not tokens[cue.head].upper)
        or before.form in words("pronoun")
        or before.form in words("relative")
        or before.form in ("and", ",")
    )


def _past_addressee(tokens: Sequence[Token], at: int) -> int:
    """Skip the one spoken to: up to a word that begins a content, else one phrase."""
    enders = (
        {"that", QUOTE, ":", ",", "to", "about", "of"} | words("question") | words("pronoun") - {"you", "it"}
    )
    for i in range(at, min(at + _LONGEST_ADDRESSEE, len(tokens))):
        if tokens[i].form in ("?", "!", ";") or (i > at and tokens[i].form in enders):
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
        for i in range(at + 1, min(at + _LONGEST_ADJUNCT, n)):
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
    """Return what form of content begins at ``at``, or None if the cue takes none such."""
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
        return "clause" if takes & {"clause", "object"} else None
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
        if after in (",", ".", ";", "?", "!", *DASHES):
            return start + 1
    at = start
    while at < n:
        word = tokens[at].form
        if (word == ";" and not _lists(tokens, at)) or (at in coordinated and at > start):
            break
        if word == "," and _leaves(tokens, at, form):
            break
        if form in ("object", "to") and at > start and word in words("opener"):
            break
        at += 1
    while at > start and tokens[at - 1].form in (".", ",", ";", ":", "…", *DASHES):
        at -= 1
    return at


def _lists(tokens: Sequence[Token], semicolon: int) -> bool:
    """Whether a semicolon parts the members of a list rather than two clauses."""
    after = tokens[semicolon + 1] if semicolon + 1 < len(tokens) else None
    return after is not None and not after.upper and after.form not in words("pronoun") | words("determiner")


def _leaves(tokens: Sequence[Token], comma: int, form: str) -> bool:
    """Whether the sentence leaves the content at a comma."""
    after = tokens[comma + 1].form if comma + 1 < len(tokens) else ""
    if after in words("leaving") or (after.endswith("ing") and is_cue_verb(after)):
        return True
    if form not in ("object", "to"):
        return False
    ahead = tokens[comma + 2 : comma + 8]
    if after == "and" and any(is_cue_verb(t.form) or t.form in words("auxiliary") for t in ahead):
        return True
    return not (after and tokens[comma + 1].upper) and after not in ("who", "which", "and", "or")
