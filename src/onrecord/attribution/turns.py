"""Transcripts: every speaker's turn is a direct attribution, its printed label the source."""

from __future__ import annotations

from onrecord.attribution.lexicon import table
from onrecord.model import Act, Attribution, Document, Tagged, Turn

_CONFIDENCE = 0.98
"""The label stands right before the words; what can be wrong is where a turn ends."""


def spoken(document: Document) -> Tagged:
    """Return one attribution for each turn that says anything, in text order.

    There is no cue: a transcript's label says who speaks by its place alone. Reporters' questions keep their
    printed label, ``Q`` in most transcripts, as the source, and ask where a question mark says so.
    """
    asking = table("transcripts")["asking"]

    def act(turn: Turn) -> Act:
        label = turn.label.of(document.text).strip(".:*_ ").lower()
        return "asks" if label in asking and "?" in turn.content.of(document.text) else "says"

    return Tagged(
        tuple(
            Attribution((turn.content,), (turn.label,), (), "direct", act(turn), _CONFIDENCE)
            for turn in sorted(document.turns, key=lambda turn: turn.content)
            if turn.content.of(document.text).strip()
        )
    )
