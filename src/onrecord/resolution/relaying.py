"""Whose word an outlet prints: attributions moved from the outlet to the source that it cites.

*The Herald reported, citing two officials, that ...* is a saying of the officials; the Herald is a relay of
it. A coder of newspapers marks the original source as the speaker (Quotebank, PARC's nested attributions).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.model import SAYINGS, Attribution, Span, Spans
from onrecord.resolution.clauses import any_of
from onrecord.resolution.groups import head_noun
from onrecord.resolution.lexicon import given_names, words_of
from onrecord.resolution.outlets import NamedOutlet
from onrecord.resolution.roles import role_at
from onrecord.resolution.spelling import fold

_PHRASE = r"[^,;:.“”\"«»\n]{2,110}"
_BEFORE, _NEAR = 160, 240  # how far back and how far apart is looked, in characters


def rerouted(
    text: str, attributions: Sequence[Attribution], outlets: Sequence[NamedOutlet]
) -> tuple[Attribution, ...]:
    """Return the attributions with the source behind each outlet as the source; those that only say that
    an outlet cites someone are gone. ``outlets`` are those the text names, in text order. Linear in the text.
    """
    starts = [o.span.start for o in outlets]
    page = _Page(text, starts, quotations(text))
    moved = [page.answered(page.pointed(page.quoting(page.carried(a)))) for a in attributions]
    gone = {i for i, a in enumerate(attributions) if page.cites(a) and _hand_over(page, moved, i)}
    gone |= {i for i, a in enumerate(moved) if a.parent is not None and page.narrows(moved, i)}
    gone |= {
        i
        for i, a in enumerate(moved)
        if (b := _outer(moved, a)) and b.source == a.source and (b.cue == a.cue or b.content == a.content)
    }
    first: dict[tuple[Spans, Spans], int] = {}
    for i, a in enumerate(moved):
        if a is not attributions[i] and i not in gone and first.setdefault((a.source, a.content), i) != i:
            gone.add(i)  # two relays of one saying
    return _without(moved, gone)


def relays_only(
    text: str, attributions: Sequence[Attribution], outlets: Sequence[NamedOutlet]
) -> frozenset[int]:
    """Return which attributions only say that an outlet carried a saying that is marked itself:
    *according to the Herald, a minister said ...*."""
    page = _Page(text, [o.span.start for o in outlets], ())
    found: set[int] = set()
    for inner in attributions:
        outer = _outer(attributions, inner)
        source = inner.source[0].of(text) if inner.source else ""
        if outer is None or inner.act not in SAYINGS or not source.strip() or not inner.content:
            continue
        whole = (*inner.source, *inner.cue, *inner.content)
        covers = max(s.end for s in whole) - min(s.start for s in whole)
        named_so = source.split()[-1][:1].isupper() or source.lower() in ("he", "she")
        if (
            page.is_outlet(outer.source)
            and page.accords(outer)
            and not page.is_outlet(inner.source)
            and (named_so or _speaks(source))
            and covers >= 0.85 * _length(outer.content)
        ):
            found.add(inner.parent or 0)
    return frozenset(found)


def _without(attributions: Sequence[Attribution], gone: Collection[int]) -> tuple[Attribution, ...]:
    """Leave some out; what lay inside them lies inside what they lay in."""
    if not gone:
        return tuple(attributions)
    place = {old: new for new, old in enumerate(i for i in range(len(attributions)) if i not in gone)}

    def parent(i: int | None) -> int | None:
        for _ in range(8):
            i = attributions[i].parent if i is not None and i in gone else i
        return place.get(i) if i is not None else None

    return tuple(replace(attributions[i], parent=parent(attributions[i].parent)) for i in place)


def _hand_over(page: _Page, attributions: list[Attribution], i: int) -> bool:
    """Give what the outlet reports beside "citing two officials" to the officials."""
    citing = attributions[i]
    phrase = page.phrase_of(citing.content[0])
    at = citing.cue[0].start
    near = [
        j
        for j in range(max(0, i - 6), min(len(attributions), i + 7))
        for other in [attributions[j]]
        if j != i and other.content and other.cue and other.parent != i and other.act in SAYINGS
        if abs(other.cue[0].start - at) < _NEAR and page.together(other.cue[0].start, at)
    ]
    own = [j for j in near if attributions[j].source == citing.source]
    before = [j for j in near if attributions[j].cue[0].start < citing.source[0].start]
    outlets = [j for j in before if page.is_outlet(attributions[j].source)]
    for j in own or outlets[:1]:
        attributions[j] = replace(attributions[j], source=(phrase,))
    return bool(own or outlets)


class _Page:
    """A text with the outlets and quotations in it."""

    def __init__(self, text: str, starts: Sequence[int], quoted: Sequence[Quotation]) -> None:
        self.text = text
        self.starts = starts
        self.quoted = quoted

    def is_outlet(self, source: Spans) -> bool:
        """Whether a source is an outlet, by its name, as "the newspaper" or "the Post"."""
        if len(source) != 1:
            return False
        words = source[0].of(self.text).split()
        i = bisect_left(self.starts, source[0].start)
        named = i < len(self.starts) and self.starts[i] < min(source[0].end, source[0].start + 24)
        if named or not 0 < len(words) < 4 or words[0].lower() != "the":
            return named
        return words[-1].lower() in _media() or words[-1] in table("relays")["words"]["endings"]

    def together(self, one: int, other: int) -> bool:
        """Whether two offsets stand in the same paragraph."""
        return "\n" not in self.text[min(one, other) : max(one, other)]

    def accords(self, a: Attribution) -> bool:
        """Whether its cue is "according to" or the like."""
        return bool(a.cue) and _bare(a.cue[-1].of(self.text)) in _behind()["according"]

    def phrase_of(self, span: Span) -> Span:
        """Return the noun phrase at the head of a span."""
        match = re.compile(_PHRASE).match(self.text, span.start, span.end)
        return Span(match.start(), match.start() + len(match[0].rstrip())) if match else span

    def cites(self, a: Attribution) -> bool:
        """Whether it says only whom an outlet cites."""
        if a.kind != "indirect" or len(a.content) != 1 or not a.cue or not a.source:
            return False
        if not self.is_outlet(a.source) and a.source[0].of(self.text).lower() != "it":
            return False
        if _bare(a.cue[-1].of(self.text)) not in _behind()["citing"]:
            return False
        content = a.content[0]
        phrase = self.phrase_of(content)
        known = self.is_outlet((phrase,))
        return content.end - content.start < _BEFORE and not known and _speaks(phrase.of(self.text))

    def quoting(self, a: Attribution) -> Attribution:
        """*The agency quoted the source as saying*; *Norrwire reported, citing a source, that*."""
        if not a.cue or not a.content or not a.source:
            return a
        if _bare(a.cue[-1].of(self.text)) in _behind()["citing"]:
            match = _patterns()["as_saying"].match(self.text, a.cue[-1].end)
            if match:
                source = Span(*match.span("source"))
                cut = match.end()
                before = [s for s in a.content if s.end <= a.cue[-1].start]
                behind = [
                    Span(max(s.start, cut), s.end) if s.start <= source.start else s
                    for s in a.content
                    if s.end > cut
                ]
                rest = (*before, *behind)
                return self.with_kind(replace(a, source=(source,), content=rest or a.content))
        start = a.source[0].start
        begin = max(0, start - _BEFORE)
        passive = (
            _patterns()["quoted_by"].search(self.text[begin:start]) if self.is_outlet(a.source) else None
        )
        if passive:
            subject, cue = (Span(begin + passive.start(g), begin + passive.end(g)) for g in ("source", "cue"))
            return replace(a, source=(subject,), cue=(cue,))
        first = a.content[0]
        if self.text[max(0, first.start - 9) : first.start].rstrip().lower().endswith("citing"):
            match = _patterns()["cited_that"].match(self.text, first.start, first.end)
            if match and not self.is_outlet((Span(*match.span("source")),)) and _speaks(match["source"]):
                content = (Span(match.end(), first.end), *a.content[1:])
                return self.with_kind(replace(a, source=(Span(*match.span("source")),), content=content))
        return a

    def carried(self, a: Attribution) -> Attribution:
        """*“…,” the mayor said, according to the Herald*: the mayor's."""
        if not self.accords(a) or not self.is_outlet(a.source):
            return a
        for i, span in enumerate(a.content):
            said = _patterns()["said"].search(self.text, span.start, span.end)
            if said:
                content = (*a.content[:i], Span(span.start, said.start()), *a.content[i + 1 :])
                source, cue = Span(*said.span("source")), Span(*said.span("cue"))
                return self.with_kind(replace(a, source=(source,), cue=(cue,), content=content))
        return a

    def pointed(self, a: Attribution) -> Attribution:
        """*This opinion was voiced by sources in Kyiv, per the Herald*: the sentence before was said."""
        if len(a.content) != 1 or not a.cue:
            return a
        span = a.content[0]
        voiced = _patterns()["voiced"].match(self.text, span.start, span.end)
        this = _patterns()["this"].fullmatch(self.text, span.start, span.end)
        if not voiced and not (this and self.accords(a)):
            return a
        before = self.sentence_before(span.start)
        if before is None:
            return a
        moved = self.with_kind(replace(a, content=(before,)))
        if voiced:
            cue, source = Span(*voiced.span("cue")), Span(*voiced.span("source"))
            return replace(moved, source=(source,), cue=(cue,))
        behind = _patterns()["which_cites"].match(self.text, a.source[-1].end) if a.source else None
        if behind and _speaks(behind["source"]):
            return replace(moved, source=(Span(*behind.span("source")),))
        return moved

    def answered(self, a: Attribution) -> Attribution:
        """*She answered yes when asked by the Herald whether ...*: what was asked is what she said."""
        if len(a.source) != 1 or not self.is_outlet(a.source) or not a.cue:
            return a
        start = a.source[0].start
        begin = max(0, start - _BEFORE)
        match = _patterns()["answered"].search(self.text[begin:start])
        if not match:
            return a
        source, cue = (Span(begin + match.start(g), begin + match.end(g)) for g in ("source", "cue"))
        return replace(a, source=(source,), cue=(cue,), act="says")

    def narrows(self, attributions: list[Attribution], i: int) -> bool:
        """*The Herald reported X, according to officials*: the officials said X, no more and no less."""
        inner = attributions[i]
        outer = _outer(attributions, inner)
        if outer is None or not self.is_outlet(inner.source) or not inner.content:
            return False
        if not self.accords(outer) or not outer.source or self.is_outlet(outer.source):
            return False
        if not _speaks(outer.source[0].of(self.text)) or _length(inner.content) < 0.5 * _length(
            outer.content
        ):
            return False
        attributions[inner.parent or 0] = replace(outer, content=inner.content, kind=inner.kind)
        return True

    def sentence_before(self, at: int) -> Span | None:
        """Return the sentence before the one at an offset, in its paragraph or the last before."""
        begin = max(0, at - 1200)
        spans = [s for p in paragraphs(self.text[begin:at]) for s in sentences(self.text[begin:at], *p)]
        whole = [s for s in spans if begin + s.end <= at and s.of(self.text[begin:at])[-1:] in '.!?”"']
        return Span(begin + whole[-1].start, begin + whole[-1].end) if whole else None

    def with_kind(self, a: Attribution) -> Attribution:
        return replace(a, kind=kind_of(self.text, a.content, self.quoted))


