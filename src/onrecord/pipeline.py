"""One document through reading's successors: attribution, then resolution. Pure; the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.attribution import DEFAULT_TAGGER, attribute, load_tagger
from onrecord.model import Document, Issue, Report, Resolved, Tagger
from onrecord.reading import FAULT, read_text
from onrecord.resolution import resolve


@dataclass(frozen=True, slots=True)
class Processed:
    """A document and all that was found in it."""

    document: Document
    resolved: Resolved
    tagger: str


def process(document: Document, tagger: Tagger) -> Processed:
    """Find who said what in one document, and who, when and through whom that was.

    The same document and tagger give the same answer, on any machine and in any process.
    """
    tagged = attribute(document, tagger)
    return Processed(document, resolve(document, tagged), tagger.name)


def extract(
    text: str | Document, *, published: str | None = None, tagger: str = DEFAULT_TAGGER
) -> tuple[Report, ...]:
    """Return who said what in a text or a document that was read, in text order.

    ``published`` (EDTF) is the day against which "on Monday" is read; a :class:`~onrecord.model.Document` has
    its own. ``tagger`` is ``default``, ``fast`` or ``rules``. Offsets index the text given, its line ends as
    one character each.

    Raises:
        ModelError: the tagger's files are missing or damaged.

    >>> text = "“Never,” the harbour minister said on Monday."
    >>> (report,) = extract(text, published="2031-03-05", tagger="rules")
    >>> report.quote, report.attribution.kind, report.said.edtf
    ('“Never,”', 'direct', '2031-03-03')
    """
    document = text if isinstance(text, Document) else read_text(text, published=published)
    return process(document, load_tagger(tagger)).resolved.reports


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
        return Issue(document.path, FAULT, detail)
