"""Statement, proposition and context as the word pieces that the stance network reads, alike in training and
use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from onrecord.encoding.words import CLS, SEP, Ints, plain
from onrecord.positions.stance import Asked

LONGEST = (150, 60, 48)
"""The most pieces read of a statement, a proposition and a context; of a context the last ones."""

STATEMENT, PROPOSITION, CONTEXT = range(3)
"""Whose a piece is."""


def pair_pieces(pairs: Sequence[Asked], tokenizer: Tokenizer) -> list[tuple[Ints, Ints]]:
    """Return for each pair the ids of ``[CLS] statement [SEP] proposition [SEP] context [SEP]``, and whose
    each piece is. Without a context nothing stands behind the second ``[SEP]``.

    A mark belongs to what stands before it, ``[CLS]`` to the statement. A text that comes in many pairs is
    cut once.
    """
    texts = list({plain(text) for pair in pairs for text in pair})
    ids = {
        t: e.ids for t, e in zip(texts, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True)
    }
    cut = []
    for statement, proposition, context in pairs:
        before = ids[plain(context)][-LONGEST[CONTEXT] :]
        parts = (
            [CLS, *ids[plain(statement)][: LONGEST[STATEMENT]], SEP],
            [*ids[plain(proposition)][: LONGEST[PROPOSITION]], SEP],
            [*before, SEP] if before else [],
        )
        kinds = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        cut.append((np.array([i for part in parts for i in part], np.int64), kinds.astype(np.int64)))
    return cut


def padded(cut: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Stack pairs of unlike length into ``ids`` and ``kinds``, each ``[batch, longest]``, zeros behind."""
    ids = np.zeros((len(cut), max(len(pieces) for pieces, _ in cut)), np.int64)
    kinds = np.zeros_like(ids)
    for row, (pieces, whose) in enumerate(cut):
        ids[row, : len(pieces)], kinds[row, : len(whose)] = pieces, whose
    return ids, kinds
