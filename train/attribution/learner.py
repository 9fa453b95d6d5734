"""A training under way: network, optimizer, averaged weights, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from train.attribution.losses import gold_losses, mean_outputs, teacher_losses, weighed
from train.attribution.network import Network, load_encoder, load_network
from train.attribution.shipped import Shipped

GOLD_SHARE = 0.3
"""How much the annotators count beside a teacher."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what comes out, apart from the data.

    ``heads`` and ``inner`` are attention heads and feed-forward units of a layer, ``rate`` and ``head_rate``
    peak learning rates of encoder and output heads, ``budget`` the pieces in a batch, ``warmup`` a share of
    all steps, ``average`` the decay of the averaged weights. ``teacher`` are weights to learn from or
    exported files, several with commas between, or "". The network starts from the weights ``start``, else
    from the first teacher's, else from the pretrained encoder; where it has fewer layers, from evenly spaced
    ones.
    """

    epochs: int = 6
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    seed: int = 1
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    budget: int = 1536
    warmup: float = 0.06
    average: float = 0.999
    teacher: str = ""
    start: str = ""


def load_teacher(path: Path) -> Network | Shipped:
    """Load weights of a training, or an exported file."""
    return Shipped(path) if path.suffix == ".onnx" else load_network(path)


class Learner:
    """Takes steps and keeps its state on disk."""

    def __init__(self, settings: Settings, encoder: Path) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network = Network(settings.layers, settings.heads, settings.inner, settings.dropout)
        self.teachers = [load_teacher(Path(path)) for path in settings.teacher.split(",") if path]
        if settings.start or self.teachers:
            self.network.take(load_network(Path(settings.start or settings.teacher.split(",")[0])))
        else:
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
            pretrained = name.startswith(("layers", "norm."))
            groups.setdefault((pretrained, parameter.ndim > 1), []).append(parameter)
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
        outputs = self.network(*columns[:4])
        losses = gold_losses(outputs, columns[4:])
        loss = weighed(losses)
        if self.teachers:
            with torch.no_grad():
                taught = mean_outputs([teacher(*columns[:4]) for teacher in self.teachers])
            losses = teacher_losses(outputs, taught, columns[0] > 0)
            loss = GOLD_SHARE * loss + (1 - GOLD_SHARE) * weighed(losses)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.trained.values()), 1.0)
        self.optimizer.step()
        self.done += 1
        keep = min(self.settings.average, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.values()), list(self.trained.values()), 1 - keep)
        return {name: value.item() for name, value in losses.items()}

    def save(self, path: Path) -> None:
        """Write everything that :meth:`resume` needs; an interrupted write leaves the old file."""
        state = {
            "trained": {n: p.detach() for n, p in self.trained.items()},
            "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(),
            "at": (self.epoch, self.step, self.done),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what :meth:`save` wrote."""
        state = torch.load(path)
        self.network.load_state_dict(state["trained"], strict=False)
        self.averaged = state["averaged"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.done = state["at"]

    def save_averaged(self, path: Path) -> None:
        """Write the averaged weights as a whole network."""
        torch.save({**self.network.state_dict(), **self.averaged}, path)
