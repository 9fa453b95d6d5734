"""Words and marks of a text, with every quotation folded into one token."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.attribution.quotes import Quotation
from onrecord.attribution.sentences import FOLD

QUOTE = '"'
"""The form that stands for a whole quotation."""

DASHES = frozenset(["—", "–", "―", "--", "-"])

_TOKEN = re.compile(
    r"\ue000+"
    r"|[^\W\d_]+n[’']t\b"
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:[.&-](?=\w)\w+|[’'](?!(?:s|re|ve|ll|d|m|t)\b)(?=\w)\w+)*"
    r"|--|\S"
)
_STOPS = frozenset(".?!…,;:")


class Token(NamedTuple):
    """``[start, end)`` and the form: lower case, apostrophes straight, :data:`QUOTE` for a quotation.

    ``upper``: it begins with a capital letter or digit.
    """

    start: int
    end: int
    form: str
    upper: bool


def fold(text: str, quotations: Sequence[Quotation]) -> str:
    """Return a text of the same length in which no quotation has an inside.

    The closing mark gives way to the punctuation before it, so that sentences end where they do on the page.
    """
    parts: list[str] = []
    cursor = 0
    for start, end, _ in quotations:
        parts.append(text[cursor:start])
        inner = text[start:end].rstrip("\"'”’»“‘`")
        stop = inner[-1:] if inner[-1:] in _STOPS else ""
        parts.append(FOLD * (end - start - len(stop)) + stop)
        cursor = end
    parts.append(text[cursor:])
    return "".join(parts)


def tokens(folded: str, start: int, end: int, ends: Mapping[int, int]) -> list[Token]:
    """Return the tokens of ``folded[start:end]`` (see :func:`fold`); ``ends`` has quotations by start."""
    return [_token(match, ends) for match in _TOKEN.finditer(folded, start, end)]


def _token(match: re.Match[str], ends: Mapping[int, int]) -> Token:
    word, (start, end) = match.group(), match.span()
    first = word[0]
    if first == FOLD:
        return Token(start, ends.get(start, end), QUOTE, False)
    return Token(start, end, word.lower().replace("’", "'"), first.isupper() or first.isdigit())
