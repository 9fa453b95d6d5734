"""How well a tagger does on texts that people have marked."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

from onrecord.attribution import attribute
from onrecord.evaluation.brat import GoldDocument, gold_documents
from onrecord.evaluation.figures import Figures, Row, Score, Share
from onrecord.evaluation.scoring import counts, figures
from onrecord.model import Attribution, Tagger
from onrecord.reading import read_text

__all__ = [
    "Figures",
    "GoldDocument",
    "Row",
    "Score",
    "Share",
    "agreement",
    "evaluate",
    "gold_documents",
]


def evaluate(gold_dir: Path | str, tagger: Tagger) -> Figures:
    """Compare a tagger with gold attributions in brat standoff, in ``text/*.txt`` and ``attributions/*.ann``.

    Where several people marked a text, the first by file name counts. Nested attributions (those with a
    ``parent``) are left out, since the gold marks outermost ones only. Raises
    :class:`onrecord.errors.OnrecordError` when the folder holds no gold.
    """
    total: Counter[str] = Counter()
    for document in gold_documents(Path(gold_dir)):
        total += counts(document.text, document.annotations[0], _outermost(document, tagger))
    return figures(total)


def agreement(gold_dir: Path | str) -> Figures:
    """Compare the annotators of the texts that several marked, each pair once, the earlier as gold."""
    total: Counter[str] = Counter()
    for document in gold_documents(Path(gold_dir)):
        for earlier, later in combinations(document.annotations, 2):
            total += counts(document.text, earlier, later)
    return figures(total)


def _outermost(document: GoldDocument, tagger: Tagger) -> list[Attribution]:
    """As shipped: what reading sets aside counts as missed, and a transcript's turns as found."""
    tagged = attribute(read_text(document.text, document.name), tagger)
    return [found for found in tagged.attributions if found.parent is None]
