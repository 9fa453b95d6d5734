"""Attributions -> when each was said, as EDTF, with the words that decided."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Attribution, Dated, Document, Span
from onrecord.resolution.clauses import any_of, date_of_saying, inside, told_before
from onrecord.resolution.expressions import Expression, find
from onrecord.resolution.frames import BLANK, Frame, Layout, frames, lay_out
from onrecord.resolution.gatherings import Anchor, Occasion, is_flashback, occasions_told, surnames
from onrecord.resolution.story import day_of
from onrecord.when import bounds

UNKNOWN = "XXXX-XX-XX"
"""EDTF for a day of which nothing is known: no date in the words, no publication date."""

_TO_COME = re.compile(r"(?i)(?:will|would|shall|is to|are to)\b|['’]ll\b")
FRESH, PAST = timedelta(days=7), timedelta(days=31)
"""How near to the page's day news is fresh, and how far before it a date is long past."""

_FAR = 5  # paragraphs after which the date of an occasion is only approximate
_LEAD = 4  # paragraphs at the top that sum up what follows
_SHORT = 60  # characters below which a paragraph is a stray line


@dataclass(slots=True)
class _State:
    """What has been dated so far, in text order."""

    latest: dict[Hashable, Anchor] = field(default_factory=dict)
    main: dict[Hashable, Anchor] = field(default_factory=dict)
    guests: dict[str, Anchor] = field(default_factory=dict)
    occasion: Anchor | None = None
    saying: Anchor | None = None


def said_all(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[Hashable | None],
    expressions: Sequence[Expression] | None = None,
) -> list[Dated]:
    """Return when each attribution was said, in their order.

    ``speakers`` has one key per attribution, equal for the same party, None where unresolved. In order: a
    date in the sentence outside all content; the occasion of the same speaker's other sayings, or one told of
    before; words such as *repeatedly* give an open interval ``../published``; else the day of the news that
    the lead names, or the publication date, approximate, or ``XXXX-XX-XX``. A transcript's date holds for all
    of it. Linear in the length of the text.
    """
    if document.kind == "transcript" and document.published:
        return [Dated(document.published, "date of the transcript")] * len(attributions)
    text, layout = document.text, lay_out(document.text)
    expressions = _visible(document, find(text, document.published) if expressions is None else expressions)
    framed = frames(text, attributions, layout)
    starts = [e.span.start for e in expressions]
    own = [
        _own(document, frame, attribution, inside(frame, expressions, starts))
        for frame, attribution in zip(framed, attributions, strict=True)
    ]
    keys = [_key(text, a, s) for a, s in zip(attributions, speakers, strict=True)]
    names = _names(text, attributions, keys)
    told = occasions_told(text, layout, framed, own, expressions)
    dated = _in_order(document, attributions, framed, keys, names, own, told)
    lead_end = _lead_end(document, layout)
    _lead(lead_end, framed, keys, own, dated, _stale(document.published, own))
    news = _news(document, attributions, [e for e in expressions if e.span.start < lead_end])
    fallback = _fallback(document.published)
    return [
        d
        or _inherited(attributions[i], dated)
        or (news[1] if news and news[0] < framed[i].at.end else fallback)
        for i, d in enumerate(dated)
    ]


def _news(
    document: Document, attributions: Sequence[Attribution], lead: Sequence[Expression]
) -> tuple[int, Dated] | None:
    """Return from where the day of the report's news holds, and the day; quoted words do not count."""
    contents = sorted(span for attribution in attributions for span in attribution.content)
    for expression in lead:
        i = bisect_right(contents, (expression.span.start, len(document.text)))
        quoted = i > 0 and contents[i - 1].end > expression.span.start
        possessive = document.text[expression.span.end :][:1] in ("'", "’")
        dateline = not expression.relative and expression.past == document.published
        ahead = expression.edtf != expression.past
        day = None if quoted or possessive or dateline or ahead else day_of(expression, document.published)
        if day:
            before = document.text[: expression.span.start].rstrip().removesuffix("On").rstrip(" ")
            turns = not before or before[-1] in '\n.!?”"'  # "On Tuesday, ..." opens what follows, no more
            return expression.span.start if turns else 0, day
    return None


def _visible(document: Document, expressions: Sequence[Expression]) -> list[Expression]:
    """Leave out what lies in passages set aside."""
    aside = sorted(passage.span for passage in document.set_aside)
    return [
        e for e in expressions if (i := bisect_right(aside, e.span)) == 0 or aside[i - 1].end <= e.span.start
    ]


