"""Measure the taggers on marked text and write the README's table.

    python benchmarks/figures.py FOLDER/polnear/dev

The folder has ``text/*.txt`` and ``attributions/*.ann``. What stands between the two marks in the README is
replaced; nothing else is touched.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord.attribution import TAGGERS, load_tagger
from onrecord.errors import ModelError
from onrecord.evaluation import Row, evaluate

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
COLUMNS = {
    "attribution": "attribution F1",
    "content IoU 0.5": "content IoU-50 F1",
    "content exact": "content exact F1",
    "direct quotations found": "direct recall",
    "source overlaps, of direct quotations found": "direct source",
    "attribution, indirect": "indirect F1",
}


def line(name: str, rows: list[Row]) -> str:
    """Return a tagger's line of the table."""
    found = {row.figure: row.f1 if row.f1 is not None else row.recall for row in rows}
    return f"| {name} | " + " | ".join(f"{found[figure] or 0:.3f}" for figure in COLUMNS) + " |"


def table(gold: Path) -> str:
    """Return the table for every tagger that ships."""
    lines = ["| tagger | " + " | ".join(COLUMNS.values()) + " |", "| --- " * (len(COLUMNS) + 1) + "|"]
    for name in TAGGERS:
        try:
            lines.append(line(name, evaluate(gold, load_tagger(name)).rows()))
        except ModelError:  # not every release ships every model
            continue
    return "\n".join(lines)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    made = table(parser.parse_args().gold)
    head, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{head}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
