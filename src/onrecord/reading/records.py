"""JSON, JSON lines, CSV and Parquet: one record, one text, under the field names people use."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from onrecord.errors import ReadError
from onrecord.model import Issue
from onrecord.reading.decode import decode, utf8
from onrecord.reading.facts import TEXT, Facts, facts_of, is_record, text_of
from onrecord.reading.limits import Limits
from onrecord.reading.pages import plain
from onrecord.reading.raw import Raw, Raws, issue_of

LISTS = ("articles", "items", "documents", "docs", "data", "results", "entries", "records", "hits", "posts")
NO_TEXT = f"no field with the text; name it one of {', '.join(TEXT[:4])}."
SAMPLE = 1 << 20
BATCH = 128
csv.field_size_limit(Limits().document)  # the default of 128 KB is less than a transcript


def from_json(data: bytes, path: str) -> Raws:
    """Yield the texts of a JSON file: one record, a list of them, or an object that holds either.

    Raises:
        ReadError: it is no text (``binary``, ``encoding``), or neither JSON nor JSON lines (``format``).
    """
    text = decode(data, path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] == "{" and "\n{" in text:
            return from_lines(io.BytesIO(text.encode()), path, Limits())
        raise ReadError(
            path, "format", f"not valid JSON ({_short(error)}); mend it and add it again."
        ) from error
    if is_record(value) and (text_of(value) or not _listed(value)):
        return iter([record_of(value, path)])
    return numbered(_listed(value), path)


def from_lines(stream: BinaryIO, path: str, limits: Limits) -> Raws:
    """Yield the texts of JSON lines; a line that is damaged is an issue, the others are read."""
    for number, data in enumerate(_lines(stream, limits), 1):
        where = f"{path}#{number}"
        if not data.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            continue
        if len(data) > limits.document:
            yield Issue(where, "too-large", f"a line of more than {limits.document:,} bytes; split it.")
            continue
        try:
            value = json.loads(decode(data, where))
        except (ValueError, RecursionError) as error:
            yield Issue(where, "format", f"not valid JSON ({_short(error)}); mend the line.")
        except ReadError as error:
            yield issue_of(error)
        else:
            yield record_of(value, where)


def from_csv(stream: BinaryIO, path: str, limits: Limits) -> Raws:
    """Yield the texts of a table with a header line, divided by commas, semicolons, tabs or bars.

    Raises:
        ReadError: it is no text (``binary``, ``encoding``), or no column holds one (``format``).
    """
    encoding = _encoding(stream.read(SAMPLE), path)
    stream.seek(0)
    wrapper = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        first = wrapper.readline(limits.document)
        delimiter = max(",;\t|", key=first.count)
        names = next(csv.reader([first], delimiter=delimiter), [])
        if not is_record(dict.fromkeys(names)):
            found = ", ".join(name.strip() for name in names[:12] if name)[:200]
            detail = f"no column with the text (found: {found}); name it one of {', '.join(TEXT[:4])}."
            raise ReadError(path, "format", detail)
        yield from _rows(csv.DictReader(wrapper, names, restkey="_rest", delimiter=delimiter), path)
    finally:
        wrapper.detach()


def from_parquet(stream: BinaryIO, path: str) -> Raws:
    """Yield the texts of a Parquet table; needs the ``parquet`` extra.

    Raises:
        ReadError: the extra is missing (``format``), or the file is damaged (``truncated``).
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        detail = "reading Parquet needs pyarrow; install it with: pip install 'onrecord[parquet]'"
        raise ReadError(path, "format", detail) from error
    try:
        table = parquet.ParquetFile(stream)
        rows = (row for batch in table.iter_batches(BATCH) for row in batch.to_pylist())
        yield from numbered(rows, path)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        raise ReadError(path, "truncated", "a damaged Parquet file; get or write it again.") from error


def numbered(values: Iterable[object], path: str) -> Raws:
    """Yield the text of every record, named ``path#1``, ``path#2``, ..."""
    empty = True
    for number, value in enumerate(values, 1):
        empty = False
        yield record_of(value, f"{path}#{number}")
    if empty:
        yield Issue(path, "format", f"no records with a text in it: {NO_TEXT}")


def record_of(value: object, path: str) -> Raw | Issue:
    """Return the text and the facts of one record, or why there is none."""
    if not isinstance(value, Mapping):
        return Issue(path, "format", f"not a record but a {type(value).__name__}; {NO_TEXT}")
    text = text_of(value)
    if text is None:
        return Issue(path, "no-text" if is_record(value) else "format", NO_TEXT)
    facts: Facts = facts_of(value)
    return Raw(path, plain(text), facts)


def _listed(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        return []
    for key in LISTS:
        if isinstance(value.get(key), list | dict):
            return _listed(value[key])
    return list(value.values()) if value and all(map(is_record, value.values())) else []


def _rows(rows: Iterator[dict[str, Any]], path: str) -> Raws:
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Issue(f"{path}#{number}", "format", f"not a row ({_short(error)}); mend it.")
        else:
            yield record_of(row, f"{path}#{number}")


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield lines; of one that is longer than the limit only a piece that is too long by one byte."""
    while data := stream.readline(limits.document + 1):
        yield data
        while len(data) > limits.document and not data.endswith(b"\n"):
            data = stream.readline(limits.document + 1)


def _encoding(sample: bytes, path: str) -> str:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4 or len(sample) < SAMPLE:
            decode(sample, path)  # raises where it is no text at all
            return "utf-8-sig" if utf8(sample) is not None else "cp1252"
    return "utf-8-sig"


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
