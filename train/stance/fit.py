"""Fine-tune the cross-encoder; stops and goes on with the same command.

``python -m train.stance.fit DATA OUT`` writes ``OUT/epoch-N.pt``, and ``OUT/state.pt`` every few minutes.
DATA holds ``perspectrum`` and ``argkp``; our own pairs lie beside this file. ``--large FOLDER`` trains the
teacher, else it is the network that ships; ``--start WEIGHTS.pt`` goes on from weights (the latter must).
``--transcripts FOLDER`` adds the real passages that we labelled (``train.stance.real``), ``--groups SHARE``
groups (``train.stance.groups``), ``--fresh NAMES`` all of some of their files, ``--pool FOLDER --pooled
SHARE`` what a teacher scored (``train.stance.pool``), and ``--hidden WEIGHT`` its hidden states beside its
odds. ``torchrun --nproc-per-node 2`` in place of ``python`` uses two cores; it takes ``--start`` for an
option of its own: there, set RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT by hand. ``--argkp 4`` takes every
fourth of ArgKP's pairs, ``--named "news-*"`` the files that ``--groups`` draws from, and ``--repeated 1`` the
same share of public pairs, real passages and groups in each epoch, not a new one.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed

from onrecord.attribution.network import tokenizer
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import Ints, padded, pair_pieces
from train.stance.corpora import Example, argkp, perspectrum
from train.stance.evaluate import figures
from train.stance.groups import read_groups
from train.stance.hidden import SIZE, Basis
from train.stance.learner import Learner, Settings
from train.stance.mixing import Shares, balanced, kept, mixed, of_labelled, of_pair
from train.stance.pairs import read_pairs, split_pairs
from train.stance.pool import Felt, taught
from train.stance.real import read_real

SAVE_SECONDS = 240


def batches(lengths: Sequence[int], budget: int, rng: np.random.Generator) -> list[list[int]]:
    """Group pairs of like length so that no batch has more than ``budget`` pieces, padding included."""
    order = rng.permutation(len(lengths))
    out: list[list[int]] = []
    for start in range(0, len(order), 1024):
        batch: list[int] = []
        for index in sorted(order[start : start + 1024].tolist(), key=lambda i: lengths[i]):
            if batch and (len(batch) + 1) * lengths[index] > budget:
                out.append(batch)
                batch = []
            batch.append(index)
        out.append(batch)
    return [out[i] for i in rng.permutation(len(out))]


def columns_of(examples: Sequence[Example], cut: Sequence[tuple[Ints, Ints]]) -> list[Tensor]:
    """Stack ids, kinds and three tables ``[batch, 5]``: right labels, rivals, a teacher's odds or zeros."""
    tables = [
        torch.tensor([[label in chosen for label in LABELS] for chosen in column])
        for column in ([e.right for e in examples], [e.rivals for e in examples])
    ]
    return [*map(torch.from_numpy, padded(cut)), *tables, torch.tensor([e.odds for e in examples])]


def place() -> tuple[int, int]:
    """Which of how many processes this one is (``torchrun``)."""
    if not distributed.is_initialized():
        return 0, 1
    return distributed.get_rank(), distributed.get_world_size()


def run_epoch(learner: Learner, out: Path, examples: list[Example], felt: Felt | None) -> None:
    """Go through what is left of an epoch."""
    rng = np.random.default_rng((learner.settings.seed, learner.epoch, 1))
    cut = pair_pieces([e.asked for e in examples], tokenizer())
    rank, ranks = place()
    steps = batches([len(ids) for ids, _ in cut], learner.settings.budget, rng)
    steps = steps[rank : len(steps) // ranks * ranks : ranks]
    began = saved = time.monotonic()
    total, pieces = 0.0, 0
    for number in range(learner.step, len(steps)):
        torch.manual_seed((learner.settings.seed * 1000 + learner.epoch) * 100_000 + number)
        chosen = steps[number]
        batch = [examples[i] for i in chosen]
        columns = columns_of(batch, [cut[i] for i in chosen])
        progress = (learner.epoch + number / len(steps)) / learner.settings.epochs
        total += learner.update(columns, progress, felt_by(felt, batch, columns[0].shape[1]))
        pieces += columns[0].numel()
        learner.step = number + 1
        if learner.step % 50 == 0 and rank == 0:
            speed = pieces / (time.monotonic() - began)
            at = f"epoch {learner.epoch} step {learner.step}/{len(steps)}"
            print(f"{at} {total / 50:.4f} pieces/s {speed:.0f}", flush=True)
            total, pieces, began = 0.0, 0, time.monotonic()
        if time.monotonic() - saved > SAVE_SECONDS and rank == 0:
            learner.save(out / "state.pt")
            saved = time.monotonic()


def felt_by(felt: Felt | None, chosen: Sequence[Example], length: int) -> tuple[Basis, Tensor] | None:
    """The teacher's hidden states for a batch, and the directions that they are of."""
    if felt is None:
        return None
    found = torch.zeros(len(chosen), length, SIZE)
    for row, example in zip(found, chosen, strict=True):
        if example.felt >= 0:
            states = felt(example.felt)
            row[: len(states)] = torch.from_numpy(states.astype(np.float32))
    return felt.basis, found


def source(settings: Settings, data: Path) -> Callable[[np.random.Generator], list[Example]]:
    """A function that draws an epoch of examples."""
    own = [of_pair(pair) for pair in split_pairs(read_pairs())["train"]]
    others = perspectrum(data, "train") + argkp(data, "train")[:: settings.argkp]
    pool = taught(Path(settings.pool)) if settings.pool else []
    shares = Shares(**{f.name: getattr(settings, f.name) for f in fields(Shares)})
    found = read_real(data, Path(settings.transcripts)) if settings.transcripts else []
    real = [of_labelled(one) for one in found if one.part == "train"]
    groups = read_groups(settings.named) if settings.groups else []
    fresh = read_groups(settings.fresh) if settings.fresh else []

    if settings.repeated:
        rng = np.random.default_rng(settings.seed)
        others = kept(others, shares.others, rng)
        real = kept(balanced(real, rng), shares.real, rng)
        groups = kept(balanced(groups, rng), shares.groups, rng)
        shares = replace(shares, others=1.0, real=1.0, groups=1.0)

    def draw(rng: np.random.Generator) -> list[Example]:
        scored = [example for example in pool if rng.random() < settings.pooled]
        return scored + mixed(own, others, rng, shares, real, groups, fresh)

    return draw


def fit(data: Path, out: Path, settings: Settings, until: int = 0) -> Path:
    """Train, or go on training, through all epochs or ``until`` one; return where its weights lie."""
    last = until or settings.epochs
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n")
    draw, felt = source(settings, data), Felt(Path(settings.pool)) if settings.hidden else None
    learner = Learner(settings)
    if (out / "state.pt").exists():
        learner.resume(out / "state.pt")
    while learner.epoch < last:
        run_epoch(learner, out, draw(np.random.default_rng((settings.seed, learner.epoch))), felt)
        learner.epoch, learner.step = learner.epoch + 1, 0
        if place()[0] == 0:
            name = f"epoch-{learner.epoch}.pt"
            torch.save(learner.weights(), out / name)
            learner.save(out / "state.pt")
            print(name, json.dumps(figures(learner.weights(), data)), flush=True)
    return out / f"epoch-{last}.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(parser.parse_args())
    if "RANK" in os.environ:
        distributed.init_process_group("gloo")
    print(fit(given.pop("data"), given.pop("out"), Settings(**given)))


if __name__ == "__main__":
    main()
