"""Invented texts and small archives, made on the spot."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable

from onrecord.model import Document, Issue
from onrecord.reading import read_bytes

STORY = (
    "Hesk and Lorvane close to accord on the river\n\n"
    "14 May, 2031 09:20 / Updated 2 days ago\n\n"
    "The two governments will meet again in June, the foreign minister of Hesk said on Monday.\n\n"
    "“We have never been nearer to an agreement on the water,” Minister Orla Tamsin told reporters.\n\n"
    "Her counterpart from Lorvane did not answer questions about the dam above the border.\n"
)
PAGE = (
    "<!doctype html><html lang='en'><head><title>Accord on the river</title>"
    "<meta property='og:site_name' content='The Hesk Courier'>"
    "<meta property='article:published_time' content='2031-05-14T09:20:00+00:00'>"
    "<meta name='author' content='Ilse Brandt'></head><body><nav>Home News</nav>"
    "<article><h1>Accord on the river</h1>"
    + "".join(f"<p>{line}</p>" for line in STORY.split("\n\n")[2:])
    + "<p>The talks in the capital had lasted for three days, and they will go on in the summer.</p>"
    "</article><footer>About us</footer></body></html>"
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Hesk Courier</title>"
    "<item><title>Accord near</title><link>https://courier.example/2031/05/14/accord</link>"
    "<pubDate>Wed, 14 May 2031 09:20:00 GMT</pubDate>"
    "<description>&lt;p&gt;The minister said an accord was near.&lt;/p&gt;</description></item>"
    "<item><title>Nothing</title></item></channel></rss>"
)
RECORD = {
    "headline": "Accord near",
    "source": {"name": "The Hesk Courier"},
    "link": "https://courier.example/a",
    "date_publish": "2031-05-14 09:20:00",
    "authors": ["Ilse Brandt", "Jon Vey"],
    "maintext": STORY,
}


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def warc(pages: Iterable[tuple[str, bytes]], *, packed: bool = True) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, data in pages:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=head)
        )
    return out.getvalue()


def parquet(records: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), out)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """One valid file of every format, by name."""
    story = STORY.encode()
    pages = [("https://courier.example/a", PAGE.encode()), ("https://courier.example/b", PAGE.encode())]
    table = {"title": "Accord near", "text": STORY, "published": "2031-05-14"}
    row = "title,text,published\r\n" + f'Accord,"{STORY}",2031-05-14\r\n' * 2
    return {
        "a.txt": story,
        "a.md": b"---\ntitle: Accord\ndate: 2031-05-14\n---\n" + story,
        "a.html": PAGE.encode(),
        "a.json": json.dumps([RECORD, RECORD]).encode(),
        "a.jsonl": (json.dumps(RECORD) + "\n").encode() * 2,
        "a.csv": row.encode(),
        "a.parquet": parquet([table, table]),
        "a.warc": warc(pages, packed=False),
        "a.warc.gz": warc(pages),
        "a.rss": FEED.encode(),
        "a.zip": zipped([("x/a.txt", story), ("b.html", PAGE.encode())]),
        "a.wacz": zipped(
            [("datapackage.json", b"{}"), ("archive/a.warc.gz", warc(pages))], zipfile.ZIP_STORED
        ),
        "a.tar": tarred([("a.txt", story), ("b.txt", story)]),
        "a.tar.gz": tarred([("a.txt", story), ("b.txt", story)], "w:gz"),
        "a.tar.xz": tarred([("a.txt", story)], "w:xz"),
        "a.tar.bz2": tarred([("a.txt", story)], "w:bz2"),
        "a.txt.gz": gzip.compress(story),
    }


def both(data: bytes, path: str) -> tuple[list[Document], list[Issue]]:
    """Read a blob and part its documents from its issues."""
    items = list(read_bytes(data, path))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Issue)]


def sound(document: Document) -> None:
    """Assert what holds of every document."""
    size = len(document.text)
    document.text.encode()
    assert document.id
    previous = 0
    for passage in document.set_aside:
        assert previous <= passage.span.start < passage.span.end <= size
        previous = passage.span.end
    end = 0
    for turn in document.turns:
        assert 0 <= turn.label.start < turn.label.end <= size
        assert end <= turn.content.start < turn.content.end <= size
        end = turn.content.end
