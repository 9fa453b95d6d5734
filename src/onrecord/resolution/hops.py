"""Attributions -> the relays through which each statement reached the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.attribution.lexicon import table
from onrecord.model import Attribution, Document, Hop, Span
from onrecord.resolution.clauses import any_of
from onrecord.resolution.frames import BLANK, Frame, frames, nearest_cue
from onrecord.resolution.outlets import NamedOutlet, Outlet, named, outlet_of

Relation = Literal["told", "cited", "carried", "translated"]

_INNERMOST, _CARRIED, _CITING, _CITED, _OUTER, _TAG = range(6)
_RECALL = 1500  # how far back an outlet is remembered, in characters
_LOOK = 70  # how far before an outlet its relation is looked for, in characters


@dataclass(frozen=True, slots=True)
class _Relay:
    """An outlet with its relation; ``depth`` orders the chain, 0 is nearest to the speaker."""

    depth: int
    span: Span
    outlet: Outlet
    relation: Relation

    @property
    def hop(self) -> Hop:
        return Hop(self.outlet.party, self.relation, self.span)


def hops_all(
    document: Document, attributions: Sequence[Attribution], speakers: Sequence[Hashable | None]
) -> list[tuple[Hop, ...]]:
    """Return each attribution's relays, in their order, nearest to the speaker first.

    Read from the sentence outside all content (*told the Herald*, *according to the Herald*, *the Herald
    reported*), from ``HERALD: ...`` in the headline, and, for sources without a name, from the other
    sentences of the same paragraph. ``speakers`` has one key per attribution, None where unresolved: what a
    speaker goes on to say after *told the Herald* was told it too. The page's own outlet and one that is
    itself the source are no relays. Linear in the length of the text.
    """
    if document.kind == "transcript":
        return [() for _ in attributions]
    text = document.text
    page = outlet_of(document.outlet or document.url or "")
    mentions = _with_anaphors(text, named(text), page)
    framed = frames(text, attributions)
    starts = [m.span.start for m in mentions]
    cues = sorted(frame.at.start for frame in framed)
    own = [
        _in_sentence(text, frame, attribution, _from(mentions, starts, frame.span.start), cues)
        for frame, attribution in zip(framed, attributions, strict=True)
    ]
    sourced = [_source_outlet(a, mentions, starts) for a in attributions]
    _from_outer(attributions, sourced, own)
    _from_paragraph(text, framed, attributions, sourced, own)
    _from_headline(text, framed, attributions, mentions, own)
    _from_same_speaker(framed, speakers, own)
    itself = [mention.outlet.name if mention else None for mention in sourced]
    return [
        _chain(relays, {page.name if page else None, document.outlet, source})
        for relays, source in zip(own, itself, strict=True)
    ]


def _from(mentions: Sequence[NamedOutlet], starts: Sequence[int], offset: int) -> Iterator[NamedOutlet]:
    return (mentions[i] for i in range(bisect_left(starts, offset), len(mentions)))


def _chain(relays: list[_Relay], skip: Collection[str | None]) -> tuple[Hop, ...]:
    """Order the relays, one per outlet, without those to skip: the page's own and the source itself."""
    chain: dict[str, Hop] = {}
    for relay in sorted(relays, key=lambda r: (r.depth, r.span)):
        if relay.outlet.name not in skip:
            chain.setdefault(relay.outlet.name, relay.hop)
    return tuple(chain.values())


def _in_sentence(
    text: str, frame: Frame, attribution: Attribution, following: Iterable[NamedOutlet], cues: Sequence[int]
) -> list[_Relay]:
    relays: list[_Relay] = []
    for mention in following:
        if mention.span.start >= frame.span.end:
            break
        a, b = mention.span.start - frame.span.start, mention.span.end - frame.span.start
        before, after = frame.words[max(0, a - _LOOK) : max(0, a)], frame.words[b : b + 2 * _LOOK]
        if BLANK in frame.words[max(0, a) : b]:
            read = _in_content(text, attribution, mention)
        else:
            read = _relation(before.replace(BLANK, "|"), after.replace(BLANK, "|"), mention.outlet)
        if read is None:
            continue
        depth, relation = read
        if _is_source(attribution, mention, relation) or _told_another(frame, mention, relation, cues):
            continue
        relays.append(_Relay(depth, mention.span, mention.outlet, relation))
    return relays


