"""One command from data to the files that ship.

``python -m train.stance.ship DATA OUT`` trains in OUT (goes on where it stopped), then writes
``stance.onnx``, ``stance.json`` and ``README.md`` (the model card) into the package.
``--weights`` ships weights that are there already.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import torch

from onrecord.positions.crossencoder import LABELS, folder, read_network
from train.stance.calibrate import calibrated, threshold
from train.stance.evaluate import load_network
from train.stance.export import ship
from train.stance.fit import Settings, fit
from train.stance.measure import measure, scored
from train.stance.pairs import read_pairs, split_pairs

CARD = (Path(__file__).parent / "CARD.md").read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    weights = given.weights or fit(given.data, given.out, Settings())
    place = Path(str(folder()))
    place.mkdir(parents=True, exist_ok=True)
    exported = ship(load_network(torch.load(weights)), place)
    network = read_network(place)
    dev = split_pairs(read_pairs())["dev"]
    right = [LABELS.index(pair.label) for pair in dev]
    scores = scored(network, dev)
    chosen = calibrated(scores, right)
    chosen = replace(chosen, thresholds=(threshold(chosen.odds(scores), right),) * 3)
    (place / "stance.json").write_text(json.dumps(asdict(chosen), indent=1) + "\n", encoding="utf-8")
    figures = {"export": exported, **measure(network, chosen, given.data)}
    (place / "README.md").write_text(CARD.replace("{{figures}}", table(figures)), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def table(figures: dict[str, dict[str, float]]) -> str:
    """Figures as a Markdown table."""
    rows = [
        f"| {name} | {key} | {value:.3g} |" for name, row in figures.items() for key, value in row.items()
    ]
    return "\n".join(["| on | figure | value |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    main()
