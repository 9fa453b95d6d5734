"""A large cross-encoder, too large to ship, that teaches the small one: all-mpnet-base-v2 with our head.

``fit`` trains it (and goes on where it stopped), ``score`` scores pairs; ``train.stance.ship`` calls both.
Its lower layers stay as they are, which halves the work.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetModel

from onrecord.attribution.network import tokenizer
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.pieces import CLS, PROPOSITION, SEP, STATEMENT, pair_pieces
from onrecord.positions.stance import Asked
from train.stance.corpora import Example, argkp, perspectrum
from train.stance.evaluate import forced, own_figures, scores
from train.stance.fit import batches, columns_of
from train.stance.learner import example_loss
from train.stance.mixing import Shares, mixed, of_pair
from train.stance.pairs import read_pairs, split_pairs

FROZEN = 4
"""How many of the lower layers, and the tables, keep their pretrained weights."""

SAVE_SECONDS = 600
EPOCHS, RATE, HEAD_RATE, LAYER_DECAY, BUDGET, WARMUP = 2, 5e-5, 4e-4, 0.9, 1536, 0.06
SHARES = Shares(times=1, others=0.27, turned=0.25, framed=200, crossed=60, worded=400, strangers=400)


class Teacher(nn.Module):
    """MPNet over ``[CLS] statement [SEP] proposition [SEP]``; inputs and scores as the small network's."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.hidden, self.out = nn.Linear(3 * width, width), nn.Linear(width, len(LABELS))
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        seen = ids > 0
        x = self.encoder(input_ids=_translated(ids), attention_mask=seen.long()).last_hidden_state
        whose = [((kinds == part) & seen).to(x.dtype)[..., None] for part in (STATEMENT, PROPOSITION)]
        pooled = [x[:, 0], *((x * part).sum(1) / part.sum(1) for part in whose)]
        return self.out(functional.dropout(self.hidden(torch.cat(pooled, 1)).tanh(), 0.1, self.training))


def _translated(ids: Tensor) -> Tensor:
    """MPNet has BERT's vocabulary four places on, behind marks of its own."""
    theirs = ids + 4
    for ours, mark in ((0, 1), (CLS, 0), (SEP, 2)):
        theirs = theirs.masked_fill(ids == ours, mark)
    return theirs


def groups(teacher: Teacher) -> list[dict[str, object]]:
    found = []
    for name, parameter in teacher.named_parameters():
        if parameter.requires_grad:
            depth = int(name.split(".")[3]) + 1 if ".layer." in name else 12
            peak = RATE * LAYER_DECAY ** (12 - depth) if name.startswith("encoder.") else HEAD_RATE
            decay = 0.01 if parameter.ndim > 1 else 0.0
            found.append({"params": [parameter], "peak": peak, "weight_decay": decay})
    return found


def fit(data: Path, folder: Path, out: Path) -> Teacher:
    """Train on Perspectrum, ArgKP and our own pairs; checkpoints in ``out`` every few minutes.

    ``folder`` holds the encoder (config.json, model.safetensors).
    """
    torch.manual_seed(1)
    out.mkdir(parents=True, exist_ok=True)
    teacher = Teacher(folder)
    optimizer = torch.optim.AdamW(groups(teacher), fused=True)
    trained = [p for p in teacher.parameters() if p.requires_grad]
    begun = first = 0
    if (out / "state.pt").exists():
        state = torch.load(out / "state.pt")
        teacher.load_state_dict(state["weights"])
        optimizer.load_state_dict(state["optimizer"])
        begun, first = state["at"]
    own = [of_pair(pair) for pair in split_pairs(read_pairs())["train"]]
    others = perspectrum(data, "train") + argkp(data, "train")
    for epoch in range(begun, EPOCHS):
        rng = np.random.default_rng((1, epoch))
        examples = mixed(own, others, rng, SHARES)
        cut = pair_pieces([e.asked for e in examples], tokenizer())
        steps = batches([len(ids) for ids, _ in cut], BUDGET, rng)
        began = saved = time.monotonic()
        total, pieces = 0.0, 0
        teacher.train()
        for number in range(first, len(steps)):
            torch.manual_seed(epoch * 100_000 + number)
            progress = (epoch + number / len(steps)) / EPOCHS
            factor = max(0.0, min(progress / WARMUP + 0.01, (1 - progress) / (1 - WARMUP)))
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            chosen = steps[number]
            ids, kinds, *tables = columns_of([examples[i] for i in chosen], [cut[i] for i in chosen])
            loss = example_loss(teacher(ids, kinds), *tables)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            total, pieces = total + loss.item(), pieces + ids.numel()
            if (number + 1) % 20 == 0:
                speed = pieces / (time.monotonic() - began)
                print(
                    f"epoch {epoch} step {number + 1}/{len(steps)} {total / 20:.4f} pieces/s {speed:.0f}",
                    flush=True,
                )
                total, pieces, began = 0.0, 0, time.monotonic()
            if time.monotonic() - saved > SAVE_SECONDS:
                _save(out, teacher, optimizer, (epoch, number + 1))
                saved = time.monotonic()
        first = 0
        _save(out, teacher, optimizer, (epoch + 1, 0))
        torch.save(teacher.state_dict(), out / "teacher.pt")
        print(json.dumps(figures(teacher, data)), flush=True)
    return teacher


def _save(out: Path, teacher: Teacher, optimizer: torch.optim.Optimizer, at: tuple[int, int]) -> None:
    state = {"weights": teacher.state_dict(), "optimizer": optimizer.state_dict(), "at": at}
    torch.save(state, out / "state.part")
    (out / "state.part").replace(out / "state.pt")


def score(teacher: Teacher, pairs: Sequence[Asked]) -> NDArray[np.float32]:
    """Score pairs; ``[pairs, 5]``."""
    return scores(teacher.eval(), pairs, 16)


def figures(teacher: Teacher, data: Path) -> dict[str, float]:
    """Dev figures; every third pair of Perspectrum and every other one of ArgKP, to save time."""
    found: dict[str, float] = {}
    samples: list[tuple[str, list[Example]]] = [
        ("perspectrum third", perspectrum(data, "dev")[::3]),
        ("argkp half", argkp(data, "dev")[::2]),
    ]
    for name, examples in samples:
        guesses = score(teacher, [e.asked for e in examples])
        found[name] = forced(guesses, [e.right[0] for e in examples])
    own = split_pairs(read_pairs())["dev"]
    return found | own_figures(score(teacher, [p.asked for p in own]), own)
