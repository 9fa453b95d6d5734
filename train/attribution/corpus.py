"""PolNeAR on disk -> documents with every annotator's attributions and machine-made names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from onrecord.evaluation.brat import gold_documents
from onrecord.model import Attribution

Name = tuple[int, int, str]
"""Start, end and CoreNLP's type of a machine-made name or date."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, one tuple of attributions per annotator, and silver names (None where there are none)."""

    id: str
    text: str
    annotators: tuple[tuple[Attribution, ...], ...]
    names: list[Name] | None


def read_split(folder: Path) -> list[Marked]:
    """Read ``text``, ``attributions`` (brat standoff) and ``corenlp_silver.jsonl`` of one split."""
    silver = _read_silver(folder / "corenlp_silver.jsonl")
    return [Marked(d.name, d.text, d.annotations, silver.get(d.name)) for d in gold_documents(folder)]


def _read_silver(path: Path) -> dict[str, list[Name]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row["id"]: [(a, b, kind) for a, b, kind in row["entities"]] for row in rows}
