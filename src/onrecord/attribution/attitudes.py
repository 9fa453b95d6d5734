"""Attitudes told without a saying: "Orland opposes it", "made it a priority", "the town's bid to join".

The corpus that the network learnt from marks few of them, and none inside other contents. Rules add those
that it has passed over: a party, right before a cue of ``attitudes.toml``, and what the clause is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from onrecord.attribution.cues import is_adverb
from onrecord.attribution.cues import words as cue_words
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.nesting import in_text_order
from onrecord.attribution.quotes import quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.attribution.tokens import Token, fold, tokens
from onrecord.model import Act, Attribution, Mention, Span

_CONFIDENCE = 0.8
"""Of 52 in 400 of PolNeAR's training texts a reader found 42 right; some that were not are left out since."""
_LONGEST_ASIDE = 20
"""In tokens, between a party and its verb."""
_LONGEST_SENTENCE = 2000
"""In characters; longer ones are no prose, and are passed over so that the time stays linear."""
_SHORTEST = 8
"""In characters; a shorter content is about nothing that could be told."""
_RELATIVE = re.compile(r",\s(?:who|which)\s(?:\w+\s){0,3}\Z")
_COMMA = re.compile(",")
_PERSONS = ("he", "she", "they")


class _Mark(NamedTuple):
    """What a text holds already; ``number`` is the attribution that a content is of."""

    span: Span
    role: Literal["name", "content", "taken"]
    number: int | None = None


class _Hit(NamedTuple):
    """A cue and what follows it, in code points; ``subject`` ends where its party must end."""

    act: Act
    subject: int
    cue: Span
    content: Span


def with_attitudes(
    text: str, found: Sequence[Attribution], mentions: Iterable[Mention]
) -> tuple[Attribution, ...]:
    """Return the attributions and the attitudes that stand beside or wholly inside them, in text order.

    ``parent`` stays an index into the answer. Whatever shares characters with a cue or source gives way.

    >>> text = "Orland has long opposed the tunnel."
    >>> new, = with_attitudes(text, (), [Mention(Span(0, 6), "place")])
    >>> new.act, new.cue[0].of(text), new.content[0].of(text)
    ('believes', 'opposed', 'the tunnel')
    """
    return in_text_order([*found, *_attitudes(text, found, mentions)])


def _attitudes(text: str, found: Sequence[Attribution], mentions: Iterable[Mention]) -> Iterator[Attribution]:
    quoted = quotations(text)
    folded, ends = fold(text, quoted), {piece.start: piece.end for piece in quoted}
    near = _Near([*_marked(found), *(_Mark(m.span, "name") for m in mentions if m.kind != "date")])
    for paragraph in paragraphs(text):
        for sentence in sentences(folded, *paragraph):
            hits = _hits(folded, sentence) if sentence.end - sentence.start < _LONGEST_SENTENCE else []
            words = tokens(folded, *sentence, ends) if hits else []
            marks = near.at(sentence)
            low = sentence.start
            for hit in hits:
                source = _party(words, hit, marks)
                placed = _placed(source, hit, marks) if source and source.start >= low else None
                if source and placed and not _of_itself(text, source, placed[1], found):
                    content, parent = placed
                    low = content.end
                    kind = kind_of(text, (content,), quoted)
                    yield Attribution((content,), (source,), (hit.cue,), kind, hit.act, _CONFIDENCE, parent)


def _of_itself(text: str, source: Span, parent: int | None, found: Sequence[Attribution]) -> bool:
    """Whether what somebody is told to have said is told of *he* or *she*: of the speaker, and not anew."""
    if parent is None or found[parent].kind == "direct":
        return False
    return source.of(text).lower() in ("he", "she")


def _marked(found: Sequence[Attribution]) -> Iterator[_Mark]:
    for number, attribution in enumerate(found):
        yield from (_Mark(span, "content", number) for span in attribution.content)
        yield from (_Mark(span, "taken") for span in (*attribution.source, *attribution.cue))


def _hits(text: str, sentence: Span) -> list[_Hit]:
    """Return the cues of a sentence in text order, each with the clause behind it."""
    hits = []
    for act, shape, pattern in _patterns():
        for match in pattern.finditer(text, *sentence):
            relative = _RELATIVE.search(text, sentence.start, match.start())
            stop = (_COMMA if relative else _ends(shape)).search(text, match.end(), sentence.end)
            end = match.end() if shape == "frames" else stop.start() if stop else sentence.end
            content = _trimmed(text, Span(match.end("cue"), end))
            hits.append(_Hit(act, match.start(), Span(*match.span("cue")), content))
    return sorted(hits, key=lambda hit: hit.cue)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " ,.;:?!":
        end -= 1
    return Span(start, end)


