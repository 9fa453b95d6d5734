"""Attribution by rules: needs no model, reads quotation marks, cue words and the order of what stands around them.

It is the fallback for the trained tagger and the baseline that this one must beat.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.attribution import extents
from onrecord.attribution.cues import Cue, find_cues, inverting, is_adverb, words
from onrecord.attribution.extents import Range
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.attribution.tokens import QUOTE, Token, fold, tokens
from onrecord.model import Attribution, Span, Tagged


@dataclass(slots=True)
class Draft:
    """An attribution in the making; ``family`` names the rule that found it, for its confidence."""

    family: str
    content: list[Span]
    cue: Span | None = None
    source: Span | None = None


class RulesTagger:
    """The rules behind the interface that the trained tagger shares."""

    name = "rules"

    def __call__(self, text: str) -> Tagged:
        """Return the attributions that the rules find in ``text``; they mark no names."""
        return tag(text)


def tag(text: str) -> Tagged:
    """Return the attributions in ``text``, in text order, in time linear in its length.

    >>> found = tag("“It is late,” said Ann Orm.").attributions[0]
    >>> found.kind, [span.of("“It is late,” said Ann Orm.") for span in found.source]
    ('direct', ['Ann Orm'])
    """
    quoted = quotations(text)
    drafts = sorted(_drafts(text, quoted), key=lambda draft: draft.content[0])
    return Tagged(tuple(_finished(text, draft, quoted) for draft in drafts))


def _finished(text: str, draft: Draft, quoted: Sequence[Quotation]) -> Attribution:
    content = tuple(sorted(draft.content))
    return Attribution(
        content=content,
        source=(draft.source,) if draft.source else (),
        cue=(draft.cue,) if draft.cue else (),
        kind=kind_of(text, content, quoted),
        confidence=table("cues")["confidence"].get(draft.family, 0.5),
    )


def _drafts(text: str, quoted: Sequence[Quotation]) -> list[Draft]:
    folded = fold(text, quoted)
    ends = {piece.start: piece.end for piece in quoted}
    drafts: list[Draft] = []
    speaking: Draft | None = None  # whose quotation a further piece would go on
    for paragraph in paragraphs(text):
        for number, sentence in enumerate(sentences(folded, *paragraph)):
            found = _Sentence(tokens(folded, *sentence, ends), speaking if number else None).drafts()
            drafts += found
            quoting = [draft for draft in found if text[draft.content[-1].end - 1] in "\"”'’»"]
            speaking = quoting[-1] if quoting else speaking if not found and number else None
    return drafts


@dataclass(slots=True)
class _Sentence:
    tokens: Sequence[Token]
    before: Draft | None
    found: list[Draft] = field(default_factory=list)
    low: int = 0
    last_source: Range | None = None

    def drafts(self) -> list[Draft]:
        for cue in find_cues(self.tokens):
            if cue.first >= self.low:
                self._read(cue)
        self._carry_on()
        return self.found

    def _carry_on(self) -> None:
        """A quotation that no cue of its own sentence claims goes on from the one before."""
        first = self.tokens[0] if self.tokens else None
        if first and first.form == QUOTE and self.before and not self.found:
            self.before.content.append(Span(first.start, first.end))

    def _read(self, cue: Cue) -> None:
        if cue.shape == "phrase":
            self._phrase(cue)
        elif cue.passive:
            self._passive(cue)
        elif self._tagged(cue):
            return
        else:
            self._leading(cue)

    def _tagged(self, cue: Cue) -> bool:
        """Content first: ``…, he said`` or ``…, said the minister``."""
        if "tag" not in cue.takes or cue.shape in ("base", "ing"):
            return False
        tokens, k = self.tokens, cue.first - 1
        if cue.lemma in inverting() and self._content_ends(k) and cue.first == cue.head:
            source = extents.source_after(tokens, cue.last + 1)
            starts = source is not None and (tokens[source[0]].upper or tokens[source[0]].form in words("determiner"))
            if starts and source is not None and (tokens[k].form == QUOTE or tokens[k - 1].form == QUOTE):
                self._add("inverted", (self.low, k + 1), cue, source, source[1])
                return True
        source = extents.source_before(tokens, self.low, cue.first)
        if source is None or not self._content_ends(source[0] - 1):
            return False
        follow = tokens[cue.last + 1].form if cue.last + 1 < len(tokens) else "."
        quote_before = tokens[source[0] - 1].form == QUOTE or tokens[source[0] - 2].form == QUOTE
        ahead = extents.content_after(tokens, cue)
        if ahead and not (quote_before and ahead[1] != "quote" and follow != "that"):
            if follow == "," and quote_before and tokens[ahead[0][0]].form == QUOTE:
                self._add("split", (self.low, source[0]), cue, source, ahead[0][1], ahead[0])
                return True
            return False
        if not quote_before and follow not in (".", ",", ";") and follow not in words("preposition") | words("day"):
            return False
        stop = cue.last + 1
        extra = None
        for i in range(stop, min(stop + 25, len(tokens))):
            if tokens[i].form == QUOTE and tokens[i - 1].form in (",", ":", "—", "--") and quote_before:
                extra = (i, i + 1)
                stop = i + 1
                break
        self._add("tag", (self.low, source[0]), cue, source, stop, extra)
        return True

    def _content_ends(self, k: int) -> bool:
        tokens = self.tokens
        if k < self.low:
            return False
        if tokens[k].form == QUOTE:
            return True
        return (
            tokens[k].form in (",", "?", "!", "—", "--", "–")
            and k > self.low
            and (tokens[k - 1].form == QUOTE or k - self.low >= 3)
            and not (tokens[self.low].form in words("preposition") | words("conjunction") and not self._quoted(k))
        )

    def _quoted(self, k: int) -> bool:
        return self.tokens[k - 1].form == QUOTE

    def _leading(self, cue: Cue) -> None:
        tokens = self.tokens
        content = extents.content_after(tokens, cue)
        if content is None:
            return
        if cue.shape == "ing" and cue.first == cue.head:
            family = "participle"
            source = self.last_source or extents.subject(tokens, self.low, cue.first)
        else:
            family = content[1]
            k = cue.first - 1
            if k >= 0 and tokens[k].form in ("and", "but", "or") or k < self.low and self.last_source:
                source = self.last_source or extents.subject(tokens, self.low, max(k, 0))
            elif k >= 0 and tokens[k].form == "to":
                return
            else:
                source = extents.source_before(tokens, self.low, cue.first)
        if source is None:
            return
        self._add(family, content[0], cue, source, content[0][1])

    def _passive(self, cue: Cue) -> None:
        tokens = self.tokens
        content = extents.content_after(tokens, cue)
        by = cue.last + 1
        if by < len(tokens) and tokens[by].form == "by":
            source = extents.source_after(tokens, by + 1)
            content_range = extents.source_before(tokens, self.low, cue.first)
            if source and content_range:
                self._add("passive", content_range, cue, source, source[1])
            return
        if content is not None:
            self._add("passive", content[0], cue, None, content[0][1])

    def _phrase(self, cue: Cue) -> None:
        """``According to X, …`` and ``…, according to X``."""
        tokens = self.tokens
        source = extents.source_after(tokens, cue.last + 1, loose=True)
        if source is None:
            return
        if cue.first == self.low or (cue.first == self.low + 1 and tokens[self.low].form in words("conjunction")):
            start = source[1] + (source[1] < len(tokens) and tokens[source[1]].form == ",")
            stop = extents.content_end(tokens, start, "clause")
            if stop > start:
                self._add("according", (start, stop), cue, source, stop)
            return
        if cue.first > self.low:
            self._add("according", (self.low, cue.first), cue, source, source[1])

    def _add(
        self,
        family: str,
        content: Range,
        cue: Cue,
        source: Range | None,
        low: int,
        extra: Range | None = None,
    ) -> None:
        pieces = [self._span(self._trim(content))]
        if extra:
            pieces.append(self._span(extra))
        pieces = [piece for piece in pieces if piece.end > piece.start]
        if not pieces:
            return
        self.found.append(
            Draft(family, pieces, self._span((cue.first, cue.last + 1)), self._span(source) if source else None)
        )
        self.low = low
        self.last_source = source or self.last_source

    def _trim(self, content: Range) -> Range:
        start, stop = content
        tokens = self.tokens
        while stop > start and tokens[stop - 1].form in (",", ".", ";", ":", "—", "–", "--", "-"):
            stop -= 1
        while start < stop and (tokens[start].form in (",", "and", "but", "however", ".") or tokens[start].form == ";"):
            start += 1
        return start, stop

    def _span(self, range_: Range) -> Span:
        start, stop = range_
        if stop <= start:
            return Span(0, 0)
        return Span(self.tokens[start].start, max(token.end for token in self.tokens[start:stop]))


__all__ = ["Draft", "Iterable", "RulesTagger", "is_adverb", "tag"]
