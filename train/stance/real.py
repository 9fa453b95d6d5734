"""Real statements with labels of ours: offsets into public texts that lie elsewhere, propositions and labels.

Each line of ``real/SOURCE.jsonl`` is a document: its ``name`` in the source (a file's path below it, or an
article's url), ``sha`` of its text as :func:`onrecord.read` gives it, ``passages`` as ``[start, end]``, and
``propositions``, each with a ``text`` and the numbers of the passages that are *for*, *against*,
*conditional* or *unclear*; all others are *off*, or all others of those ``asked`` about. ``group`` is what
keeps documents of one event in one part. Labelled in reading, by the guideline, with the whole
document at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import onrecord
from onrecord.model import Document
from onrecord.positions.crossencoder import LABELS
from onrecord.positions.stance import Asked, context
from train.stance.pairs import part_of

FOLDER = Path(__file__).parent / "real"
PLACES = {"polnear": "polnear/train/text", "news": "news_clusters/articles.jsonl"}
"""Where the texts of a source lie below DATA; those of the White House are in a folder of their own."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage of a real document with its label; ``part`` is its document's: train, dev or test."""

    asked: Asked
    label: str
    part: str


def read_real(data: Path, transcripts: Path, folder: Path = FOLDER) -> list[Labelled]:
    """Read the labels, and the words from the texts of the public data and of the White House's transcripts.

    Raises:
        SystemExit: a text is not there, or is not the one that was labelled.
    """
    places = {name: data / place for name, place in PLACES.items()} | {"white-house": transcripts}
    return [one for path in sorted(folder.glob("*.jsonl")) for one in _source(path, places[path.stem])]


def _source(path: Path, place: Path) -> Iterator[Labelled]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = dict(_texts(place, {row["name"] for row in rows}))
    for row in rows:
        text = texts.get(row["name"], "")
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha"]:
            raise SystemExit(f"{path.name}: {row['name']} is not there, or not the text that was labelled")
        part = part_of(row["group"])
        for proposition in row["propositions"]:
            labels = {i: label for label in LABELS for i in proposition.get(label, ())}
            for i in proposition.get("asked", range(len(row["passages"]))):
                start, end = row["passages"][i]
                asked = Asked(text[start:end], proposition["text"], context(text, start))
                yield Labelled(asked, labels.get(i, "off"), part)


def _texts(place: Path, names: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the wanted documents' names and texts."""
    if place.is_file():
        documents = (one for one in onrecord.read(place) if isinstance(one, Document))
        yield from ((one.url or "", one.text) for one in documents if one.url in names)
        return
    for name in sorted(names):
        if (place / name).exists():
            yield from ((name, one.text) for one in onrecord.read(place / name) if isinstance(one, Document))
