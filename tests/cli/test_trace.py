"""The trace command: what it says of mistakes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.record import Record
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("art.txt", "-r", "{record}"), "For a file give --against TRANSCRIPTS."),
        (("r-0a", "-r", "{record}", "--since", "2040"), "--since is for all quotes"),
        (("a.txt", "--against", "b.txt", "--since", "2040"), "--since asks a record"),
        (("a.txt", "--against", "b.txt", "-r", "{record}"), "--record is not used with --against"),
        (("--tagger", "rules", "-r", "{record}"), "--tagger is for articles"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(
    run: Run, record: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run("trace", *(part.format(record=record) for part in arguments))
    assert (code, out) == (1, "") and said in err


def test_a_misspelt_speaker_is_asked_about(run: Run, record: Path) -> None:
    _, _, err = run("trace", "--speaker", "Birsk", "-r", record)
    assert err == "No quotes to trace. Did you mean Ana Brisk?\n"


TWICE = """---
title: Press Briefing by Harbour Minister Tomas Velk
date: '2031-03-03'
---

MS. BRISK:  Good morning.  Harbour Minister Tomas Velk is here.

MR. VELK:  Thank you.  The county pays for the boats of the northern harbour.

Q    Who will pay for it?

MR. VELK:  The fishermen pay for nothing, and that is as it should be.
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_closest_passage_is_shown_of_the_text_it_is_in(tmp_path: Path) -> None:
    page = "4 March 2031\n\nTomas Velk, the harbour minister, said that the county would pay for the boats.\n"
    article = write(tmp_path / "one.txt", page)
    briefing = tmp_path / "briefing.md"
    with Record(tmp_path / "my.db") as record:
        record.add([write(briefing, TWICE), article], tagger="rules")
        longer = TWICE.replace("Good morning.", "A very good morning to everybody who is here today.")
        record.add([write(briefing, longer)], tagger="rules")
        (row,) = (row for row in record.statements() if row["document"] == str(article))
    done = CliRunner().invoke(app, ["trace", row["id"], "-r", str(tmp_path / "my.db"), "--format", "jsonl"])
    passages = [json.loads(line)["passage"] for line in done.stdout.splitlines()]
    assert passages[:2] == ["The county pays for the boats of the northern harbour"] * 2
