"""Attributions -> reports: which party, in which capacity, when, to whom and through whom."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.model import (
    Alias,
    Attribution,
    Dated,
    Document,
    Party,
    Report,
    Resolved,
    Span,
    Speaker,
    Tagged,
    Tenure,
    content_id,
    quote_of,
)
from onrecord.resolution.dates import said_all
from onrecord.resolution.labels import label_speaker
from onrecord.resolution.parties import Cast, Figure, Found, cast_of
from onrecord.resolution.pronouns import Attention
from onrecord.resolution.speakers import Scene, find, speaker_of

_EVIDENCE = frozenset({"caption", "byline", "dateline"})
_ADDRESSEE = re.compile(
    r"\b(?:told|telling|tells)\s+((?:the\s+|a\s+)?[^\W_][^,.;:“”\"\n]{1,60}?)(?=\s+(?:that|on|in|at|during|he|she|it|they|the)\b|[,.;:“\"\n]|$)"
)
_OCCASION = re.compile(
    r"\b(?:at|during|in|after|before|on the sidelines of|speaking at|following)\s+((?:the|a|an|his|her|its|their)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:press conference|news conference|briefing|press briefing|summit|meeting|interview|speech|hearing|debate|conference|rally|session|forum|ceremony|statement|event|visit|talks|trial|assembly)"
    r"(?:\s+(?:with|in|of)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,5})?)",
    re.I,
)


def resolve(document: Document, tagged: Tagged) -> Resolved:
    """Resolve every attribution of a document against its cast; pure, and never raises on any spans.

    Speakers are those of one candidate left, else None (abstain). Aliases are the printed forms of every speaker and
    person; tenures are those printed.
    """
    text = _readable(document)
    cast = cast_of(document, text, tagged.mentions)
    scene = Scene(cast, Attention.of(cast), document.byline)
    found = _speakers(document, tagged, scene)
    ids = [_id(document, a) for a in tagged.attributions]
    said = said_all(document, tagged.attributions, [f.party if f else None for f in found])
    reports = tuple(
        _report(document, scene, attribution, found[i], ids[i], said[i], _parent(attribution, ids))
        for i, attribution in enumerate(tagged.attributions)
    )
    return Resolved(reports, _aliases(cast, found), _tenures(cast, document))


def _readable(document: Document) -> str:
    """Return the text with what is set aside blanked, except captions: they are evidence for names and roles."""
    pieces: list[str] = []
    cursor = 0
    for aside in sorted(document.set_aside, key=lambda s: s.span):
        start, end = max(aside.span.start, cursor), min(aside.span.end, len(document.text))
        if aside.reason in _EVIDENCE or start >= end:
            continue
        pieces.append(document.text[cursor:start])
        pieces.append(re.sub(r"[^\n]", " ", document.text[start:end]))
        cursor = end
    pieces.append(document.text[cursor:])
    return "".join(pieces)


def _speakers(document: Document, tagged: Tagged, scene: Scene) -> list[Found | None]:
    """Find the speakers in text order, so that pronouns see who spoke before."""
    attributions = tagged.attributions
    found: list[Found | None] = [None] * len(attributions)
    labels = {turn.label.start: turn.label for turn in document.turns}
    starts = sorted(labels)
    order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
    previous: tuple[Attribution, Found] | None = None
    seen: dict[str, Found | None] = {}
    for i in order:
        attribution = attributions[i]
        source = attribution.source[0] if attribution.source else None
        if source is not None:
            label = _label(labels, starts, source)
            if label is not None:
                printed = label.of(document.text)
                if printed not in seen:
                    seen[printed] = label_speaker(scene.cast, printed, document.outlet)
                found[i] = seen[printed]
            else:
                found[i] = _from_source(scene, attribution, found)
        elif previous is not None and _runs_on(scene, previous[0], attribution):
            found[i] = _continued(previous[1])
        now = found[i]
        if now is not None:
            if now.figure is not None:
                scene.attention.spoke(_place(attribution), now.figure)
            elif now.party.kind != "person":
                scene.attention.spoke(_place(attribution), Figure(now.party.kind, now.party.name, ()))
            if attribution.parent is None:
                previous = (attribution, now)
        elif source is not None:
            previous = None
    return found


def _label(labels: dict[int, Span], starts: list[int], source: Span) -> Span | None:
    i = bisect_right(starts, source.start) - 1
    if i < 0:
        return None
    label = labels[starts[i]]
    return label if source.start < label.end else None


def _place(attribution: Attribution) -> int:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start if spans else 0


def _from_source(scene: Scene, attribution: Attribution, found: list[Found | None]) -> Found | None:
    for span in attribution.source:
        start, end = max(0, span.start), min(span.end, len(scene.cast.text))
        who = find(scene, start, end)
        if who is not None:
            return who
        low = scene.cast.text[start:end].strip().lower()
        if (
            low in ("i", "we", "my", "our")
            and attribution.parent is not None
            and attribution.parent < len(found)
        ):
            outer = found[attribution.parent]
            if outer is not None:
                return Found(
                    outer.figure,
                    outer.party,
                    outer.confidence * 0.9,
                    "speaks of themselves in the outer statement",
                )
    return None


def _runs_on(scene: Scene, before: Attribution, now: Attribution) -> bool:
    """Whether a quotation with no source goes on from the one before: same paragraph, or the next one and a quote."""
    if not before.content or not now.content or now.kind == "indirect":
        return False
    there = scene.attention.paragraph(max(before.content[-1].end - 1, _place(before)))
    here = scene.attention.paragraph(now.content[0].start)
    if here == there:
        return True
    begins = scene.attention.paragraph_starts[here] if here >= 0 else 0
    return here - there == 1 and now.content[0].start - begins <= 1


def _continued(who: Found) -> Found:
    return Found(
        who.figure,
        who.party,
        who.confidence * 0.8,
        f"the quotation goes on from {who.party.name}",
        who.role,
        who.affiliation,
    )


def _id(document: Document, attribution: Attribution) -> str:
    spans = (*attribution.source, (-1, -1), *attribution.cue, (-1, -1), *attribution.content)
    return content_id("r", document.id, *(f"{a}:{b}" for a, b in spans))


def _parent(attribution: Attribution, ids: list[str]) -> str | None:
    parent = attribution.parent
    return ids[parent] if parent is not None and 0 <= parent < len(ids) else None


def _report(
    document: Document,
    scene: Scene,
    attribution: Attribution,
    found: Found | None,
    name: str,
    said: Dated,
    parent: str | None,
) -> Report:
    speaker = speaker_of(found, scene, _place(attribution)) if found is not None else None
    around = _surroundings(scene, attribution)
    addressee, occasion = _ADDRESSEE.search(around), _OCCASION.search(around)
    return Report(
        id=name,
        document=document.id,
        attribution=attribution,
        quote=quote_of(document.text, attribution.content),
        speaker=speaker,
        said=said,
        addressee=addressee[1] if addressee else None,
        occasion=occasion[1] if occasion else None,
        confidence=_confidence(attribution, speaker),
        parent=parent,
        reasons=tuple(filter(None, (speaker.reason if speaker else "no single speaker was left",))),
    )


def _confidence(attribution: Attribution, speaker: Speaker | None) -> float:
    return round(attribution.confidence * (speaker.confidence if speaker else 1.0), 3)


def _surroundings(scene: Scene, attribution: Attribution) -> str:
    """Return the sentence of the cue with the content blanked out."""
    spans = (*attribution.source, *attribution.cue) or attribution.content[:1]
    if not spans or not scene.attention.sentence_starts:
        return ""
    number = scene.attention.sentence(spans[-1].start)
    starts = scene.attention.sentence_starts
    begin = starts[max(number, 0)]
    end = starts[number + 1] if number + 1 < len(starts) else len(scene.cast.text)
    text = scene.cast.text[begin : min(end, begin + 1000)]
    for span in attribution.content:
        a, b = max(span.start - begin, 0), max(span.end - begin, 0)
        text = text[:a] + " " * (min(b, len(text)) - a) + text[b:] if a < len(text) else text
    return text


def _aliases(cast: Cast, found: list[Found | None]) -> tuple[Alias, ...]:
    speaking = {id(f.figure) for f in found if f is not None and f.figure is not None}
    aliases = [
        Alias(figure.party, form)
        for figure in cast.figures
        if figure.kind == "person" or id(figure) in speaking
        for form in figure.forms
    ]
    return tuple(dict.fromkeys(aliases))


def _tenures(cast: Cast, document: Document) -> tuple[Tenure, ...]:
    tenures = []
    for figure in cast.people():
        for role, _ in figure.roles:
            if role.affiliation:
                tenures.append(
                    Tenure(
                        figure.party, role.title, _organisation(role.affiliation), role.since, role.until,
                        f"{'former, ' if role.former else ''}printed in {document.id}",
                    )
                )  # fmt: skip
    return tuple(dict.fromkeys(tenures))


def _organisation(name: str) -> Party:
    from onrecord.resolution.lexicon import form_key, known

    entry = known().get(form_key(name))
    return Party(entry.name, entry.kind) if entry else Party(name, "organisation")
