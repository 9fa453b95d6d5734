"""A record of the invented pages, and the command line run as a user does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.record import Record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def record(pages: Path, tmp_path: Path) -> Path:
    path = tmp_path / "my.db"
    with Record(path) as made:
        made.add([pages], tagger="rules", jobs=1)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command and gives its exit code, its output and what went to standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "160")
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run
