"""Pairs for a teacher to score, from which the small networks then learn (Hinton et al. 2015).

``python -m train.stance.pool DATA TRANSCRIPTS TEACHER.pt OUT`` draws pairs as an epoch has them, and own
statements beside neighbouring propositions, and writes them to ``OUT/pairs.jsonl``; their scores go to
``OUT/scores-N.npy``, block by block, and a block that is there is not scored again (with ``torchrun``
several processes share them). With ``--beside POOL`` the pairs of an earlier pool are left out, and with
another ``--seed`` other ones are drawn. ``taught`` reads what has been scored.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.encoding.sentences import load
from onrecord.positions.crossencoder import LABELS
from train.stance.corpora import Example, argkp, perspectrum
from train.stance.evaluate import load_network, scores
from train.stance.groups import read_groups
from train.stance.mixing import Shares, mixed, of_labelled, of_pair
from train.stance.pairs import components, read_pairs, split_pairs
from train.stance.real import read_real

SHARES = Shares(
    times=1, others=0.7, real=0.85, groups=0.1, turned=0.3, framed=200, crossed=60, worded=300, strangers=400,
)  # fmt: skip
NEIGHBOURS = 0.5
"""Share of own statements and public arguments held against a neighbour too."""
NEAREST = 8
BLOCK = 4096
SEED = 7
_TUPLES = ("right", "rivals", "odds")


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


def beside(others: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    """Arguments of the public sets beside one of the claims nearest to their own."""
    claims = sorted({example.proposition for example in others})
    vectors = load()(claims)
    nearest = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1 : NEAREST + 1]
    place = {claim: i for i, claim in enumerate(claims)}
    for example in (e for e in others if rng.random() < NEIGHBOURS):
        near = nearest[place[example.proposition], rng.integers(NEAREST)]
        yield Example(example.statement, claims[near], LABELS)


def drawn(data: Path, transcripts: Path, seed: int = SEED) -> list[Example]:
    """The pairs worth a teacher's time, in random order: any first part of them is a sample."""
    rng = np.random.default_rng(seed)
    own = [of_pair(pair) for pair in split_pairs(read_pairs())["train"]]
    others = perspectrum(data, "train") + argkp(data, "train")
    real = [of_labelled(one) for one in read_real(data, transcripts) if one.part == "train"]
    found = mixed(own, others, rng, SHARES, real, read_groups())
    found = list(dict.fromkeys([*found, *neighbours(rng), *beside(others, rng)]))
    return [found[i] for i in rng.permutation(len(found))]


def read_pool(folder: Path) -> list[Example]:
    """Read the pairs of a pool, without their scores."""
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    given = map(json.loads, lines)
    return [Example(**{**row, **{name: tuple(row[name]) for name in _TUPLES}}) for row in given]


def taught(folder: Path, temperature: float = 1.5) -> list[Example]:
    """Read the scored pairs: targets are the teacher's odds, half of them put right by the label."""
    pairs = read_pool(folder)
    found = []
    for path in sorted(folder.glob("scores-???.npy")):
        start = int(path.stem.split("-")[1]) * BLOCK
        block: NDArray[Any] = np.load(path) / temperature
        for given, pair in zip(block, pairs[start : start + BLOCK], strict=True):
            powers = np.exp(given - given.max())
            odds = powers / powers.sum()
            kept = odds * [label in pair.right or label not in pair.rivals for label in LABELS]
            found.append(pair._replace(odds=tuple((odds + kept / kept.sum()) / 2)))
    return found


def score(weights: Path, examples: Sequence[Example], folder: Path) -> None:
    """Write the pairs and score what is not yet scored; several processes share the blocks."""
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    teacher = load_network(torch.load(weights))
    rank, ranks = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    if rank == 0:
        lines = (json.dumps(example._asdict(), ensure_ascii=False) + "\n" for example in examples)
        (folder / "pairs.jsonl").write_text("".join(lines), encoding="utf-8")
    for number in range(rank, -(-len(examples) // BLOCK), ranks):
        path = folder / f"scores-{number:03d}.npy"
        if not path.exists():
            block = examples[number * BLOCK : (number + 1) * BLOCK]
            found = scores(teacher, [e.asked for e in block])
            np.save(path.with_suffix(".part.npy"), found)
            path.with_suffix(".part.npy").replace(path)
            print(f"block {number}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--beside", type=Path)
    given = parser.parse_args()
    known = {e.asked for e in read_pool(given.beside)} if given.beside else set()
    found = drawn(given.data, given.transcripts, given.seed)
    score(given.teacher, [e for e in found if e.asked not in known], given.out)


if __name__ == "__main__":
    main()
