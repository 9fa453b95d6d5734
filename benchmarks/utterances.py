"""How well reports of one saying are told from others, on pairs marked by hand.

    python -m benchmarks.utterances RECORD --gold benchmarks/gold/utterances.jsonl [--fit]

RECORD is a record made from ``news_clusters/articles.jsonl``. The gold has line numbers, urls and offsets, no
text, its halves have no event in common; a report stands for a marked one when more than half of either lies
in the other. Prints precision and recall by kinds, of the pairwise score and of the groups. ``--fit`` fits
the weights on the tuning half (ridge logistic regression) and prints them; as marked pairs hardly ever differ
in a *not* alone, copies of the same ones that do are planted among them. ``--half tune`` spares the
test half.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.attribution.lexicon import table
from onrecord.comparison.sameness import Sameness
from onrecord.comparison.sayings import Saying, level
from onrecord.comparison.utterances import grouped, same_sayings
from onrecord.store.comparing import sayings_of
from onrecord.store.opening import READ, open_engine

AUXILIARIES = "is are was were will would can could has have had should".split()  # noqa: SIM905
RIDGE = 0.3
BY_HAND = ("other_party", "other_numbers")
"""Hardly any marked pair tells their weights: reports of one party's saying were looked for."""

Pair = tuple[dict[str, Any], Saying, Saying]


def load(record: Path, gold: Path) -> tuple[list[Saying], list[Pair], list[dict[str, Any]]]:
    """Return all sayings, the marked pairs found, and those of which a side was not found."""
    with open_engine(record).connect().execution_options(**READ) as connection:
        sayings = {saying.id: saying for saying in sayings_of(connection)}
    with sqlite3.connect(record) as db:
        query = "SELECT s.id, d.url, s.content FROM statement s JOIN document d ON d.id = s.document_id"
        places: dict[str, list[tuple[str, list[list[int]]]]] = defaultdict(list)
        for name, url, content in db.execute(query):
            if name in sayings:
                places[url].append((name, json.loads(content)))
    pairs, missing = [], []
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        one, other = (_at(places[row[side]["url"]], row[side]["content"]) for side in ("one", "other"))
        if one and other:
            pairs.append((row, sayings[one], sayings[other]))
        else:
            missing.append(row)
    return list(sayings.values()), pairs, missing


def _at(places: list[tuple[str, list[list[int]]]], content: list[list[int]]) -> str | None:
    wanted = {i for start, end in content for i in range(start, end)}
    best: tuple[float, str | None] = (0.5, None)
    for name, spans in places:
        held = {i for start, end in spans for i in range(start, end)}
        best = max(best, (len(wanted & held) / max(len(wanted), len(held)), name), key=lambda b: b[0])
    return best[1]


def figures(name: str, marks: list[tuple[bool, bool]]) -> str:
    """Return one line of precision and recall for (is, found) pairs."""
    right = sum(is_ and found for is_, found in marks)
    said, true = sum(found for _, found in marks), sum(is_ for is_, _ in marks)
    precision, recall = right / max(said, 1), right / max(true, 1)
    return f"{name:28} pairs {len(marks):4}  same {true:4}  precision {precision:.3f}  recall {recall:.3f}"


def planted(pairs: list[Pair], sameness: Sameness) -> Iterator[Pair]:
    """Yield pairs of one saying of which one denies what they share, as pairs of two."""
    for row, a, b in pairs:
        words, stems = level(" ".join(_denied(b.words)))
        other = replace(b, words=words, stems=stems)
        if row["same"] and sameness.measures(a, other)["denied"] > sameness.measures(a, b)["denied"]:
            yield {**row, "same": False}, a, other


def _denied(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with their first auxiliary denied, or no longer so."""
    at = next((i for i, word in enumerate(words, 1) if word in AUXILIARIES), len(words))
    rest = words[at:]
    return (*words[:at], *(rest[1:] if rest[:1] == ("not",) else ("not", *rest)))


def fit(pairs: list[Pair], sameness: Sameness) -> dict[str, float]:
    """Return the weights: of denials after the others, with the planted pairs; of some as they are."""
    real = [pair for pair in pairs if pair[0]["half"] == "tune"]
    names = ["constant", *sameness.measures(*real[0][1:])]
    weights = {name: table("utterances")["weights"][name] * (name in BY_HAND) for name in names}
    solve(weights, [name for name in names if name not in ("denied", *BY_HAND)], real, sameness)
    solve(weights, ["denied"], [*real, *planted(real, sameness)], sameness)
    return {name: round(weight, 2) for name, weight in weights.items()}


def solve(weights: dict[str, float], free: Sequence[str], pairs: list[Pair], sameness: Sameness) -> None:
    """Set the free weights by ridge logistic regression (Newton's method), the others as they are."""
    rows = [{"constant": 1.0, **sameness.measures(a, b)} for _, a, b in pairs]
    x = np.array([[row[name] for name in free] for row in rows])
    fixed = np.array([sum(weights[name] * row[name] for name in row if name not in free) for row in rows])
    y = np.array([row["same"] for row, _, _ in pairs], float)
    w = np.zeros(x.shape[1])
    penalty = np.diag([0.0 if name == "constant" else RIDGE for name in free])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w - fixed))
        step = x.T @ (x * (p * (1 - p))[:, None]) + penalty + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(step, x.T @ (p - y) + penalty @ w)
    weights.update(zip(free, w.tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("benchmarks/gold/utterances.jsonl"))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--half", nargs="+", default=["tune", "test"])
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--wrong", action="store_true", help="list the ids of pairs judged otherwise")
    args = parser.parse_args()
    sayings, pairs, missing = load(args.record, args.gold)
    sameness = Sameness(sayings)
    print(f"{len(sayings)} reports; {len(pairs)} marked pairs found, {len(missing)} not", flush=True)
    if args.fit:
        for name, weight in fit(pairs, sameness).items():
            print(f"{name} = {weight}")
        return
    threshold = args.threshold or table("utterances")["threshold"]
    scores = [sameness(a, b) for _, a, b in pairs]
    groups = grouped(sayings, same_sayings(sayings, sameness, threshold), sameness)
    group = {name: i for i, names in enumerate(groups) for name in names}
    for half in args.half:
        at = [i for i, (row, _, _) in enumerate(pairs) if row["half"] == half]
        by_score = [(pairs[i][0]["same"], scores[i].value >= threshold) for i in at]
        by_group = [(pairs[i][0]["same"], group[pairs[i][1].id] == group[pairs[i][2].id]) for i in at]
        print(figures(f"{half}: score", by_score))
        print(figures(f"{half}: groups", by_group))
        for kinds in sorted({pairs[i][0]["kinds"] for i in at}):
            print(
                figures(
                    f"  {kinds}",
                    [m for i, m in zip(at, by_group, strict=True) if pairs[i][0]["kinds"] == kinds],
                )
            )
        missed = [(row["same"], False) for row in missing if row["half"] == half and row["same"]]
        print(figures(f"{half}: groups, all marked", by_group + missed))
    for (row, a, b), found in zip(pairs, scores, strict=True):
        if args.wrong and row["half"] in args.half and row["same"] != (group[a.id] == group[b.id]):
            print(row["id"], row["half"], row["same"], f"{found.value:.3f}", "; ".join(found.reasons))


if __name__ == "__main__":
    main()
