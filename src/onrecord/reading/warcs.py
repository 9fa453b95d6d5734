"""Web archives (WARC 1.0/1.1, ISO 28500), by warcio."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from onrecord.errors import ReadError
from onrecord.model import Issue
from onrecord.reading.decode import decode
from onrecord.reading.facts import Facts, outlet_name, urlsplit_or_none
from onrecord.reading.limits import Limits
from onrecord.reading.pages import from_html
from onrecord.reading.raw import Raw, Raws, issue_of

CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]{2,40})")
RECORD_END = b"\r\n\r\n"
CHUNK = 1 << 18
BROKEN = (
    ArchiveLoadFailed,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    AttributeError,
    TypeError,
    KeyError,
    IndexError,
)


def from_warc(stream: BinaryIO, path: str, limits: Limits) -> Raws:
    """Yield the pages of a web archive, named ``path#N`` by the place of their record.

    Records that are no page (images, scripts, redirects, requests) are passed over.

    Raises:
        ReadError: it is cut short or damaged (``truncated``).
    """
    pages = 0
    record = None
    ends_well = _ends_well(stream)
    records = enumerate(ArchiveIterator(stream), 1)
    while True:
        try:
            number, record = next(records)
            found = _page(record, f"{path}#{number}", limits)
        except StopIteration:
            if not ends_well or (record is not None and _cut_short(record)):
                raise _truncated(path) from None
            break
        except BROKEN as error:
            raise _truncated(path) from error
        if found:
            pages += 1
            yield found
    if not pages:
        yield Issue(path, "no-text", "a web archive without pages.")


def _page(record: Any, where: str, limits: Limits) -> Raw | Issue | None:
    kind = record.rec_type
    headers = record.http_headers
    if kind not in ("response", "resource", "conversion") or (headers and headers.get_statuscode() != "200"):
        return None
    stated = ((headers or record.rec_headers).get_header("Content-Type") or "").lower()
    is_html = "html" in stated
    if not is_html and not stated.startswith("text/plain"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not urlsplit_or_none(url or "") or url.endswith("/robots.txt"):
        return None
    data = record.content_stream().read(limits.document + 1)
    if _cut_short(record):
        raise EOFError
    if len(data) > limits.document:
        return Issue(where, "too-large", f"a page of more than {limits.document:,} bytes.")
    charset = CHARSET.search(stated)
    name = charset.group(1) if charset else None
    try:
        if is_html:
            return from_html(data, where, url=url, charset=name)
        return Raw(where, decode(data, where, declared=name), Facts(url=url, outlet=outlet_name(url)))
    except ReadError as error:
        return issue_of(error)


def _cut_short(record: Any) -> bool:
    """Say whether fewer bytes came than the record announced; warcio itself does not complain."""
    if not record.rec_type:
        return True
    while record.raw_stream.read(1 << 16):
        pass
    return int(getattr(record.raw_stream, "limit", 0) or 0) > 0


def _ends_well(stream: BinaryIO) -> bool:
    """Say whether an archive ends as one must; warcio takes a cut in a record's head for the end."""
    if stream.read(2) == b"\x1f\x8b":
        stream.seek(0)
        well = _members_end(stream)
    else:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - len(RECORD_END)))
        well = stream.read() == RECORD_END
    stream.seek(0)
    return well


def _members_end(stream: BinaryIO) -> bool:
    """Say whether the last gzip member is whole, holding no more than a chunk of it at a time."""
    member = zlib.decompressobj(31)
    rest = b""
    try:
        while data := rest or stream.read(CHUNK):
            if member.eof:
                member = zlib.decompressobj(31)
            member.decompress(data, CHUNK)
            rest = member.unused_data or member.unconsumed_tail
    except zlib.error:
        return False
    return member.eof


def _truncated(path: str) -> ReadError:
    detail = "a web archive that is cut short or damaged; what came before was read. Get it again."
    return ReadError(path, "truncated", detail)
