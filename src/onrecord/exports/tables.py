"""Tables to files: CSV, JSON lines, Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError

Rows = Sequence[Mapping[str, Any]]


def flat(value: Any) -> Any:
    """Return a cell's value: lists and objects as JSON, the rest as it is."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, tuple)) else value


def write_csv(rows: Rows, file: IO[str]) -> None:
    """Write rows as CSV, with a header of all their names; lists are JSON in their cell."""
    writer = csv.DictWriter(
        file, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n"
    )
    if rows:
        writer.writeheader()
    writer.writerows({name: flat(value) for name, value in row.items()} for row in rows)


def write_jsonl(rows: Rows, file: IO[str]) -> None:
    """Write one JSON object a line."""
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_parquet(rows: Rows, path: Path) -> None:
    """Write a Parquet file; lists are JSON text.

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
    pq.write_table(pa.Table.from_pylist([{k: flat(v) for k, v in row.items()} for row in rows]), path)


def _to_text(write: Callable[[Rows, IO[str]], None]) -> Callable[[Rows, Path], None]:
    def to_path(rows: Rows, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            write(rows, file)

    return to_path


WRITERS: dict[str, Callable[[Rows, Path], None]] = {
    "csv": _to_text(write_csv),
    "jsonl": _to_text(write_jsonl),
    "parquet": write_parquet,
}
