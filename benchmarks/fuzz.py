"""Coverage-guided fuzzing of every reader, the rules and resolution (atheris: ``pip install atheris``).

``python benchmarks/fuzz.py [CORPUS] -max_total_time=300`` runs libFuzzer with its options, beginning from the
files of CORPUS. It ends with the input when an exception escapes or a span leaves its text.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["onrecord"]):
    from onrecord.attribution import load_tagger
    from onrecord.model import Document
    from onrecord.pipeline import process
    from onrecord.reading import Limits, read_bytes

NAMES = ("a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.warc", "a.xml", "a.zip", "a.tar", "a")
LIMITS = Limits()


def once(data: bytes) -> None:
    """Read a blob under a name that its first byte chooses, and attribute and resolve what it holds."""
    name, body = NAMES[data[0] % len(NAMES)] if data else "a", data[1:]
    for found in read_bytes(body, name, limits=LIMITS):
        if isinstance(found, Document):
            for report in process(found, load_tagger("rules")).resolved.reports:
                part = report.attribution
                for span in (*part.source, *part.cue, *part.content):
                    assert 0 <= span.start < span.end <= len(found.text), (span, len(found.text))


def main() -> None:
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