def _outer(attributions: Sequence[Attribution], inner: Attribution) -> Attribution | None:
    parent = inner.parent
    return attributions[parent] if parent is not None and 0 <= parent < len(attributions) else None


def _length(content: Spans) -> int:
    return sum(s.end - s.start for s in content)


def _bare(cue: str) -> str:
    return " ".join(cue.lower().split())


def _speaks(phrase: str) -> bool:
    """Whether a noun phrase names people who can say something: officials, a source, a minister."""
    head = head_noun(phrase)
    if head is None:
        return False
    single = head[:-3] + "y" if head.endswith("ies") else head.removesuffix("s")
    plain = bool({head, single} & words_of("sources")) or any(role_at([w], 0)[0] for w in (head, single))
    return plain or _is_person(phrase.split())


def _is_person(words: Sequence[str]) -> bool:
    """Whether a phrase ends in a surname: after a given name or a title, "Foreign Minister Ann Orm"."""
    if len(words) < 2 or not (words[-1].isalpha() and words[-1][0].isupper()):
        return False
    return fold(words[-2]) in given_names() or role_at([words[-2].lower()], 0)[0] > 0


@cache
def _behind() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("relays")["behind"].items()}


@cache
def _media() -> frozenset[str]:
    return words_of("outlets") | {w for words in table("relays")["anaphors"].values() for w in words}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    behind = {name: any_of(words) for name, words in table("relays")["behind"].items()}
    this = r"(?:[Tt]h(?:e|is|at|ese|ose)|[Ss]uch(?:\s+an?)?)"
    pointer = rf"{this}\s+(?:[\w-]+\s+)?{behind['pointing']}s?"
    name = r"[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*){0,3}|[Hh]e|[Ss]he|[Tt]hey"
    return {
        "as_saying": re.compile(
            rf"\s+(?P<source>{_PHRASE}?)\s+as\s+{behind['saying']}\b"
            r"(?:\s+(?:(?:late\s+|early\s+)?on\s+)?[A-Z][a-z]+day\b)?(?:\s+that\b|\s*[:,])?\s*"
        ),
        "quoted_by": re.compile(
            r"(?:^|[\n,.;:“”\"»]\s*)(?P<source>[^\s,;:.“”\"«»][^,;:“”\"«»\n]{1,100}?)"
            r"\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?P<cue>quoted)\s+(?:as\s+saying\s+)?(?:by|in)"
            r"\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
        ),
        "cited_that": re.compile(rf"(?P<source>{_PHRASE}),\s+(?=that\b)"),
        "which_cites": re.compile(
            rf",\s+(?:which|who)\s+(?:\w+ly\s+)?{behind['citing']}\s+(?P<source>{_PHRASE})(?=[,.;]|$)"
        ),
        "voiced": re.compile(
            rf"{pointer}\s+(?:was|were|has\s+been|have\s+been)\s+(?:also\s+)?(?P<cue>{behind['voiced']})\s+by"
            rf"\s+(?P<source>{_PHRASE})(?=[,.;]|$)"
        ),
        "this": re.compile(rf"{pointer}|[Tt]his|[Tt]hat"),
        "said": re.compile(
            rf"(?<=[,.?!…][”\"»])\s+(?P<source>[^.;:“”\"«»\n]{{2,110}}?)\s+(?P<cue>{behind['said']})\s*$"
        ),
        "answered": re.compile(
            rf"(?P<source>{name})\s+(?P<cue>(?:has\s+|had\s+)?{behind['answers']}(?:\s+{behind['manner']})?)"
            r"\s+(?:to\s+)?(?:when|after\s+being)\s+(?:(?:he|she|they)\s+(?:was|were)\s+)?asked\s+by\s+(?:the\s+)?$"
        ),
    }
