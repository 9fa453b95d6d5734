"""Marked documents -> what the network is to answer: tags, name tags and pointers for every piece."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.attribution.features import Ints, Pieces
from onrecord.attribution.labels import NAME_KINDS, ROLES
from onrecord.model import Attribution, Span, Spans
from train.attribution.corpus import Name

IGNORE = -100
NO_SOURCE = -2
SILVER_KINDS = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": "other",
    "DATE": "date",
}


@dataclass(frozen=True, slots=True)
class Targets:
    """Per piece: role tag, name tag, and as piece numbers the cue of a content and the source of a cue's
    first piece.
    """

    tags: Ints
    names: Ints
    cue_of: Ints
    source_of: Ints


def targets(pieces: Pieces, gold: tuple[Attribution, ...], names: list[Name] | None) -> Targets:
    count = len(pieces)
    tags, cue_of, source_of = np.zeros(count, np.int64), *(np.full((2, count), IGNORE, np.int64))
    for attribution in gold:
        for number, role in enumerate(ROLES):
            for span in getattr(attribution, role):
                _write(tags, _pieces_of(pieces, span), 1 + 2 * number)
    for attribution in gold:
        cue = _first(pieces, attribution.cue)
        if cue is None:
            continue
        for span in attribution.content:
            cue_of[slice(*_pieces_of(pieces, span))] = cue
        source = _first(pieces, attribution.source)
        source_of[cue] = NO_SOURCE if source is None else source
    name_tags = np.full(count, IGNORE if names is None else 0, np.int64)
    for start, end, kind in names or ():
        if kind in SILVER_KINDS:
            index = NAME_KINDS.index(SILVER_KINDS[kind])
            _write(name_tags, _pieces_of(pieces, Span(start, end)), 1 + 2 * index)
    return Targets(tags, name_tags, cue_of, source_of)


def no_targets(pieces: Pieces) -> Targets:
    """What a text that nobody marked asks of the network: nothing."""
    return Targets(*np.full((4, len(pieces)), IGNORE, np.int64))


def _pieces_of(pieces: Pieces, span: Span) -> tuple[int, int]:
    """Return the range of pieces that touch a span of the text."""
    return int(np.searchsorted(pieces.ends, span[0], side="right")), int(
        np.searchsorted(pieces.starts, span[1])
    )


def _first(pieces: Pieces, spans: Spans) -> int | None:
    start, end = _pieces_of(pieces, spans[0]) if spans else (0, 0)
    return start if end > start else None


def _write(tags: Ints, span: tuple[int, int], begin: int) -> None:
    tags[slice(*span)] = begin + 1
    if span[1] > span[0]:
        tags[span[0]] = begin