def _own(document: Document, frame: Frame, attribution: Attribution, near: list[Expression]) -> Dated | None:
    """Return the date that the saying's own sentence gives it, if any."""
    cue = " ".join(span.of(document.text) for span in attribution.cue)
    ahead = [e for e in near if e.past != e.edtf] if _TO_COME.match(cue) else ()
    over = [e for e in near if _over(e.past, document.published) and e not in ahead]
    found = date_of_saying(frame, attribution.source, over)
    if found:
        return Dated(found.past, found.reason)
    words = told_before(frame, document.text)
    if not words:
        return None
    published = document.published
    day = bounds(published)[1] if published else None
    return Dated(f"../{day}" if day else UNKNOWN, f'"{words}": some time before publication')


def _over(edtf: str, published: str | None) -> bool:
    """Whether a date has begun by publication."""
    last = bounds(published)[1] if published else None
    first = bounds(edtf)[0]
    return not (last and first and first > last)


def _fallback(published: str | None) -> Dated:
    if not published or bounds(published) == (None, None):
        return Dated(UNKNOWN, "no date in the words and no publication date")
    marked = published if published[-1] in "~?%" or "/" in published or "X" in published else f"{published}~"
    return Dated(marked, f"publication date {published}: no date in the words")


def _key(text: str, attribution: Attribution, speaker: Hashable | None) -> Hashable | None:
    """Return the speaker's key, or the printed source where it is unresolved and no pronoun."""
    if speaker is not None or not attribution.source:
        return speaker
    words = " ".join(attribution.source[0].of(text).lower().split())
    return None if words in table("occasions")["pronouns"] else ("printed", words)


def _names(
    text: str, attributions: Sequence[Attribution], keys: Sequence[Hashable | None]
) -> dict[Hashable, frozenset[str]]:
    """Return the last words of the capitalised names in each speaker's sources: mostly surnames."""
    names: dict[Hashable, frozenset[str]] = {}
    for attribution, key in zip(attributions, keys, strict=True):
        if key is not None:
            found = frozenset(n for span in attribution.source for n in surnames(span.of(text)[:200]))
            names[key] = names.get(key, frozenset()) | found
    return names


def _in_order(
    document: Document,
    attributions: Sequence[Attribution],
    framed: Sequence[Frame],
    keys: Sequence[Hashable | None],
    names: dict[Hashable, frozenset[str]],
    own: Sequence[Dated | None],
    told: Sequence[Occasion],
) -> list[Dated | None]:
    """Date the sayings in text order; None where nothing before them decides."""
    state, upcoming = _State(), 0
    stale = _stale(document.published, own)
    result: list[Dated | None] = [None] * len(framed)
    for i in sorted(range(len(framed)), key=lambda j: framed[j].at):
        frame, key = framed[i], keys[i]
        while upcoming < len(told) and told[upcoming].at.offset <= frame.at.start:
            occasion, guests = told[upcoming]
            if _over(occasion.dated.edtf, document.published):
                state.occasion = occasion
                old = replace(occasion, flashback=occasion.flashback or stale(occasion.dated))
                state.guests.update(dict.fromkeys(guests, old))
            upcoming += 1
        known = own[i]
        found = known or _belongs(
            frame, key, names.get(key, frozenset()), bool(attributions[i].source), state
        )
        result[i] = found
        if found is None:
            state.saying = None
            continue
        anchor = Anchor(found, frame.at.start, frame.paragraph, is_flashback(found) or stale(found))
        state.saying = anchor
        if key is not None:
            state.latest[key] = anchor
            if known and not anchor.flashback:
                state.main[key] = anchor
    return result


def _stale(published: str | None, own: Sequence[Dated | None]) -> Callable[[Dated], bool]:
    """Return a test whether a date is long past where the page tells fresh news, too: then what is told next
    is not of that day."""
    today = bounds(published)[1] if published else None
    closed = [bounds(dated.edtf)[1] for dated in own if dated and not dated.edtf.startswith("..")]
    if today is None or not any(end and today - FRESH <= end <= today for end in closed):
        return lambda _: False
    return lambda dated: bool((end := bounds(dated.edtf)[1]) and end < today - PAST)


