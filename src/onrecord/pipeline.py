"""One document through reading's successors: attribution, then resolution. Pure; the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.attribution import attribute
from onrecord.model import Document, Issue, Resolved, Tagged, Tagger
from onrecord.resolution import resolve


@dataclass(frozen=True, slots=True)
class Processed:
    """A document and all that was found in it."""

    document: Document
    tagged: Tagged
    resolved: Resolved
    tagger: str


def process(document: Document, tagger: Tagger) -> Processed:
    """Find who said what in one document, and who, when and through whom that was.

    The same document and tagger give the same answer, on any machine and in any process.
    """
    tagged = attribute(document, tagger)
    return Processed(document, tagged, resolve(document, tagged), tagger.name)


def process_safely(document: Document, tagger: Tagger) -> Processed | Issue:
    """Like :func:`process`, with a fault of ours as an issue: one page must not end a run."""
    try:
        return process(document, tagger)
    except Exception as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
        detail = f"onrecord failed here ({type(error).__name__} in {where}: {error}). Please report it."
        return Issue(document.path, "internal", detail)
