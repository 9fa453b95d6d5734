"""Earlier words that a statement tells of itself: “..., despite having previously acknowledged that ...”.

They are the same speaker's, said before; kept apart they can differ from what is said now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from onrecord.attribution.lexicon import pattern
from onrecord.model import Span
from onrecord.positions.statements import Statement

EARLIER = ".before"
"""What the id of earlier words adds to that of the statement that tells them."""

_BEFORE = (
    r"(?is)[,;–—-]?\s*\b(?:(?:despite|after)\s+(?:having\s+)?"
    r"|(?:although|though|even though|whereas|while|having|when)\s+(?:(?:he|she|they|it)\s+)?(?:had\s+)?)"
    r"(?:(?:previously|earlier|once|before|only \w+ ago|(?:in|last) \w+)\s+)?"
    r"(?P<cue>%earlier_sayings%)"
    r"(?:\s+(?:previously|earlier|before|last \w+|in \w+))?\s+that\s+(?P<words>.+)"
)
_LEAD = re.compile(
    r"(?i)\b(?:despite|after|although|though|whereas|while|when)\s+(?:\w+\s+){0,2}?(?:previously|earlier|once)\s+\w+\s*$"
)
_EARLIER = re.compile(r"(?i)\b(?:previously|earlier|once|before|ago|last|had|having)\b")


def with_retold(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements; one that tells of the speaker's earlier words comes as two.

    The earlier words get the id of the statement and ``.before``, and a date that ends the day before it.
    That is also the date of a statement of its own that is told so (“despite having once said that ...”).
    Both are marked as ``earlier``.

    >>> text = "He said that he would sell the ship, despite having previously said that he would keep it."
    >>> one = Statement("s", "d", "p", text, (Span(8, len(text)),), said="2031-05-02")
    >>> [(part.quote, part.said) for part in with_retold([one])][1]
    ('he would keep it', '../2031-05-01')
    """
    for statement in statements:
        if statement.cue and _LEAD.search(statement.text[: statement.content[0].start][-80:]):
            yield replace(statement, said=_before(statement), earlier=True)
            continue
        last = statement.content[-1]
        match = pattern(_BEFORE, "disputes").search(statement.text, last.start, last.end)
        if match is None or not _EARLIER.search(match.group()[: match.start("words") - match.start()]):
            yield statement
            continue
        ahead = (Span(last.start, match.start()),) if match.start() > last.start + 10 else ()
        if now := (*statement.content[:-1], *ahead):
            yield replace(statement, content=now)
        end = last.end - (1 if statement.text[last.end - 1] in ".,;" else 0)
        yield replace(
            statement,
            id=statement.id + EARLIER,
            content=(Span(match.start("words"), end),),
            cue=(Span(*match.span("cue")),),
            earlier=True,
            kind="indirect",
            act="says",
            said=_before(statement),
        )


def _before(statement: Statement) -> str | None:
    """Return the EDTF date that ends the day before a statement's."""
    return f"../{statement.day - timedelta(days=1)}" if statement.day else None
