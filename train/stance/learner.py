"""A training under way: settings, loss, network, averaged weights and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, distributed

from train.encoder import brief
from train.stance.hidden import MATCHES, Basis, States
from train.stance.large import Large, load_large
from train.stance.network import Network, load
from train.stance.wide import Wide


@dataclass(frozen=True, slots=True)
class Settings:
    seed: int = 1
    epochs: int = 1
    rate: float = 1.5e-4
    head_rate: float = 6e-4
    decay: float = 0.9
    dropout: float = 0.1
    smoothing: float = 0.05
    budget: int = 1280
    warmup: float = 0.06
    average: float = 0.998
    times: int = 2
    others: float = 1.0
    argkp: int = 1
    real: float = 1.0
    groups: float = 0.0
    turned: float = 0.25
    framed: int = 2400
    crossed: int = 300
    worded: int = 1800
    strangers: int = 1200
    start: str = ""
    pool: str = ""
    pooled: float = 1.0
    hidden: float = 0.0
    transcripts: str = ""
    fresh: str = ""
    named: str = "*"
    repeated: int = 0
    large: str = ""
    frozen: int = 0


def example_loss(
    scores: Tensor, right: Tensor, rivals: Tensor, odds: Tensor, smoothing: float = 0.05
) -> Tensor:
    """Minus the log share that the right labels have among their rivals; smoothing spreads over rivals.

    Where a teacher gave odds, the cross-entropy with these.
    """
    low = torch.finfo(scores.dtype).min / 2
    among = scores.masked_fill(~rivals, low).logsumexp(1)
    loss = among - scores.masked_fill(~right, low).logsumexp(1)
    spread = among - (scores * rivals).sum(1) / rivals.sum(1)
    labelled = (1 - smoothing) * loss + smoothing * spread
    heard = -(odds * scores.log_softmax(1)).sum(1)
    return torch.where(odds.sum(1) > 0, heard, labelled).mean()


def share_gradients(parameters: Sequence[Tensor]) -> None:
    """Where processes train together (``torchrun``), each goes on with the mean of their gradients."""
    if distributed.is_initialized():
        flat = torch.cat([p.grad.flatten() for p in parameters if p.grad is not None])
        distributed.all_reduce(flat)
        flat /= distributed.get_world_size()
        for p, mean in zip(parameters, flat.split([p.numel() for p in parameters]), strict=True):
            p.grad = mean.view_as(p)


def begun(settings: Settings) -> Network:
    """The teacher from its pretrained encoder, in the folder ``large``, or the network that ships."""
    if not settings.large:
        return Wide(settings.dropout)
    network = Large(settings.dropout)
    load_large(network, Path(settings.large))
    return network


class Learner:
    """A training under way: network, averaged weights, optimizer and how far it has come."""

    def __init__(self, settings: Settings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network = begun(settings)
        if settings.start:
            load(self.network, torch.load(settings.start))
        self.states = States(self.network, (match.ours for match in MATCHES if settings.hidden))
        self.network.word.requires_grad_(False)
        self.network.position.requires_grad_(False)
        if settings.frozen:
            for part in (self.network.kind, self.network.norm, *self.network.layers[: settings.frozen]):
                part.requires_grad_(False)
        self.trained = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        self.epoch, self.step = 0, 0
        self.averaged = {n: p.detach().clone() for n, p in self.trained.items()}
        self.optimizer = torch.optim.AdamW(self._groups(settings.rate), weight_decay=0.01, fused=True)
        self.done = 0

    def _groups(self, rate: float) -> list[dict[str, object]]:
        """Rates fall by ``decay`` from layer to layer downwards."""
        groups = []
        for name, parameter in self.trained.items():
            depth = 1 + int(name.split(".")[1]) if name.startswith("layers.") else 0
            pretrained = name.startswith(("layers.", "norm.", "kind."))
            low = rate * self.settings.decay ** (len(self.network.layers) - depth)
            peak = low if pretrained else self.settings.head_rate
            groups.append(
                {"params": [parameter], "peak": peak, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0}
            )
        return groups

    def update(
        self, columns: Sequence[Tensor], progress: float, felt: tuple[Basis, Tensor] | None = None
    ) -> float:
        """Take one step; ``progress`` in [0, 1] sets the rate (linear warm-up and decay).

        ``felt`` are the teacher's hidden states, ``[batch, length, SIZE]``, zeros where not known, and the
        directions that they are of.
        """
        warmup = self.settings.warmup
        factor = max(0.0, min(progress / warmup + 0.01, (1 - progress) / (1 - warmup)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        ids, kinds, *tables = columns
        with brief():
            scores = self.network(ids, kinds)
        loss = example_loss(scores.float(), *tables, smoothing=self.settings.smoothing)
        if felt:
            states = [self.states.last[match.ours] for match in MATCHES]
            loss = loss + self.settings.hidden * felt[0].distance(states, felt[1])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        share_gradients(list(self.trained.values()))
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
