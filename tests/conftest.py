"""Invented pages that several tests read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("onrecord", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("onrecord")

NAMES = ("Ana Brisk", "Tomas Velk", "Irena Sool", "Pavel Dorn", "Mira Hallet", "Jon Karsten")
ROLES = ("mayor of Tolm", "harbour minister", "head of the ferry union", "opposition leader")


def page(number: int) -> str:
    """Return an invented report; no two numbers give the same."""
    name, role = NAMES[number % len(NAMES)], ROLES[number % len(ROLES)]
    return (
        f"Harbour vote number {number} put off\n\n"
        f"“We will vote on ferry line {number} on Monday,” said {name}, the {role}.\n\n"
        f"{name.split()[1]} added that the {number + 2} berths would stay open until the summer.\n\n"
        "According to the port authority, no date for the closure has been set.\n"
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with twelve reports."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        (folder / f"2031-03-{number + 1:02d}-harbour.txt").write_text(page(number), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data, named by ONRECORD_DATA or lying beside the checkout; without it the test is skipped."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("ONRECORD_DATA", beside))
    if not folder.is_dir():
        pytest.skip("needs real data: set ONRECORD_DATA to its folder")
    return folder
