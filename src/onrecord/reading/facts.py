"""What a record, a page or front matter states about a text, under the names people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.reading.decode import storable
from onrecord.reading.printed_dates import edtf_of, in_name

TEXT = [
    "text",
    "body",
    "content",
    "maintext",
    "main_text",
    "article_text",
    "articlebody",
    "article_body",
    "full_text",
    "fulltext",
    "raw_text",
    "story",
    "content_text",
    "content_html",
    "plain_text",
]
TITLE = ["title", "headline", "head", "heading", "name"]
URL = [
    "url",
    "link",
    "source_url",
    "canonical_url",
    "canonical",
    "permalink",
    "uri",
    "href",
    "web_url",
    "external_url",
]
OUTLET = [
    "outlet",
    "source",
    "source_domain",
    "source_name",
    "publisher",
    "publication",
    "site",
    "site_name",
    "sitename",
    "newspaper",
    "domain",
    "media",
    "medium",
]
MEDIA = ("media", "medium")
PUBLISHED = [
    "published",
    "date",
    "date_publish",
    "published_at",
    "publish_date",
    "publication_date",
    "published_time",
    "date_published",
    "datepublished",
    "publishedat",
    "pubdate",
    "pub_date",
    "datetime",
    "timestamp",
    "published_date",
    "created_at",
    "created",
    "time",
]
BYLINE = ["byline", "author", "authors", "creator", "writer", "by"]
LANGUAGE = ["language", "lang"]
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stated about a text outside it. ``published`` is EDTF; ``published_from`` as in a document."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str = "none"
    language: str | None = None


def facts_of(record: Mapping[str, object], found_in: str = "metadata") -> Facts:
    """Return the facts of a record whose fields go by any of the common names.

    >>> facts_of({"headline": "A vote", "source": {"name": "The Post"}}).outlet
    'The Post'
    """
    fields = lowered(record)
    addresses = (line(fields.get(name)) for name in URL)
    url = next((one for one in addresses if one and urlsplit_or_none(one)), None)
    published = next((date for key in PUBLISHED if (date := edtf_of(fields.get(key)))), None)
    where = found_in if published else "none"
    if not published and url and (published := in_name(url)):
        where = "file name"
    return Facts(
        title=_first(fields, TITLE),
        outlet=outlet_name(_outlet(fields) or url),
        byline=_people(fields),
        url=url,
        published=published,
        published_from=where,
        language=_first(fields, LANGUAGE),
    )


def text_of(record: Mapping[str, object]) -> str | None:
    """Return the text that a record holds, or None."""
    fields = lowered(record)
    texts = (fields.get(key) for key in TEXT)
    return next((storable(text) for text in texts if isinstance(text, str) and text.strip()), None)


def is_record(value: object) -> bool:
    """Say whether a value is a record with a text, or at least with the field for one."""
    return isinstance(value, Mapping) and not lowered(value).keys().isdisjoint(TEXT)


def lowered(record: Mapping[str, object]) -> dict[str, object]:
    """Return the record with plain lower-case field names; the first of two wins."""
    fields: dict[str, object] = {}
    for key, value in record.items():
        fields.setdefault(str(key).strip().lower().replace("-", "_").replace(" ", "_"), value)
    return fields


def outlet_name(value: str | None) -> str | None:
    """Return an outlet's name: the host, without ``www.``, of a url.

    >>> outlet_name("https://www.example.org/a/b"), outlet_name("www.example.org"), outlet_name("The Post")
    ('example.org', 'example.org', 'The Post')
    """
    if not value:
        return None
    parts = urlsplit_or_none(value)
    return (parts or value).removeprefix("www.") or None


def urlsplit_or_none(value: str) -> str | None:
    """Return the host of a web address, or None for anything else."""
    try:
        parts = urlsplit(value)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def line(value: object) -> str | None:
    """Return a value as one line of text, None when it is not one or is empty."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "id") if value.get(key)), None)
    if not isinstance(value, str):
        return None
    return " ".join(storable(value[:LONGEST]).split()) or None


def _first(fields: Mapping[str, object], names: list[str]) -> str | None:
    return next((found for name in names if (found := line(fields.get(name)))), None)


def _outlet(fields: Mapping[str, object]) -> str | None:
    """Return the outlet that a record names; its *media* may be a picture's address."""
    kept = {k: v for k, v in fields.items() if k not in MEDIA or not urlsplit_or_none(line(v) or "")}
    return _first(kept, OUTLET)


def _people(fields: Mapping[str, object]) -> str | None:
    for name in BYLINE:
        value = fields.get(name)
        values = value if isinstance(value, list) else [value]
        names = [found for item in values[:50] if (found := line(item))]
        if names:
            return ", ".join(names).removeprefix("By ")
    return None
