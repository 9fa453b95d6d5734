"""What the words around a cue correct: who stands right before the verb, where a second saying begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.attribution.acts import with_act
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.model import Attribution, Span
from onrecord.resolution.clauses import any_of
from onrecord.resolution.parties import Cast
from onrecord.resolution.printed_roles import serves
from onrecord.resolution.runs import Name

_THAT = re.compile(r"that,?\s+", re.I)
_BEING = 12  # how far before a cue its auxiliary may begin, in characters
_REACH = 60  # how far before a cue a name may begin, in characters


def mended(cast: Cast, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions, those whose source is missing or of another paragraph with the person named
    directly before their cue as the source: *In Kvesta, Ann Orm said ...*; and of *Orm called it
    a “farce”, saying ...* Orm says both. Who *was asked* does not ask."""
    mended = [_mended(cast, a) for a in attributions]
    mended = [_passive(cast.text, a, mended) for a in mended]
    for i, a in enumerate(mended):
        outer = mended[a.parent] if a.parent is not None and 0 <= a.parent < len(mended) else None
        if outer is not None and outer is not a and _object_says(cast.text, a, outer):
            head = Span(outer.content[0].start, a.source[0].end)
            mended[a.parent or 0] = replace(outer, content=(head,))
            mended[i] = replace(a, source=outer.source, parent=outer.parent)
    return tuple(mended)


def _object_says(text: str, a: Attribution, outer: Attribution) -> bool:
    """Whether the tagger took what someone spoke of for who goes on *saying*."""
    if not (a.source and a.cue and outer.source and outer.content):
        return False
    saying = re.fullmatch(_onward(), a.cue[0].of(text)) is not None
    quoted = any(mark in a.source[0].of(text) for mark in '“”"«»')
    head = outer.content[0]
    return (
        saying and quoted and head.start <= a.source[0].start <= head.start + 5 and a.source[0].end < head.end
    )


def _mended(cast: Cast, a: Attribution) -> Attribution:
    if not a.cue or not a.content or (a.source and _together(cast.text, a.source[0], a.cue[0])):
        return a
    at = a.cue[0].start
    for name, figure in cast.within(at - _REACH, at):
        between = cast.text[name.span.end : at]
        if figure is not None and figure.kind == "person" and not between.strip(" ,") and between:
            inside = any(span.start <= name.span.start < span.end for span in a.content)
            return a if inside else replace(a, source=(_whole(cast, name),))
    return a


def _whole(cast: Cast, name: Name) -> Span:
    """Return where the name stands, from the name of who serves its bearer on: *Jon Task, a spokesman for
    President Ann Orm*."""
    before = [one for one, _ in cast.within(name.front - _REACH, name.front)]
    if before and serves(cast.text, before[-1], name):
        return Span(before[-1].span.start, name.span.end)
    return name.span


def _passive(text: str, a: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Take who *was asked* out of the source and the content, and out of the content who *was quoted as
    saying* it, with these words."""
    if not a.cue or not a.content:
        return a
    cue, content, source = a.cue[0], a.content, a.source
    saying = _quoted_as().match(text, content[-1].start, content[-1].end)
    asked = a.act == "asks" and _was_asked().search(text, max(0, cue.start - _BEING), cue.end)
    to_do = text.startswith("to ", content[-1].start)  # "Orm was asked to leave": Orm shall
    if len(content) > 1 and content[0].end <= cue.start and ((asked and not to_do) or saying):
        content = content[1:]
    if saying and saying.end() < content[-1].end:
        content = (*content[:-1], Span(saying.end(), content[-1].end))
    if source and source[0].start < cue.start and (asked or _answers(text, a, others)):
        source = ()
    if (content, source) == (a.content, a.source):
        return a
    return replace(a, content=content, source=source, kind=kind_of(text, content, quotations(text)))


def _answers(text: str, a: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether the source of a question goes on with an answer: *Orm, asked if she knew, said no*."""
    aside = a.act == "asks" and "," in text[a.source[0].start : a.cue[0].start]
    return aside and any(
        b.source == a.source
        and bool(b.cue)
        and a.content[-1].end < b.cue[0].start
        and text[a.content[-1].end : b.cue[0].start].strip() == ","
        for b in others
    )


def _together(text: str, one: Span, other: Span) -> bool:
    """Whether two spans stand in the same paragraph."""
    return "\n" not in text[min(one.start, other.start) : max(one.start, other.start)]


def parted(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Part *said that A while urging them to B* into two sayings; the second follows the first, with its
    source. Parents are counted anew."""
    quoted = quotations(text)
    halves = [_halves(text, a, quoted) for a in attributions]
    place, count = [], 0
    for half in halves:
        place.append(count)
        count += len(half)
    parents = [
        place[a.parent] if a.parent is not None and 0 <= a.parent < len(place) else None for a in attributions
    ]
    return tuple(replace(a, parent=parents[i]) for i, half in enumerate(halves) for a in half)


def _halves(text: str, a: Attribution, quoted: Sequence[Quotation]) -> tuple[Attribution, ...]:
    if a.kind == "direct" or not a.content:
        return (a,)
    if a.kind == "mixed" and (that := _THAT.match(text, a.content[0].start, a.content[0].end)):
        bare = (Span(that.end(), a.content[0].end), *a.content[1:])
        a = replace(a, kind=kind_of(text, bare, quoted))  # the conjunction is the writer's
    last = a.content[-1]
    for match in _while_saying().finditer(text, last.start, last.end):
        if match.start() - last.start < 12 or kind_of(text, (Span(*match.span()),), quoted) != "indirect":
            continue
        first = (*a.content[:-1], Span(last.start, match.start()))
        then = (Span(match.end(), last.end),)
        onward = replace(a, cue=(Span(*match.span("cue")),), content=then, kind=kind_of(text, then, quoted))
        return replace(a, content=first, kind=kind_of(text, first, quoted)), with_act(text, onward)
    return (a,)


@cache
def _was_asked() -> re.Pattern[str]:
    passive = table("relays")["passive"]
    return re.compile(rf"{any_of(passive['being'])}\s+(?:\w+\s+)?{any_of(passive['asked'])}")


@cache
def _quoted_as() -> re.Pattern[str]:
    return re.compile(any_of(table("relays")["passive"]["quoted"]) + r"[\s,:]*")


@cache
def _onward() -> str:
    return any_of(table("relays")["onward"]["verbs"])


@cache
def _while_saying() -> re.Pattern[str]:
    verbs = _onward()
    return re.compile(
        rf",?\s+while\s+(?:also\s+|again\s+|at the same time\s+)?(?P<cue>{verbs})\s+(?:that\s+)?"
    )
