"""How comparing grows with the record: real documents and their reports, perturbed, in records of any size.

    python -m benchmarks.scale RECORD [--sizes 2000 10000] [--seed 1]

RECORD is a record of real documents, such as one made from ``news_clusters/articles.jsonl``. A made document
is a real one whose longer words are exchanged for others of the collection, the same ones in each five
documents (an event: those share text and sayings); its reports go with it, under parties that recur. Prints
processor seconds and peak memory of utterances, origins, copies and leads, each size in a process of its own,
and the seconds that ten documents more take.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import resource
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from onrecord.model import content_id
from onrecord.store import tables
from onrecord.store.comparing import compare
from onrecord.store.opening import open_engine

EVENT = 5
MORE = 10
_WORD = re.compile(r"[A-Za-z]{5,}")
Row = dict[str, Any]


def made(rows: list[Row], size: int, seed: int) -> Iterator[tuple[Row, list[Row]]]:
    """Yield documents with their reports; ``rows`` are real ones, each with ``reports``."""
    rng = random.Random(seed)
    words = sorted({word for row in rows for word in _WORD.findall(row["text"])})
    for number in range(size):
        event = number // EVENT
        if number % EVENT == 0:
            first = rng.randrange(len(rows))
            day = date(2021, 1, 1) + timedelta(rng.randrange(1000))
        row = rows[(first + number % EVENT // 2) % len(rows)]
        text, places = _exchanged(row["text"], words, event)
        when = (day + timedelta(number % 3)).isoformat()
        name = content_id("d", str(number))
        document = {key: row[key] for key in ("kind", "outlet", "language", "published_from")}
        document |= {"id": name, "run_id": 1, "path": f"{number}.txt", "published": when, "text": text}
        document["sha256"] = sha256(text.encode()).hexdigest()
        reports = []
        for at, report in enumerate(row["reports"]):
            content = [[places[a], places[b]] for a, b in json.loads(report["content"])]
            party = f"{report['party']} {event % 400}" if report["party"] else None
            quote = " … ".join(text[a:b] for a, b in content)
            reports.append(
                report | {"id": f"r-{number}-{at}", "content": content, "quote": quote, "party": party}
            )
        yield document, reports


def _exchanged(text: str, words: list[str], event: int) -> tuple[str, list[int]]:
    """Return the text with other words, and where each of its old offsets now lies."""
    pieces: list[str] = []
    places: list[int] = []
    last = length = 0
    for found in _WORD.finditer(text):
        before = text[last : found.start()]
        digest = int.from_bytes(sha256(f"{event} {found[0]}".encode()).digest()[:4], "big")
        other = words[digest % len(words)]
        places += range(length, length + len(before))
        length += len(before)
        places += [length] * len(found[0])
        length += len(other)
        pieces += [before, other]
        last = found.end()
    places += range(length, length + len(text) - last + 1)
    return "".join(pieces) + text[last:], places


def fill(connection: Connection, documents: Iterable[tuple[Row, list[Row]]]) -> int:
    """Write the made documents, and return how many reports they have."""
    run = {"id": 1, "started": "", "version": "", "tagger": "", "sources": []}
    connection.execute(insert(tables.run).prefix_with("OR IGNORE"), [run])
    parties = set(connection.scalars(select(tables.party.c.id)))
    rows: dict[Any, list[Row]] = defaultdict(list)
    total = 0
    for document, reports in documents:
        rows[tables.document].append(document)
        for report in reports:
            total += 1
            party = content_id("p", report["party"]) if report["party"] else None
            if party and party not in parties:
                parties.add(party)
                named = {"id": party, "name": report["party"], "kind": "person", "canonical_id": party}
                rows[tables.party].append(named)
            own = {"id": report["id"], "document_id": document["id"], "confidence": 0.9}
            start = report["content"][0][0]
            more = {"kind": report["kind"], "act": report["act"], "source": [], "cue": [], "tagger": ""}
            rows[tables.attribution].append(own | more | {"content": report["content"], "start": start})
            said = {
                "said": document["published"],
                "said_because": "",
                "quote": report["quote"],
                "because": [],
            }
            rows[tables.report].append(own | said | {"party_id": party})
        if len(rows[tables.document]) >= 500:
            _write(connection, rows)
    _write(connection, rows)
    return total


def _write(connection: Connection, rows: dict[Any, list[Row]]) -> None:
    for table in (tables.document, tables.party, tables.attribution, tables.report):
        if some := rows.pop(table, []):
            connection.execute(insert(table), some)


def read(record: Path) -> list[Row]:
    """Return the documents of a record with their reports."""
    with sqlite3.connect(record) as db:
        db.row_factory = sqlite3.Row
        reports: dict[str, list[Row]] = defaultdict(list)
        query = "SELECT document_id, kind, act, content, speaker AS party FROM statement ORDER BY id"
        for row in db.execute(query):
            reports[row["document_id"]].append(dict(row))
        found = [dict(row) for row in db.execute("SELECT * FROM document ORDER BY id")]
    return [row | {"reports": reports[row["id"]]} for row in found]


def measure(record: Path, size: int, seed: int) -> None:
    """Make a record of so many documents, compare, print."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder, "scale.db"), create=True)
        documents = made(read(record), size + MORE, seed)
        with engine.begin() as connection:
            total = fill(connection, islice(documents, size))
        before = _peak()
        spent = _compared(engine)
        each = 1000 * spent / size
        print(f"{size} documents, {total} reports: {spent:.0f} s processor, {each:.2f} ms a document")
        print(f"  peak {_peak():.0f} MB ({before:.0f} MB before)", flush=True)
        with engine.begin() as connection:
            fill(connection, documents)
        more = _compared(engine)
        with engine.connect() as connection:
            names = ("utterance", "origin", "copy", "lead")
            counts = {n: connection.exec_driver_sql(f"SELECT count(*) FROM {n}").scalar() for n in names}
        engine.dispose()
    shown = ", ".join(f"{number} {name}" for name, number in counts.items())
    print(f"  {MORE} more: {more:.0f} s; {shown}", flush=True)


def _compared(engine: Engine) -> float:
    """Compare; return the seconds of processor that it took."""
    began = time.process_time()
    with engine.begin() as connection:
        compare(connection)
    return time.process_time() - began


def _peak() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 10000])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for size in args.sizes:
        worker = context.Process(target=measure, args=(args.record, size, args.seed))
        worker.start()
        worker.join()


if __name__ == "__main__":
    main()
