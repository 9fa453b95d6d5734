"""The demonstration's copies, shared sayings and relays, from files to what the command line prints."""

from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.comparison.sayings import Saying
from onrecord.record import Record
from onrecord.store.comparing import _utterance_row

DEMO = Path(str(files("onrecord") / "resources" / "demo"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Record:
    made = Record(tmp_path_factory.mktemp("demo") / "demo.db")
    made.add([DEMO / "articles", DEMO / "transcripts"], tagger="rules", jobs=1)
    return made


def said(record: Record, words: str, document: str) -> str:
    """Return the id of the one statement in a document with these words."""
    rows = [r for r in record.statements() if words in r["quote"] and str(r["document"]).endswith(document)]
    assert rows, words
    return str(rows[0]["id"])


def test_the_planted_copies_are_found_and_nothing_else(demo: Record) -> None:
    names = {row["id"]: Path(row["path"]).name for row in demo.documents()}
    found = {(names[row["first_id"]], names[row["copy_id"]]) for row in demo.rows("copy")}
    assert found == {
        ("mercnews-minesweepers.txt", "caravel-minesweepers.txt"),
        ("mercnews-norrwire-denial.txt", "zhoral-today-rewrite.txt"),
    }


def test_a_copied_saying_has_two_documents_and_one_origin(demo: Record) -> None:
    utterance = demo.origins(said(demo, "We said six, we said September", "caravel-minesweepers.txt"))
    assert utterance["documents"] == 2
    (origin,) = utterance["origins"]
    assert origin["document"].endswith("mercnews-minesweepers.txt")
    assert origin["outlet"] == "Norrwire"


def test_a_chain_that_leads_back_into_the_record_is_linked(demo: Record) -> None:
    utterance = demo.origins(said(demo, "half a shield was better than none", "partial-invitation.txt"))
    reports = [report for origin in utterance["origins"] for report in origin["reports"]]
    (own,) = (report for report in reports if report["leads"])
    assert [name.removeprefix("The ") for name in own["chain"][:2]] == ["Ilvan Teskorić", "Aldmouth Ledger"]
    assert own["leads"][0]["document"].endswith("2032-11-23-ledger-interview.txt")
    assert len(utterance["origins"]) == 1


def test_every_saying_is_carried_once_and_counts_hold(demo: Record) -> None:
    carriers = demo.rows("carrier")
    assert len(carriers) == sum(row["reports"] for row in demo.rows("utterance"))
    assert {row["id"] for row in demo.statements()} <= {row["report_id"] for row in carriers}
    number = {row["id"]: row["origins"] for row in demo.rows("utterance")}
    for utterance, origins in number.items():
        assert len({row["origin_id"] for row in carriers if row["utterance_id"] == utterance}) == origins
    assert demo.verify() == []


def test_the_command_line_lays_it_out(demo: Record) -> None:
    name = said(demo, "We said six, we said September", "caravel-minesweepers.txt")
    options = ["--record", str(demo.path), "--format", "table"]
    printed = CliRunner().invoke(app, ["origins", name, *options]).output
    assert "2 documents, 1 origin" in printed and "Norrwire" in printed
    shown = CliRunner().invoke(app, ["show", name, *options]).output
    assert "2 documents, 1 origin" in shown
    path = next(str(row["path"]) for row in demo.documents() if "caravel-mine" in str(row["path"]))
    assert "rests on" in CliRunner().invoke(app, ["origins", path, *options]).output
    assert CliRunner().invoke(app, ["origins", "nothing", *options]).exit_code != 0


def test_a_killed_run_is_made_good_by_the_next(pages: Path, tmp_path: Path) -> None:
    with Record(tmp_path / "one.db") as record:
        record.add([pages], tagger="rules", jobs=1)
        before = record.rows("carrier")
        with record._engine.begin() as connection:
            for table in ("lead", "carrier", "origin", "utterance"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        record.add([pages], tagger="rules", jobs=1)
        assert record.rows("carrier") == before != []


def test_an_utterance_has_the_closest_date() -> None:
    group = [Saying(f"r-{n}", f"d-{n}", ("we", "vote"), ("vote",)) for n in range(3)]
    dates = ("2031-03-04", "2031-03-04", "../2031-03-06")
    details = {one.id: {"said": said, "quote": "we vote"} for one, said in zip(group, dates, strict=True)}
    assert _utterance_row("u-1", group, details)["said"] == "2031-03-04"