def _in_content(text: str, attribution: Attribution, mention: NamedOutlet) -> tuple[int, Relation] | None:
    """Read an outlet at the head of content: ``when asked by the Herald``, ``The Herald reported``."""
    for span in attribution.content:
        if not span.start <= mention.span.start < min(span.end, span.start + 60):
            continue
        before = text[span.start : mention.span.start]
        after = text[mention.span.end : min(span.end, mention.span.end + _LOOK)]
        if re.match(r"(?:when\s+|after\s+being\s+)?asked\s+by\s", before):
            return _relation(before, after, mention.outlet)
        if attribution.cue and attribution.cue[0].start < span.start:
            continue  # "Orm said the Herald reported it": her words, not the Herald's
        if re.fullmatch(r"(?:[A-Z][a-z]+(?:\s[a-z\d]+){0,2},?\s)?(?:[Tt]he\s)?", before):
            return (_CITED, "cited") if _patterns()["subject"].match(after) else None
    return None


def _is_source(attribution: Attribution, mention: NamedOutlet, relation: Relation) -> bool:
    """Whether the outlet is itself the source, and not one that the source is said to have told."""
    inside = any(s.start <= mention.span.start < s.end for s in attribution.source)
    return inside and relation != "told"


def _told_another(frame: Frame, mention: NamedOutlet, relation: Relation, cues: Sequence[int]) -> bool:
    """Whether what the outlet was told is another saying: one whose cue stands nearer."""
    distance = abs(frame.at.start - mention.span.start)
    here = cues[bisect_left(cues, frame.span.start) : bisect_left(cues, frame.span.end)]
    return relation == "told" and bool(here) and nearest_cue(here, mention.span.start) < distance


def _relation(before: str, after: str, outlet: Outlet) -> tuple[int, Relation] | None:
    """Return depth and relation that the words around an outlet give it, None if they give none."""
    if outlet.kind == "platform":
        named_so = _patterns()["platform"].search(before) and not re.match(r"\s+[A-Z]", after)
        return (_CARRIED, "carried") if named_so else None
    for name, depth, relation in _BEFORE:
        if _patterns()[name].search(before):
            answers = name == "cited" and _patterns()["answering"].search(before)
            return None if answers else (depth, relation)
    if re.search(r"\(\s*(?:[Ss]ource:\s*)?$", before) and after.startswith(")"):
        return None  # an abbreviation, or a tag that may be the page's own
    if _patterns()["subject"].match(after) and not _patterns()["answering"].search(before):
        return _CITED, "cited"
    return None


