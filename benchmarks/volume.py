"""How fast documents go into a record, all told, and with how much memory.

python benchmarks/volume.py PATH... [--jobs 1] [--tagger default]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.record import Record


def main() -> None:
    """Add, verify and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--tagger", default=DEFAULT_TAGGER)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder, "volume.db")) as record:
        start = time.perf_counter()
        counts = record.add(arguments.paths, tagger=arguments.tagger, jobs=arguments.jobs)
        seconds = time.perf_counter() - start
        words = sum(len(row["text"].split()) for row in record.rows("document"))
        differences = len(record.verify())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{counts.documents} documents, {counts.known} known, {counts.issues} issues, {words} words")
    print(
        f"{seconds:.0f} s: {counts.documents / seconds:.1f} documents, {words / seconds:.0f} words a second"
    )
    print(f"{counts.statements} attributions, {differences} differences, peak {peak:.0f} MB in this process")


if __name__ == "__main__":
    main()