def _belongs(
    frame: Frame, key: Hashable | None, names: frozenset[str], pronoun: bool, state: _State
) -> Dated | None:
    """Return the date of the occasion that a saying without a date belongs to, or None."""
    around = state.occasion
    if around and re.search(_pointing(), frame.words) and frame.paragraph - around.paragraph <= _FAR:
        state.guests.update(dict.fromkeys(names, around))
        return _passed_on(around, frame)
    if key is None:
        here = state.saying  # a pronoun goes on from the last one who spoke
        return _passed_on(here, frame) if here and frame.paragraph - here.paragraph <= 2 * pronoun else None
    candidates = [a for a in (state.latest.get(key), *(state.guests.get(n) for n in sorted(names))) if a]
    if not candidates:
        return None
    anchor = max(candidates, key=lambda a: a.offset)
    if anchor.flashback and anchor.paragraph != frame.paragraph:
        main = state.main.get(key)
        return _passed_on(main, frame) if main else None
    return _passed_on(anchor, frame)


def _passed_on(anchor: Anchor, frame: Frame) -> Dated:
    edtf = anchor.dated.edtf
    far = frame.paragraph - anchor.paragraph > _FAR or _another_occasion().search(frame.words)
    if far and re.fullmatch(r"[\d-]+", edtf):
        edtf += "~"
    reason = anchor.dated.reason
    return Dated(
        edtf, reason if reason.startswith(("the occasion", "same occasion")) else f"same occasion as {reason}"
    )


@cache
def _another_occasion() -> re.Pattern[str]:
    """``in an interview``, ``at a rally``: told for the first time, perhaps of another day."""
    words = table("occasions")
    return re.compile(
        rf"{any_of(words['before'])}\s+(?:an?|another)\s+(?:[\w’'-]+\s+){{0,4}}?{any_of(words['nouns'])}"
    )


@cache
def _pointing() -> str:
    nouns = any_of(table("occasions")["pointing"])
    return (
        rf"(?i:\b(?:the|that|this|their|his|her|same))\s+(?:\w+\s+)?{nouns}(?!\s+(?:in|of|on|with)\s+[A-Z\d])"
    )


def _lead_end(document: Document, layout: Layout) -> int:
    """Return where the lead ends; short paragraphs and those set aside do not count."""
    aside = sorted(passage.span for passage in document.set_aside)
    ends = [*layout.paragraph_starts[1:], len(document.text)]
    count = 0
    for start, end in zip(layout.paragraph_starts, ends, strict=False):
        i = bisect_right(aside, Span(start, end))
        hidden = i > 0 and aside[i - 1].end > start
        count += end - start >= _SHORT and not hidden
        if count > _LEAD:
            return start
    return len(document.text)


def _lead(
    lead_end: int,
    framed: Sequence[Frame],
    keys: Sequence[Hashable | None],
    own: Sequence[Dated | None],
    dated: list[Dated | None],
    stale: Callable[[Dated], bool],
) -> None:
    """Date the lead by what it sums up: the same speaker's next saying, where that has a date of its own."""
    order = sorted(range(len(framed)), key=lambda j: framed[j].at)
    following: dict[Hashable, int] = {}
    for i in reversed(order):
        key, frame = keys[i], framed[i]
        if key is None:
            continue
        after = following.get(key)
        if dated[i] is None and after is not None and frame.at.start < lead_end:
            dated_after = own[after] or (dated[after] if framed[after].at.start < lead_end else None)
            near = framed[after].paragraph - frame.paragraph <= 3
            if (
                dated_after
                and near
                and not is_flashback(dated_after)
                and not stale(dated_after)
                and not _turns(framed[after], own[after])
            ):
                reason = dated_after.reason
                reason = reason if reason.startswith("sums up") else f"sums up what was said, {reason}"
                dated[i] = Dated(dated_after.edtf, reason)
        following[key] = i


def _turns(frame: Frame, own: Dated | None) -> bool:
    """Whether a saying opens another occasion: its sentence begins with the date."""
    opening = frame.words.lstrip(" \t“”\"'" + BLANK)[:40]
    return own is not None and bool(
        re.match(r"(?:On|Last|Earlier|In|Late|Early|Two|Three|A)\b[^.]*?,", opening)
    )


def _inherited(attribution: Attribution, dated: Sequence[Dated | None]) -> Dated | None:
    """Return the date of the saying that holds this one, approximate: said by then."""
    outer = (
        dated[attribution.parent]
        if attribution.parent is not None and attribution.parent < len(dated)
        else None
    )
    if outer is None:
        return None
    marked = outer.edtf + "~" * bool(re.fullmatch(r"[\d-]+", outer.edtf))
    return replace(outer, edtf=marked, reason=f"carried by a saying dated {outer.reason}")
