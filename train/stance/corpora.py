"""Public data sets as examples: stance (Perspectrum, ArgKP) and inference (SICK, RTE 1-3, ConjNLI, NaN-NLI,
CommitmentBank).

Every set says which labels it tells apart: Perspectrum knows only for and against, so that the other three
take no part in its loss; RTE's "no" means anything but for.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.positions.crossencoder import LABELS
from onrecord.positions.stance import Asked

SIDES = ("for", "against")
INFERENCE = ("for", "against", "unclear")
ENTAILS = {"entailment": "for", "contradiction": "against", "neutral": "unclear"}


class Example(NamedTuple):
    """A pair with the labels that are right and those that compete, or the odds that a teacher gives."""

    statement: str
    proposition: str
    right: tuple[str, ...]
    rivals: tuple[str, ...] = LABELS
    odds: tuple[float, ...] = (0.0,) * len(LABELS)
    context: str = ""

    @property
    def asked(self) -> Asked:
        """The pair as the network is asked about it."""
        return Asked(self.statement, self.proposition, self.context)


def perspectrum(data: Path, part: str) -> list[Example]:
    with (data / "perspectrum" / f"{part}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    side = {"support": "for", "oppose": "against"}
    return [Example(r["perspective"], r["claim"], (side[r["stance"]],), SIDES) for r in rows]


def argkp(data: Path, part: str) -> list[Example]:
    """Arguments, and for training the key points that sum them up."""
    found = []
    for name, column in (("arguments", "argument"), ("key_points", "key_point")):
        if name == "arguments" or part == "train":
            for row in _rows(data / "argkp" / f"{name}_{part}.csv"):
                label = "for" if row["stance"] == "1" else "against"
                found.append(Example(row[column], row["topic"], (label,), SIDES))
    return found


def inference(data: Path) -> list[Example]:
    folder = data / "nli"
    return [*_sick(folder), *_rte(folder), *_conjnli(folder), *_nan(folder), *_commitment(folder)]


def _sick(folder: Path) -> Iterator[Example]:
    for name in ("SICK_train", "SICK_trial", "SICK_test_annotated"):
        for row in _rows(folder / "sick" / f"{name}.txt", "\t"):
            label = ENTAILS[row["entailment_judgment"].lower()]
            yield Example(row["sentence_A"], row["sentence_B"], (label,), INFERENCE)


def _rte(folder: Path) -> Iterator[Example]:
    pair = re.compile(r'<pair [^>]*(?:value|entailment)="(\w+)".*?<t>(.*?)</t>\s*<h>(.*?)</h>', re.S)
    with zipfile.ZipFile(folder / "rte.zip") as archive:
        for name in sorted(n for n in archive.namelist() if n.endswith(".xml")):
            for value, text, hypothesis in pair.findall(archive.read(name).decode("utf-8", "replace")):
                right = ("for",) if value in {"TRUE", "YES"} else ("against", "unclear", "off")
                yield Example(unescape(text), unescape(hypothesis), right)


def _conjnli(folder: Path) -> Iterator[Example]:
    """Every third: most of the set swaps one conjunct for another."""
    rows = list(_rows(folder / "conjnli" / "adversarial_train_15k.tsv", "\t", quoting=csv.QUOTE_NONE))
    for row in rows[::3]:
        yield Example(row["Premise"], row["Hypothesis"], (ENTAILS[row["Label"].lower()],), INFERENCE)


def _nan(folder: Path) -> Iterator[Example]:
    for row in _rows(folder / "nan-nli" / "nan.csv"):
        yield Example(row["premise"], row["hypothesis"], (ENTAILS[row["label"].lower()],), INFERENCE)


def _commitment(folder: Path) -> Iterator[Example]:
    """Speakers' commitment from -3 to 3: past 1.5 a side, about 0 none, between them left out.

    An uncommitted "if" may count as conditional as well as unclear.
    """
    for row in _rows(folder / "commitmentbank" / "CommitmentBank-items.csv"):
        mean = float(row["Mean"])
        if abs(mean) <= 0.75:
            both = row["ModalType"] == "" and "conditional" in row.values()
            right = ("unclear", "conditional") if both else ("unclear",)
        elif abs(mean) >= 1.5:
            right = ("for",) if mean > 0 else ("against",)
        else:
            continue
        yield Example(f"{row['Context']} {row['Target']}", row["Prompt"], right)


def _rows(
    path: Path, delimiter: str = ",", quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter, quoting=quoting)
