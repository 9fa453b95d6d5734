"""YAML front matter at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from onrecord.model import Span

FENCED = re.compile(r"\s{0,3}---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
MOST_BRACKETS = 200


def front_matter(text: str) -> tuple[Mapping[str, object], Span]:
    """Return what the front matter states and its span; empty where there is none or it is not YAML.

    >>> front_matter("---\\ntitle: A vote\\n---\\nIt was held.")
    ({'title': 'A vote'}, Span(start=0, end=21))
    """
    nothing: tuple[Mapping[str, object], Span] = ({}, Span(0, 0))
    found = FENCED.match(text)
    if not found or found.group(1).count("[") + found.group(1).count("{") > MOST_BRACKETS:
        return nothing
    try:
        values = yaml.safe_load(found.group(1))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError, OverflowError):
        return nothing
    if not isinstance(values, dict) or not values:
        return nothing
    return {str(key): value for key, value in values.items()}, Span(0, len(text[: found.end()].rstrip()))
