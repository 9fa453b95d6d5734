"""Pairs for the teacher to score, from which the small network then learns (Hinton et al. 2015).

``labelled`` draws pairs as an epoch has them, and own statements beside neighbouring propositions;
``unlabelled`` holds statements of real news and transcripts against propositions written about them
(``transfer.toml``). ``taught`` reads pairs (``PAIRS.jsonl``) with the teacher's scores (``PAIRS.npy``).
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import onrecord
from onrecord.attribution import load_tagger
from onrecord.model import Document
from onrecord.pipeline import process
from onrecord.positions import crossencoder
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.relevance import overlap
from onrecord.positions.stance import passages
from onrecord.positions.statements import from_report
from train.stance.corpora import Example, argkp, perspectrum
from train.stance.mixing import Shares, mixed, of_pair
from train.stance.pairs import components, read_pairs, split_pairs

SHARES = Shares(times=1, others=0.5, turned=0.35, framed=300, crossed=100, worded=800, strangers=400)
SHIFT = np.array([0.0, 0.0, 0.0, 0.7, 1.5], np.float32)
"""What unlabelled pairs add to the teacher's scores: more of them take no side, or are about something else,
than of the labelled ones that it learned from (Saerens et al. 2002)."""

NEIGHBOURS, TURNS, SPEECHES, PRINTED = 0.5, 60, 160, 7000
"""Share of own statements held against a neighbour too; statements of a transcript, transcripts, and pairs of
real statements that are drawn."""


def neighbours(rng: np.random.Generator) -> Iterator[Example]:
    """Own train statements beside another proposition of their component or, failing that, their file."""
    pairs = split_pairs(read_pairs())["train"]
    names = components(pairs)
    together: dict[str, list[str]] = defaultdict(list)
    propositions = list(dict.fromkeys(pair.proposition for pair in pairs))
    for proposition in propositions:
        together[names[proposition]].append(proposition)
    place = {proposition: i for i, proposition in enumerate(propositions)}
    for pair in pairs:
        near = [p for p in together[names[pair.proposition]] if p != pair.proposition]
        at = place[pair.proposition]
        near = near or [p for p in propositions[max(0, at - 2) : at + 3] if p != pair.proposition]
        if near and rng.random() < NEIGHBOURS:
            yield Example(pair.statement, near[rng.integers(len(near))], LABELS)


def documents(path: Path) -> Iterator[Document]:
    return (found for found in onrecord.read(path) if isinstance(found, Document))


def printed(document: Document) -> list[str]:
    """The passages of a document that the shipped program would hold against a proposition."""
    reports = process(document, load_tagger("default")).resolved.reports
    statements = [from_report(document, report) for report in reports]
    return list(dict.fromkeys(p.of(s.text) for s in statements for p in passages(s)))


def best(statement: str, propositions: Sequence[str], count: int) -> list[str]:
    """The propositions whose words the statement meets most."""
    ranked = sorted(propositions, key=lambda p: -overlap(statement, p))
    return [p for p in ranked[:count] if overlap(statement, p) > 0.1]


def news(data: Path, events: dict[str, list[str]], rng: np.random.Generator) -> Iterator[Example]:
    """Statements of the news clusters beside the propositions of their event and one stranger."""
    everything = [p for found in events.values() for p in found]
    source = data / "news_clusters" / "articles.jsonl"
    with source.open(encoding="utf-8") as lines:
        of = {row["text"][:200]: row["event"] for row in map(json.loads, lines)}
    for document in documents(source):
        event = next((e for start, e in of.items() if start[:60] in document.text), "")
        for statement in printed(document):
            yield from (Example(statement, p, LABELS) for p in best(statement, events.get(event, []), 3))
            yield Example(statement, everything[rng.integers(len(everything))], LABELS)


def speeches(folder: Path, propositions: list[str], rng: np.random.Generator) -> Iterator[Example]:
    """Statements of some transcripts beside the propositions that share most words with them."""
    paths = sorted(folder.rglob("*.md"))
    for i in sorted(rng.permutation(len(paths))[:SPEECHES].tolist()):
        for document in documents(paths[i]):
            statements = printed(document)
            for j in rng.permutation(len(statements))[:TURNS].tolist():
                yield from (Example(statements[j], p, LABELS) for p in best(statements[j], propositions, 2))


def labelled(data: Path) -> list[Example]:
    rng = np.random.default_rng(7)
    own = [of_pair(pair) for pair in split_pairs(read_pairs())["train"]]
    found = mixed(own, perspectrum(data, "train") + argkp(data, "train"), rng, SHARES)
    return list(dict.fromkeys([*found, *neighbours(rng)]))


def unlabelled(data: Path, transcripts: Path) -> list[Example]:
    rng = np.random.default_rng(8)
    table = tomllib.loads((Path(__file__).parent / "transfer.toml").read_text(encoding="utf-8"))
    found = [*news(data, table["events"], rng), *speeches(transcripts, table["white_house"], rng)]
    found = [e for e in dict.fromkeys(found) if 5 <= len(e.statement.split()) <= 75]
    return telling(found, rng)


def telling(examples: list[Example], rng: np.random.Generator) -> list[Example]:
    """Draw the pairs worth a teacher's time: most are on the matter, says the network as it ships."""
    scores = crossencoder.load()([e.asked for e in examples])
    powers = np.exp(scores - scores.max(1, keepdims=True))
    off = powers[:, LABELS.index("off")] / powers.sum(1)
    near, far = (rng.permutation(np.flatnonzero(where)) for where in (off < 0.7, off >= 0.7))
    return [examples[i] for i in sorted([*near[: PRINTED * 3 // 4], *far[: PRINTED // 4]])]


def taught(path: Path, temperature: float = 1.5) -> list[Example]:
    """Read a pool with its scores: targets are the teacher's odds, half of them put right by the label."""
    scores: NDArray[Any] = np.load(path.with_suffix(".npy")) / temperature
    found = []
    with path.open(encoding="utf-8") as lines:
        for given_scores, line in zip(scores, lines, strict=True):
            given = json.loads(line)
            right, rivals = tuple(given["right"]), tuple(given["rivals"])
            powers = np.exp(given_scores - given_scores.max() + SHIFT * (len(right) == len(LABELS)))
            odds = powers / powers.sum()
            kept = odds * [label in right or label not in rivals for label in LABELS]
            target = (odds + kept / kept.sum()) / 2
            found.append(
                Example(given["statement"], given["proposition"], right, rivals, tuple(target.tolist()))
            )
    return found


def write(examples: Sequence[Example], path: Path) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for example in examples:
            lines.write(json.dumps(example._asdict(), ensure_ascii=False) + "\n")
