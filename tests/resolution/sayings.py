"""Hand-written attributions for tests: ``{source|cue|content}`` in a text that marks them."""

from __future__ import annotations

import re

from onrecord.model import Attribution, Document, Span

_MARK = re.compile(r"<(\w)(\d)>|</(\w)(\d)>")


def marked(
    text: str, published: str | None = None, outlet: str | None = None
) -> tuple[Document, tuple[Attribution, ...]]:
    """Read ``<s0>Orm</s0> <q0>said</q0> <c0>no</c0>``: source, cue and content of saying 0.

    A content span inside another saying's content makes that one the parent.
    """
    plain: list[str] = []
    opened: dict[str, int] = {}
    spans: dict[tuple[str, int], list[Span]] = {}
    at = cursor = 0
    for mark in _MARK.finditer(text):
        plain.append(text[cursor : mark.start()])
        at += mark.start() - cursor
        cursor = mark.end()
        if mark[1]:
            opened[mark[1] + mark[2]] = at
        else:
            spans.setdefault((mark[3], int(mark[4])), []).append(Span(opened[mark[3] + mark[4]], at))
    plain.append(text[cursor:])
    count = 1 + max((i for _, i in spans), default=-1)
    kinds = [[tuple(spans.get((kind, i), [])) for kind in "csq"] for i in range(count)]
    parents = [_parent(i, [k[0] for k in kinds]) for i in range(count)]
    found = tuple(
        Attribution(content, source, cue, parent=parent)
        for (content, source, cue), parent in zip(kinds, parents, strict=True)
    )
    return Document("x.txt", "".join(plain), published=published, outlet=outlet), found


def _parent(i: int, contents: list[tuple[Span, ...]]) -> int | None:
    for j, outer in enumerate(contents):
        if i != j and any(
            o.start <= c.start and c.end <= o.end and o != c for o in outer for c in contents[i]
        ):
            return j
    return None
