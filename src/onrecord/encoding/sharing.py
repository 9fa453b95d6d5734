"""Work shared by the processor's cores: a network runs on one thread, so that its answer never differs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")


def shared(work: Callable[[Item], Found], items: Iterable[Item]) -> list[Found]:
    """Do some work for each item on all cores that this process may use; what it found, in order.

    >>> shared(len, ["one", "three"])
    [3, 5]
    """
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(work, items))


def cores() -> int:
    """How many cores this process may use; ``OMP_NUM_THREADS`` says how many threads there may be at most."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    count = len(allowed(0)) if allowed else os.cpu_count() or 1
    most = os.environ.get("OMP_NUM_THREADS", "")
    return min(count, int(most)) if most.isdecimal() and int(most) else count
