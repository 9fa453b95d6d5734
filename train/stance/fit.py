"""Fine-tune the cross-encoder; stops and goes on with the same command.

``python -m train.stance.fit DATA OUT`` first learns inference (``OUT/inference.pt``), then stance
(``OUT/epoch-N.pt``), and writes ``OUT/state.pt`` every few minutes. DATA holds ``perspectrum``, ``argkp`` and
``nli``; our own pairs lie beside this file. ``--start WEIGHTS.pt --inference-epochs 0`` goes on from weights;
``--transcripts FOLDER`` adds the real passages that we labelled (``train.stance.real``), ``--groups SHARE``
groups (``train.stance.groups``), ``--pool FOLDER,...`` what a teacher scored (``train.stance.pool``).
``--large FOLDER`` trains the teacher. ``torchrun --nproc-per-node 2 -m train.stance.fit`` uses two cores; it
takes ``--start`` for an option of its own: there, set RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed

from onrecord.attribution.network import tokenizer
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import Ints, padded, pair_pieces
from train.stance.corpora import Example, argkp, inference, perspectrum
from train.stance.evaluate import figures
from train.stance.groups import read_groups
from train.stance.learner import Learner, Settings
from train.stance.mixing import Shares, mixed, of_labelled, of_pair
from train.stance.pairs import read_pairs, split_pairs
from train.stance.pool import taught
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


def run_epoch(learner: Learner, out: Path, examples: list[Example], of: tuple[int, int]) -> None:
    """Go through what is left of an epoch; ``of`` is its number within the stage and the stage's epochs."""
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
        columns = columns_of([examples[i] for i in chosen], [cut[i] for i in chosen])
        total += learner.update(columns, (of[0] + number / len(steps)) / of[1])
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


def sources(
    settings: Settings, data: Path
) -> tuple[list[Example], Callable[[np.random.Generator], list[Example]]]:
    """The inference examples, and a function that draws an epoch of stance examples."""
    parts = split_pairs(read_pairs())
    own = [of_pair(pair) for pair in parts["train"]]
    others = perspectrum(data, "train") + argkp(data, "train")
    if settings.with_dev:
        others += perspectrum(data, "dev") + argkp(data, "dev")
    pool = [e for folder in settings.pool.split(",") if folder for e in taught(Path(folder))]
    shares = Shares(**{f.name: getattr(settings, f.name) for f in fields(Shares)})
    found = read_real(data, Path(settings.transcripts)) if settings.transcripts else []
    real = [of_labelled(one) for one in found if one.part == "train"]
    groups = read_groups() if settings.groups else []
    return inference(data), lambda rng: pool + mixed(own, others, rng, shares, real, groups)


def fit(data: Path, out: Path, settings: Settings) -> Path:
    """Train, or go on training; return where the last averaged weights lie."""
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n")
    inferences, draw = sources(settings, data)
    learner = Learner(settings)
    if (out / "state.pt").exists():
        learner.resume(out / "state.pt")
    first = settings.inference_epochs
    while learner.epoch < first + settings.epochs:
        number = learner.epoch
        rng = np.random.default_rng((settings.seed, number))
        if number < first:
            run_epoch(learner, out, inferences, (number, first))
        else:
            run_epoch(learner, out, draw(rng), (number - first, settings.epochs))
        learner.epoch, learner.step = number + 1, 0
        name = "inference.pt" if number < first else f"epoch-{learner.epoch - first}.pt"
        if place()[0] == 0:
            torch.save(learner.weights(), out / name)
        if learner.epoch == first:
            learner.begin_stage()
        if place()[0] == 0:
            learner.save(out / "state.pt")
            print(name, json.dumps(figures(learner.weights(), data)), flush=True)
    return out / f"epoch-{settings.epochs}.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    for name, value in asdict(Settings()).items():
        if isinstance(value, bool):
            parser.add_argument(f"--{name.replace('_', '-')}", action="store_true")
        else:
            parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(parser.parse_args())
    if "RANK" in os.environ:
        distributed.init_process_group("gloo")
    print(fit(given.pop("data"), given.pop("out"), Settings(**given)))


if __name__ == "__main__":
    main()