_BEFORE: tuple[tuple[str, int, Relation], ...] = (
    ("translated", _CITED, "translated"),
    ("carried", _CARRIED, "carried"),
    ("citing", _CITING, "cited"),
    ("cited", _CITED, "cited"),
    ("told", _INNERMOST, "told"),
    ("outer", _OUTER, "cited"),
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("relays")
    descriptor = rf"(?:{any_of(data['words']['descriptors'])}|[A-ZÀ-Þ][\w-]*(?:['’]s)?)"
    described = rf"\s+(?:{descriptor}\s+){{0,5}}(?:['’]s\s+)?[(“\"']?$"
    patterns = {name: any_of(words) + described for name, words in data["relations"].items()}
    platform = data["platform"]
    owned = rf"(?:(?:{any_of(platform['possessives'])})\s+){{0,4}}"
    patterns["platform"] = rf"{any_of(platform['before'])}\s+{owned}[(“\"']?$"
    patterns["answering"] = (
        r"(?i)\b(?:(?:response|respond\w*|reaction|react\w*|contrary)\s+to|comment\w*\s+on|asked\s+about"
        r"|den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*)\s+(?:[\w’'-]+\s+){0,4}$"
    )
    fillers, verbs = any_of(data["words"]["fillers"]), any_of(data["words"]["verbs"])
    beside = r"(?:,\s+(?:citing|quoting|the|an?|which|[A-ZÀ-Þ][\w’-]*['’]s)\s[^,.;:\n]{2,100},)?"
    patterns["subject"] = rf"[)”\"']?{beside}(?:\s+{fillers}){{0,3}}\s+{verbs}"
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _with_anaphors(text: str, mentions: Sequence[NamedOutlet], page: Outlet | None) -> list[NamedOutlet]:
    """Add ``the newspaper`` and the like as naming the last such outlet before, the page's own apart."""
    merged: list[NamedOutlet] = []
    cursor, end, last = 0, 0, dict[str, NamedOutlet]()
    for match in _anaphor().finditer(text):
        while cursor < len(mentions) and mentions[cursor].span.start <= match.start():
            mention = mentions[cursor]
            merged.append(mention)
            end = mention.span.end
            if mention.outlet.kind not in ("platform", "media") and mention.outlet != page:
                last[mention.outlet.kind] = last["any"] = mention
            cursor += 1
        named_before = last.get(str(match.lastgroup))
        if named_before and end <= match.start() < named_before.span.end + _RECALL:
            merged.append(NamedOutlet(Span(*match.span()), named_before.outlet))
    return [*merged, *mentions[cursor:]]


@cache
def _anaphor() -> re.Pattern[str]:
    kinds = table("relays")["anaphors"]
    nouns = "|".join(f"(?P<{kind}>{any_of(words)})" for kind, words in kinds.items())
    every = any_of(word for words in kinds.values() for word in words)
    return re.compile(rf"\b[Tt]he\s+(?:{nouns})(?!\s+(?:[*_“\"]?[A-Z]|{every}))")


def _from_outer(
    attributions: Sequence[Attribution], sourced: Sequence[NamedOutlet | None], own: list[list[_Relay]]
) -> None:
    """A saying inside the content of an outlet's report came through that outlet, and through its relays."""
    for i, attribution in enumerate(attributions):
        parent = attribution.parent
        if parent is not None and 0 <= parent < len(attributions) and parent != i:
            outlet = sourced[parent]
            if outlet:
                own[i].append(_Relay(_CITED, outlet.span, outlet.outlet, "cited"))
            own[i].extend(r for r in own[parent] if r.depth >= _CITED)


def _source_outlet(
    attribution: Attribution, mentions: Sequence[NamedOutlet], starts: Sequence[int]
) -> NamedOutlet | None:
    for span in attribution.source:
        i = bisect_left(starts, span.start)
        if (
            i < len(mentions)
            and mentions[i].span.end <= span.end
            and mentions[i].span.start - span.start < 30
        ):
            return mentions[i]
    return None


def _from_paragraph(
    text: str,
    framed: Sequence[Frame],
    attributions: Sequence[Attribution],
    sourced: Sequence[NamedOutlet | None],
    own: list[list[_Relay]],
) -> None:
    """Sources without a name in one paragraph speak through the same outlet, when only one is cited there."""
    cited: dict[int, dict[str, _Relay]] = {}
    for frame, outlet, relays in zip(framed, sourced, own, strict=True):
        here = cited.setdefault(frame.paragraph, {})
        here.update((r.outlet.name, r) for r in relays if r.relation == "cited" and r.depth < _OUTER)
        if outlet and outlet.outlet.kind != "platform":
            here.setdefault(outlet.outlet.name, _Relay(_CITED, outlet.span, outlet.outlet, "cited"))
    for i, (frame, attribution) in enumerate(zip(framed, attributions, strict=True)):
        here = cited[frame.paragraph]
        if len(here) == 1 and not own[i] and not sourced[i] and _unnamed(text, attribution):
            own[i].extend(here.values())


def _unnamed(text: str, attribution: Attribution) -> bool:
    words = " ".join(span.of(text)[:200] for span in attribution.source)
    return bool(re.search(any_of(table("relays")["words"]["unnamed"]), words)) and not re.search(
        r"\b[A-Z][a-z]+\s[A-Z][a-z]+", words
    )


def _from_headline(
    text: str,
    framed: Sequence[Frame],
    attributions: Sequence[Attribution],
    mentions: Sequence[NamedOutlet],
    own: list[list[_Relay]],
) -> None:
    """``HERALD: ...`` and ``... - Herald`` in the first line."""
    line = re.match(r"\s*([^\n]*)", text)
    if not line or not mentions:
        return
    start, end = line.span(1)
    tags = [
        m
        for m in mentions
        if m.outlet.kind != "platform"
        and (
            (m.span.start == start and re.match(r"\s*:", text[m.span.end : end]))
            or (m.span.end == end and re.search(r"(?:\s[-–—|]|,)\s*$", text[start : m.span.start]))
        )
    ]
    for i, frame in enumerate(framed):
        if tags and start <= frame.at.start < end and not _is_source(attributions[i], tags[0], "cited"):
            own[i].append(_Relay(_TAG, tags[0].span, tags[0].outlet, "cited"))


def _from_same_speaker(
    framed: Sequence[Frame], speakers: Sequence[Hashable | None], own: list[list[_Relay]]
) -> None:
    """What a speaker goes on to say in the same or the next paragraph was told to the same outlet."""
    last: dict[Hashable, tuple[int, list[_Relay]]] = {}
    for i in sorted(range(len(framed)), key=lambda j: framed[j].at):
        speaker, frame = speakers[i], framed[i]
        if speaker is None:
            continue
        paragraph, told = last.get(speaker, (-9, []))
        if not own[i] and told and 0 <= frame.paragraph - paragraph <= 1 and not _elsewhere(frame):
            own[i].extend(told)
        last[speaker] = (frame.paragraph, [r for r in own[i] if r.relation == "told"])


def _elsewhere(frame: Frame) -> bool:
    """Whether the sentence names an occasion or a time of its own."""
    return bool(re.search(_occasion_or_time(), frame.words))


@cache
def _occasion_or_time() -> str:
    words = table("occasions")
    return any_of(
        [*words["nouns"], *words["back"], "yesterday", "last", *table("dates")["weekdays"]["names"]]
    )
