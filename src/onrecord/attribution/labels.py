"""The tags that the network gives to every word piece, in the order of its outputs."""

from __future__ import annotations

from typing import get_args

from onrecord.model import MentionKind

ROLES = ("source", "cue", "content")
"""Tag 0 is outside; role number r begins with tag 1 + 2r and goes on with tag 2 + 2r."""

NAME_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)
"""Names and dates, tagged the same way by the second output."""
