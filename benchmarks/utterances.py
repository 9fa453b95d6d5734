"""How well reports of one saying are told from others, on pairs marked by hand.

    python -m benchmarks.utterances RECORD --gold benchmarks/gold/utterances.jsonl [--fit]

RECORD is a record made from ``news_clusters/articles.jsonl``. The gold has line numbers, urls and offsets, no
text; a report stands for a marked one when more than half of either lies in the other. Prints precision and
recall by kinds and by half, of the pairwise score and of the groups. ``--fit`` fits the weights on the tuning
half (ridge logistic regression) and prints them.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.attribution.lexicon import table
from onrecord.comparison.sayings import Rarity, Saying, measures, score
from onrecord.comparison.utterances import grouped, same_sayings
from onrecord.store.comparing import sayings_of
from onrecord.store.opening import READ, open_engine

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


def fit(pairs: list[Pair], rarity: Rarity, ridge: float = 0.3) -> dict[str, float]:
    """Return the weights of a ridge logistic regression by Newton's method."""
    rows = [measures(a, b, rarity) for row, a, b in pairs if row["half"] == "tune"]
    names = list(rows[0])
    x = np.array([[1.0, *row.values()] for row in rows])
    y = np.array([row["same"] for row, _, _ in pairs if row["half"] == "tune"], float)
    w = np.zeros(x.shape[1])
    penalty = ridge * np.diag([0.0, *[1.0] * len(names)])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve(
            x.T @ (x * (p * (1 - p))[:, None]) + penalty + 1e-9 * np.eye(len(w)), x.T @ (p - y) + penalty @ w
        )
    return {name: round(float(value), 2) for name, value in zip(["constant", *names], w, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("benchmarks/gold/utterances.jsonl"))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--wrong", action="store_true", help="list the ids of pairs judged otherwise")
    args = parser.parse_args()
    sayings, pairs, missing = load(args.record, args.gold)
    rarity = Rarity(sayings)
    print(f"{len(sayings)} reports; {len(pairs)} marked pairs found, {len(missing)} not", flush=True)
    if args.fit:
        for name, weight in fit(pairs, rarity).items():
            print(f"{name} = {weight}")
        return
    threshold = args.threshold or table("utterances")["threshold"]
    scores = [score(a, b, rarity) for _, a, b in pairs]
    groups = grouped(sayings, same_sayings(sayings, rarity), rarity)
    group = {name: i for i, names in enumerate(groups) for name in names}
    for half in ("tune", "test"):
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
        if args.wrong and row["same"] != (group[a.id] == group[b.id]):
            print(row["id"], row["half"], row["same"], f"{found.value:.3f}", "; ".join(found.reasons))


if __name__ == "__main__":
    main()
