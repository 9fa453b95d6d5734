"""One sentence while it is read by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.attribution.cues import Cue, find_cues, words
from onrecord.attribution.sources import Range
from onrecord.attribution.tokens import DASHES, QUOTE, Token
from onrecord.model import Span

_EDGE = frozenset([",", ".", ";", ":"]) | DASHES
_LEAD = frozenset([",", ".", ";", "and", "but", "however"])


@dataclass(slots=True)
class Draft:
    """An attribution in the making; ``family`` names the rule that found it, for its confidence."""

    family: str
    content: list[Span]
    cue: Span
    source: Span | None = None


@dataclass(slots=True)
class Reader:
    """What was found in a sentence so far, and the token ``low`` from which on it is unread.

    ``joined`` are the conjunctions behind which a cue shares the subject of the one before.
    """

    tokens: Sequence[Token]
    cues: list[Cue]
    heads: frozenset[int]
    joined: frozenset[int]
    low: int = 0
    found: list[Draft] = field(default_factory=list)
    last_source: Range | None = None

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Reader:
        """Begin to read a sentence of at least one token."""
        cues = find_cues(tokens)
        heads = frozenset(cue.head for cue in cues)
        joined = frozenset(cue.first - 1 for cue in cues if _shares_subject(tokens, cue))
        return cls(tokens, cues, heads, joined)

    def form(self, at: int) -> str:
        """Return the form of a token, empty outside the sentence."""
        return self.tokens[at].form if 0 <= at < len(self.tokens) else ""

    def quoted(self, at: int) -> bool:
        """Whether a quotation ends at a token, the punctuation behind it counted in."""
        return self.form(at) == QUOTE or (at > 0 and self.form(at - 1) == QUOTE)

    def add(
        self,
        family: str,
        cue: Cue,
        source: Range | None,
        content: Range,
        more: Range | None = None,
        low: int | None = None,
    ) -> None:
        """Note an attribution and read on from ``low``, by default where its last part ends."""
        pieces = [
            self._span(piece) for piece in (self._trimmed(content), more) if piece and piece[0] < piece[1]
        ]
        if not pieces:
            return
        found = self._span((cue.first, cue.last + 1))
        self.found.append(Draft(family, pieces, found, self._span(source) if source else None))
        ends = [part[1] for part in (content, more, source) if part]
        self.low = max([cue.last + 1, *ends]) if low is None else low
        self.last_source = source or self.last_source

    def _trimmed(self, content: Range) -> Range:
        start, stop = content
        while stop > start and self.form(stop - 1) in _EDGE:
            stop -= 1
        while start < stop and self.form(start) in _LEAD:
            start += 1
        return start, stop

    def _span(self, part: Range) -> Span:
        start, stop = part
        return Span(self.tokens[start].start, max(token.end for token in self.tokens[start:stop]))


def _shares_subject(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a cue shares its subject with one before: ``said A and warned that B``."""
    if not cue.first or tokens[cue.first - 1].form not in ("and", "but", "or", "then"):
        return False
    follow = tokens[cue.last + 1].form if cue.last + 1 < len(tokens) else ""
    plain = cue.shape in ("past", "s") and not cue.passive
    takes = cue.last > cue.head or "tag" in cue.takes
    return plain and (takes or follow in ("that", "to", QUOTE) or follow in words("object"))
