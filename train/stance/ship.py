"""One command from data to the files that ship.

``python -m train.stance.ship DATA OUT --mpnet FOLDER --transcripts FOLDER`` trains in OUT (goes on where it
stopped). A network learns from what is labelled, then from real passages, and from groups; then from the
odds that a large teacher gives, which was trained on all of it, too, and twice again when the teacher has
trained for longer. The network before and that after these last two lessons ship together. It writes
``stance.onnx``, ``stance.json`` and ``README.md`` (the model card) into the package. Without the teacher's
folder (all-mpnet-base-v2) its steps are left out; ``--weights`` ships those that are there already.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from onrecord.positions.crossencoder import LABELS, folder
from onrecord.positions.stances import OFF, Calibration
from train.stance.calibrate import calibrated, careful
from train.stance.evaluate import load_network
from train.stance.export import ship
from train.stance.fit import Settings, fit
from train.stance.measure import measure, scored
from train.stance.network import Network, load
from train.stance.pairs import Pair, read_pairs, split_pairs
from train.stance.pool import drawn, score
from train.stance.real import Labelled, read_real

PRINTED = Settings(
    inference_epochs=0, epochs=2, rate=1e-4, head_rate=3e-4, budget=1536,
    times=1, others=0.35, framed=600, crossed=100, worded=600, strangers=600,
)  # fmt: skip
LAST = replace(
    PRINTED, seed=3, epochs=1, rate=5e-5, head_rate=1e-4,
    others=0.15, real=0.25, framed=300, crossed=60, worded=300, strangers=300,
)  # fmt: skip
KEPT = 0.3
"""How much of the weights before the real passages stays in the first network: they know arguments better."""
GROUPED = Settings(
    inference_epochs=0, epochs=2, rate=1e-4, head_rate=2e-4,
    times=1, others=0.7, real=0.3, groups=0.8, framed=600, crossed=200, worded=600, strangers=1000,
)  # fmt: skip
AGAIN = replace(
    GROUPED, seed=4, epochs=1, rate=6e-5, head_rate=1e-4,
    others=0.5, real=0.13, groups=0.17, framed=200, crossed=60, worded=200, strangers=300,
)  # fmt: skip
EVERY = 4
"""One in so many real dev pairs is fitted on: own pairs then weigh about as much."""
TEACHER = Settings(
    inference_epochs=0, epochs=1, rate=6e-5, head_rate=4e-4, budget=4096, average=0.995, frozen=4,
    times=1, others=0.7, real=0.25, groups=0.4, framed=200, crossed=60, worded=300, strangers=600,
)  # fmt: skip
TEACHER_AGAIN = replace(
    TEACHER, seed=3, rate=5e-5, head_rate=1e-4,
    times=2, others=0.6, real=0.4, groups=0.25,
)  # fmt: skip
TEACHER_THIRD = replace(TEACHER_AGAIN, seed=4, times=1, others=0.35, groups=0.08, worded=900, strangers=400)
TAUGHT = Settings(
    seed=5, inference_epochs=0, epochs=1, rate=1e-4, head_rate=2e-4, budget=2048,
    times=0, others=0, framed=0, crossed=0, worded=0, strangers=0,
)  # fmt: skip
TAUGHT_AGAIN = replace(TAUGHT, seed=7, epochs=2, rate=1.5e-4, head_rate=3e-4, budget=4096)
TAUGHT_THIRD = replace(TAUGHT_AGAIN, seed=8)
Weights = dict[str, torch.Tensor]
CARD = (Path(__file__).parent / "CARD.md").read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--transcripts", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path)
    parser.add_argument("--weights", type=Path, nargs="+")
    given = parser.parse_args()
    torch.set_num_threads(1)
    weights = given.weights or trained(given.data, given.out, given.transcripts, given.mpnet)
    place = Path(str(folder()))
    place.mkdir(parents=True, exist_ok=True)
    exported = ship([load_network(torch.load(path)) for path in weights], place)
    real = read_real(given.data, given.transcripts)
    dev = [one for one in real if one.part == "dev"][::EVERY]
    chosen = calibration(place, split_pairs(read_pairs())["dev"], dev)
    (place / "stance.json").write_text(json.dumps(asdict(chosen), indent=1) + "\n", encoding="utf-8")
    figures = {"export": exported, **measure(place, chosen, given.data, real)}
    (place / "README.md").write_text(CARD.replace("{{figures}}", table(figures)), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def trained(data: Path, out: Path, transcripts: Path, mpnet: Path | None) -> list[Path]:
    """Go through the stages of the training; return the weights that ship."""
    first = fit(data, out / "alone", Settings())
    real = replace(PRINTED, transcripts=str(transcripts))
    printed = fit(data, out / "printed", replace(real, start=str(first)))
    last = fit(data, out / "last", replace(LAST, start=str(printed), transcripts=str(transcripts)))
    before = mean(first, last, out / "before.pt", 1 - KEPT)

    def grouped(name: str, start: Path, settings: Settings) -> Path:
        """Train with groups too; return the mean of the weights before and after."""
        settings = replace(settings, start=str(start), transcripts=str(transcripts))
        return mean(start, fit(data, out / name, settings), out / f"{name}.pt")

    first = grouped("again", grouped("grouped", before, GROUPED), AGAIN)
    if not mpnet:
        return [first]

    def learned(name: str, start: Path, teacher: Path, settings: Settings) -> Path:
        """Train on a teacher's odds."""
        score(teacher, drawn(data, transcripts), out / f"{name}-pool")
        return fit(data, out / name, replace(settings, start=str(start), pool=str(out / f"{name}-pool")))

    large = replace(TEACHER, large=str(mpnet), transcripts=str(transcripts))
    teacher = fit(data, out / "teacher", large)
    taught = mean(first, learned("taught", first, teacher, TAUGHT), out / "taught.pt")
    latest = taught
    for name, longer, lesson in (
        ("again", TEACHER_AGAIN, TAUGHT_AGAIN),
        ("third", TEACHER_THIRD, TAUGHT_THIRD),
    ):
        large = replace(longer, large=str(mpnet), transcripts=str(transcripts), start=str(teacher))
        teacher = fit(data, out / f"teacher-{name}", large)
        latest = learned(f"taught-{name}", latest, teacher, lesson)
    return [latest, taught]


