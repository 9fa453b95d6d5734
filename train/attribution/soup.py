"""The mean of several weights of one training (Wortsman et al. 2022): ``python -m train.attribution.soup
OUT.pt A.pt B.pt``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def soup(paths: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of each weight."""
    states = [torch.load(path) for path in paths]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    given = parser.parse_args()
    torch.save(soup(given.weights), given.out)


if __name__ == "__main__":
    main()
