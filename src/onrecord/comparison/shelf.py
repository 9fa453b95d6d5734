"""Which of many transcripts a quote may stand in: an index of three words in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.comparison.passages import Ids, Places, Transcript, Voice, ids_of
from onrecord.comparison.voices import same_voice
from onrecord.comparison.words import Words, weight
from onrecord.when import bounds

NEAR_DAYS = 3
_PRIMES = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_BUCKET = 64
_NEARER, _OWN = 1.1, 1.15


class Shelf:
    """Transcripts to pick from. Building takes time and memory linear in their words, picking next to
    none."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        self.transcripts = tuple(transcripts)
        hashed = [_triples(t.ids) for t in self.transcripts]
        sizes = [len(part) for part in hashed]
        whole = np.concatenate(hashed) if hashed else np.empty(0, np.uint64)
        owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        places = np.concatenate([np.arange(n, dtype=np.int32) for n in sizes]) if sizes else owners
        order = np.argsort(whole, kind="stable")
        self._hashed, self._owners, self._places = whole[order], owners[order], places[order]
        self._own: dict[Voice | None, NDArray[np.bool_]] = {}

    def pick(self, quote: Words, speaker: Voice | None, said: str | None, most: int = 8) -> list[Transcript]:
        """Return the transcripts in which most of the quote stands together, the likeliest first."""
        if len(self.transcripts) <= most:
            return list(self.transcripts)
        ids = ids_of(quote.keys)
        if len(ids) < 3:
            return self.spoken_by(speaker, said)[:most]
        triples = _triples(ids)
        low, high = (np.searchsorted(self._hashed, triples, side) for side in ("left", "right"))
        counts = high - low
        first = np.repeat(np.arange(len(triples)), counts)
        at = np.repeat(low, counts) + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        if not len(at):
            return []
        worth = np.array([sum(map(weight, quote.keys[i : i + 3])) for i in range(len(triples))])
        scores = self._scores(first, at, worth)
        scores *= np.where(self._own_of(speaker), _OWN, 1.0)
        near = np.array([apart(t.published, said) <= NEAR_DAYS for t in self.transcripts])
        scores *= np.where(near, _NEARER, 1.0)
        order = np.argsort(-scores, kind="stable")[:most]
        return [self.transcripts[i] for i in order if scores[i] > 0]

    def _scores(self, first: Places, at: Places, worth: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each transcript the worth of the best passage, and half of what else agrees."""
        owners, places = self._owners[at].astype(np.int64), self._places[at].astype(np.int64)
        size, number = len(self.transcripts), len(worth)
        whole = np.zeros(size)
        pairs = np.unique(owners * number + first)
        np.add.at(whole, pairs // number, worth[pairs % number])
        together = np.zeros(size)
        for shift in (0, _BUCKET // 2):
            bucket = (places - first + number + shift) // _BUCKET
            width = int(bucket.max()) + 1
            distinct = np.unique((owners * width + bucket) * number + first)
            keys, where = np.unique(distinct // number, return_inverse=True)
            sums = np.bincount(where, worth[distinct % number])
            np.maximum.at(together, keys // width, sums)
        return together + 0.5 * (whole - together)

    def _own_of(self, speaker: Voice | None) -> NDArray[np.bool_]:
        if speaker not in self._own:
            self._own[speaker] = np.array(
                [any(same_voice(speaker, voice) for voice in set(t.voices)) for t in self.transcripts],
                dtype=bool,
            )
        return self._own[speaker]

    def of_party(self, speaker: Voice | None, said: str | None) -> list[str]:
        """Return the paths of the transcripts of those days in which the speaker speaks."""
        return [t.path for t in self.spoken_by(speaker, said)]

    def spoken_by(self, speaker: Voice | None, said: str | None) -> list[Transcript]:
        """Return the transcripts of those days in which the speaker speaks: where a quote should stand."""
        own = self._own_of(speaker) if speaker and speaker.name else np.ones(len(self.transcripts), bool)
        found = [t for t, spoken in zip(self.transcripts, own, strict=True) if spoken]
        return [t for t in found if apart(t.published, said) <= NEAR_DAYS]


def _triples(ids: Ids) -> Ids:
    return (
        ids[:-2] * _PRIMES[0] + ids[1:-1] * _PRIMES[1] + ids[2:] if len(ids) > 2 else np.empty(0, np.uint64)
    )


def apart(published: str | None, said: str | None) -> int:
    """Return how many days lie between two EDTF dates; 0 where either is not known."""
    first, last = bounds(said) if said else (None, None)
    if published is None or (first is None and last is None):
        return 0
    begin, end = bounds(published)
    if begin is None or end is None:
        return 0
    return max(0, ((first or date.min) - end).days, (begin - (last or date.max)).days)
