"""Statement and proposition as the word pieces that the stance network reads, alike in training and use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from onrecord.encoding.words import CLS, SEP, Ints, plain

LONGEST = (150, 60)
"""The most pieces read of a statement and of a proposition; what comes after is not seen."""


def pair_pieces(pairs: Sequence[tuple[str, str]], tokenizer: Tokenizer) -> list[tuple[Ints, Ints]]:
    """Return for each pair the ids of ``[CLS] statement [SEP] proposition [SEP]`` and whose each piece is.

    The second array is 0 for the statement's pieces and 1 for the proposition's. A text that comes in many
    pairs is cut once.
    """
    texts = list({plain(text) for pair in pairs for text in pair})
    ids = {
        t: e.ids for t, e in zip(texts, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True)
    }
    cut = []
    for statement, proposition in pairs:
        first = [CLS, *ids[plain(statement)][: LONGEST[0]], SEP]
        second = [*ids[plain(proposition)][: LONGEST[1]], SEP]
        kinds = np.repeat(np.array([0, 1]), [len(first), len(second)])
        cut.append((np.array(first + second, np.int64), kinds.astype(np.int64)))
    return cut


def padded(cut: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Stack pairs of unlike length into ``ids`` and ``kinds``, each ``[batch, longest]``, zeros behind."""
    ids = np.zeros((len(cut), max(len(pieces) for pieces, _ in cut)), np.int64)
    kinds = np.zeros_like(ids)
    for row, (pieces, whose) in enumerate(cut):
        ids[row, : len(pieces)], kinds[row, : len(whose)] = pieces, whose
    return ids, kinds
