"""The thin shell: paths, folders, globs and urls to streams of bytes."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from onrecord.errors import ReadError
from onrecord.model import Document, Issue
from onrecord.reading.blobs import Job, read_bytes, read_stream
from onrecord.reading.decode import storable
from onrecord.reading.documents import given_date
from onrecord.reading.limits import Limits
from onrecord.reading.raw import issue_of

WEB = ("http://", "https://")
STANDARD_INPUT = "-"


def read(
    source: str | Path, *, published: str | None = None, limits: Limits | None = None
) -> Iterator[Document | Issue]:
    """Yield the documents behind a file, folder, glob, archive, url or ``-`` (standard input), in order.

    What cannot be read comes as an ``Issue``. ``published`` (any common form) is taken for all of them.
    Raises ``ValueError`` when ``published`` is no date.
    """
    given_date(published)
    return (item for unit in expand([source]) for item in read_unit(unit, published=published, limits=limits))


def expand(sources: Iterable[str | Path]) -> Iterator[str]:
    """Yield the units of work behind paths: every file (an archive is one) and url, each once, in order.

    A path with nothing behind it is yielded as it is, for ``read_unit`` to say so.
    """
    seen: set[str] = set()
    for source in sources:
        for unit in _units(str(source)):
            if unit not in seen:
                seen.add(unit)
                yield unit


def read_unit(
    unit: str, *, published: str | None = None, limits: Limits | None = None
) -> Iterator[Document | Issue]:
    """Yield the documents and issues of one unit from ``expand``."""
    for item in _read(unit, published, limits or Limits()):
        path = storable(item.path)  # a file's name need not be UTF-8
        yield item if path == item.path else replace(item, path=path)


def _read(unit: str, published: str | None, limits: Limits) -> Iterator[Document | Issue]:
    if unit == STANDARD_INPUT:
        yield from read_bytes(sys.stdin.buffer.read(), unit, published=published, limits=limits)
        return
    if unit.lower().startswith(WEB):
        yield from _read_url(unit, published, limits)
        return
    try:
        with Path(unit).open("rb") as stream:
            whole = stream if stream.seekable() else BytesIO(stream.read())  # a pipe is read first
            yield from read_stream(whole, unit, Job(given_date(published), None, limits))
    except FileNotFoundError:
        yield Issue(unit, "missing", "there is no such file; check the path.")
    except IsADirectoryError:
        readable = os.access(unit, os.R_OK | os.X_OK)
        detail = (
            "a folder without files." if readable else "a folder that may not be read; check its permissions."
        )
        yield Issue(unit, "empty" if readable else "missing", detail)
    except OSError as error:
        yield Issue(unit, "missing", f"it cannot be opened ({error.strerror}); check its permissions.")


def _read_url(url: str, published: str | None, limits: Limits) -> Iterator[Document | Issue]:
    from onrecord.reading.fetching import fetch

    try:
        page = fetch(url, limits)
    except ReadError as error:
        yield issue_of(error)
    else:
        yield from read_bytes(page.data, url, published=published, url=page.url, limits=limits)


def _units(source: str) -> Iterator[str]:
    if source.lower().startswith(WEB) or os.path.isfile(source):  # noqa: PTH113 (Path's raises)
        yield source
    elif os.path.isdir(source):  # noqa: PTH112
        yield from _files_in(source) or [source]
    elif not os.path.exists(source) and glob.has_magic(source):  # noqa: PTH110
        found = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        for name in found or [source]:
            yield from [name] if name == source else _units(name)
    else:
        yield source


def _files_in(folder: str) -> list[str]:
    """Return the files in a folder and in those below it, linked ones too, each folder once.

    What is neither a file nor a broken link, such as a pipe, holds no document; opening it might never end.
    A folder that may not be looked into stands for itself, so that its reading says so.
    """
    found: list[str] = []
    seen = {os.path.realpath(folder)}

    def refused(error: OSError) -> None:
        found.append(str(error.filename))

    for parent, folders, names in os.walk(folder, followlinks=True, onerror=refused):
        below = {name: os.path.realpath(Path(parent, name)) for name in sorted(folders, reverse=True)}
        first = {real: name for name, real in below.items() if not name.startswith(".") and real not in seen}
        folders[:] = sorted(first.values())
        seen |= set(first)
        paths = [Path(parent, name) for name in sorted(names) if not name.startswith(".")]
        found += [str(path) for path in paths if os.path.isfile(path) or not os.path.exists(path)]  # noqa: PTH110, PTH113
    return found
