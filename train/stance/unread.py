"""Passages that nobody labelled, beside the labelled propositions nearest to them, for a teacher to score."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import onrecord
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.encoding.sentences import load
from onrecord.model import Document
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.stance import context
from train.stance.corpora import Example
from train.stance.groups import read_groups
from train.stance.opposite import opposite
from train.stance.pairs import part_of, read_pairs, split_pairs
from train.stance.real import PLACES, read_real

EACH = 14
"""At most so many passages of a document."""
LEAST, MOST = 40, 420
"""Their length in characters."""
TWO, BEFORE = 0.33, 0.7
"""Share of passages of two sentences, and of those with what stands before them."""
NEAREST = 6
"""A passage is held against the nearest proposition and one of the next five, where they are alike enough."""
ALIKE = 0.33
"""Least cosine of passage and proposition."""
TURNED = 0.25
"""Share of propositions turned round."""
PART = 2048


def documents(data: Path, transcripts: Path) -> Iterator[Document]:
    """Those of the train part, by the rule that parts the labelled ones."""
    for place in (data / PLACES["polnear"], transcripts):
        for path in sorted(place.rglob("*.*")):
            if part_of(path.relative_to(place).as_posix()) == "train":
                yield from (found for found in onrecord.read(path) if isinstance(found, Document))
    news = data / PLACES["news"]
    rows = map(json.loads, news.read_text(encoding="utf-8").splitlines())
    train = {row["url"] for row in rows if part_of(row["event"]) == "train"}
    yield from (found for found in onrecord.read(news) if isinstance(found, Document) and found.url in train)


def passages(document: Document, rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Some of its sentences, some with the next one, and what stands before them."""
    text, found = document.text, []
    for paragraph in paragraphs(text):
        spans = list(sentences(text, paragraph.start, paragraph.end))
        for span, following in zip(spans, [*spans[1:], spans[-1]] if spans else [], strict=True):
            end = following.end if rng.random() < TWO else span.end
            if LEAST <= end - span.start <= MOST and re.search(r"[a-z]", text[span.start : end]):
                found.append((span.start, end))
    for place in rng.permutation(len(found))[:EACH]:
        start, end = found[place]
        yield text[start:end], context(text, start) if rng.random() < BEFORE else ""


def unread(data: Path, transcripts: Path, rng: np.random.Generator) -> Iterator[Example]:
    """Passages of the train part beside near propositions of the train parts; any label may be right."""
    real = [one.asked.proposition for one in read_real(data, transcripts) if one.part == "train"]
    own = [pair.proposition for pair in split_pairs(read_pairs())["train"]]
    propositions = list(dict.fromkeys([*real, *own, *(e.proposition for e in read_groups())]))
    vectors = load()
    away = vectors(propositions).T
    found = [passage for document in documents(data, transcripts) for passage in passages(document, rng)]
    for start in range(0, len(found), PART):
        some = found[start : start + PART]
        alike = vectors([text for text, _ in some]) @ away
        nearest = np.argsort(-alike, axis=1)[:, :NEAREST]
        for (text, before), cosines, places in zip(some, alike, nearest, strict=True):
            for place in (places[0], places[rng.integers(1, NEAREST)]):
                if cosines[place] >= ALIKE:
                    near = propositions[place]
                    turned = opposite(near) if rng.random() < TURNED else None
                    yield Example(text, turned or near, LABELS, context=before)
