"""Pronouns: the person named before who is in the centre of attention.

A salience model after Lappin & Leass (1994): every earlier mention of a person scores by how many
sentences lie between, whether it was a sentence's subject, whether the person was just quoted, and
whether it stands
inside a quotation (people seldom name themselves).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.attribution.quotes import quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.resolution.figures import Figure
from onrecord.resolution.parties import Cast

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves", "both", "all", "each", "many", "some"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours"})
SECOND = frozenset({"you", "your", "yours"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS = MASCULINE | FEMININE | PLURAL | NEUTER | FIRST | FIRST_PLURAL | SECOND | RELATIVE

_REACH = 6  # sentences back
_SENTENCE, _SUBJECT, _SPEAKER, _QUOTED, _UNSEXED, _PARAGRAPH = 1.0, 1.2, 0.8, 2.0, 0.6, 0.8
_OBLIQUE = frozenset(
    {"to", "with", "of", "for", "by", "against", "from", "about", "at", "on", "between", "and", "like"}
)
_QUOTING = 1.5  # instead of _SPEAKER, for who says a quotation
_OPENING = 5  # characters before who a paragraph is about
_MARGIN = 0.15


@dataclass(slots=True)
class Attention:
    """What has been in the centre of attention so far in one document."""

    cast: Cast
    sentence_starts: list[int] = field(default_factory=list)
    paragraph_starts: list[int] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)
    speakers: list[tuple[int, Figure]] = field(default_factory=list)
    mentions: list[tuple[int, int, Figure]] = field(default_factory=list)

    @classmethod
    def of(cls, cast: Cast) -> Attention:
        """Lay out the text of a cast: sentences, paragraphs, quotations, persons."""
        text = cast.text
        attention = cls(cast)
        for paragraph in paragraphs(text):
            attention.paragraph_starts.append(paragraph.start)
            attention.sentence_starts.extend(s.start for s in sentences(text, *paragraph))
        attention.quoted = [(q.start, q.end) for q in quotations(text)]
        attention.mentions = [
            (n.span.start, n.front, f)
            for n, f in zip(cast.names, cast.owner, strict=True)
            if f is not None
            and f.kind == "person"
            and not (n.possessive and text[n.front : n.front + 1].isspace())
        ]
        return attention

    def sentence(self, at: int) -> int:
        """Return the number of the sentence at an offset."""
        return bisect_right(self.sentence_starts, at) - 1

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph at an offset."""
        return bisect_right(self.paragraph_starts, at) - 1

    def inside_quote(self, at: int) -> bool:
        """Whether an offset lies within a quotation."""
        i = bisect_right(self.quoted, (at, 1 << 60)) - 1
        return i >= 0 and self.quoted[i][0] <= at < self.quoted[i][1]

    def spoke(self, at: int, figure: Figure) -> None:
        """Note that a figure was the source of an attribution at an offset."""
        self.speakers.append((at, figure))

    def candidates(self, at: int, sex: str, quoting: bool = False) -> list[tuple[float, Figure]]:
        """Return the persons that "he" or "she" at an offset may be, best first, with their scores."""
        here, block = self.sentence(at), self.paragraph(at)
        scores: dict[int, tuple[float, Figure]] = {}

        def offer(score: float, figure: Figure) -> None:
            if figure.kind != "person" or figure.sex not in (sex, "u"):
                return
            score -= _UNSEXED if figure.sex == "u" else 0.0
            if id(figure) not in scores or scores[id(figure)][0] < score:
                scores[id(figure)] = (score, figure)

        first = self.sentence_starts[max(0, here - _REACH)] if self.sentence_starts else 0
        for position, front, figure in self.mentions[
            bisect_left(self.mentions, (first,), key=lambda m: (m[0],)) :
        ]:
            if position >= at:
                break
            offer(self._score(position, front, here, block), figure)
        opened = self._opened_by_somebody(at, block)
        for position, figure in reversed(self.speakers):
            if position < first:
                break
            if position < at:
                distance = here - self.sentence(position)
                goes_on = quoting and not (opened and self.paragraph(position) < block)
                offer((_QUOTING if goes_on else _SPEAKER) + _SUBJECT - _SENTENCE * distance, figure)
        return sorted(scores.values(), key=lambda s: -s[0])

    def _opened_by_somebody(self, at: int, block: int) -> bool:
        """Whether a person is what the first sentence of a paragraph is about."""
        start = self.paragraph_starts[block] if block >= 0 else 0
        opening = self.sentence(start)
        for position, front, _ in self.mentions[
            bisect_left(self.mentions, (start,), key=lambda m: (m[0],)) :
        ]:
            if position >= at or self.sentence(position) > opening:
                return False
            if not self.inside_quote(position) and front - start < _OPENING:
                return True
        return False

    def _score(self, position: int, front: int, here: int, block: int) -> float:
        number = self.sentence(position)
        score = -_SENTENCE * (here - number)
        start = self.sentence_starts[number] if number >= 0 else 0
        before = self.cast.text[max(start, front - 12) : front].split()
        if not before or before[-1].lower() not in _OBLIQUE:
            score += _SUBJECT * (1.0 if front - start < 25 else 0.6)
        if self.inside_quote(position):
            score -= _QUOTED
        if self.paragraph(position) == block:
            score += _PARAGRAPH
        return score + (position - start) * -0.002

    def person(self, at: int, sex: str, quoting: bool = False) -> tuple[Figure | None, float]:
        """Return the person that stands out at an offset and by how much; None if no one does."""
        ranked = self.candidates(at, sex, quoting)
        if not ranked:
            return None, 0.0
        lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 2.0
        return (ranked[0][1], lead) if lead >= _MARGIN else (None, lead)
