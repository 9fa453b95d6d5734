"""Quotes of a record held against its own transcripts, stored, and done again as if for the first time."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import NotFoundError
from onrecord.record import Record
from onrecord.store import tracing
from onrecord.store.querying import Filter

TRANSCRIPT = """---
title: Press Briefing by Harbour Minister Tomas Velk
date: '2031-03-03'
---

MS. BRISK:  Good morning.  Harbour Minister Tomas Velk is here.

MR. VELK:  Thank you.  We will keep the northern ferry open until the harvest is in, and not a day longer.

Q    Who will pay for it?

MR. VELK:  The county pays for the boats.  The fishermen pay for nothing, and that is as it should be.

MS. BRISK:  I would only add that the county has paid for every boat since the flood.

Q    And the winter?

MR. VELK:  We will come to the winter when it comes to us.
"""
ARTICLE = """Ferry stays

Published 4 March 2031

“We will keep the northern ferry open until the harvest is in,” said Tomas Velk, the harbour minister.

“The fishermen pay for everything, and that is as it should be,” Velk said.

“The northern ferry is a gift from the moon to the sea,” Velk said.

Velk said that the county would pay for the boats.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "briefing.md").write_text(TRANSCRIPT, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_traces_are_stored_and_replaced(folder: Path) -> None:
    with Record(folder / "my.db") as record:
        record.add([folder / "briefing.md", folder / "article.txt"], tagger="rules")
        first = record.trace()
        assert [row["grade"] for row in first] == ["verbatim", "altered", "not found"]
        assert all(str(row["transcript"]).endswith("briefing.md") for row in first[:2])
        assert [path.rsplit("/", 1)[-1] for path in first[2]["searched"]] == ["briefing.md"]
        again = record.trace(Filter(speaker="Velk"))
        assert again == first
    with sqlite3.connect(folder / "my.db") as db:
        assert db.execute("SELECT count(*) FROM trace").fetchone() == (3,)
        assert db.execute(
            "SELECT count(*) FROM trace JOIN document ON document.id = transcript_id"
        ).fetchone() == (2,)


def test_a_quote_printed_otherwise_throughout_is_found(folder: Path) -> None:
    said = "Fifty percent of the labour dues, or €5 billion, was paid.  We will come to the winter"
    briefing = TRANSCRIPT.replace("We will come to the winter", said)
    (folder / "briefing.md").write_text(briefing, encoding="utf-8")
    quote = "Published 4 March 2031\n\n“50 per cent of the labor dues, or €5bn, {} paid,” said Tomas Velk."
    (folder / "right.txt").write_text(quote.format("was"), encoding="utf-8")
    (folder / "wrong.txt").write_text(quote.format("is"), encoding="utf-8")
    with Record(folder / "my.db") as record:
        record.add([folder / name for name in ("briefing.md", "right.txt", "wrong.txt")], tagger="rules")
        found = {row["quote"].rsplit(" ", 2)[-2]: row["grade"] for row in record.trace()}
    assert found == {"was": "verbatim", "is": "altered"}


def test_indirect_speech_has_candidates(folder: Path) -> None:
    with Record(folder / "my.db") as record:
        record.add([folder / "briefing.md", folder / "article.txt"], tagger="rules")
        (indirect,) = record.statements(Filter(kind="indirect"))
        best = record.closest(indirect["id"])[0]
        text = record.document(best.transcript)["text"]
        assert "county pays for the boats" in best.span.of(text)
        with pytest.raises(NotFoundError):
            record.closest("r-none")


def test_the_command_prints_the_contract(folder: Path) -> None:
    command = [
        "trace",
        str(folder / "article.txt"),
        "--against",
        str(folder / "briefing.md"),
        str(folder / "briefing.md"),
    ]
    done = CliRunner().invoke(app, [*command, "--tagger", "rules", "--format", "jsonl"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["grade"] for row in rows] == ["verbatim", "altered", "not found"]
    altered = rows[1]
    start, end = next(d["quote"] for d in altered["differences"] if not d["harmless"])
    assert ARTICLE[start:end] == "everything"
    (match,) = altered["match"]
    assert TRANSCRIPT[slice(*match)].startswith("The fishermen pay for nothing")
    shown = CliRunner().invoke(app, [*command, "--tagger", "rules", "--format", "table"]).stdout
    assert "{+everything+}" in shown and "{-nothing-}" in shown


def test_reprints_of_a_quote_do_not_hide_the_transcript(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "_MOST_TURNS", 2)
    quote = ARTICLE.split("\n\n")[2]
    for number in range(4):
        page = f"Ferry {number}\n\nPublished 4 March 2031\n\n{quote}\n"
        (folder / f"{number}.txt").write_text(page, encoding="utf-8")
    with Record(folder / "my.db") as record:
        record.add([*sorted(folder.glob("*.txt")), folder / "briefing.md"], tagger="rules", jobs=1)
        grades = [row["grade"] for row in record.trace() if "harvest" in row["quote"]]
    assert grades == ["verbatim"] * 5
