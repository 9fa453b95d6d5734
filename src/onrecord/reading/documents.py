"""A text and what is known of it, made a Document. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.errors import ReadError
from onrecord.model import Document, SetAside, Span, Turn
from onrecord.reading.boilerplate import reasons
from onrecord.reading.decode import storable
from onrecord.reading.facts import Facts, facts_of
from onrecord.reading.front_matter import front_matter
from onrecord.reading.language import SUPPORTED, language_of
from onrecord.reading.metadata import PrintedFacts, head_of_report, printed_facts
from onrecord.reading.outlets import line_of_its_own, lines_naming, own_name
from onrecord.reading.paragraphs import Paragraph, paragraphs
from onrecord.reading.printed_dates import dates_in, day_of_talk, edtf_of
from onrecord.reading.transcripts import is_spoken_title, printed_twice, single_turn, turns_of

LETTER = re.compile(r"[^\W\d_]")
LEAST_LEAD = 10  # words of a paragraph that may begin the report
LEAD = 6  # among how many paragraphs the report begins


def read_text(
    text: str, path: str = "<text>", *, published: str | None = None, facts: Facts | None = None
) -> Document:
    """Return the document of a text.

    ``published`` (any common form) wins over all dates found; ``facts`` are what a record or page around the
    text states. The text is kept to the letter but for newlines and what UTF-8 cannot hold. Raises
    ``ValueError`` when ``published`` is no date.
    """
    text = storable(text)
    given = given_date(published)
    head, fence = front_matter(text)
    stated = _stated(facts or Facts(), facts_of(head, "front matter"))
    items = paragraphs(text, fence.end)
    printed = printed_facts(items, path)
    title = stated.title or printed.title
    printed_turns = turns_of(text, fence.end, title) or single_turn(text, fence.end, title)
    again = printed_twice(text, printed_turns)
    turns = tuple(turn for index, turn in enumerate(printed_turns) if index not in again)
    repeats = [printed_turns[index] for index in sorted(again)]
    passages = _set_aside(items, fence, printed, title, turns, repeats)
    outlet = stated.outlet or printed.outlet or own_name(text, passages, printed.agency)
    outlet = outlet or line_of_its_own(items)
    above = [item.text for item in items if turns and item.span.end <= turns[0].label.start]
    spoken_on = day_of_talk([title or "", *above]) if turns or is_speech(title, stated) else None
    date, where = _date(given, stated, printed, spoken_on)
    return Document(
        path=path,
        text=text,
        kind="transcript" if turns or is_speech(title, stated) else "article",
        title=title,
        outlet=outlet,
        byline=stated.byline or printed.byline,
        url=stated.url,
        published=date,
        published_from=where,
        language="en",
        set_aside=_with_masthead(passages, lines_naming(items, outlet)),
        turns=turns,
    )


def checked(document: Document) -> Document:
    """Return the document, or raise ``ReadError``: ``empty``, ``no-text`` or ``language``."""
    if not document.text.strip():
        raise ReadError(document.path, "empty", "there is nothing in it.")
    if not LETTER.search(document.text):
        raise ReadError(document.path, "no-text", "it holds no words.")
    code = language_of(_report(document))
    if code not in SUPPORTED:
        detail = f"it is written in {code!r}; so far only English is read. Add a translation instead."
        raise ReadError(document.path, "language", detail)
    return document


def given_date(published: str | None) -> str | None:
    """Return the date that the user gave as EDTF; raises ``ValueError`` when it is none or may be several."""
    if not published:
        return None
    date = edtf_of(published)
    several = ".." in published or len(dates_in(published)) > 1
    if not date or several or (len(date) == 4 and date != published.strip()):
        raise ValueError(f"{published!r} is not one date; write it as 2024-06-17, 2024-06 or 2024")
    return date


def is_speech(title: str | None, stated: Facts) -> bool:
    """Say whether a stated title announces one speaker's words, printed without a label."""
    return stated.title is not None and is_spoken_title(title) and " by " in (title or "")


def _report(document: Document) -> str:
    """Return the start of the text without what is set aside, to judge its language by."""
    pieces, position = [], 0
    for passage in document.set_aside[:200]:
        pieces.append(document.text[position : min(passage.span.start, position + 10_000)])
        position = passage.span.end
    return " ".join([*pieces, document.text[position : position + 10_000]])


def _stated(facts: Facts, head: Facts) -> Facts:
    """Return the facts around the text, filled up from its front matter."""
    dated = facts if facts.published else head
    return Facts(
        title=facts.title or head.title,
        outlet=facts.outlet or head.outlet,
        byline=facts.byline or head.byline,
        url=facts.url or head.url,
        published=dated.published,
        published_from=dated.published_from,
        language=facts.language or head.language,
    )


def _date(
    given: str | None, stated: Facts, printed: PrintedFacts, spoken_on: str | None
) -> tuple[str | None, str]:
    if given:
        return given, "given"
    sure = stated.published and stated.published_from != "file name"
    if spoken_on and not sure and printed.published_from in ("none", "file name"):
        return spoken_on, "page"
    if sure or (stated.published and not printed.published):
        return stated.published, stated.published_from
    return printed.published, printed.published_from


def _set_aside(
    items: list[Paragraph],
    fence: Span,
    printed: PrintedFacts,
    title: str | None,
    turns: Sequence[Turn],
    repeats: Sequence[Turn],
) -> tuple[SetAside, ...]:
    known = (
        dict.fromkeys(_spoken(items, repeats) - _spoken(items, turns), "repeat")
        | dict.fromkeys(printed.datelines, "dateline")
        | dict.fromkeys(printed.bylines, "byline")
    )
    spoken = _spoken(items, turns)
    passages = [SetAside(fence, "metadata")] if fence.end else []
    found = reasons(items, title=title, known=known, spoken=spoken)
    passages += [SetAside(item.span, why) for item, why in zip(items, found, strict=True) if why]
    for index, item in enumerate(items[:LEAD]):
        as_printed = len(item.text) == item.span.end - item.span.start  # one space each between its words
        taken = found[index] or index in spoken or not as_printed or item.words < LEAST_LEAD
        length = 0 if taken else head_of_report(item.text)
        if length:
            passages.append(SetAside(Span(item.span.start, item.span.start + length), "dateline"))
    return tuple(passages)


def _with_masthead(passages: tuple[SetAside, ...], lines: list[Span]) -> tuple[SetAside, ...]:
    """Return the passages with the lines that only name the outlet."""
    taken = {passage.span for passage in passages}
    new = [SetAside(line, "metadata") for line in lines if line not in taken]
    return tuple(sorted([*passages, *new], key=lambda passage: passage.span))


def _spoken(items: list[Paragraph], turns: Sequence[Turn]) -> frozenset[int]:
    """Return the indices of the paragraphs that touch a turn; both come in text order."""
    touched: set[int] = set()
    index = 0
    for turn in turns:
        start, end = min(turn.label.start, turn.content.start), turn.content.end
        while index < len(items) and items[index].span.end <= start:
            index += 1
        scan = index
        while scan < len(items) and items[scan].span.start < end:
            touched.add(scan)
            scan += 1
        index = max(index, scan - 1)
    return frozenset(touched)
