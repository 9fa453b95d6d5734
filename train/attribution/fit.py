"""Fine-tune the network; stopped, it goes on with the same command.

``python -m train.attribution.fit POLNEAR OUT`` reads ``POLNEAR/train``, writes ``OUT/state.pt`` every few
minutes and the averaged weights of every epoch to ``OUT/epoch-N.pt``. With ``--teacher A.pt,B.pt`` it learns
from those too, and on texts that nobody marked: ``--transfer TEXTS.jsonl``, objects with a ``text``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from onrecord.attribution.network import tokenizer
from train.attribution.corpus import Marked, read_split
from train.attribution.examples import Example, batches, collate, epoch_examples, prepare_all
from train.attribution.learner import Learner, Settings
from train.attribution.losses import WEIGHTS
from train.encoder import encoder_folder

SAVE_SECONDS = 240


def fit(polnear: Path, out: Path, settings: Settings, transfer: list[Path]) -> Path:
    """Train, or go on training; return where the last averaged weights lie."""
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n")
    corpus = read_split(polnear / "train") + [text for path in transfer for text in _unmarked(path)]
    documents = prepare_all(corpus, tokenizer(), settings.seed)
    learner = Learner(settings, encoder_folder())
    if (out / "state.pt").exists():
        learner.resume(out / "state.pt")
    while learner.epoch < settings.epochs:
        rng = np.random.default_rng((settings.seed, learner.epoch))
        examples = epoch_examples(documents, rng)
        _run_epoch(learner, out, examples, batches(examples, settings.budget, rng))
        learner.epoch, learner.step = learner.epoch + 1, 0
        learner.save_averaged(out / f"epoch-{learner.epoch}.pt")
        learner.save(out / "state.pt")
    return out / f"epoch-{settings.epochs}.pt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("polnear", type=Path, help="the corpus: folders train and dev")
    parser.add_argument("out", type=Path, help="where checkpoints go; given again, training goes on")
    parser.add_argument("--transfer", type=Path, nargs="*", default=[], help="unmarked texts, JSON lines")
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)


def settings_of(given: argparse.Namespace) -> Settings:
    return Settings(**{name: getattr(given, name) for name in asdict(Settings())})


def _run_epoch(learner: Learner, out: Path, examples: list[Example], steps: list[list[int]]) -> None:
    """Go through what is left of one epoch."""
    settings = learner.settings
    sums = dict.fromkeys(WEIGHTS, 0.0)
    began = saved = time.monotonic()
    tokens = count = 0
    for number in range(learner.step, len(steps)):
        # the dropout of a step does not depend on where the training was resumed
        torch.manual_seed((settings.seed * 1000 + learner.epoch) * 100_000 + number)
        columns = [torch.from_numpy(c) for c in collate([examples[i] for i in steps[number]])]
        losses = learner.update(columns, (learner.epoch + number / len(steps)) / settings.epochs)
        learner.step = number + 1
        tokens, count = tokens + columns[0].numel(), count + 1
        sums = {name: sums[name] + value for name, value in losses.items()}
        if count == 50 or learner.step == len(steps):
            shown = " ".join(f"{name} {value / count:.4f}" for name, value in sums.items())
            speed = tokens / (time.monotonic() - began)
            print(
                f"epoch {learner.epoch} step {learner.step}/{len(steps)} {shown} pieces/s {speed:.0f}",
                flush=True,
            )
            sums, tokens, count, began = dict.fromkeys(WEIGHTS, 0.0), 0, 0, time.monotonic()
        if time.monotonic() - saved > SAVE_SECONDS:
            learner.save(out / "state.pt")
            saved = time.monotonic()


def _unmarked(path: Path) -> Iterator[Marked]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Marked(row["id"], row["text"], (), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    given = parser.parse_args()
    print(fit(given.polnear, given.out, settings_of(given), given.transfer))


if __name__ == "__main__":
    main()
