"""One command from data to the files that ship.

``python -m train.stance.ship DATA OUT --mpnet FOLDER --transcripts FOLDER`` trains in OUT (goes on where it
stopped): a large teacher from all-mpnet-base-v2 for three epochs, on all that is labelled; then six of its
layers on the odds and hidden states that it gives, then with labelled arguments among them, and at last on
labels alone. It writes
``stance.npz``, ``stance.json`` and ``README.md`` (the model card) into the package. ``--weights`` ships what
is trained already.
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
from train.stance.pairs import Pair, read_pairs, split_pairs
from train.stance.pool import drawn, piece_counts, score
from train.stance.real import Labelled, read_real
from train.stance.wide import begun

MOSTLY = 0.75
"""How much the weights count that were trained on labels alone, beside those before."""
EVERY = 4
"""One in so many real dev pairs is fitted on: own pairs then weigh about as much."""
TEACHER = Settings(
    rate=6e-5, head_rate=4e-4, budget=4096, average=0.995, frozen=4,
    times=1, others=0.7, real=0.25, groups=0.4, framed=200, crossed=60, worded=300, strangers=600,
)  # fmt: skip
TEACHER_AGAIN = replace(
    TEACHER, seed=3, rate=5e-5, head_rate=1e-4,
    times=2, others=0.6, real=0.4, groups=0.25,
)  # fmt: skip
TEACHER_THIRD = replace(TEACHER_AGAIN, seed=4, times=1, others=0.35, groups=0.08, worded=900, strangers=400)
TAUGHT = Settings(
    seed=12, rate=1.2e-4, head_rate=1.2e-4, decay=0.95, dropout=0.0, budget=2048, average=0.995, hidden=0.5,
    times=0, others=0, groups=0, framed=0, crossed=0, worded=0, strangers=0,
)  # fmt: skip
TAUGHT_AGAIN = replace(TAUGHT, seed=13, rate=6e-5, head_rate=6e-5, average=0.99, others=0.8, pooled=0.1)
LABELLED = Settings(
    seed=22, rate=6e-5, head_rate=6e-5, decay=0.95, dropout=0.05, budget=2048, average=0.99,
    warmup=0.04, frozen=2,
    times=1, others=0.8, real=0.12, groups=0.12, framed=160, crossed=60, worded=500, strangers=300,
)  # fmt: skip
LABELLED_AGAIN = replace(
    LABELLED, seed=31, others=0.4, real=0.06, groups=0.03, framed=80, crossed=30, worded=300, strangers=200
)
LABELLED_FRESH = replace(LABELLED_AGAIN, seed=41, groups=0.02, fresh="news-4")
LABELLED_SHORT = replace(
    LABELLED_AGAIN, seed=51, rate=5e-5, head_rate=5e-5,
    others=0.25, real=0.03, groups=0.01, framed=40, crossed=20, worded=100, strangers=100,
)  # fmt: skip
LABELLED_IMPLIED = replace(
    LABELLED_SHORT, seed=61, rate=6e-5, head_rate=6e-5,
    real=0.05, worded=150, strangers=150, fresh="*-5",
)  # fmt: skip
LABELLED_CONSTRUCTED = replace(
    LABELLED_IMPLIED, seed=81, rate=8e-5, head_rate=8e-5,
    others=0.35, groups=0.02, framed=2000, crossed=60, worded=1200, strangers=200, fresh="news-6",
)  # fmt: skip
LABELLED_PRECEDED = replace(
    LABELLED_CONSTRUCTED, seed=91, rate=7e-5, head_rate=7e-5,
    times=0, others=0.08, real=0.03, groups=0.01, framed=300, crossed=30, worded=200,
)  # fmt: skip
LABELLED_FAR = replace(
    LABELLED_CONSTRUCTED, seed=92, others=0.3, real=0.06, framed=800, worded=500, fresh="news-7"
)
LABELLED_PROBED = replace(
    LABELLED_CONSTRUCTED, seed=111, others=0.28, real=0.04, framed=400, worded=400, fresh="news-8"
)
LABELLED_PROBED_AGAIN = replace(
    LABELLED_PROBED, seed=112, others=0.08, real=0.03, groups=0.0,
    framed=100, crossed=20, worded=60, strangers=100, fresh="news-9",
)  # fmt: skip
LABELLED_REPEATED = replace(
    LABELLED_PROBED_AGAIN, seed=121, epochs=3, rate=1.2e-4, head_rate=1.2e-4,
    others=1.0, argkp=4, real=0.035, groups=0.01, framed=200, worded=100, fresh="",
)  # fmt: skip
LABELLED_NEIGHBOURS = replace(
    LABELLED_REPEATED, seed=131, others=0.35, real=0.05, groups=0.25, named="news-[37]", repeated=1
)
LABELLED_LONG = replace(
    LABELLED_NEIGHBOURS, seed=141, epochs=4, average=0.995, warmup=0.03,
    others=0.5, real=0.2, groups=0.45, named="news-[3-9]",
)  # fmt: skip
LABELLED_PAGES = replace(
    LABELLED_NEIGHBOURS, seed=151, rate=1e-4, head_rate=1e-4,
    others=0.5, groups=0.04, named="news-[3-9]", fresh="pages-1",
)  # fmt: skip
LABELLED_READ = replace(
    LABELLED_LONG, seed=201, epochs=2, real=0.4, groups=0.08, named="news-*", framed=150, worded=80
)
LABELLED_PRINTED = replace(
    LABELLED_READ, seed=211, epochs=4, warmup=0.02,
    real=0.1, groups=0.04, framed=120, worded=60, fresh="pages-[12]",
)  # fmt: skip
LABELLED_PRINTED_AGAIN = replace(
    LABELLED_PRINTED, seed=221, epochs=3, rate=1.1e-4, head_rate=1.1e-4,
    others=0.4, real=0.08, groups=0.025, framed=80, fresh="pages-[23]",
)  # fmt: skip
LABELLED_PLAIN = replace(
    LABELLED_PRINTED_AGAIN, seed=231, epochs=1, average=0.99, warmup=0.04,
    others=0.25, real=0.06, groups=0.02, fresh="pages-4",
)  # fmt: skip
LABELLED_PLAIN_MORE = replace(LABELLED_PLAIN, seed=241, warmup=0.03, fresh="pages-[45]")
LABELLED_PLAIN_AGAIN = replace(LABELLED_PLAIN_MORE, seed=251)
LABELLED_PLAIN_ALL = replace(LABELLED_PLAIN_MORE, seed=261, others=0.3, fresh="pages-[456]")
LABELLED_PLAIN_NEW = replace(
    LABELLED_PLAIN, seed=271, rate=1e-4, head_rate=1e-4,
    others=0.3, real=0.05, groups=0.01, framed=60, strangers=60, fresh="pages-7",
)  # fmt: skip
CARD = (Path(__file__).parent / "CARD.md").read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--transcripts", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path)
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args()
    if not (given.mpnet or given.weights):
        parser.error("give --mpnet to train, or --weights to ship what is trained already")
    torch.set_num_threads(1)
    weights = given.weights or trained(given.data, given.out, given.transcripts, given.mpnet)
    place = Path(str(folder()))
    place.mkdir(parents=True, exist_ok=True)
    exported = ship(weights, place)
    real = read_real(given.data, given.transcripts)
    dev = [one for one in real if one.part == "dev"][::EVERY]
    chosen = calibration(place, split_pairs(read_pairs())["dev"], dev)
    (place / "stance.json").write_text(json.dumps(asdict(chosen), indent=1) + "\n", encoding="utf-8")
    figures = {"export": exported, **measure(place, chosen, given.data, real)}
    (place / "README.md").write_text(CARD.replace("{{figures}}", table(figures)), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def trained(data: Path, out: Path, transcripts: Path, mpnet: Path) -> Path:
    """Go through the stages of the training; return the weights that ship."""
    teacher = ""
    for name, lesson in (("first", TEACHER), ("second", TEACHER_AGAIN), ("third", TEACHER_THIRD)):
        settings = replace(lesson, large=str(mpnet), transcripts=str(transcripts), start=teacher)
        teacher = str(fit(data, out / f"teacher-{name}", settings))
    pool, start = out / "pool", out / "start.pt"
    score(Path(teacher), drawn(data, transcripts), pool)
    torch.save(begun(load_network(torch.load(teacher)), piece_counts(pool)), start)
    taught = fit(data, out / "taught", replace(TAUGHT, start=str(start), pool=str(pool)))
    again = fit(data, out / "taught-again", replace(TAUGHT_AGAIN, start=str(taught), pool=str(pool)))
    between = mean(taught, again, out / "between.pt")
    first = labelled(data, out, transcripts, between, LABELLED, "first")
    weights = mean(between, first, out / "mostly.pt", MOSTLY)
    again = labelled(data, out, transcripts, weights, LABELLED_AGAIN, "again")
    fresh = labelled(data, out, transcripts, again, LABELLED_FRESH, "fresh")
    weights = mean(weights, fresh, out / "nearly.pt", MOSTLY)
    short = labelled(data, out, transcripts, weights, LABELLED_SHORT, "short")
    implied = labelled(data, out, transcripts, short, LABELLED_IMPLIED, "implied")
    weights = mean(weights, implied, out / "lately.pt", MOSTLY)
    built = labelled(data, out, transcripts, weights, LABELLED_CONSTRUCTED, "constructed")
    preceded = labelled(data, out, transcripts, built, LABELLED_PRECEDED, "preceded")
    far = labelled(data, out, transcripts, preceded, LABELLED_FAR, "far")
    weights = mean(built, far, out / "latest.pt", MOSTLY)
    probed = labelled(data, out, transcripts, weights, LABELLED_PROBED, "probed")
    again = labelled(data, out, transcripts, probed, LABELLED_PROBED_AGAIN, "probed-again")
    weights = mean(weights, again, out / "probed.pt")
    repeated = labelled(data, out, transcripts, weights, LABELLED_REPEATED, "repeated")
    weights = mean(weights, repeated, out / "repeated.pt", MOSTLY)
    neighbours = labelled(data, out, transcripts, weights, LABELLED_NEIGHBOURS, "neighbours")
    weights = mean(weights, neighbours, out / "neighbours.pt", MOSTLY)
    long = labelled(data, out, transcripts, weights, LABELLED_LONG, "long")
    pages = labelled(data, out, transcripts, long, LABELLED_PAGES, "pages")
    weights = mean(weights, pages, out / "pages.pt", MOSTLY)
    read = labelled(data, out, transcripts, weights, LABELLED_READ, "read")
    printed = labelled(data, out, transcripts, read, LABELLED_PRINTED, "printed", until=1)
    again = labelled(data, out, transcripts, printed, LABELLED_PRINTED_AGAIN, "printed-again")
    weights = mean(weights, again, out / "printed.pt")
    plain = labelled(data, out, transcripts, weights, LABELLED_PLAIN, "plain")
    plain = labelled(data, out, transcripts, plain, LABELLED_PLAIN_MORE, "plain-more")
    plain = labelled(data, out, transcripts, plain, LABELLED_PLAIN_AGAIN, "plain-again")
    plain = labelled(data, out, transcripts, plain, LABELLED_PLAIN_ALL, "plain-all")
    plain = labelled(data, out, transcripts, plain, LABELLED_PLAIN_NEW, "plain-new")
    return mean(weights, plain, out / "plain.pt", MOSTLY)


def labelled(
    data: Path, out: Path, transcripts: Path, start: Path, lesson: Settings, name: str, until: int = 0
) -> Path:
    """Go on from weights on labels alone, through all epochs or ``until`` one; return the new ones."""
    settings = replace(lesson, start=str(start), transcripts=str(transcripts))
    return fit(data, out / f"labelled-{name}", settings, until)


def mean(one: Path, other: Path, out: Path, share: float = 0.5) -> Path:
    """Write a mean of two weights (Wortsman et al. 2022), ``share`` of the other; return where."""
    first, second = torch.load(one), torch.load(other)
    torch.save({name: torch.lerp(first[name], second[name], share) for name in first}, out)
    return out


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
