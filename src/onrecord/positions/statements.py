"""What the positions read: a report with its document's text and the words that reach a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.model import SAYINGS, Act, Document, Kind, Report, Span, Spans, quote_of
from onrecord.when import bounds


@dataclass(frozen=True, slots=True)
class Statement:
    """One report as the positions see it. Spans are code points of ``text``, the whole text of its document.

    ``origin`` names the original text that it rests on: a document's id, its own unless the comparison found
    another, or an outlet and a day where that text is not in the record. ``published`` and ``said`` are EDTF
    or None.
    """

    id: str
    document: str
    path: str
    text: str
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    kind: Kind = "indirect"
    act: Act = "says"
    speaker: str | None = None
    speaker_kind: str | None = None
    role: str | None = None
    affiliation: str | None = None
    said: str | None = None
    published: str | None = None
    outlet: str | None = None
    via: tuple[str, ...] = ()
    translated: bool = False
    parent: str | None = None
    origin: str = ""
    confidence: float = 1.0
    earlier: bool = False
    """Whether they are words from before, told beside what the speaker says now (``retold.with_retold``)."""

    @property
    def quote(self) -> str:
        """The words attributed."""
        return quote_of(self.text, self.content)

    @property
    def plain_saying(self) -> bool:
        """Whether it counts where statements are counted: no belief or decision, nor within another one."""
        return self.act in SAYINGS and self.parent is None

    @property
    def reach(self) -> Span:
        """From the first to the last character of source, cue and content.

        For earlier words from the cue on: what is said now stands between the source and it.
        """
        spans = (*(() if self.earlier else self.source), *self.cue, *self.content)
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    @property
    def cue_words(self) -> str:
        """The cue as printed, in lower case."""
        return " ".join(span.of(self.text) for span in self.cue).lower()

    @property
    def day(self) -> date | None:
        """The last day on which it may have been said: that of publication where no more is known."""
        days = [bounds(edtf)[1] for edtf in (self.said, self.published) if edtf]
        return min((one for one in days if one), default=None)


def from_report(document: Document, report: Report) -> Statement:
    """Return a report fresh from the pipeline as a statement."""
    found, speaker = report.attribution, report.speaker
    return Statement(
        id=report.id,
        document=document.id,
        path=document.path,
        text=document.text,
        content=found.content,
        source=found.source,
        cue=found.cue,
        kind=found.kind,
        act=found.act,
        speaker=speaker.party.name if speaker else None,
        speaker_kind=speaker.party.kind if speaker else None,
        role=speaker.role if speaker else None,
        affiliation=speaker.affiliation if speaker else None,
        said=report.said.edtf,
        published=document.published,
        outlet=document.outlet,
        via=tuple(hop.party.name for hop in report.via),
        translated=any(hop.relation == "translated" for hop in report.via),
        parent=report.parent,
        origin=document.id,
        confidence=report.confidence,
    )


def within(statements: Iterable[Statement]) -> dict[str, str]:
    """Return for each statement whose content lies inside another's the id of the innermost such other.

    A whole turn of a transcript holds what is said in it, and is nobody else's telling.
    """
    by_document: dict[str, list[tuple[Span, Statement]]] = {}
    for statement in statements:
        whole = Span(statement.content[0].start, statement.content[-1].end)
        by_document.setdefault(statement.document, []).append((whole, statement))
    found: dict[str, str] = {}
    for held in by_document.values():
        around: list[tuple[Span, Statement]] = []
        for span, statement in sorted(held, key=lambda pair: (pair[0].start, -pair[0].end, pair[1].id)):
            while around and around[-1][0].end <= span.start:
                around.pop()
            outer = next((o for s, o in reversed(around) if s.end >= span.end and s != span), None)
            if outer is not None:
                found[statement.id] = outer.id
            around.append((span, statement))
    return {**found, **{s.id: s.parent for held in by_document.values() for _, s in held if s.parent}}


def latest_days(statements: Iterable[Statement]) -> dict[str, date]:
    """Return for each document the last day that it tells of: it is no older, and seldom much younger."""
    latest: dict[str, date] = {}
    for statement in statements:
        if statement.day:
            latest[statement.document] = max(statement.day, latest.get(statement.document, statement.day))
    return latest
