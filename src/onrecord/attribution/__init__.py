"""Document -> attributions: who is said to have said what, as spans of the text."""

from __future__ import annotations

import re
from functools import cache

from onrecord.attribution.rules import RulesTagger
from onrecord.attribution.sentences import unwrapped
from onrecord.attribution.turns import spoken
from onrecord.errors import ModelError
from onrecord.model import Document, Tagged, Tagger

__all__ = ["DEFAULT_TAGGER", "TAGGERS", "attribute", "load_tagger"]

TAGGERS = ("default", "fast", "rules")
DEFAULT_TAGGER = "default"

_VISIBLE = re.compile(r"[^\n]")
_LEAST_PROSE = 15
"""Words before the turns of a transcript from which on they are read: an introduction, not a heading."""


def attribute(document: Document, tagger: Tagger | None = None) -> Tagged:
    """Return the attributions of one document, in text order.

    A transcript's turns are attributions as they stand; an article, or the prose before the first turn, goes
    through ``tagger`` (see :func:`load_tagger`), which does not see the passages set aside. All spans index
    ``document.text``.

    >>> found = attribute(Document("a.txt", "The vote is lost, the minister said."))
    >>> [span.of("The vote is lost, the minister said.") for span in found.attributions[0].content]
    ['The vote is lost']
    """
    said = spoken(document)
    prose = blanked(document)
    if document.turns:
        prose = prose[: min(min(turn.label.start, turn.content.start) for turn in document.turns)]
        if len(prose.split()) < _LEAST_PROSE:
            return said
    told = (tagger or load_tagger())(unwrapped(prose))
    return Tagged(told.attributions + said.attributions, told.mentions)


@cache
def load_tagger(name: str = DEFAULT_TAGGER) -> Tagger:
    """Return a tagger by name, loaded once a process: ``default`` and ``fast`` are trained, ``rules`` is not.

    Raises:
        ModelError: there is no tagger of that name, or its files are missing or damaged.
    """
    if name not in TAGGERS:
        raise ModelError(f"{name}: no such tagger. Choose one of: {', '.join(TAGGERS)}.")
    if name == "rules":
        return RulesTagger()
    from onrecord.attribution.tagger import load

    return load(name)


def blanked(document: Document) -> str:
    """Return the text with every character set aside, line ends but, turned into a space: offsets hold."""
    parts: list[str] = []
    cursor = 0
    for start, end in sorted(passage.span for passage in document.set_aside):
        begin = max(start, cursor)
        if begin < end:
            parts += [document.text[cursor:begin], _VISIBLE.sub(" ", document.text[begin:end])]
            cursor = end
    return "".join([*parts, document.text[cursor:]])