def mean(one: Path, other: Path, out: Path, share: float = 0.5) -> Path:
    """Write the mean of two weights, ``share`` of it the other's; return where."""
    torch.save(between(torch.load(one), torch.load(other), share), out)
    return out


def between(one: Weights, other: Weights, share: float) -> Weights:
    """Return the mean of two networks' weights, ``share`` of it the other's (Wortsman et al. 2022)."""
    found = []
    for weights in (one, other):
        network = Network()
        load(network, weights)
        found.append(network.state_dict())
    return {name: (1 - share) * found[0][name] + share * found[1][name] for name in found[0]}


def calibration(place: Path, own: Sequence[Pair], real: Sequence[Labelled]) -> Calibration:
    """Fit probabilities on own and real dev pairs, and choose on the real ones when a side is named.

    Of the real ones that are *off*, most by far, no more are fitted on than take a side: a pair that somebody
    asks about is rarely off.
    """
    scores = scored(place, [*own, *real])
    right = np.array([LABELS.index(item.label) for item in [*own, *real]])
    off = np.flatnonzero(right == OFF)
    off = off[off >= len(own)]
    every = max(1, len(off) // int((right[len(own) :] < OFF - 1).sum()))
    fitted = np.setdiff1d(np.arange(len(right)), np.delete(off, np.arange(0, len(off), every)))
    chosen = calibrated(scores[fitted], right[fitted].tolist())
    return careful(chosen, chosen.odds(scores[len(own) :]), right[len(own) :].tolist())


def table(figures: dict[str, dict[str, float]]) -> str:
    """Figures as a Markdown table."""
    rows = [
        f"| {name} | {key} | {value:.5g} |" for name, row in figures.items() for key, value in row.items()
    ]
    return "\n".join(["| on | figure | value |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    main()
