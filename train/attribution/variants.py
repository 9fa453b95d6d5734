"""The same text with its quotation marks dropped or in another style, so that the tagger does not lean on
them.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from onrecord.attribution.features import CLOSING, Ints, quote_states
from onrecord.model import Attribution, Span, Spans
from train.attribution.corpus import Marked

STYLES = {
    "dropped": ("", ""),
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "doubled": ("''", "''"),
    "tex": ("``", "''"),
    "single": ("‘", "’"),
}
_MARK = re.compile(r"''|``|[\"“”]")


def restyled(marked: Marked, style: str) -> Marked:
    """Return the document with its double quotation marks rewritten and every span moved along."""
    text, moved = _rewrite(marked.text, *STYLES[style])

    def move(spans: Spans) -> Spans:
        return tuple(Span(int(moved[start]), int(moved[end])) for start, end in spans)

    def along(a: Attribution) -> Attribution:
        return replace(a, source=move(a.source), cue=move(a.cue), content=move(a.content))

    annotators = tuple(tuple(map(along, each)) for each in marked.annotators)
    names = (
        None
        if marked.names is None
        else [(int(moved[a]), int(moved[b]), kind) for a, b, kind in marked.names]
    )
    return replace(marked, text=text, annotators=annotators, names=names)


def with_open_title(marked: Marked) -> Marked:
    """Blank the mark that closes the first line: this corpus adds one to headlines, the world does not."""
    title = marked.text.split("\n", 1)[0].rstrip()
    if not title.endswith((".", ";")):
        return marked
    return replace(marked, text=title[:-1] + " " + marked.text[len(title) :])


def _rewrite(text: str, opening: str, closing: str) -> tuple[str, Ints]:
    """Return the new text and, for every offset of the old one (its end included), the new offset."""
    states, parts, at = quote_states(text), [], 0
    growth = np.zeros(len(text) + 1, np.int64)
    for mark in _MARK.finditer(text):
        new = closing if states[mark.start()] == CLOSING else opening
        parts += [text[at : mark.start()], new]
        at = mark.end()
        growth[at] += len(new) - len(mark.group())
    return "".join([*parts, text[at:]]), np.arange(len(text) + 1) + np.cumsum(growth)
