"""One stream of bytes to documents. Pure: nothing is opened, fetched or written here."""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.errors import ReadError
from onrecord.model import Document, Issue
from onrecord.reading import archives, feeds, pages, records, warcs
from onrecord.reading.decode import decode
from onrecord.reading.documents import checked, given_date, read_text
from onrecord.reading.facts import Facts, outlet_name
from onrecord.reading.limits import Budget, Limits
from onrecord.reading.raw import Raw, Raws, issue_of, whole
from onrecord.reading.sniffing import HEAD, Format, sniff

Results = Iterator[Document | Issue]
PACKED: frozenset[Format] = frozenset({"gzip", "bzip2", "xz"})

DEFAULT = Limits()
MOST_ALIKE = 10
FAULT = "internal"
"""The reason of an issue that is ours, not the page's: it is tried again when it is next added."""


@dataclass(frozen=True, slots=True)
class Job:
    """How one input is to be read: the date given for it, its url, its limits, and how deep it lies."""

    published: str | None = None
    url: str | None = None
    limits: Limits = DEFAULT
    budget: Budget | None = None
    depth: int = 0


def read_bytes(
    data: bytes,
    path: str = "<bytes>",
    *,
    published: str | None = None,
    url: str | None = None,
    limits: Limits | None = None,
) -> Results:
    """Yield the documents in a blob of any supported format, and an ``Issue`` for what cannot be read.

    ``path`` names the blob; its extension decides only where the content does not. Raises ``ValueError`` when
    ``published`` is no date.
    """
    return read_stream(io.BytesIO(data), path, Job(given_date(published), url, limits or DEFAULT))


def read_stream(stream: BinaryIO, path: str, job: Job) -> Results:
    """Yield the documents and issues of a seekable stream; what cannot be read is an issue, no error."""
    try:
        stream = _as_utf8(stream, path, job.limits)
        head = stream.read(HEAD)
        while head and not head.strip():
            head = stream.read(HEAD)
        stream.seek(0)
        if not head:
            raise ReadError(path, "empty", "there is nothing in it.")
        form = sniff(head, path)
        if form in PACKED:
            yield from _read_packed(stream, path, form, job)
        elif form in ("zip", "tar"):
            yield from _read_archive(stream, path, form, job)
        else:
            yield from _documents(_raws(stream, path, form, job.limits), job)
    except ReadError as error:
        yield issue_of(error)


def _as_utf8(stream: BinaryIO, path: str, limits: Limits) -> BinaryIO:
    """Return a text in UTF-16 or UTF-32, as some programs write tables and pages, in UTF-8."""
    head = stream.read(4)
    stream.seek(0)
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return stream
    return io.BytesIO(decode(whole(stream, path, limits.whole), path).encode())


def _raws(stream: BinaryIO, path: str, form: Format, limits: Limits) -> Raws:
    if form == "json-lines":
        return records.from_lines(stream, path, limits)
    if form == "csv":
        return records.from_csv(stream, path, limits)
    if form == "parquet":
        return records.from_parquet(stream, path)
    if form == "json":
        return records.from_json(whole(stream, path, limits.whole), path)
    if form == "warc":
        return warcs.from_warc(stream, path, limits)
    data = whole(stream, path, limits.document)
    if form == "feed":
        return feeds.from_feed(data, path)
    if form == "html":
        return iter([pages.from_html(data, path)])
    return iter([Raw(path, decode(data, path))])


def _read_packed(stream: BinaryIO, path: str, form: Format, job: Job) -> Results:
    if form == "gzip" and archives.is_warc(stream):
        yield from _documents(warcs.from_warc(stream, path, job.limits), job)
        return
    inside = _deeper(stream, path, job)
    assert inside.budget
    yield from read_stream(archives.unpacked(stream, path, form, inside.budget), path, inside)


def _read_archive(stream: BinaryIO, path: str, form: Format, job: Job) -> Results:
    inside = _deeper(stream, path, job)
    assert inside.budget
    members = archives.from_zip if form == "zip" else archives.from_tar
    for name, member in members(stream, path, inside.budget):
        if isinstance(member, Issue):
            yield member
        else:
            yield from read_stream(io.BytesIO(member), f"{path}!{name}", replace(inside, url=None))


def _deeper(stream: BinaryIO, path: str, job: Job) -> Job:
    if job.depth >= job.limits.depth:
        detail = f"an archive inside {job.limits.depth} others; unpack the outer ones first."
        raise ReadError(path, "too-deep", detail)
    budget = job.budget or Budget(path, archives.size_of(stream), job.limits)
    return replace(job, budget=budget, depth=job.depth + 1)


def _documents(raws: Raws, job: Job) -> Results:
    for raw in _summed_up(raws):
        if isinstance(raw, Issue):
            yield raw
            continue
        facts = with_url(raw.facts, job.url) if job.url else raw.facts
        try:
            yield checked(read_text(raw.text, raw.path, published=job.published, facts=facts))
        except ReadError as error:
            yield issue_of(error)
        except Exception as error:  # one page of many; which, and what it was, is kept
            what = f"{type(error).__name__}: {error}"
            yield Issue(raw.path, FAULT, f"onrecord failed here ({what}). Please report it.")


def _summed_up(raws: Raws) -> Raws:
    """Yield the same, with one row at the end for all like issues of an input after the first few."""
    counts: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], Issue] = {}
    for raw in raws:
        if isinstance(raw, Raw):
            yield raw
            continue
        key = (raw.reason, raw.detail)
        counts[key] += 1
        last[key] = raw
        if counts[key] <= MOST_ALIKE:
            yield raw
    for key, issue in last.items():
        if counts[key] > MOST_ALIKE:
            more = counts[key] - MOST_ALIKE
            yield replace(
                issue, detail=f"the last of {more} more records like the first {MOST_ALIKE}: {issue.detail}"
            )


def with_url(facts: Facts, url: str) -> Facts:
    """Return the facts with the address the page was fetched from, where they name none."""
    return replace(facts, url=facts.url or url, outlet=facts.outlet or outlet_name(url))
