"""Marked documents -> the windows of one epoch, in batches of about equal length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution.features import Ints, Pieces, pieces
from onrecord.attribution.network import CLS, SEP
from onrecord.attribution.windows import LIMIT, windows
from train.attribution.corpus import Marked
from train.attribution.targets import IGNORE, NO_SOURCE, Targets, no_targets, targets
from train.attribution.variants import STYLES, restyled, with_open_title

Example = tuple[Ints, ...]
"""ids, shape, quote, gap, tags, names, cue_of, source_of of one window, special pieces included."""

DRAWN = {"dropped": 0.10, "restyled": 0.22, "open": 0.52}
"""Which version of a document an epoch sees, by a number drawn from [0, 1): the rest are plain."""

UNCASED = 0.03
"""Share of windows that do not show letter case."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One way of writing a document: its pieces, and targets by annotator."""

    text: str
    pieces: Pieces
    by_annotator: list[Targets]


def prepare(marked: Marked, tokenizer: Tokenizer) -> Prepared:
    cut = pieces(marked.text, tokenizer)
    by_annotator = [targets(cut, gold, marked.names) for gold in marked.annotators]
    return Prepared(marked.text, cut, by_annotator or [no_targets(cut)])


def prepare_all(corpus: list[Marked], tokenizer: Tokenizer, seed: int) -> list[dict[str, Prepared]]:
    """Prepare every document as it is, with no mark behind its headline, and with quotation marks dropped or
    restyled.
    """
    rng = np.random.default_rng(seed)
    styles = [s for s in STYLES if s != "dropped"]
    every = []
    for marked in corpus:
        style = styles[rng.integers(len(styles))]
        open_title = with_open_title(marked)
        versions = {
            "plain": marked,
            "open": open_title,
            "dropped": restyled(open_title, "dropped"),
            "restyled": restyled(open_title, style),
        }
        every.append({name: prepare(version, tokenizer) for name, version in versions.items()})
    return every


def epoch_examples(documents: list[dict[str, Prepared]], rng: np.random.Generator) -> list[Example]:
    """Cut every document into windows: a version, an annotator and a first cut drawn at random for each."""
    examples: list[Example] = []
    for versions in documents:
        draw = rng.random()
        name = next((name for name, below in DRAWN.items() if draw < below), "plain")
        document = versions[name]
        wanted = document.by_annotator[rng.integers(len(document.by_annotator))]
        cuts = windows(document.text, document.pieces, LIMIT, first=int(rng.integers(LIMIT // 4, LIMIT + 1)))
        for window in cuts:
            examples.append(
                _example(document.pieces, wanted, window.start, window.end, uncased=rng.random() < UNCASED)
            )
    return examples


def batches(examples: list[Example], budget: int, rng: np.random.Generator) -> list[list[int]]:
    """Group windows of like length so that no batch has more than ``budget`` pieces, padding included."""
    order = rng.permutation(len(examples))
    out: list[list[int]] = []
    for start in range(0, len(order), 1024):
        batch: list[int] = []
        for index in sorted(order[start : start + 1024], key=lambda i: len(examples[i][0])):
            if batch and (len(batch) + 1) * len(examples[index][0]) > budget:
                out.append(batch)
                batch = []
            batch.append(int(index))
        out.append(batch)
    return [out[i] for i in rng.permutation(len(out))]


def collate(examples: list[Example]) -> Iterator[Ints]:
    """Pad the windows of one batch; yields the eight arrays of an example, each ``[batch, length]``."""
    length = max(len(example[0]) for example in examples)
    for column in range(len(examples[0])):
        padded = np.full((len(examples), length), 0 if column < 4 else IGNORE, np.int64)
        for row, example in enumerate(examples):
            padded[row, : len(example[column])] = example[column]
        yield padded


def _example(cut: Pieces, wanted: Targets, start: int, end: int, uncased: bool) -> Example:
    def framed(values: Ints, first: int, last: int) -> Ints:
        return np.concatenate(([first], values[start:end], [last])).astype(np.int64)

    def link(values: Ints) -> Ints:
        inside = (values >= start) & (values < end)
        return framed(
            np.where(inside, values - start + 1, np.where(values == NO_SOURCE, 0, IGNORE)), IGNORE, IGNORE
        )

    shape = np.where((cut.shape >= 2) & (cut.shape <= 4), 1, cut.shape) if uncased else cut.shape
    return (
        framed(cut.ids, CLS, SEP),
        framed(shape, 0, 0),
        framed(cut.quote, 0, 0),
        framed(cut.gap, 0, 0),
        framed(wanted.tags, IGNORE, IGNORE),
        framed(wanted.names, IGNORE, IGNORE),
        link(wanted.cue_of),
        link(wanted.source_of),
    )
