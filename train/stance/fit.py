"""Fine-tune the cross-encoder; stops and goes on with the same command.

``python -m train.stance.fit DATA OUT`` first learns inference (``OUT/inference.pt``), then stance
(``OUT/epoch-N.pt``), and writes ``OUT/state.pt`` every few minutes. DATA holds ``perspectrum``, ``argkp`` and
``nli``; our own pairs lie beside this file.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.attribution.network import tokenizer
from onrecord.positions.pieces import Ints, padded, pair_pieces
from train.encoder import encoder_folder
from train.stance.corpora import Example, argkp, inference, perspectrum
from train.stance.evaluate import figures
from train.stance.mixing import Shares, mixed, of_pair
from train.stance.network import LABELS, Network, load_encoder
from train.stance.pairs import read_pairs, split_pairs

SAVE_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Settings:
    seed: int = 1
    inference_epochs: int = 1
    epochs: int = 3
    layers: int = 6
    rate: float = 1.5e-4
    head_rate: float = 6e-4
    decay: float = 0.9
    dropout: float = 0.1
    smoothing: float = 0.05
    budget: int = 1280
    warmup: float = 0.06
    average: float = 0.998
    times: int = 2
    turned: float = 0.25
    framed: int = 2400
    crossed: int = 300
    strangers: int = 1200
    start: str = ""
    with_dev: bool = False


def example_loss(scores: Tensor, right: Tensor, rivals: Tensor, smoothing: float) -> Tensor:
    """Minus the log share that the right labels have among their rivals; smoothing spreads over rivals."""
    low = torch.finfo(scores.dtype).min / 2
    among = scores.masked_fill(~rivals, low).logsumexp(1)
    loss = among - scores.masked_fill(~right, low).logsumexp(1)
    spread = among - (scores * rivals).sum(1) / rivals.sum(1)
    return ((1 - smoothing) * loss + smoothing * spread).mean()


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


class Fit:
    """A training under way: network, averaged weights, optimizer and how far it has come."""

    def __init__(self, settings: Settings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network = Network(layers=settings.layers, rate=settings.dropout)
        load_encoder(self.network, encoder_folder() / "model.safetensors")
        if settings.start:
            self.network.load_state_dict(torch.load(settings.start))
        self.network.word.requires_grad_(False)
        self.network.position.requires_grad_(False)
        self.trained = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        self.begin_stage()
        self.epoch, self.step = 0, 0

    def begin_stage(self) -> None:
        """Start a stage with a fresh optimizer and the weights as averaged so far."""
        if hasattr(self, "averaged"):
            self.network.load_state_dict(self.averaged, strict=False)
        self.averaged = {n: p.detach().clone() for n, p in self.trained.items()}
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        self.done = 0

    def _groups(self) -> list[dict[str, object]]:
        """Rates fall by ``decay`` from layer to layer downwards."""
        groups = []
        for name, parameter in self.trained.items():
            depth = 1 + int(name.split(".")[1]) if name.startswith("layers.") else 0
            pretrained = name.startswith(("layers.", "norm.", "kind."))
            low = self.settings.rate * self.settings.decay ** (self.settings.layers - depth)
            peak = low if pretrained else self.settings.head_rate
            groups.append(
                {"params": [parameter], "peak": peak, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0}
            )
        return groups

    def update(self, columns: Sequence[Tensor], progress: float) -> float:
        """Take one step; ``progress`` in [0, 1] sets the rate (linear warm-up and decay)."""
        warmup = self.settings.warmup
        factor = max(0.0, min(progress / warmup + 0.01, (1 - progress) / (1 - warmup)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        ids, kinds, right, rivals = columns
        loss = example_loss(self.network(ids, kinds), right, rivals, self.settings.smoothing)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.trained.values()), 1.0)
        self.optimizer.step()
        self.done += 1
        keep = min(self.settings.average, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.values()), list(self.trained.values()), 1 - keep)
        return loss.item()

    def weights(self) -> dict[str, Tensor]:
        return {**self.network.state_dict(), **self.averaged}

    def save(self, path: Path) -> None:
        state = {
            "trained": {n: p.detach() for n, p in self.trained.items()},
            "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(),
            "at": (self.epoch, self.step, self.done),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path)
        self.network.load_state_dict(state["trained"], strict=False)
        self.averaged = state["averaged"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.done = state["at"]


def columns_of(examples: Sequence[Example], cut: Sequence[tuple[Ints, Ints]]) -> list[Tensor]:
    """Stack ids, kinds and the two tables of labels ``[batch, 5]``: right ones and rivals."""
    tables = [
        torch.tensor([[label in chosen for label in LABELS] for chosen in column])
        for column in ([e.right for e in examples], [e.rivals for e in examples])
    ]
    return [*map(torch.from_numpy, padded(cut)), *tables]


def run_epoch(fit: Fit, out: Path, examples: list[Example], of: tuple[int, int]) -> None:
    """Go through what is left of an epoch; ``of`` is its number within the stage and the stage's epochs."""
    rng = np.random.default_rng((fit.settings.seed, fit.epoch, 1))
    cut = pair_pieces([(e.statement, e.proposition) for e in examples])
    steps = batches([len(ids) for ids, _ in cut], fit.settings.budget, rng)
    began = saved = time.monotonic()
    total, pieces = 0.0, 0
    for number in range(fit.step, len(steps)):
        torch.manual_seed((fit.settings.seed * 1000 + fit.epoch) * 100_000 + number)
        chosen = steps[number]
        columns = columns_of([examples[i] for i in chosen], [cut[i] for i in chosen])
        total += fit.update(columns, (of[0] + number / len(steps)) / of[1])
        pieces += columns[0].numel()
        fit.step = number + 1
        if fit.step % 50 == 0:
            speed = pieces / (time.monotonic() - began)
            print(
                f"epoch {fit.epoch} step {fit.step}/{len(steps)} {total / 50:.4f} pieces/s {speed:.0f}",
                flush=True,
            )
            total, pieces, began = 0.0, 0, time.monotonic()
        if time.monotonic() - saved > SAVE_SECONDS:
            fit.save(out / "state.pt")
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
    shares = Shares(**{f.name: getattr(settings, f.name) for f in fields(Shares)})
    return inference(data), lambda rng: mixed(own, others, rng, shares)


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
    data, out = given.pop("data"), given.pop("out")
    settings = Settings(**given)
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    inferences, draw = sources(settings, data)
    fit = Fit(settings)
    if (out / "state.pt").exists():
        fit.resume(out / "state.pt")
    first = settings.inference_epochs
    while fit.epoch < first + settings.epochs:
        number = fit.epoch
        rng = np.random.default_rng((settings.seed, number))
        if number < first:
            run_epoch(fit, out, inferences, (number, first))
        else:
            run_epoch(fit, out, draw(rng), (number - first, settings.epochs))
        fit.epoch, fit.step = number + 1, 0
        name = "inference.pt" if number < first else f"epoch-{fit.epoch - first}.pt"
        torch.save(fit.weights(), out / name)
        if fit.epoch == first:
            fit.begin_stage()
        fit.save(out / "state.pt")
        print(name, json.dumps(figures(fit.weights(), data)), flush=True)


if __name__ == "__main__":
    main()
