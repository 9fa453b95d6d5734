"""The project's words as frozen dataclasses, and the ids that come from content.

All offsets are code points of ``Document.text``; every span is half-open. All dates are EDTF level 1
strings (https://www.loc.gov/standards/datetime/): ``2023-06``, ``2024-06-17``, ``2024-01-30~``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Kind = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "says",
    "denies",
    "asks",
    "promises",
    "threatens",
    "predicts",
    "believes",
    "wants",
    "decides",
    "notices",
]
PartyKind = Literal["person", "office", "organisation", "country", "group", "outlet", "unnamed"]
MentionKind = Literal["person", "organisation", "place", "other", "date"]

SAYINGS: frozenset[str] = frozenset({"says", "denies", "asks", "promises", "threatens", "predicts"})
"""The acts that are sayings; the others (beliefs, wishes, decrees, things noticed) are never shown as one."""


class Span(NamedTuple):
    """``[start, end)`` in code points of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters it points at."""
        return text[self.start : self.end]


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A passage that is not the report, kept in the text but never a source of statements.

    ``reason`` is one of ``appeal``, ``advert``, ``correction``, ``disclaimer``, ``navigation``, ``related``,
    ``caption``, ``site-error``, ``repeat``, ``byline``, ``dateline``, ``metadata``.
    """

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn in a transcript: the printed label and what was said under it."""

    label: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One stored text with what is known of its making.

    ``path`` is the path or url as given (archive members as ``archive.zip!member``). ``published`` is EDTF or
    None; ``published_from`` says where it was found: ``given``, ``metadata``, ``page``, ``front matter``,
    ``dateline``, ``file name`` or ``none``. ``sha256`` is of ``text`` in UTF-8.
    """

    path: str
    text: str
    kind: Literal["article", "transcript"] = "article"
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str = "none"
    language: str = "en"
    set_aside: tuple[SetAside, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """Stable id from text, outlet and url, whatever the path: a page read twice is one document."""
        return content_id("d", self.sha256, self.outlet or "", self.url or "")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read or was dropped: where, a short reason code, and words for a person."""

    path: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or date in the text. ``confidence`` is in [0, 1]."""

    span: Span
    kind: MentionKind
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans in one document (PARC, Pareti 2016; PolNeAR, Newell et al. 2018).

    ``source`` and ``cue`` may be empty, ``content`` may be broken into several spans, all in text order.
    ``parent`` is the index, in the same tuple of attributions, of the outer attribution whose content holds
    this one, or None. ``confidence`` is calibrated: of those at 0.9, nine in ten are right.
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    kind: Kind = "indirect"
    act: Act = "says"
    confidence: float = 0.5
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a tagger finds in one text, in text order."""

    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Tagger(Protocol):
    """Finds attributions in a text; the rules and the trained model share this interface.

    Passages set aside arrive blanked (spaces of the same length), so offsets are those of the document.
    """

    name: str

    def __call__(self, text: str) -> Tagged:
        """Return what it finds; every span lies inside ``text``."""
        ...


@dataclass(frozen=True, slots=True)
class Dated:
    """An EDTF date and the words or reason that decided it, e.g. ``"on Wednesday" against 2023-06-29``."""

    edtf: str
    reason: str


@dataclass(frozen=True, slots=True)
class Party:
    """A person, office, organisation, country, group, outlet, or an unnamed source with what is said of it.

    ``name`` is the fullest form found ("Jens Stoltenberg", "sources in Kyiv and Brussels"). Two parties with
    the same ``kind`` and ``name`` are one; ``id`` comes from both. ``disambiguation`` keeps apart two people
    who share a name.
    """

    name: str
    kind: PartyKind
    disambiguation: str = ""

    @property
    def id(self) -> str:
        """Stable id from kind, name and disambiguation."""
        return content_id("p", self.kind, self.name.casefold(), self.disambiguation)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement belongs to, in the capacity printed.

    ``role`` is as printed ("Secretary General"), so is ``affiliation`` ("NATO"); ``reason`` says in words how
    the source phrase led to the party.
    """

    party: Party
    role: str | None = None
    affiliation: str | None = None
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One relay in a report's chain, outermost last: who carried it and the words that say so."""

    party: Party
    relation: Literal["told", "cited", "carried", "translated"]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """An attribution after resolution: who, in which capacity, when, to whom, through whom.

    ``speaker`` is None when no single candidate was left. ``addressee`` and ``occasion`` are as printed.
    """

    id: str
    document: str
    attribution: Attribution
    quote: str
    speaker: Speaker | None
    said: Dated
    via: tuple[Hop, ...] = ()
    addressee: str | None = None
    occasion: str | None = None
    confidence: float = 0.5
    parent: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A form under which a party appears in a document."""

    party: Party
    form: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """``holder`` held ``office`` for ``organisation`` from ``since`` to ``until`` (EDTF, None where open)."""

    holder: Party
    office: str
    organisation: Party | None = None
    since: str | None = None
    until: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Everything that resolution makes of one document."""

    reports: tuple[Report, ...] = ()
    aliases: tuple[Alias, ...] = ()
    tenures: tuple[Tenure, ...] = ()


def content_id(prefix: str, *parts: str) -> str:
    """Return ``prefix-`` and twelve hexadecimal digits of the SHA-256 of the parts.

    The same parts give the same id on every machine and in every run.

    >>> content_id("d", "a.txt", "abc") == content_id("d", "a.txt", "abc")
    True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:12]}"


def quote_of(text: str, spans: Iterable[Span]) -> str:
    """Return the characters of all spans, joined by `` … `` where they stand apart.

    >>> quote_of("one two three", [Span(0, 3), Span(8, 13)])
    'one … three'
    """
    return " … ".join(span.of(text) for span in spans)
