"""How often the act of an attribution is right, on 160 cues of PolNeAR's dev part marked by hand.

``python benchmarks/acts.py POLNEAR/dev/text`` prints the accuracy and every mistake. The gold holds document
ids and offsets only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from onrecord.attribution.acts import act_of
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.quotes import quotations
from onrecord.model import Span

GOLD = Path(__file__).parent / "gold" / "acts_dev.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    texts = parser.parse_args().texts
    rows = [json.loads(line) for line in GOLD.read_text().splitlines()]
    right = 0
    for row in rows:
        text = (texts / f"{row['id']}.txt").read_text(encoding="utf-8")
        cue, content = (tuple(Span(*span) for span in row[role]) for role in ("cue", "content"))
        act = act_of(text, cue, content, kind_of(text, content, quotations(text)) == "direct")
        right += act == row["act"]
        if act != row["act"]:
            print(f"{row['id']} {row['cue'][0]}: {act}, marked {row['act']}")
    print(f"accuracy {right / len(rows):.3f} ({right} of {len(rows)})")


if __name__ == "__main__":
    main()
