"""A file that ships, as a teacher: what stays when the checkpoints of its training are lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.attribution.network import INPUTS


class Shipped:
    """An exported network, called as ``train.attribution.network.Network`` is; it runs row by row, as it
    knows no padding.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, *columns: Tensor) -> tuple[Tensor, ...]:
        lengths = (columns[0] > 0).sum(1).tolist()
        rows = [
            self._row([column[i : i + 1, :length].numpy() for column in columns], columns[0].shape[1])
            for i, length in enumerate(lengths)
        ]
        return tuple(torch.stack(same) for same in zip(*rows, strict=True))

    def _row(self, inputs: list[np.ndarray], width: int) -> list[Tensor]:
        """Run one row; padding gets zeros, as a target of links next to nothing."""
        tags, names, *links = map(
            torch.from_numpy, self._session.run(None, dict(zip(INPUTS, inputs, strict=True)))
        )
        more = width - tags.shape[1]
        plain = [functional.pad(scores[0], (0, 0, 0, more)) for scores in (tags, names)]
        return plain + [
            functional.pad(functional.pad(scores[0], (0, more), value=-1e4), (0, 0, 0, more))
            for scores in links
        ]
