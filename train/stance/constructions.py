"""What the network makes of the constructions of news language, one by one; never trained on.

A line of ``probes/dev.jsonl``, ``news.jsonl`` or ``test.jsonl`` is a pair: ``construction``, ``label``,
``proposition``, ``statement`` and, in some, ``before``. Each construction has look-alikes with other labels
(minimal pairs and behavioural tests as in Ribeiro et al. 2020,
https://doi.org/10.18653/v1/2020.acl-main.442). Those of dev were written where the networks of the
thirteenth and the fifteenth round failed; those of test by writers who saw neither these nor the groups that
answer them. So the share right says how hard these are, not how often a reader is misled. Those of news are
plain pairs of three fields, by writers who saw the guideline and nothing else. ``python -m
train.stance.constructions [FOLDER]`` prints it, and the constructions of dev of which at most half are right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord.positions.crossencoder import LABELS, folder, read_network
from onrecord.positions.stance import Asked

PROBES = Path(__file__).parent / "probes"
PARTS = ("dev", "news", "test")


class Probe(NamedTuple):
    """A pair and the construction that it stands for."""

    construction: str
    asked: Asked
    label: str


@cache
def read_probes(part: str) -> tuple[Probe, ...]:
    """Return the pairs of one of the ``PARTS``."""
    rows = map(json.loads, (PROBES / f"{part}.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(Probe(row["construction"], _asked(row), row["label"]) for row in rows)


def _asked(row: dict[str, str]) -> Asked:
    return Asked(row["statement"], row["proposition"], row.get("before", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(str(folder())))
    network = read_network(parser.parse_args().folder)
    for part in reversed(PARTS):
        right: dict[str, list[bool]] = defaultdict(list)
        probes = read_probes(part)
        scores = network([probe.asked for probe in probes])
        for probe, best in zip(probes, scores.argmax(1).tolist(), strict=True):
            right[probe.construction].append(LABELS[best] == probe.label)
        hits = sum(map(sum, right.values()))
        print(f"{part}: {hits / len(probes):.3f} of {len(probes)} pairs in {len(right)} constructions")
    for name, found in sorted(right.items(), key=lambda item: sum(item[1]) / len(item[1])):
        if 2 * sum(found) <= len(found):
            print(f"{sum(found)} of {len(found)}  {name}")


if __name__ == "__main__":
    main()
