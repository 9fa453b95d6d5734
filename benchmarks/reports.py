"""Precision and recall of the sides that the program names on five real reports, by two readers' labels.

``onrecord stances ukraine-nato FOLDER --format jsonl | python benchmarks/reports.py [-v]``, with the five
pages on Ukraine and NATO in FOLDER. ``gold/reports.jsonl`` holds for each page a digest of its text, and for
each reader rows of ``[start, end, labels]``, with a letter for each proposition of the dossier that ships
(``f`` for, ``a`` against, ``c`` conditional, ``u`` unclear, ``-`` off). The readers are two runs of a
language model; each saw the pages and the guideline (``train/stance/GUIDELINE.md``), and nothing of the
program.

A side is right where a reader has it on words of which it covers, or which cover, a half. The same words
count once, however often a page prints them. The last line says how many of each reader's sides the other
has.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

GOLD = Path(__file__).parent / "gold" / "reports.jsonl"
PROPOSITIONS = ("member", "invitation", "partial", "security", "eu")
SIDES = {"f": "for", "a": "against", "c": "conditional"}


class Side(NamedTuple):
    """What somebody holds of a proposition in the words ``[start, end]`` of a page's text."""

    text: str
    start: int
    end: int
    proposition: str
    side: str

    @property
    def words(self) -> str:
        """The words as they are printed."""
        return self.text[self.start : self.end]

    def meets(self, other: Side) -> bool:
        """Whether both say the same of mostly the same words."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        least = min(self.end - self.start, other.end - other.start)
        same = (self.text, *self[3:]) == (other.text, *other[3:])
        return same and 2 * shared >= least


def labelled(reader: str, texts: Mapping[str, str]) -> Iterator[Side]:
    """Yield the sides that a reader, ``a`` or ``b``, found; ``texts`` are the pages by their digests."""
    for page in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if page["sha"] not in texts:
            sys.exit(f"the page with the digest {page['sha']} is not among the documents, or another text")
        for start, end, letters in page[reader]:
            for proposition, letter in zip(PROPOSITIONS, letters, strict=True):
                if letter in SIDES:
                    yield Side(texts[page["sha"]], start, end, proposition, SIDES[letter])


def named(rows: Iterable[dict[str, Any]], texts: Mapping[str, str]) -> Iterator[Side]:
    """Yield the sides that the program named; ``texts`` are the pages by their paths."""
    for row in rows:
        if row["stance"] in SIDES.values():
            start, end = row["content"][0][0], row["content"][-1][1]
            yield Side(texts[row["document"]], start, end, row["proposition"], row["stance"])


def met(sides: Iterable[Side], others: Sequence[Side]) -> dict[tuple[str, ...], bool]:
    """Tell for each side, printed once or more often, whether one of the others meets it."""
    found: dict[tuple[str, ...], bool] = {}
    for side in sides:
        key = (side.words, side.proposition, side.side)
        found[key] = found.get(key, False) or any(map(side.meets, others))
    return found


def share(found: Mapping[tuple[str, ...], bool]) -> str:
    hits = sum(found.values())
    return f"{hits / max(1, len(found)):.3f} ({hits} of {len(found)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="print what is wrong, what is missed")
    verbose = parser.parse_args().verbose
    rows = [json.loads(line) for line in sys.stdin]
    texts = {path: Path(path).read_text(encoding="utf-8") for path in {row["document"] for row in rows}}
    digests = {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts.values()}
    program = list(named(rows, texts))
    readers = {reader: list(labelled(reader, digests)) for reader in "ab"}
    for reader, sides in readers.items():
        right, found = met(program, sides), met(sides, program)
        print(f"reader {reader}: precision {share(right)}, recall {share(found)}")
        for proposition in PROPOSITIONS:
            hits = Counter(hit for key, hit in right.items() if key[1] == proposition)
            print(f"  {proposition}: {hits[True]} of {hits.total()} named are right")
        for mark, told in (("wrong", right), ("missed", found)) if verbose else ():
            for (words, proposition, side), hit in told.items():
                if not hit:
                    print(f"  {mark}: {proposition} {side}: {words}")
    a, b = readers.values()
    print(f"a's sides that b has: {share(met(a, b))}; b's that a has: {share(met(b, a))}")


if __name__ == "__main__":
    main()
