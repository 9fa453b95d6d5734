"""How often the passage that indirect speech reports is among the candidates.

    python -m benchmarks.closest ARTICLES.jsonl [--gold benchmarks/gold/utterances.jsonl] [--half test]

ARTICLES.jsonl is ``news_clusters/articles.jsonl``. Of each marked pair of one saying with an indirect and a
direct or mixed report, the article of the other report is searched as if it were a transcript (of one turn)
for the passage closest to the indirect one. Prints how often a candidate touches the quotation, and the time.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any

from onrecord.comparison.closest import closest
from onrecord.comparison.passages import Voice, searchable
from onrecord.model import Span

QUOTED = re.compile("[\"“”‘]|''")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("benchmarks/gold/utterances.jsonl"))
    parser.add_argument("--half", nargs="+", default=["tune", "test"])
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines()]
    for half in args.half:
        wanted = [r for r in rows if r["half"] == half and r["same"] and r["kinds"].count("indirect") == 1]
        began = time.process_time()
        ranks = [rank(row, texts) for row in wanted]
        spent = (time.process_time() - began) / max(1, len(ranks))
        hits = ", ".join(f"{sum(r <= n for r in ranks) / len(ranks):.2f} in the first {n}" for n in (1, 3, 5))
        print(f"{half}: {len(ranks)} indirect reports; {hits}; {spent:.2f} s each", flush=True)


def rank(row: dict[str, Any], texts: list[str]) -> int:
    """Return the place of the first candidate that touches the quotation, or 99."""
    sides = sorted((row["one"], row["other"]), key=lambda side: QUOTED.search(words(side, texts)) is not None)
    indirect, quoted = sides
    text = texts[quoted["line"] - 1]
    article = searchable("article", text, None, [Span(0, len(text))], [Voice("")])
    found = closest(words(indirect, texts), [article])
    touched = [
        any(c.span.start < end and start < c.span.end for start, end in quoted["content"]) for c in found
    ]
    return touched.index(True) + 1 if True in touched else 99


def words(side: dict[str, Any], texts: list[str]) -> str:
    """Return the words of a marked report."""
    text = texts[side["line"] - 1]
    return " ".join(text[start:end] for start, end in side["content"])


if __name__ == "__main__":
    main()
