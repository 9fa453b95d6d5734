"""One command from data to the files that ship.

``python -m train.stance.ship DATA OUT --mpnet FOLDER --transcripts FOLDER`` trains in OUT (goes on where it
stopped): the small network on what is labelled, the teacher on the same, then the small one on what the
teacher makes of more pairs. It writes ``stance.onnx``, ``stance.json`` and ``README.md`` (the model card)
into the package. Without a teacher's folder (all-mpnet-base-v2) the first step is all; ``--weights`` ships
weights that are there already.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from onrecord.positions.crossencoder import LABELS, folder, read_network
from train.stance import teacher as teaching
from train.stance.calibrate import calibrated, threshold
from train.stance.evaluate import load_network
from train.stance.export import ship
from train.stance.fit import Settings, fit
from train.stance.measure import measure, scored
from train.stance.pairs import read_pairs, split_pairs
from train.stance.pool import labelled, unlabelled, write

TAUGHT = Settings(
    inference_epochs=0, epochs=3, rate=1.2e-4, head_rate=3e-4, budget=1536,
    times=0, others=0.2, framed=200, crossed=60, worded=400, strangers=300,
)  # fmt: skip
CARD = (Path(__file__).parent / "CARD.md").read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mpnet", type=Path)
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    weights = given.weights or fit(given.data, given.out / "alone", Settings())
    if given.mpnet and not given.weights:
        weights = learned(weights, given.data, given.out, given.mpnet, given.transcripts)
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


def learned(first: Path, data: Path, out: Path, mpnet: Path, transcripts: Path) -> Path:
    """Train a teacher, let it score pairs, train on from the first weights; return the mean of both."""
    teacher = teaching.fit(data, mpnet, out / "teacher")
    draws = {"labelled": lambda: labelled(data), "printed": lambda: unlabelled(data, transcripts)}
    paths = [out / f"{name}.jsonl" for name in draws]
    for path, draw in zip(paths, draws.values(), strict=True):
        if not path.with_suffix(".npy").exists():
            examples = draw()
            write(examples, path)
            scores = teaching.score(teacher, [(e.statement, e.proposition) for e in examples])
            np.save(path.with_suffix(".npy"), scores)
    last = fit(data, out / "taught", replace(TAUGHT, start=str(first), pool=",".join(map(str, paths))))
    before, after = torch.load(first), torch.load(last)
    torch.save({name: (before[name] + after[name]) / 2 for name in before}, out / "mean.pt")
    return out / "mean.pt"


def table(figures: dict[str, dict[str, float]]) -> str:
    """Figures as a Markdown table."""
    rows = [
        f"| {name} | {key} | {value:.3g} |" for name, row in figures.items() for key, value in row.items()
    ]
    return "\n".join(["| on | figure | value |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    main()
