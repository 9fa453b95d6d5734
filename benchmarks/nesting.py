"""How well attributions inside others are found, in 110 contents of PolNeAR's dev part marked by hand.

``python benchmarks/nesting.py POLNEAR/dev/text`` prints precision and recall (contents that overlap by half)
The outer contents are given as marked, so that only the second pass is measured. The
gold holds document ids and offsets only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from onrecord.attribution import rules
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.nesting import with_nested
from onrecord.attribution.quotes import quotations
from onrecord.evaluation.scoring import characters, match
from onrecord.model import Attribution, Span

GOLD = Path(__file__).parent / "gold" / "nested_dev.jsonl"


def found_in(text: str, row: dict[str, Any]) -> tuple[int, int]:
    """Return how many nested attributions of one content were found, and how many of those are right."""
    content = tuple(Span(*span) for span in row["outer"])
    outer = Attribution(content, kind=kind_of(text, content, quotations(text)))
    together = with_nested(text, [outer], rules.outermost)
    children = [characters(text, a.content) for a in together if a.parent is not None]
    gold = [characters(text, tuple(Span(*span) for span in nested["content"])) for nested in row["nested"]]
    return len(children), len(match(gold, children, 0.5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in GOLD.read_text().splitlines()]
    gold = sum(len(row["nested"]) for row in rows)
    counts = [found_in((given.texts / f"{row['id']}.txt").read_text(encoding="utf-8"), row) for row in rows]
    found, right = map(sum, zip(*counts, strict=True))
    print(
        f"precision {right / max(found, 1):.3f} ({right} of {found})",
        f"recall {right / gold:.3f} ({right} of {gold})",
    )


if __name__ == "__main__":
    main()
