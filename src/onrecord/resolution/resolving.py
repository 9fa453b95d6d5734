"""Attributions -> reports: which party, in which capacity, when, to whom and through whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.attribution.sentences import unwrapped
from onrecord.model import (
    Alias,
    Attribution,
    Document,
    Party,
    PartyKind,
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
from onrecord.resolution.expressions import Expression
from onrecord.resolution.expressions import find as find_dates
from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.frames import frames
from onrecord.resolution.hops import hops_all
from onrecord.resolution.labels import label_speaker
from onrecord.resolution.lexicon import form_key, known
from onrecord.resolution.mending import mended, parted
from onrecord.resolution.occasions import circumstances_all
from onrecord.resolution.outlets import named
from onrecord.resolution.parties import Cast, cast_of
from onrecord.resolution.pronouns import Attention
from onrecord.resolution.relaying import relays_only, rerouted
from onrecord.resolution.roles import parse_role
from onrecord.resolution.scenes import Scene
from onrecord.resolution.speakers import find, speaker_of
from onrecord.resolution.story import no_earlier, with_year

_EVIDENCE = frozenset({"caption", "byline", "dateline"})
_ASKED = re.compile(r"(?m)^[ \t>]*(?![ \t>\"“‘«]).*\?[*_]{0,3}[ \t]*$")
_INTERVIEW = 3
"""With so many paragraphs that end in a question, who says "I" between them is not the author."""
_DEEDS = frozenset({"decides", "notices"})
"""Acts by which nobody speaks: who signs a treaty is not the "he" of the next quotation."""


def resolve(document: Document, tagged: Tagged) -> Resolved:
    """Resolve every attribution of a document against its cast; pure, and never raises on any spans.

    Speakers are those of one candidate left, else None (abstain). Aliases are the printed forms of
    every speaker and person; tenures are those printed.
    """
    flat = replace(document, text=unwrapped(document.text))  # a name broken over two lines is one
    outlets = named(flat.text)
    attributions = rerouted(flat.text, parted(flat.text, tagged.attributions), outlets)
    cast = cast_of(document, _readable(flat), tagged.mentions)
    attributions = mended(cast, attributions)
    asked = sum(1 for _ in _ASKED.finditer(flat.text))
    scene = Scene(cast, Attention.of(cast), document.byline if asked < _INTERVIEW else None)
    found = _speakers(flat, attributions, scene)
    relays = relays_only(flat.text, attributions, outlets)
    reports = tuple(_reports(document, flat, attributions, found, scene, relays))
    return Resolved(reports, _aliases(cast, found), _tenures(cast, document))


def _readable(document: Document) -> str:
    """Return the text with what is set aside blanked, except captions: they are evidence for names and
    roles."""
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


def _speakers(document: Document, attributions: Sequence[Attribution], scene: Scene) -> list[Found | None]:
    """Find the speakers in text order, so that pronouns see who spoke before."""
    found: list[Found | None] = [None] * len(attributions)
    labels = {turn.label.start: turn.label for turn in document.turns}
    starts = sorted(labels)
    order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
    previous: tuple[Attribution, Found] | None = None
    seen: dict[str, Found | None] = {}
    place = " ".join(filter(None, (document.outlet, document.title, document.path)))
    for i in order:
        attribution = attributions[i]
        source = attribution.source[0] if attribution.source else None
        if source is not None:
            label = _label(labels, starts, source)
            if label is not None:
                printed = label.of(document.text)
                if printed not in seen:
                    seen[printed] = label_speaker(scene.cast, printed, place, seen)
                found[i] = seen[printed]
            else:
                found[i] = _from_source(scene, attribution, attributions, found)
        elif previous is not None and _runs_on(scene, previous[0], attribution):
            found[i] = _continued(previous[1])
        now = found[i]
        if now is not None:
            if attribution.act not in _DEEDS:
                figure = now.figure or _unlisted(now, _place(attribution))
                if now.figure is not None or now.party.kind not in ("person", _cited(attribution, found)):
                    scene.attention.spoke(_place(attribution), figure)
            if attribution.parent is None:
                previous = (attribution, now)
        elif source is not None:
            previous = None
    return found


def _cited(attribution: Attribution, found: Sequence[Found | None]) -> PartyKind | None:
    """Return the kind of party that nobody has in mind after a saying: the unnamed of whom a person tells."""
    parent = attribution.parent
    outer = found[parent] if parent is not None and 0 <= parent < len(found) else None
    return "unnamed" if outer is not None and outer.party.kind == "person" else None


def _unlisted(found: Found, at: int) -> Figure:
    """Return a figure for a party that the cast does not hold, with the role that its description tells."""
    role = parse_role(found.party.name) if found.role and found.party.kind == "unnamed" else None
    told = [(replace(role, title=found.role or "", affiliation=found.affiliation), at)] if role else []
    return Figure(found.party.kind, found.party.name, (), roles=told)


def _label(labels: dict[int, Span], starts: list[int], source: Span) -> Span | None:
    i = bisect_right(starts, source.start) - 1
    if i < 0:
        return None
    label = labels[starts[i]]
    return label if source.start < label.end else None


def _place(attribution: Attribution) -> int:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start if spans else 0


def _from_source(
    scene: Scene, attribution: Attribution, attributions: Sequence[Attribution], found: Sequence[Found | None]
) -> Found | None:
    scene.quoting = attribution.kind != "indirect"
    parent = (
        attribution.parent if attribution.parent is not None and attribution.parent < len(found) else None
    )
    outer = found[parent] if parent is not None else None
    for span in attribution.source:
        start, end = max(0, span.start), min(span.end, len(scene.cast.text))
        low = scene.cast.text[start:end].strip().lower()
        speaks = (
            outer is not None and _goes_on(scene, attributions[parent or 0], start) and _may_be(outer, low)
        )
        who = None if speaks else find(scene, start, end)
        if who is not None:
            return who
        if outer is not None and (speaks or low in ("i", "we", "my", "our")):
            reason = "speaks of themselves in the outer statement"
            return replace(outer, confidence=outer.confidence * 0.9, reason=reason)
    return None


def _goes_on(scene: Scene, outer: Attribution, at: int) -> bool:
    """Whether a reported saying begins at an offset: *he* in *said he hoped*."""
    if outer.kind == "direct" or not outer.content:
        return False
    return scene.cast.text[outer.content[0].start : at].strip().lower() in ("", "that")


def _may_be(outer: Found, pronoun: str) -> bool:
    """Whether "he" or "she" can be the person who was found for the outer statement."""
    sex = {"he": "m", "she": "f"}.get(pronoun)
    figure = outer.figure
    return sex is not None and figure is not None and figure.kind == "person" and figure.sex in (sex, "u")


def _runs_on(scene: Scene, before: Attribution, now: Attribution) -> bool:
    """Whether a quotation with no source goes on from the one before: same paragraph, or the next one
    and a quote."""
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


def _parent(
    attribution: Attribution, attributions: Sequence[Attribution], ids: list[str], relays: Collection[int]
) -> str | None:
    parent = attribution.parent
    for _ in range(8):
        parent = attributions[parent].parent if parent in relays and parent is not None else parent
    return ids[parent] if parent is not None and 0 <= parent < len(ids) else None


def _reports(
    document: Document,
    flat: Document,
    attributions: Sequence[Attribution],
    found: Sequence[Found | None],
    scene: Scene,
    relays: Collection[int],
) -> Iterator[Report]:
    """Put together what each part of resolution found of every attribution but those that only relay.

    ``flat`` is the document, its hard-wrapped lines joined.
    """
    ids = [_id(document, a) for a in attributions]
    parties = [f.party if f else None for f in found]
    expressions = _expressions(flat, scene.cast)
    said = said_all(flat, attributions, parties, expressions)
    via = hops_all(flat, attributions, parties)
    around = circumstances_all(frames(flat.text, attributions), attributions, expressions)
    for i, attribution in enumerate(attributions):
        if i in relays:
            continue
        who = found[i]
        speaker = speaker_of(who, scene, _place(attribution)) if who is not None else None
        addressee, occasion = around[i].addressee, around[i].occasion
        yield Report(
            id=ids[i],
            document=document.id,
            attribution=attribution,
            quote=quote_of(document.text, attribution.content),
            speaker=speaker,
            said=said[i],
            via=via[i],
            addressee=addressee.of(flat.text) if addressee else None,
            occasion=occasion.of(flat.text) if occasion else None,
            confidence=_confidence(attribution, speaker),
            parent=_parent(attribution, attributions, ids, relays),
            reasons=(speaker.reason if speaker else "no single speaker was left", said[i].reason),
        )


def _expressions(document: Document, cast: Cast) -> tuple[Expression, ...]:
    """Find the dates; where the page prints no date of its own, years follow from what it knows of."""
    found = find_dates(document.text, document.published)
    if document.published:
        return found
    floor = no_earlier(found, (since for figure in cast.people() for since in _held_since(figure)))
    return tuple(with_year(expression, floor) for expression in found) if floor else found


def _held_since(figure: Figure) -> Iterator[str]:
    """Since when someone has held an office that the page gives them as their present one."""
    printed = [role for role, _ in figure.roles if not role.former]
    for role in printed:
        same = [o for o in figure.offices if o.role.head == role.head and o.role.bag & role.bag]
        if len(same) == 1:
            yield same[0].since


def _confidence(attribution: Attribution, speaker: Speaker | None) -> float:
    return round(attribution.confidence * (speaker.confidence if speaker else 1.0), 3)


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
    entry = known().get(form_key(name))
    return Party(entry.name, entry.kind) if entry else Party(name, "organisation")
