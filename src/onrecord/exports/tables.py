"""Tables to files: CSV, JSON lines, Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError

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
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


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
