"""HTML pages: the text by trafilatura (Barbaresi, ACL 2021), the date by htmldate (Barbaresi, JOSS 2020)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from onrecord.errors import ReadError
from onrecord.reading.decode import declared_charset, decode, storable
from onrecord.reading.facts import Facts, line, outlet_name
from onrecord.reading.printed_dates import edtf_of, in_name
from onrecord.reading.raw import Raw

META_DATE = re.compile(
    r"""(?i)(?:"datePublished"\s*:\s*"([^"]{4,40})")|(?:<meta\b[^>]{0,300}?(?:article:published_time|og:published_time|datepublished|dc\.date(?:\.issued)?|pubdate|publish[-_]?date|parsely-pub-date|sailthru\.date)["'][^>]{0,200}?content\s*=\s*["']([^"']{4,40})["'])"""
)
BLOCK_END = re.compile(r"(?i)<(?:br|/p|/div|/li|/h[1-6]|/blockquote|/tr|p|div|li)\b[^>]{0,500}>")
_WRAP = re.compile(r"\s*\n\s*")
TAGGED = re.compile(r"(?i)<(?:p|br|div|a|li|h[1-6]|blockquote|strong|em|span|img)\b[^<>]{0,500}>")
LATEST = "2099-12-31"  # a fixed horizon: the day of the run must not change what is read
SHORTEST = 25


QUICKLY = {"original_date": True, "extensive_search": False}
"""Where to look for a date: the extensive search tries every language there is, for seconds a page."""


def from_html(data: bytes, path: str, *, url: str | None = None, charset: str | None = None) -> Raw:
    """Return the text of a page and what its metadata states. Raises ``ReadError``."""
    import trafilatura  # here, since it takes a third of a second that only pages need

    source = decode(data, path, declared=charset or declared_charset(data))
    try:
        found = trafilatura.bare_extraction(
            source, url=url, with_metadata=True, include_comments=False, date_extraction_params=QUICKLY
        )
    except Exception:  # a parser of wild pages; whatever it trips over, the page is only one of many
        found = None
    text = storable(getattr(found, "text", None) or "").strip()
    if len(text) < SHORTEST:
        text = fragment_text(source) if len(source) < 1_000_000 else text
    if not text.strip():
        raise ReadError(path, "no-text", "a page without a readable text; save the article itself.")
    return Raw(path, text, _facts(found, source, url))


def fragment_text(source: str) -> str:
    """Return the text of a piece of HTML, one line for each block.

    >>> fragment_text("<p>One\\n&amp; two.</p><p>Three.</p>")
    'One & two.\\nThree.'
    """
    source = source if "<pre" in source.lower() else _WRAP.sub(" ", source)
    broken = BLOCK_END.sub(lambda found: found.group() + "\n", source)
    try:
        tree: Any = lxml_html.fromstring(f"<div>{broken}</div>")
        etree.strip_elements(tree, "script", "style", "noscript", "template", "head", with_tail=False)
        text = tree.text_content()
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return ""
    lines = (" ".join(item.split()) for item in storable(str(text)).split("\n"))
    return "\n".join(item for item in lines if item)


def plain(text: str) -> str:
    """Return a record's text without HTML tags, if it has any."""
    tagged = TAGGED.match(text.lstrip()) or len(TAGGED.findall(text[:20_000])) > 1
    return fragment_text(text) if tagged else text


def _facts(found: object, source: str, url: str | None) -> Facts:
    address = url or line(getattr(found, "url", None))
    published, where = _date(source, address)
    site = line(getattr(found, "sitename", None)) or line(getattr(found, "hostname", None))
    return Facts(
        title=line(getattr(found, "title", None)),
        outlet=outlet_name(site or address),
        byline=line(getattr(found, "author", None)),
        url=address,
        published=published,
        published_from=where,
    )


def _date(source: str, url: str | None) -> tuple[str | None, str]:
    for match in META_DATE.finditer(source[:500_000]):
        stated = edtf_of(match.group(1) or match.group(2))
        if stated:
            return stated, "metadata"
    from htmldate import find_date

    try:
        guess = edtf_of(find_date(source, original_date=True, extensive_search=False, max_date=LATEST))
    except Exception:  # as above
        guess = None
    if guess:
        return guess, "page"
    named = in_name(url or "")
    return (named, "file name") if named else (None, "none")
