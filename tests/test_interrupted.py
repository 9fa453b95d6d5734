"""A run that is killed leaves a sound record and goes on; two runs at once both end well."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.record import Record
from tests.conftest import page
from tests.test_record import contents

# who starts the tests in the background hands down a SIGINT that is ignored
START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
RUN = [sys.executable, "-c", f"{START}from onrecord.cli import main; main()", "add", "--tagger", "rules"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03d}.txt").write_text(
            "Published 4 April 2031\n\n" + page(number), encoding="utf-8"
        )
    return folder


def without_runs(path: Path) -> dict[str, list[str]]:
    found = contents(path)
    return {
        name: rows
        for name, rows in found.items()
        if name in ("attribution", "report", "party", "alias", "hop")
    }


@pytest.mark.slow
def test_killed_at_random_points_it_goes_on_where_it_stopped(many: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    began = time.monotonic()
    subprocess.run([*RUN, str(many), "--record", str(whole), "--jobs", "1"], check=True, capture_output=True)
    lasts = time.monotonic() - began
    killed = tmp_path / "killed.db"
    chance = random.Random(7)
    kills = 0
    for _ in range(25):
        run = subprocess.Popen(
            [*RUN, str(many), "--record", str(killed), "--jobs", str(chance.choice((1, 2)))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.05, 0.6) * lasts)
        if run.poll() is None:
            run.kill()
            kills += 1
        run.wait()
        if killed.exists() and killed.stat().st_size:
            with Record(killed) as record:
                assert record.verify() == []
        if run.returncode == 0:
            break
    assert kills > 1
    subprocess.run([*RUN, str(many), "--record", str(killed)], check=True, capture_output=True)
    assert without_runs(killed) == without_runs(whole)


def test_two_runs_at_once_both_end_well(pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    command = [*RUN, str(pages), "--record", str(path), "--jobs", "1"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert run.returncode == 0, errors
    with Record(path) as record:
        assert len(record.documents()) == 12
        assert record.verify() == []


def test_ctrl_c_says_that_what_was_done_is_kept(many: Path, tmp_path: Path) -> None:
    path = tmp_path / "stopped.db"
    run = subprocess.Popen(
        [*RUN, str(many), "--record", str(path), "--jobs", "1"], stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "What was done is kept" in errors and "Traceback" not in errors
