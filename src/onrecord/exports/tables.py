"""Tables to files: CSV, JSON lines, Parquet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is, but some readers end a line at, or a terminal obeys."""

Rows = Sequence[Mapping[str, Any]]
Writer = Callable[[Rows, Path, Sequence[str]], None]
"""Writes rows to a file; the names are its columns where there are no rows."""


def flat(value: Any) -> Any:
    """Return a cell's value: lists and objects as JSON, the rest as it is."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, tuple)) else value


def write_csv(rows: Rows, file: IO[str], names: Sequence[str] = ()) -> None:
    """Write rows as CSV, with a header of all their names and those given; lists are JSON in their cell."""
    header = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(file, header, lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows({name: flat(value) for name, value in row.items()} for row in rows)


def write_jsonl(rows: Rows, file: IO[str], names: Sequence[str] = ()) -> None:
    """Write one JSON object a line; ``names`` is for other forms, which have a header."""
    file.writelines(map(json_line, rows))


def json_line(row: Mapping[str, Any]) -> str:
    """Return a row as JSON and a line end; what else ends a line, or steers a terminal, is escaped.

    >>> json_line({"quote": "no\u2028more"})
    '{"quote": "no\\\\u2028more"}\\n'
    """
    text = json.dumps(row, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def write_parquet(rows: Rows, path: Path, names: Sequence[str] = ()) -> None:
    """Write a Parquet file; lists are JSON text. Without rows it has the columns named.

    Raises:
        OnrecordError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise OnrecordError(
            "Parquet needs pyarrow. Install it with: pip install 'onrecord[parquet]'"
        ) from error
    flattened = [{name: flat(value) for name, value in row.items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(flattened) if rows else pa.table({n: [] for n in names}), path)


def _to_text(write: Callable[[Rows, IO[str], Sequence[str]], None]) -> Writer:
    def to_path(rows: Rows, path: Path, names: Sequence[str] = ()) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            write(rows, file, names)

    return to_path


WRITERS: dict[str, Writer] = {
    "csv": _to_text(write_csv),
    "jsonl": _to_text(write_jsonl),
    "parquet": write_parquet,
}
