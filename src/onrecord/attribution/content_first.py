"""Rules for a content before its cue: ``“A,” said X``, ``A, X said``, ``A, according to X``."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.contents import content_after, content_end, is_plain_verb
from onrecord.attribution.cues import Cue, inverting, is_cue_verb, words
from onrecord.attribution.reader import Reader
from onrecord.attribution.sources import Range, source_after, source_before
from onrecord.attribution.tokens import DASHES, QUOTE, Token

_LEAST_CLAUSE = 3
_LONGEST_BYLINE = 10
_FURTHEST_HALF = 25
_PAUSES = frozenset([",", ":"]) | DASHES


def read_content_first(reader: Reader) -> None:
    """Read the cue that governs a whole sentence from behind its content, if there is one."""
    if reader.form(0) == QUOTE:
        any(read_tag(reader, cue) for cue in reader.cues[:4])
    elif reader.cues and not _closing_phrase(reader, reader.cues[-1]):
        any(read_tag(reader, cue) for cue in reversed(reader.cues))


def byline_start(tokens: Sequence[Token]) -> int:
    """Return where the name begins in ``“A.” — Ann Orm`` or ``— Ann Orm``, else 0."""
    dash = next((at for at, token in enumerate(tokens[:3]) if token.form in DASHES), None)
    name = tokens[dash + 1 :] if dash is not None else []
    if not name or len(name) > _LONGEST_BYLINE or name[-1].form in (".", "?", "!", ":"):
        return 0
    plain = all(token.form in (QUOTE, ".", ",") for token in tokens[:dash])
    named = name[0].upper and all(token.upper or token.form in (",", "of", "the", ".") for token in name)
    return len(tokens) - len(name) if plain and named else 0


def read_byline(reader: Reader) -> None:
    """Read ``“A.” — Ann Orm``: a quotation, a dash and who said it."""
    start = byline_start(reader.tokens)
    if start > 1 and not reader.found and reader.form(0) == QUOTE:
        cue = Cue(start - 1, start - 1, start - 1, "-", "byline", frozenset())
        reader.add("byline", cue, (start, len(reader.tokens)), (0, 1))


def read_tag(reader: Reader, cue: Cue) -> bool:
    """Read ``…, he said`` or ``…, said the minister``; return whether it is one."""
    if "tag" not in cue.takes or cue.shape == "ing" or cue.passive or not is_plain_verb(reader.tokens, cue):
        return False
    return _inverted(reader, cue) or _tag(reader, cue)


def _inverted(reader: Reader, cue: Cue) -> bool:
    """``“…,” said the minister``; without a quotation only before a name that ends the clause."""
    before = cue.first - 1
    if cue.first != cue.head or not _content_ends(reader, before):
        return False
    source = source_after(reader.tokens, cue.last + 1)
    if source is None:
        return False
    if reader.quoted(before):
        fits = reader.form(source[0]) not in words("preposition") | words("day")
    else:
        ends = source[1] >= len(reader.tokens) - 1 or reader.form(source[1]) == ","
        named = reader.tokens[source[0]].upper and reader.form(before) == ","
        clause = _has_verb(reader, reader.low, before) and not _has_verb(reader, *source)
        fits = ends and named and clause and cue.lemma in inverting()
    if fits:
        reader.add("inverted", cue, source, (reader.low, cue.first), _second_half(reader, source[1]))
    return fits


def _tag(reader: Reader, cue: Cue) -> bool:
    """``…, he said``, also in the middle of what he said."""
    tokens, after = reader.tokens, cue.last + 1
    source = source_before(tokens, reader.low, cue.first)
    if source is None:
        return False
    before = source[0] - 1
    before -= before > reader.low and reader.form(before) == "as"
    follow = reader.form(after) or "."
    aside = follow == "," and reader.form(after + 1) not in {"", QUOTE} | words("conjunction")
    if not _content_ends(reader, before, aside):
        return False
    quoted = reader.quoted(source[0] - 1)
    ahead = content_after(tokens, cue)
    if ahead and quoted and reader.form(ahead[0][0]) == QUOTE:
        reader.add("split", cue, source, (reader.low, before + 1), ahead[0])
        return True
    if ahead and (not quoted or ahead[1] == "quote" or follow == "that"):
        return False
    if not quoted and follow not in {".", ",", ";"} | words("preposition") | words("day"):
        return False
    more = _second_half(reader, after) if quoted else None
    if not quoted and follow == "," and _goes_on(reader, before, after + 1):
        more = after + 1, content_end(tokens, after + 1, "clause", reader.joined)
    low = more[1] if more else after
    reader.add("tag", cue, source, _said_before(reader, before + 1), more, low)
    return True


def _content_ends(reader: Reader, at: int, aside: bool = False) -> bool:
    """Whether a content can end at a token: a quotation, or a clause that is more than an adjunct."""
    if at < reader.low:
        return False
    if reader.quoted(at):
        return reader.form(at) in {QUOTE, ",", "?", "!"} | DASHES
    if reader.form(at) not in {",", "?", "!", "—", "--", "–"}:
        return False
    return aside or (at - reader.low >= _LEAST_CLAUSE and not _is_adjunct(reader.form(reader.low)))


def _is_adjunct(form: str) -> bool:
    """Whether a sentence begins with less than a clause: ``In Ulm, …``, ``Speaking to reporters, …``."""
    opener = form in words("preposition") | words("conjunction") and form not in ("but", "and")
    return opener or form == "asked" or form.endswith("ing")


def _goes_on(reader: Reader, stop: int, after: int) -> bool:
    """Whether ``A, he said, B`` breaks one clause in two: A has no verb yet, or B begins with one."""
    if not reader.form(after):
        return False
    first = reader.form(reader.low)
    if first in words("preposition") | words("conjunction") and first not in ("and", "but"):
        return True
    if not _has_verb(reader, reader.low, stop):
        return True
    return reader.form(after + (reader.form(after) == "and")) in words("auxiliary") - {"'s"}


def _has_verb(reader: Reader, start: int, stop: int) -> bool:
    """Whether a clause's verb is seen between two tokens; only the more common ones can be told."""
    forms = [token.form for token in reader.tokens[start:stop]]
    auxiliary = words("auxiliary") - {"'s"}
    return any(form in auxiliary or form.endswith("ed") or is_cue_verb(form) for form in forms)


def _said_before(reader: Reader, stop: int) -> Range:
    """Return the content that ends at ``stop``: the quotation alone where a pause or a cue parts it off."""
    for at in (stop - 1, stop - 2):
        if at > reader.low and reader.form(at) == QUOTE:
            parted = reader.form(at - 1) in _PAUSES
            if parted or any(reader.low < head < at for head in reader.heads):
                return at, stop
    return reader.low, stop


def _second_half(reader: Reader, start: int) -> Range | None:
    """Return the second piece of ``“A,” he said on Monday, “and B”``."""
    for at in range(start, min(start + _FURTHEST_HALF, len(reader.tokens))):
        if reader.form(at) == QUOTE and (at == start or reader.form(at - 1) in _PAUSES):
            return at, at + 1
        if at in reader.heads:
            return None
    return None


def _closing_phrase(reader: Reader, cue: Cue) -> bool:
    """``…, according to X`` at the end of a sentence governs all of it."""
    if cue.shape != "phrase" or cue.first <= _LEAST_CLAUSE or reader.form(cue.first - 1) != ",":
        return False
    source = source_after(reader.tokens, cue.last + 1, loose=True)
    ends = source is not None and source[1] >= len(reader.tokens) - 1
    if ends:
        reader.add("according", cue, source, (reader.low, cue.first), low=len(reader.tokens))
    return ends
