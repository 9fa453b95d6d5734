"""Correcting a record: what merge and split say they did, they did."""

import re
from pathlib import Path

from onrecord.record import Record
from tests.cli.conftest import Run


def test_the_undo_that_a_merge_prints_undoes_it(run: Run, record: Path) -> None:
    with Record(record) as opened:
        before = opened.parties()
    code, out, _ = run("merge", "brisk", "Tomas Velk", "-r", record)
    assert code == 0 and re.match(r"Ana Brisk \(p-\w+\) is now part of Tomas Velk \(p-\w+\)\.", out)
    undo = out.split("Undo with: onrecord ")[1].split()
    code, out, _ = run(*undo)
    assert code == 0 and re.match(r"Ana Brisk \(.*\) now has 4 statements; Tomas Velk \(.*\) keeps 4 ", out)
    with Record(record) as opened:
        assert opened.parties() == before


def test_a_judgement_needs_a_dossier_that_was_held(run: Run, record: Path) -> None:
    with Record(record) as opened:
        own = opened.statements()[0]["id"]
    for options in (("--proposition", "typo", "--stance", "for"), ("--state", "kept")):
        code, out, err = run("judge", own, *options, "-r", record)
        assert (code, out) == (1, "") and "No dossier was held against this record yet" in err
        assert f"onrecord positions DOSSIER --record {record}" in err
