"""RSS and Atom feeds saved as files, by feedparser; JSON feeds are JSON (``records``)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from onrecord.errors import ReadError
from onrecord.model import Issue
from onrecord.reading.facts import Facts, line, outlet_name, urlsplit_or_none
from onrecord.reading.pages import fragment_text
from onrecord.reading.printed_dates import edtf_of, in_name
from onrecord.reading.raw import Raw, Raws


def from_feed(data: bytes, path: str) -> Raws:
    """Yield the text of every entry, named ``path#1``, ``path#2``, ...

    Raises:
        ReadError: it cannot be parsed (``format``) or has no entries (``no-text``).
    """
    try:
        import feedparser

        feed: Any = feedparser.parse(io.BytesIO(data))
        entries = list(feed.get("entries", ()))
    except Exception as error:  # a parser of wild feeds
        raise ReadError(path, "format", "a feed that cannot be parsed; save it again.") from error
    if not entries:
        raise ReadError(path, "no-text", "a feed without entries.")
    outlet = line((feed.get("feed") or {}).get("title"))
    for number, entry in enumerate(entries, 1):
        where = f"{path}#{number}"
        text = _text(entry)
        if text:
            yield Raw(where, text, _facts(entry, outlet))
        else:
            yield Issue(where, "no-text", "an entry without a text; add the page that it links to.")


def _text(entry: Mapping[str, Any]) -> str:
    contents = [item.get("value") for item in entry.get("content") or () if isinstance(item, Mapping)]
    candidates = [item for item in [*contents, entry.get("summary")] if isinstance(item, str)]
    return fragment_text(max(candidates, key=len)) if candidates else ""


def _facts(entry: Mapping[str, Any], outlet: str | None) -> Facts:
    url = line(entry.get("link"))
    url = url if url and urlsplit_or_none(url) else None
    stated = edtf_of(entry.get("published")) or edtf_of(entry.get("updated"))
    named = in_name(url or "")
    return Facts(
        title=line(entry.get("title")),
        outlet=outlet or outlet_name(url),
        byline=line(entry.get("author")),
        url=url,
        published=stated or named,
        published_from="metadata" if stated else "file name" if named else "none",
    )
