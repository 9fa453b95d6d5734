"""Choose how to decode on the dev part, and calibrate the confidence there.

``python -m train.attribution.tune POLNEAR WEIGHTS.onnx`` writes ``WEIGHTS.json`` and prints the
figures and the reliability table for the model card.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from onrecord.attribution.confidence import EVIDENCE, Calibration, evidence
from onrecord.attribution.features import Pieces, pieces
from onrecord.attribution.linking import Reading
from onrecord.attribution.network import network, tokenizer
from onrecord.attribution.tagger import Decoding, NeuralTagger
from onrecord.attribution.windows import LIMIT
from onrecord.evaluation.figures import Figures
from onrecord.evaluation.scoring import characters, counts, figures, match
from onrecord.model import Attribution, Span, Spans
from train.attribution.corpus import Marked, read_split

GRID: dict[str, tuple[float, ...]] = {
    "cue": (0.0, 0.35, 0.7, 1.0, 1.4),
    "across": (0.0, 1.0, 2.0),
    "merge": (0, 3, 6),
}
SURENESS: dict[str, tuple[float, ...]] = {"least": (0.2, 0.25, 0.3, 0.35)}
"""Tried once the confidence is calibrated: what is less sure is left out. Direct quotations keep their own
floor.
"""

MARGIN = 0.002
"""What a choice of decoding must add to the sum of the three F1, not to be mere noise."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with what the network says of it."""

    marked: Marked
    cut: Pieces
    readings: list[Reading]


def decoded(read: Read, decoding: Decoding) -> tuple[list[Attribution], list[np.ndarray]]:
    """Return the attributions of a document and the evidence for each."""
    tags, linked = _tagger(decoding).attribute(read.marked.text, read.cut, read.readings)

    def spans(*found: object) -> Spans:
        return tuple(Span(int(read.cut.starts[f.start]), int(read.cut.ends[f.end - 1])) for f in found if f)

    plain = [Attribution(spans(*f.contents), spans(f.source), spans(f.cue)) for f in linked]
    return plain, [evidence(tags, f) for f in linked]


def measure(dev: list[Read], decoding: Decoding) -> Figures:
    total: Counter[str] = Counter()
    for read in dev:
        found = _tagger(decoding).decode(read.marked.text, read.cut, read.readings).attributions
        total += counts(read.marked.text, read.marked.annotators[0], found)
    return figures(total)


def choose(
    dev: list[Read], best: Decoding, grid: dict[str, tuple[float, ...]], margin: float = MARGIN
) -> Decoding:
    """Go through the grid one choice at a time; the sum of the three F1 decides, if ``margin`` is passed."""
    worth = _worth(measure(dev, best))
    for name, values in grid.items():
        for value in values:
            tried = replace(best, **{name: value})
            now = _worth(measure(dev, tried))
            if now > worth + margin:
                best, worth = tried, now
    return best


def calibrate(dev: list[Read], decoding: Decoding) -> tuple[Calibration, list[dict[str, float]]]:
    """Fit the confidence on dev; the table is of documents held out in turn, a fifth at a time."""
    seen, good, groups = [], [], []
    for number, read in enumerate(dev):
        found, proof = decoded(read, decoding)
        seen += proof
        good += right(read.marked.text, read.marked.annotators[0], found)
        groups += [number] * len(found)
    x, y = np.array(seen), np.array(good)
    held_out = np.zeros(len(y))
    for fitted, left in GroupKFold(5).split(x, y, groups):
        held_out[left] = [fit_calibration(x[fitted], y[fitted])(row) for row in x[left]]
    return fit_calibration(x, y), list(_reliability(held_out, y))


def fit_calibration(x: np.ndarray, y: np.ndarray) -> Calibration:
    model = LogisticRegression(max_iter=1000).fit(x, y)
    weights = tuple(round(float(w), 4) for w in model.coef_[0])
    curve = IsotonicRegression(out_of_bounds="clip").fit(model.predict_proba(x)[:, 1], y)
    knots = np.linspace(0.0, 1.0, 21)
    smooth = np.clip(
        np.convolve(np.pad(curve.predict(knots), 1, mode="edge"), [0.25, 0.5, 0.25], "valid"), 0.01, 0.99
    )
    return Calibration(
        weights,
        round(float(model.intercept_[0]), 4),
        tuple(round(float(v), 3) for v in knots),
        tuple(round(float(v), 3) for v in smooth),
    )


def _reliability(sure: np.ndarray, good: np.ndarray) -> Iterator[dict[str, float]]:
    bounds = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001]
    for low, high in pairwise(bounds):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            yield {
                "from": low,
                "count": int(inside.sum()),
                "said": round(float(sure[inside].mean()), 3),
                "right": round(float(good[inside].mean()), 3),
            }


def read_dev(polnear: Path, weights: Path, decoding: Decoding) -> list[Read]:
    tagger = NeuralTagger("tuned", network(weights.read_bytes()), tokenizer(), decoding)
    dev = []
    for marked in read_split(polnear / "dev"):
        cut = pieces(marked.text, tokenizer())
        dev.append(Read(marked, cut, tagger.read(marked.text, cut)))
    return dev


def right(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> list[bool]:
    """Say of every attribution found whether content (by half) and source are right."""
    contents = [characters(text, a.content) for a in found]
    good = set()
    for i, j in match([characters(text, a.content) for a in gold], contents, 0.5).items():
        wanted, given = characters(text, gold[i].source), characters(text, found[j].source)
        if not (wanted or given) or wanted & given:
            good.add(j)
    return [j in good for j in range(len(found))]


def _worth(found: Figures) -> float:
    return found.attribution.f1 + found.half.f1 + found.exact.f1


def _tagger(decoding: Decoding) -> NeuralTagger:
    return NeuralTagger("tuned", _no_network, tokenizer(), decoding)


def _no_network(inputs: object) -> list[np.ndarray]:
    raise AssertionError("the readings are given")


def tune(polnear: Path, weights: Path, window: int) -> None:
    """Write the decoding beside the weights and print what it reaches on dev."""
    start = Decoding(window=window, least=0.0)
    dev = read_dev(polnear, weights, start)
    decoding = choose(dev, start, GRID)
    calibration, table = calibrate(dev, decoding)
    decoding = choose(dev, replace(decoding, calibration=calibration), SURENESS, margin=0.0)
    weights.with_suffix(".json").write_text(json.dumps(asdict(decoding), indent=1) + "\n")
    for name, precision, recall, f1, gold in measure(dev, decoding).rows():
        print(f"{name}: {precision and round(precision, 4)} {recall:.4f} {f1 and round(f1, 4)} of {gold}")
    print(json.dumps(dict(zip(EVIDENCE, calibration.weights, strict=True))))
    for row in table:
        print("{from:.1f}  {count:5d}  said {said:.3f}  right {right:.3f}".format(**row))


def add_window(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--window", type=int, default=LIMIT, help="pieces that the network reads at a time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("weights", type=Path)
    add_window(parser)
    given = parser.parse_args()
    tune(given.polnear, given.weights, given.window)


if __name__ == "__main__":
    main()
