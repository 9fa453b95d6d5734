"""What a file is: by its content first, by its name second."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from onrecord.errors import ReadError
from onrecord.reading.facts import OUTLET, PUBLISHED, TEXT, TITLE, URL

Format = Literal[
    "text",
    "html",
    "json",
    "json-lines",
    "csv",
    "parquet",
    "warc",
    "feed",
    "zip",
    "tar",
    "gzip",
    "bzip2",
    "xz",
]
HEAD = 8192
MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF; save its text (for example with pdftotext) and add that."),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard; unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first."),
    (b"Rar!", "a RAR archive; unpack it first."),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text or HTML."),
    (b"SQLite format 3", "a database, not a text; export its texts as JSON lines or CSV."),
    (b"\x89PNG", "a picture, not a text."),
    (b"\xff\xd8\xff", "a picture, not a text."),
    (b"GIF8", "a picture, not a text."),
    (b"\x7fELF", "a program, not a text."),
    (b"OggS", "a recording, not a text."),
    (b"ID3", "a recording, not a text."),
    (b"{\\rtf", "rich text; save it as plain text or HTML."),
    (b"From: <Saved by", "a page saved as MHTML; save it as HTML."),
)
NAMES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
}
_PACKED = re.compile(r"(?:\.(?:gz|bz2|xz))+$")
"""What a packed file's name ends in, behind what says what is packed."""
_NUMBER = re.compile(r"#\d+$")
"""Which line of a table it is."""
HTML = re.compile(
    rb"(?i)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,40}<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL,
)
FEED = re.compile(
    rb"(?i)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<\?[^>]{0,300}>\s*|<!--(?:(?!-->).){0,2000}-->\s*){0,40}<(?:rss|feed|rdf:rdf)\b",
    re.DOTALL,
)
WEB_PAGE = re.compile(rb"(?i)\s*<(?:meta|title|link|script|style|body|p|div|main|section|article|h1)\b")
"""How a page begins that came from an address, where a file of such a head may be a piece of Markdown."""
TABLE_NAMES = frozenset([*TEXT, *TITLE, *URL, *OUTLET, *PUBLISHED])


def sniff(head: bytes, path: str) -> Format:
    """Return the format of a file from its first ``HEAD`` bytes and its name.

    Raises ``ReadError`` for kinds of files that are known and not read.
    """
    for magic, form in MAGIC:
        if head.startswith(magic):
            return form
    for magic, what in REFUSED:
        if head.startswith(magic):
            raise ReadError(path, "binary", f"this is {what}")
    if head[257:262] == b"ustar":
        return "tar"
    suffix = PurePosixPath(_PACKED.sub("", _NUMBER.sub("", path.lower()))).suffix
    named = NAMES.get(suffix)
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if FEED.match(bare):
        return "feed"
    if HTML.match(bare) or (path.startswith(("http://", "https://")) and WEB_PAGE.match(bare)):
        return "html"
    if named:
        return named
    return _structured(bare) or ("json" if suffix == ".json" else "text")


def _structured(head: bytes) -> Format | None:
    if re.match(rb"\s*\{\s*[\"}]", head):
        first, _, rest = head.lstrip().partition(b"\n")
        return "json-lines" if first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{" else "json"
    if re.match(rb"\s*\[\s*(?:\{\s*[\"}]|\])", head):
        return "json"
    first_line = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    for delimiter in ",\t;|":
        names = [name.strip().strip('"').lower() for name in first_line.split(delimiter)]
        known = TABLE_NAMES.intersection(names)
        if len(known) > 1 and known.intersection(TEXT) and len(known) * 2 >= len(names):
            return "csv"
    return None
