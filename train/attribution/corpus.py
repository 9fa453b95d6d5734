"""PolNeAR on disk -> documents with every annotator's attributions and machine-made names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Range = tuple[int, int]


class Gold(NamedTuple):
    """One marked attribution; spans are code points, in text order."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, one list of attributions per annotator, and silver names (None where there are none)."""

    id: str
    text: str
    annotators: list[list[Gold]]
    names: list[tuple[int, int, str]] | None


def read_split(folder: Path) -> list[Marked]:
    """Read ``text``, ``attributions`` (brat standoff) and ``corenlp_silver.jsonl`` of one split."""
    silver = _read_silver(folder / "corenlp_silver.jsonl")
    marked = []
    for path in sorted((folder / "text").glob("*.txt")):
        anns = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        if anns:
            text = path.read_text(encoding="utf-8")
            marked.append(Marked(path.stem, text, [read_standoff(a) for a in anns], silver.get(path.stem)))
    return marked


def read_standoff(path: Path) -> list[Gold]:
    """Read the attributions (those that have content) of one brat file."""
    spans: dict[str, list[Range]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            offsets = rest.partition("\t")[0].partition(" ")[2]
            if re.fullmatch(r"\d+ \d+(;\d+ \d+)*", offsets):
                spans[key] = [(int(a), int(b)) for a, b in (p.split() for p in offsets.split(";"))]
        elif key.startswith("E"):
            roles: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
            for part in rest.split():
                role, _, target = part.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in roles:
                    roles[role] += spans.get(target, [])
            if roles["content"]:
                found.append(Gold(*(sorted(roles[r]) for r in ("source", "cue", "content"))))
    return found


def _read_silver(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row["id"]: [(a, b, kind) for a, b, kind in row["entities"]] for row in rows}
