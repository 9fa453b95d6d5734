"""Invented pages with labelled words -> groups: the statements that the program cuts from them, as it asks.

``python -m train.stance.paged PAGES OUT.jsonl``: for each ``NAME.txt`` in the folder PAGES there is a dossier
``NAME.toml`` and ``NAME.jsonl``, a row a line: ``quote``, exact words of the page, the ``occurrence`` of them
that is meant, and ``labels``, one for each proposition (its id). A statement has the label of the words that
it covers, or that cover it, by a half; the side, where one of several takes it; and is left out where they
take different ones. Words that no statement has come with the sentence they stand in.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import onrecord
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.model import Document, Span
from onrecord.positions.dossier_file import read_dossier
from onrecord.positions.stance import context, passages
from onrecord.positions.statements import from_report
from train.stance.constructions import Probe
from train.stance.corpora import SIDES
from train.stance.groups import LETTERS, PAGES, Group, cells

LETTER_OF = {label: letter for letter, label in LETTERS.items()}
TAKING = (*SIDES, "conditional")


class Words(NamedTuple):
    """Labelled words of a page: where they stand, and a label for each proposition."""

    span: Span
    labels: tuple[str, ...]

    def meet(self, span: Span) -> bool:
        """Whether they cover a half of the span, or it a half of them."""
        shared = min(self.span.end, span.end) - max(self.span.start, span.start)
        return 2 * shared >= min(self.span.end - self.span.start, span.end - span.start)


def read_words(path: Path, text: str, ids: Sequence[str]) -> Iterator[Words]:
    """Yield the labelled words of a page.

    Raises:
        SystemExit: words that are not there.
    """
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        at = -1
        for _ in range(row.get("occurrence", 1)):
            at = text.find(row["quote"], at + 1)
        if at < 0:
            raise SystemExit(f"{path}: not in the page: {row['quote']}")
        yield Words(Span(at, at + len(row["quote"])), tuple(row["labels"][id] for id in ids))


def one_label(labels: Sequence[str]) -> str | None:
    """Return the label that several give together, None where they take different sides."""
    taken = {label for label in labels if label in TAKING}
    if len(taken) > 1:
        return None
    return taken.pop() if taken else "unclear" if "unclear" in labels else "off"


def cut(document: Document, words: Sequence[Words]) -> Iterator[tuple[Span, Sequence[Words]]]:
    """Yield the passages that the program asks about, or sentences, with the labelled words of each."""
    met: set[Words] = set()
    for report in onrecord.extract(document.text):
        statement = from_report(document, report)
        pieces = passages(statement)
        content = Span(statement.content[0].start, statement.content[-1].end)
        for piece in pieces:
            said = content if len(pieces) == 1 else piece
            if some := [one for one in words if one.meet(said)]:
                met.update(some)
                yield piece, some
    for paragraph in paragraphs(document.text):
        for sentence in sentences(document.text, paragraph.start, paragraph.end):
            left = [one for one in words if sentence.start <= one.span.start < sentence.end]
            if left and not met.intersection(left):
                yield sentence, left


def group_of(page: Path, words: Callable[[str, Sequence[str]], Iterable[Words]]) -> Group:
    """Return the group that a page makes; ``words`` gives the labelled ones of a text."""
    dossier = read_dossier(page.with_suffix(".toml"))
    [document] = [one for one in onrecord.read(page) if isinstance(one, Document)]
    text = document.text
    statements: dict[Span, list[str]] = {}
    for span, some in cut(document, [*words(text, [one.id for one in dossier.propositions])]):
        labels = [one_label(column) for column in zip(*(one.labels for one in some), strict=True)]
        letters = "".join(LETTER_OF[label] if label else "?" for label in labels)
        if "?" not in letters:
            statements[span] = [span.of(text), letters, context(text, span.start)]
    return {
        "propositions": [one.text for one in dossier.propositions],
        "statements": [statements[span] for span in sorted(statements)],
    }


def held_pages() -> list[Probe]:
    """Return a pair for each cell of the pages that are never trained on (``benchmarks/gold/pages``)."""
    found = []
    for row in map(json.loads, PAGES.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()):
        words = [Words(Span(s, e), tuple(LETTERS[one] for one in letters)) for s, e, letters in row["a"]]
        group = group_of(PAGES / f"{row['dossier']}.txt", lambda *_, words=words: words)
        found += [Probe(row["dossier"], one.asked, one.right[0]) for one in cells(group)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    pages = sorted(given.pages.glob("*.txt"))
    groups = [group_of(page, partial(read_words, page.with_suffix(".jsonl"))) for page in pages]
    lines = "".join(json.dumps(group, ensure_ascii=False) + "\n" for group in groups)
    given.out.write_text(lines, encoding="utf-8")
    print(f"{len(groups)} pages, {sum(len(group['statements']) for group in groups)} statements")


if __name__ == "__main__":
    main()
