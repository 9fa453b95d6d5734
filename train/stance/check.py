"""Check the pairs: fields, labels, duplicates; print the mix of labels and forms.

``python -m train.stance.check [PREFIX]`` looks at the files named PREFIX... (all without it) and
compares them with all others. Ends with an error when something is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.positions.crossencoder import LABELS
from train.stance.pairs import FOLDER

FIELDS = {"proposition", "statement", "label", "form", "why"}
FORMS = {"direct", "indirect"}


def rows(folder: Path, prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Give ``(file:line, row)`` for every line; raises ``json.JSONDecodeError`` where a line is not JSON."""
    for path in sorted(folder.glob(f"{prefix}*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", json.loads(line)


def faults(folder: Path, prefix: str = "") -> list[str]:
    """Say what is wrong with the rows of the files that begin with ``prefix``."""
    found: list[str] = []
    first: dict[tuple[str, str], str] = {}
    for place, row in rows(folder):
        key = (" ".join(row.get("statement", "").casefold().split()), row.get("proposition", ""))
        earlier = first.setdefault(key, place)
        if not place.startswith(prefix):
            continue
        if row.keys() != FIELDS or not all(isinstance(text, str) and text.strip() for text in row.values()):
            found.append(f"{place}: fields missing, empty or unknown")
        elif row["label"] not in LABELS or row["form"] not in FORMS:
            found.append(f"{place}: unknown label or form")
        if earlier != place:
            found.append(f"{place}: the same pair as {earlier}")
    return found


def mix(folder: Path, prefix: str = "") -> str:
    """Count pairs, statements and propositions, and the labels and forms among the pairs."""
    taken = [row for _, row in rows(folder, prefix)]
    labels, forms = (Counter(row[field] for row in taken) for field in ("label", "form"))
    statements, propositions = (len({row[field] for row in taken}) for field in ("statement", "proposition"))
    shares = ", ".join(f"{label} {labels[label]} ({labels[label] / len(taken):.0%})" for label in LABELS)
    counts = f"{len(taken)} pairs, {statements} statements, {propositions} propositions"
    return f"{counts}: {shares}; {dict(forms)}"


if __name__ == "__main__":
    start = sys.argv[1] if len(sys.argv) > 1 else ""
    print(mix(FOLDER, start))
    if wrong := faults(FOLDER, start):
        sys.exit("\n".join(wrong))
