"""Reports of one saying -> its origins: the sets of them that rest on one original text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.comparison.copies import Copy, Printed
from onrecord.model import Span, Spans
from onrecord.resolution.outlets import outlet_of

_WHOLESALE = 0.5
"""A document that shares this much with another rests on it in all it reports."""
_AGENCY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it is counted: where it stands and through whom it came, nearest to the speaker first."""

    id: str
    document: Printed
    content: Spans
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports (ids) that rest on one text. ``document`` is the first of theirs in the record.

    ``outlet`` is whose text it is, where the pages say so and it is not the outlet of that document.
    """

    reports: tuple[str, ...]
    document: str
    outlet: str | None
    because: tuple[str, ...]


Copies = Mapping[tuple[str, str], Copy]
"""Copies by their two documents, in either order."""


def by_documents(copies: Iterable[Copy]) -> dict[tuple[str, str], Copy]:
    """Return copies so that they can be looked up by two documents in either order."""
    found: dict[tuple[str, str], Copy] = {}
    for copy in copies:
        found[copy.first, copy.copy] = found[copy.copy, copy.first] = copy
    return found


def origins(
    reports: Sequence[Told], copies: Copies, leads: Mapping[str, Sequence[str]] | None = None
) -> list[Origin]:
    """Part the reports of one utterance by the text that they rest on.

    Two rest on one text when they stand in one document, when the passage that holds one was copied from the
    other's document, when, within three days, both pages credit one agency or one came through an outlet
    that the other came through or stands in, or when the chain of one leads to the other (``leads``:
    from a report's id to those of others).
    Everything else is an origin of its own: where nothing says that a page copied, it is not held to have.
    """
    told = {one.id: one for one in reports}
    root = {name: name for name in told}
    because: dict[str, set[str]] = defaultdict(set)

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    def join(one: Told, other: Told, reason: str) -> None:
        first, second = sorted((find(one.id), find(other.id)))
        root[second] = first
        if reason:
            because[first].add(reason)

    _join_by(reports, _document, "", join)
    _join_by(reports, _credit, "both credit {}", join)
    _join_through(reports, join)
    for one in reports:
        for source in (leads or {}).get(one.id, ()):
            if source in told:
                join(one, told[source], "the chain leads there")
    _join_copies(reports, copies, join)
    members: dict[str, list[Told]] = defaultdict(list)
    reasons: dict[str, set[str]] = defaultdict(set)
    for name, one in told.items():
        members[find(name)].append(one)
    for name, some in because.items():
        reasons[find(name)] |= some
    return [_origin(group, copies, sorted(reasons[name])) for name, group in sorted(members.items())]


Join = Callable[[Told, Told, str], None]


def _join_by(
    reports: Sequence[Told], keys: Callable[[Told], Iterable[Hashable]], reason: str, join: Join
) -> None:
    held: dict[Hashable, Told] = {}
    for one in sorted(reports, key=lambda told: told.document.day or date.min):
        for key in keys(one):
            if key in held and _near(held[key].document, one.document):
                itself = held[key].document.id == one.document.id
                join(held[key], one, "" if itself else reason.format(key))
            held[key] = one


def _document(one: Told) -> Iterable[Hashable]:
    return (one.document.id,)


def _credit(one: Told) -> Iterable[Hashable]:
    return (outlet_key(one.document.credit),) if one.document.credit else ()


def _join_through(reports: Sequence[Told], join: Join) -> None:
    """Join what came through an outlet with what stands in it, or came through it, too."""
    came: dict[str, Told] = {}
    either: dict[str, Told] = {}
    for one in sorted(reports, key=lambda told: told.document.day or date.min):
        through = {outlet_key(name) for name in one.via}
        own = {outlet_key(one.document.outlet)} if one.document.outlet else set()
        for key in sorted(through | own):
            other = (either if key in through else came).get(key)
            if other and _near(other.document, one.document):
                itself = other.document.id == one.document.id
                join(other, one, "" if itself else f"came through {key}")
            either[key] = one
            if key in through:
                came[key] = one


def outlet_key(name: str) -> str:
    """Return an outlet's name by which its forms are one: the full name where known.

    >>> outlet_key("the Wall Street Journal") == outlet_key("WSJ")
    True
    """
    known = outlet_of(name)
    return known.name if known else " ".join(name.split()).removeprefix("the ").removeprefix("The ")


def _near(one: Printed, other: Printed) -> bool:
    if one.id == other.id or not one.day or not other.day:
        return True
    return abs((one.day - other.day).days) <= _AGENCY_DAYS


def _join_copies(reports: Sequence[Told], copies: Copies, join: Join) -> None:
    for at, one in enumerate(reports):
        for other in reports[at + 1 :]:
            copy = copies.get((one.document.id, other.document.id))
            if copy and _rests(copy, one, other):
                join(one, other, f"{copy.share:.0%} of one text stands in the other")


def _rests(copy: Copy, one: Told, other: Told) -> bool:
    if copy.share >= _WHOLESALE:
        return True
    first, second = (one, other) if copy.first == one.document.id else (other, one)
    return any(_meet(p.first, first.content) and _meet(p.copy, second.content) for p in copy.passages)


def _meet(span: Span, content: Spans) -> bool:
    return any(start < span.end and span.start < end for start, end in content)


def _origin(group: Sequence[Told], copies: Copies, because: Sequence[str]) -> Origin:
    documents = {one.document.id: one.document for one in group}
    copied = {
        copy.copy for a in documents for b in documents if a < b and (copy := copies.get((a, b))) is not None
    }
    sources = {outlet_key(n) for one in group for n in (*one.via[:1], *_credited(one.document))}

    def rank(printed: Printed) -> tuple[bool, bool, bool, str, str]:
        own = outlet_key(printed.outlet) if printed.outlet else ""
        day = printed.day
        return own not in sources, printed.id in copied, day is None, str(day), printed.id

    first = min(documents.values(), key=rank)
    named = [*_credited(first), *(name for one in group if one.document is first for name in one.via[:1])]
    others = [outlet_key(name) for name in named if outlet_key(name) != outlet_key(first.outlet or "")]
    return Origin(
        tuple(sorted(one.id for one in group)), first.id, others[0] if others else None, tuple(because)
    )


def _credited(printed: Printed) -> tuple[str, ...]:
    return (printed.credit,) if printed.credit else ()
