"""Pairs for a teacher to score, from which the network that ships then learns (Hinton et al. 2015).

``python -m train.stance.pool DATA TRANSCRIPTS TEACHER.pt OUT`` draws pairs as an epoch has them, own
statements beside neighbouring propositions and passages without labels, and writes them to
``OUT/pairs.jsonl``; the teacher's scores go to ``OUT/scores-N.npy`` and its hidden states to
``OUT/hidden-N.npy`` (36 kB a pair), block by block, and a block that is there is not scored again (with
``torchrun`` several processes share them). ``taught`` reads what has been scored.
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

from onrecord.attribution.network import tokenizer
from onrecord.encoding.sentences import load
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import pair_pieces
from train.stance.corpora import Example, argkp, perspectrum
from train.stance.evaluate import load_network
from train.stance.groups import read_groups
from train.stance.hidden import Basis, fitted, scored
from train.stance.large import Large
from train.stance.mixing import Shares, mixed, of_labelled, of_pair
from train.stance.pairs import components, read_pairs, split_pairs
from train.stance.real import read_real
from train.stance.unread import unread

SHARES = Shares(
    times=1, others=0.7, real=0.85, groups=0.3, turned=0.3, framed=200, crossed=60, worded=300, strangers=400,
)  # fmt: skip
NEIGHBOURS = 0.5
"""Share of own statements and public arguments held against a neighbour too."""
NEAREST = 8
BLOCK = 4096
SEED = 7
SAMPLE = 1500
"""So many pairs show the main directions of the teacher's hidden states."""
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
    added = [*neighbours(rng), *beside(others, rng), *unread(data, transcripts, rng)]
    found = list(dict.fromkeys([*found, *added]))
    return [found[i] for i in rng.permutation(len(found))]


def read_pool(folder: Path) -> list[Example]:
    """Read the pairs of a pool, without their scores."""
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    given = map(json.loads, lines)
    return [Example(**{**row, **{name: tuple(row[name]) for name in _TUPLES}}) for row in given]


def piece_counts(folder: Path) -> NDArray[np.int64]:
    """How often the pairs of a pool have each word piece."""
    asked = [example.asked for example in read_pool(folder)]
    ids = np.concatenate([ids for ids, _ in pair_pieces(asked, tokenizer())])
    return np.bincount(ids, minlength=tokenizer().get_vocab_size())


class Felt:
    """The teacher's hidden states of the pairs of a pool, read from disk as they are needed."""

    def __init__(self, folder: Path) -> None:
        asked = [example.asked for example in read_pool(folder)]
        lengths = np.array([len(ids) for ids, _ in pair_pieces(asked, tokenizer())])
        self._starts = np.concatenate(
            [np.cumsum(block) - block for block in np.split(lengths, range(BLOCK, len(lengths), BLOCK))]
        )
        self._lengths = lengths
        self._blocks = {
            int(path.stem.split("-")[1]): np.load(path, mmap_mode="r")
            for path in folder.glob("hidden-???.npy")
        }
        self.basis = Basis.read(folder / "basis.npz")

    def __call__(self, number: int) -> NDArray[Any]:
        """Return the states of one pair, ``[pieces, SIZE]``."""
        start = self._starts[number]
        found: NDArray[Any] = self._blocks[number // BLOCK][start : start + self._lengths[number]]
        return found


def taught(folder: Path, temperature: float = 1.5) -> list[Example]:
    """Read the scored pairs: targets are the teacher's odds, half of them put right by the label."""
    pairs = read_pool(folder)
    found = []
    for path in sorted(folder.glob("scores-???.npy")):
        start = int(path.stem.split("-")[1]) * BLOCK
        block: NDArray[Any] = np.load(path) / temperature
        for number, (given, pair) in enumerate(zip(block, pairs[start : start + BLOCK], strict=True), start):
            powers = np.exp(given - given.max())
            odds = powers / powers.sum()
            kept = odds * [label in pair.right or label not in pair.rivals for label in LABELS]
            found.append(pair._replace(odds=tuple((odds + kept / kept.sum()) / 2), felt=number))
    return found


def score(weights: Path, examples: Sequence[Example], folder: Path) -> None:
    """Write the pairs and score what is not yet scored; several processes share the blocks."""
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    teacher = load_network(torch.load(weights))
    if not isinstance(teacher, Large):
        raise SystemExit(f"{weights} is not a teacher's")
    rank, ranks = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    basis = fitted(teacher, [e.asked for e in examples[:SAMPLE]])
    if rank == 0:
        lines = (json.dumps(example._asdict(), ensure_ascii=False) + "\n" for example in examples)
        (folder / "pairs.jsonl").write_text("".join(lines), encoding="utf-8")
        basis.save(folder / "basis.npz")
    for number in range(rank, -(-len(examples) // BLOCK), ranks):
        path = folder / f"scores-{number:03d}.npy"
        if not path.exists():
            block = examples[number * BLOCK : (number + 1) * BLOCK]
            found, felt = scored(teacher, basis, [e.asked for e in block])
            np.save(folder / f"hidden-{number:03d}.npy", felt)
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
    given = parser.parse_args()
    score(given.teacher, drawn(given.data, given.transcripts, given.seed), given.out)


if __name__ == "__main__":
    main()
