"""Attribution by rules: quotation marks, cue words and the order of what stands around them.

They need no model. They find what is nested for the trained taggers, and are the baseline that these must
beat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.attribution.acts import with_act
from onrecord.attribution.content_first import byline_start, read_byline, read_content_first, read_tag
from onrecord.attribution.content_last import label_end, read_colon, read_content_last, read_label
from onrecord.attribution.contents import content_after
from onrecord.attribution.cues import find_cues, words
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.nesting import with_nested
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.attribution.reader import Draft, Reader
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.attribution.sources import source_before
from onrecord.attribution.tokens import QUOTE, Token, fold, tokens
from onrecord.model import Attribution, Span, Tagged

Sentence = list[Token]

_NESTED = 0.6
"""Least precision of a rule whose findings inside a content are kept."""

_LONGEST_SENTENCE = 300
"""Longer ones, in tokens, are read in parts, so that the time stays linear in the length of any text."""


class RulesTagger:
    """The rules behind the interface that the trained tagger shares."""

    name = "rules"

    def __call__(self, text: str) -> Tagged:
        """Return the attributions that the rules find in ``text``; they mark no names."""
        return tag(text)


def tag(text: str) -> Tagged:
    """Return the attributions in ``text`` in text order, nested ones as children of the outer.

    Time is linear in the length of the text.

    >>> text = "“It is late,” said Ann Orm."
    >>> found = tag(text).attributions[0]
    >>> found.kind, [span.of(text) for span in found.source]
    ('direct', ['Ann Orm'])
    """
    return Tagged(with_nested(text, outermost(text), outermost, _NESTED))


def outermost(text: str) -> list[Attribution]:
    """Return the attributions that stand in no other one, in text order."""
    quoted = quotations(text)
    drafts = sorted(_drafts(text, quoted), key=lambda draft: min(draft.content))
    return [_finished(text, draft, quoted) for draft in drafts]


def _finished(text: str, draft: Draft, quoted: Sequence[Quotation]) -> Attribution:
    content = tuple(sorted(draft.content))
    kind = kind_of(text, content, quoted)
    source = (draft.source,) if draft.source else ()
    return with_act(
        text, Attribution(content, source, (draft.cue,), kind, confidence=_precision(draft.family))
    )


@cache
def _precision(family: str) -> float:
    """Return how often a rule was right on the training part of PolNeAR."""
    return float(table("cues")["confidence"][family])


def _drafts(text: str, quoted: Sequence[Quotation]) -> Iterator[Draft]:
    """Read a text paragraph by paragraph, with what one leaves open for the next."""
    folded, ends = fold(text, quoted), {piece.start: piece.end for piece in quoted}
    continued = {piece.start for piece in quoted if piece.continued}
    speaking: Draft | None = None  # whose quotation a further piece would go on
    waiting: list[Span] = []  # pieces of a quotation whose speaker a later paragraph names
    lead: Sentence = []  # a sentence that ends in a colon, for the quotation behind it
    for paragraph in paragraphs(text):
        found = _with_lead(lead, _sentences(folded, paragraph, ends))
        lead = found.pop() if found[-1][-1].form == ":" else []
        goes_on = paragraph.start in continued
        signed = bool(found) and byline_start(found[0]) == 1
        speaking = speaking if goes_on or _only_quoted(found) else None
        waiting = waiting if goes_on or signed else []
        for sentence in found:
            drafts = _signed(sentence, waiting) or _read(sentence)
            quotation = _bare_quotation(sentence)
            if drafts:
                if waiting and sentence[0].form == QUOTE:
                    drafts[0].content += waiting
                speaking, waiting = _speaking(text, drafts), []
            elif quotation and speaking:
                speaking.content.append(quotation)
            elif quotation:
                waiting.append(quotation)
            else:
                speaking = None
            yield from drafts
    yield from _read(lead)


def _read(sentence: Sentence) -> list[Draft]:
    """Return what one sentence holds."""
    if not sentence:
        return []
    reader = Reader.of(sentence)
    read_label(reader)
    if not reader.found:
        read_content_first(reader)
        for cue in reader.cues:
            if cue.first >= reader.low and not read_tag(reader, cue):
                read_content_last(reader, cue)
    if not reader.found:
        read_colon(reader)
        read_byline(reader)
    return reader.found


def _signed(sentence: Sentence, waiting: list[Span]) -> list[Draft]:
    """Give the quotation that waits for its speaker to ``— Ann Orm``."""
    if not waiting or byline_start(sentence) != 1:
        return []
    dash, first, last = sentence[0], sentence[1], sentence[-1]
    return [Draft("byline", waiting, Span(dash.start, dash.end), Span(first.start, last.end))]


def _speaking(text: str, drafts: Sequence[Draft]) -> Draft:
    """Return whose words a quotation behind the sentence would be: who was quoted, else who spoke last."""
    return next((d for d in drafts if text[d.content[-1].end - 1] in "\"”’'»“"), drafts[-1])


def _bare_quotation(sentence: Sentence) -> Span | None:
    """Return the quotation that a sentence begins with, a conjunction before it aside."""
    at = int(sentence[0].form in words("conjunction"))
    if at < len(sentence) and sentence[at].form == QUOTE:
        return Span(sentence[at].start, sentence[at].end)
    return None


def _only_quoted(found: Sequence[Sentence]) -> bool:
    """Whether a paragraph is nothing but one quotation."""
    return len(found) == 1 and found[0][0].form == QUOTE and len(found[0]) <= 2


def _with_lead(lead: Sentence, found: list[Sentence]) -> list[Sentence]:
    """Put the sentence that ended in a colon before the paragraph that follows."""
    if not lead:
        return found
    return [lead + found[0], *found[1:]] if found[0][0].form == QUOTE else [lead, *found]


def _sentences(folded: str, paragraph: Span, ends: Mapping[int, int]) -> list[Sentence]:
    """Return the tokens of each sentence; ``“Why?” Ann said.`` is one, a labelled paragraph too."""
    found: list[Sentence] = []
    for span in sentences(folded, *paragraph):
        sentence = tokens(folded, *span, ends)
        if found and (label_end(found[0]) or (_asked(found[-1]) and _is_tag(sentence))):
            found[-1] += sentence
        else:
            found.append(sentence)
    if label_end(found[0]):
        return found
    return [s[i : i + _LONGEST_SENTENCE] for s in found for i in range(0, len(s), _LONGEST_SENTENCE)]


def _asked(sentence: Sentence) -> bool:
    return len(sentence) > 1 and sentence[-1].form in ("?", "!") and sentence[-2].form == QUOTE


def _is_tag(sentence: Sentence) -> bool:
    """Whether a sentence is no more than ``Ann said`` or ``Ann asked on Monday``."""
    for cue in find_cues(sentence[:12]):
        if "tag" in cue.takes and not cue.passive and cue.shape in ("past", "s"):
            source = source_before(sentence, 0, cue.first)
            follow = sentence[cue.last + 1].form if cue.last + 1 < len(sentence) else "."
            tags = follow in words("preposition") or content_after(sentence, cue) is None
            return source is not None and source[0] == 0 and tags
    return False
