"""Rules for a content behind its cue: ``X said that A``, ``According to X, A``, ``X: A``; and passives."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.contents import content_after, content_end
from onrecord.attribution.cues import Cue, inverting, words
from onrecord.attribution.reader import Reader
from onrecord.attribution.sources import Range, source_after, source_before, subject
from onrecord.attribution.tokens import DASHES, QUOTE, Token

_LONGEST_LABEL = 6
_LEAST_LABELLED = 4


def read_content_last(reader: Reader, cue: Cue) -> None:
    """Read one cue whose content follows it."""
    if cue.shape == "phrase":
        _phrase(reader, cue)
    elif cue.passive:
        _passive(reader, cue)
    elif not _announced(reader, cue):
        _active(reader, cue)


def label_end(tokens: Sequence[Token]) -> int:
    """Return where the colon is in ``WSJ: talks have failed`` or ``ORM: We agree``, else 0."""
    at = next((i for i, token in enumerate(tokens[: _LONGEST_LABEL + 1]) if token.form == ":"), 0)
    if not at or len(tokens) - at <= _LEAST_LABELLED or tokens[at + 1].form == QUOTE:
        return 0
    label = tokens[:at]
    named = all(token.upper or token.form in (".", "of", "the") for token in label)
    other = any(token.form in words("label") or token.form[0].isdigit() for token in label)
    return at if named and not other else 0


def read_label(reader: Reader) -> None:
    """Read ``ORM: We agree``: a name, a colon and what is said."""
    if at := label_end(reader.tokens):
        cue = Cue(at, at, at, ":", "label", frozenset())
        reader.add("label", cue, (0, at), (at + 1, len(reader.tokens)))


def read_colon(reader: Reader) -> None:
    """Read ``He went further: “…”``: a colon brings in a quotation without a cue verb."""
    forms = [token.form for token in reader.tokens]
    for at in range(1, len(forms) - 1):
        if forms[at] == ":" and forms[at + 1] == QUOTE:
            dash = max((i + 1 for i in range(at) if forms[i] in DASHES), default=0)
            if source := subject(reader.tokens, dash, at):
                cue = Cue(min(source[1], at), at, at, ":", "colon", frozenset())
                reader.add("colon", cue, source, (at + 1, at + 2), low=len(forms))
            return


def _announced(reader: Reader, cue: Cue) -> bool:
    """``Continued X: “…”`` at the start of a sentence."""
    if cue.first or cue.lemma not in inverting():
        return False
    source = source_after(reader.tokens, cue.last + 1)
    if source is None or reader.form(source[1]) != ":" or source[1] + 1 >= len(reader.tokens):
        return False
    reader.add("quote", cue, source, (source[1] + 1, len(reader.tokens)))
    return True


def _active(reader: Reader, cue: Cue) -> None:
    content = content_after(reader.tokens, cue, reader.joined, reader.low)
    if content is None or reader.form(cue.first - 1) == "to":
        return
    participle = cue.shape == "ing" and cue.first == cue.head
    source = _participle_source(reader, cue) if participle else _subject_of(reader, cue)
    if source:
        extent, form = content
        reader.add("participle" if participle else form, cue, source, extent, low=extent[1])


def _subject_of(reader: Reader, cue: Cue) -> Range | None:
    before = cue.first - 1
    shared = reader.form(before) in ("and", "but", "or")
    if shared or (before < reader.low and reader.last_source):
        return reader.last_source or subject(reader.tokens, reader.low, max(before, 0))
    return source_before(reader.tokens, reader.low, cue.first)


def _participle_source(reader: Reader, cue: Cue) -> Range | None:
    """``X did A, saying B`` shares X; ``with X saying B`` has its own."""
    if cue.first > reader.low and reader.form(cue.first - 1) not in {",", "and", "but"} | DASHES:
        return source_before(reader.tokens, reader.low, cue.first)
    return reader.last_source or subject(reader.tokens, reader.low, cue.first)


def _passive(reader: Reader, cue: Cue) -> None:
    content = content_after(reader.tokens, cue)
    if reader.form(cue.last + 1) == "by":
        _passive_by(reader, cue)
    elif content is None:
        return
    elif "addressee" in cue.takes and cue.first == cue.head:  # "When asked whether …, he …"
        start, stop = content[0]
        comma = next((at for at in range(start, stop) if reader.form(at) == ","), stop)
        reader.add("passive", cue, None, (start, comma))
    else:
        moved = source_before(reader.tokens, reader.low, cue.first) if content[1] == "to" else None
        reader.add("passive", cue, None, content[0], moved, content[0][1])


def _passive_by(reader: Reader, cue: Cue) -> None:
    """``A is seen by X as B``: A and B are the content; ``Y was told by X that A``: only A is."""
    source = source_after(reader.tokens, cue.last + 2)
    if source and "addressee" in cue.takes and reader.form(source[1]) in {"that", "to"} | words("question"):
        form = "to" if reader.form(source[1]) == "to" else "clause"
        stop = content_end(reader.tokens, source[1], form, reader.joined)
        reader.add("passive", cue, source, (source[1], stop))
        return
    content = source_before(reader.tokens, reader.low, cue.first)
    if source is None or content is None:
        return
    more = None
    if reader.form(source[1]) in ("to", "as"):
        more = source[1], content_end(reader.tokens, source[1], "to")
    reader.add("passive", cue, source, content, more)


def _phrase(reader: Reader, cue: Cue) -> None:
    """``According to X, A`` and ``A, according to X``."""
    source = source_after(reader.tokens, cue.last + 1, loose=True)
    if source is None:
        return
    if not _opens_clause(reader, cue.first):
        reader.add("according", cue, source, (reader.low, cue.first))
        return
    start = source[1] + (reader.form(source[1]) == ",")
    if start < len(reader.tokens):
        stop = content_end(reader.tokens, start, "quote" if reader.form(start) == QUOTE else "clause")
        if stop > start:
            reader.add("according", cue, source, (start, stop), low=stop)


def _opens_clause(reader: Reader, at: int) -> bool:
    forms = [token.form for token in reader.tokens[reader.low : at]]
    if forms and forms[-1] in (":", ";"):
        return True
    return not any(
        form == QUOTE or (form[0].isalpha() and form not in words("conjunction")) for form in forms
    )
