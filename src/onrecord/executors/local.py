"""Local processes: read and process units in parallel, give the results in the order of the input.

Workers only compute; the caller, alone, opens the store.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from onrecord.attribution import DEFAULT_TAGGER, load_tagger
from onrecord.errors import ModelError, OnrecordError
from onrecord.model import Document, Issue
from onrecord.pipeline import Processed, process_safely
from onrecord.reading import STANDARD_INPUT, WEB, read_unit

Result = Processed | Issue
STREAMED_BYTES = 2_000_000
"""Larger units (archives, tables) are read by the caller and shared out by the document."""
CHUNK = 8
ENDED = (
    "a process ended here. What was done is kept; if memory ran out, go on with --jobs 1. A script that "
    "adds to a record must do so below `if __name__ == '__main__':`, or with jobs=1."
)


def process_units(
    units: Iterable[str], *, published: str | None = None, tagger: str = DEFAULT_TAGGER, jobs: int = 1
) -> Iterator[tuple[str, list[Result], bool]]:
    """Yield ``(unit, results, whole)`` in the order of the units.

    A large unit comes in several pieces; ``whole`` is true on its last.
    """
    tasks = _tasks(units, published)
    if jobs <= 1:
        for unit, work, whole in tasks:
            yield unit, work(tagger), whole
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(tagger,))
    waiting: deque[tuple[str, Future[list[Result]], bool]] = deque()
    try:
        for unit, work, whole in tasks:
            waiting.append((unit, pool.submit(work, tagger), whole))
            if len(waiting) >= 4 * jobs:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _taken(waiting: deque[tuple[str, Future[list[Result]], bool]]) -> tuple[str, list[Result], bool]:
    unit, future, whole = waiting.popleft()
    try:
        return unit, future.result(), whole
    except BrokenProcessPool:
        raise OnrecordError(f"{unit}: {ENDED}") from None


def _tasks(
    units: Iterable[str], published: str | None
) -> Iterator[tuple[str, Callable[[str], list[Result]], bool]]:
    for unit in units:
        path = Path(unit)
        small = not path.is_file() or path.stat().st_size <= STREAMED_BYTES
        alone = unit == STANDARD_INPUT or unit.startswith(WEB)  # one process waits between a host's pages
        if small and not alone:
            yield unit, partial(_process_unit, unit, published), True
            continue
        items = read_unit(unit, published=published)
        while some := list(islice(items, CHUNK)):
            yield unit, partial(_process_items, some), False
        yield unit, partial(_process_items, []), True


def _process_unit(unit: str, published: str | None, tagger: str) -> list[Result]:
    return _process_items(list(read_unit(unit, published=published)), tagger)


def _process_items(items: list[Document | Issue], tagger: str) -> list[Result]:
    return [item if isinstance(item, Issue) else process_safely(item, load_tagger(tagger)) for item in items]


def _start_worker(tagger: str) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(ModelError):  # the first document says it; a worker that ends here only breaks the pool
        load_tagger(tagger)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # a killed parent cannot tell its workers to stop
        os._exit(1)
