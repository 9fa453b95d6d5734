"""Processor seconds that judging stances takes on one thread, and what the first filter lets go wrongly.

``python benchmarks/stance_speed.py [--statements 10000] [--texts FILE.jsonl]`` holds statements against five
propositions. Statements come from our own pairs, one and two at a time, or from the ``statement`` of every
line of FILE.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from itertools import cycle, islice, pairwise
from pathlib import Path

from onrecord.positions.relevance import related
from onrecord.positions.stance import BEFORE, Asked
from onrecord.positions.stances import judge

PAIRS = Path(__file__).parents[1] / "train" / "stance" / "pairs"


def rows(paths: list[Path]) -> list[dict[str, str]]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--texts", type=Path)
    given = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    own = rows(sorted(PAIRS.glob("*.jsonl")))
    texts = [row["statement"] for row in (rows([given.texts]) if given.texts else own)]
    texts += [f"{first} {second}" for first, second in pairwise(texts)]
    propositions = sorted({row["proposition"] for row in own})[::60][:5]
    told = islice(pairwise(cycle(texts)), given.statements)
    work = [Asked(text, p, before[-BEFORE:]) for before, text in told for p in propositions]
    began = time.process_time()
    kept = sum(related(work))
    filtered = time.process_time() - began
    began = time.process_time()
    verdicts = judge(work)
    judged = time.process_time() - began
    print(f"{len(work)} pairs: filter {filtered:.1f} s, keeps {kept / len(work):.1%}; all {judged:.1f} s")
    print("verdicts", dict(Counter(v.stance if v else "off" for v in verdicts)))
    about = Counter(row["label"] for row in own)
    keeps = related([Asked(row["statement"], row["proposition"]) for row in own])
    missed = Counter(row["label"] for row, keep in zip(own, keeps, strict=True) if not keep)
    print("dropped of own pairs", {label: f"{missed[label] / n:.1%} of {n}" for label, n in about.items()})


if __name__ == "__main__":
    main()
