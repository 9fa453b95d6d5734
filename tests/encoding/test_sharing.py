"""Work that cores share comes back in order, on as many as are allowed."""

from __future__ import annotations

import pytest

from onrecord.encoding.sharing import cores, shared


def test_what_is_found_stands_in_the_order_asked() -> None:
    assert shared(lambda number: number * number, range(50)) == [number * number for number in range(50)]
    assert shared(len, []) == []


def test_an_error_in_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        shared(lambda number: 1 // number, [1, 0])


def test_no_more_cores_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert cores() == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "0")
    assert cores() >= 1
    monkeypatch.setenv("OMP_NUM_THREADS", "many")
    assert cores() >= 1