def _party(words: Sequence[Token], hit: _Hit, marks: Iterable[_Mark]) -> Span | None:
    """Return the noun phrase before a cue if it is a pronoun, or ends in a name or in a body of people."""
    stop = next((i for i, token in enumerate(words) if token.start >= hit.subject), len(words))
    stop = _past_aside(words, _past_relative(words, _past_small(words, stop)))
    if not stop:
        return None
    last = words[stop - 1]
    if last.form in _PERSONS:
        return Span(last.start, last.end)
    first = _first_of_name(words, stop)
    named = any(mark.role == "name" and mark.span.start < last.end <= mark.span.end for mark in marks)
    lent = first > 0 and words[first - 1].form in cue_words("preposition")
    if first == stop or lent or not (named or last.form in _words("heads")):
        return None
    return Span(words[first].start, last.end)


def _past_small(words: Sequence[Token], stop: int) -> int:
    """Step back over auxiliaries and adverbs; one that makes a passive ends the search."""
    passive = stop < len(words) and words[stop].form.endswith(("ed", "ought"))
    while stop and (words[stop - 1].form in _words("between") or is_adverb(words[stop - 1].form)):
        stop -= 1
        if passive and words[stop].form in _words("being"):
            return 0
    return stop


def _past_relative(words: Sequence[Token], stop: int) -> int:
    """Step back over ``, who`` and ``, which``."""
    if stop > 1 and words[stop - 1].form in ("who", "which") and words[stop - 2].form == ",":
        return stop - 2
    return stop


def _past_aside(words: Sequence[Token], stop: int) -> int:
    """Step back over ``, the mayor,`` and the like."""
    if not stop or words[stop - 1].form != ",":
        return stop
    before = range(stop - 2, max(0, stop - _LONGEST_ASIDE), -1)
    return next((i for i in before if words[i].form == ","), 0)


def _first_of_name(words: Sequence[Token], stop: int) -> int:
    """Return where a phrase of capitals and bodies of people begins up to ``stop``, its article included."""
    first = stop
    while first and (words[first - 1].upper or words[first - 1].form in _words("heads") | {"'s", "'"}):
        first -= 1
    for back in range(first - 1, max(-1, first - 4), -1):
        if words[back].form in cue_words("determiner"):
            return back
        if not words[back].form.isalpha() or words[back].form in cue_words("preposition"):
            break
    return first


def _placed(source: Span, hit: _Hit, marks: Iterable[_Mark]) -> tuple[Span, int | None] | None:
    """Return the content and what it stands inside; None where it would lie across what was found."""
    around = [
        mark
        for mark in marks
        if mark.role == "content" and mark.span.start <= source.start and hit.cue.end < mark.span.end
    ]
    outer = min(around, key=lambda mark: mark.span.end - mark.span.start, default=None)
    content = Span(hit.content.start, min(hit.content.end, outer.span.end)) if outer else hit.content
    whole = Span(source.start, content.end)
    across = any(
        mark.role != "name" and mark not in around and _meet(mark.span, whole)
        for mark in marks
        if mark.role != "taken" or not (mark.span == source or _holds(mark.span, whole))
    )
    if across or content.end - content.start < _SHORTEST:
        return None
    return content, outer.number if outer else None


def _holds(one: Span, other: Span) -> bool:
    """Whether one is all of the other and more: *Ann Orm, who opposes the tunnel,* is a source."""
    return one.start <= other.start and other.end <= one.end


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Near:
    """What is marked in one sentence after another, asked for in text order."""

    def __init__(self, marks: Iterable[_Mark]) -> None:
        self._ahead = sorted(marks, key=lambda mark: mark.span, reverse=True)
        self._held: list[_Mark] = []

    def at(self, sentence: Span) -> list[_Mark]:
        while self._ahead and self._ahead[-1].span.start < sentence.end:
            self._held.append(self._ahead.pop())
        self._held = [mark for mark in self._held if mark.span.end > sentence.start]
        return self._held


_SHAPES = {
    "verbs": r"(?<=\s)(?P<cue>%s)(?=\s)(?!\s+(?:and|at|by|in|on|or)\b)",
    "frames": r"(?<=\s)(?P<cue>%s)\s[^.;]{3,90}?\s(?:%s)\b",
    "nouns": r"['’]s?\s+(?:[\w-]+ ){0,3}?(?P<cue>%s)(?=\s)",
}


@cache
def _patterns() -> list[tuple[Act, str, re.Pattern[str]]]:
    """Return patterns with the acts that they tell and their shapes, lists of ``attitudes.toml``."""
    found = []
    for shape, form in _SHAPES.items():
        for act, cues in table("attitudes")[shape].items():
            parts = tuple(cues) if shape == "frames" else ("|".join(cues),)
            found.append((cast(Act, act), shape, re.compile(f"(?i){form % parts}")))
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("attitudes")["words"][name].split())


@cache
def _ends(shape: str) -> re.Pattern[str]:
    """Return where a clause ends that tells what an attitude is about; that of a noun ends at a verb too."""
    words = [*_words("ends"), *(_words("verbs") if shape == "nouns" else ())]
    return re.compile(
        r"[;—–]|,\s+(?:the|an?|it|he|she|they|we|I|but|and|while|which|who|after|as|because|although|though|with|including|\w+ing|sa(?:id|ys))\b"
        rf"|\s(?:{'|'.join(words)})\b"
    )
