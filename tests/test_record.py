"""The record: what goes in, goes in once and whole, and can be asked for."""

import os
import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import NotFoundError
from onrecord.record import Record
from onrecord.store.querying import Filter
from tests.conftest import page


@pytest.fixture
def record(pages: Path, tmp_path: Path) -> Record:
    made = Record(tmp_path / "test.db")
    made.add([pages], tagger="rules", jobs=1)
    return made


def contents(path: Path) -> dict[str, list[str]]:
    """Everything but the runs, whose times differ."""
    with sqlite3.connect(path) as db:
        tables = [
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        keep = [name for name in tables if name != "run" and "_search_" not in name]
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in keep}


def test_each_page_yields_its_statements(record: Record) -> None:
    assert len(record.documents()) == 12
    assert record.count() >= 24
    path = Path(str(record.documents()[0]["path"]))
    first = record.statements(Filter(document=str(path)))[0]
    assert record.statements(Filter(document=path.name))[0] == first
    assert first["quote"].strip("“,”") == "We will vote on ferry line 0 on Monday"
    assert (first["speaker"], first["role"]) == ("Ana Brisk", "mayor")


def test_the_same_sources_again_change_nothing(record: Record, pages: Path) -> None:
    before = contents(record.path)
    counts = record.add([pages], tagger="rules", jobs=1)
    assert (counts.documents, counts.known) == (0, 12)
    assert contents(record.path) == before


def test_the_same_page_under_another_name_is_known(record: Record, pages: Path) -> None:
    page = sorted(pages.iterdir())[0]
    copy = pages.parent / "copy.txt"
    copy.write_bytes(page.read_bytes())
    assert record.add([copy], tagger="rules", jobs=1).known == 1


def test_filters(record: Record) -> None:
    assert {row["speaker"] for row in record.statements(Filter(speaker="velk"))} == {"Tomas Velk"}
    assert all("closure" in row["quote"] for row in record.statements(Filter(about="closure")))
    assert record.count(Filter(about='"ferry line 7"')) == 1
    assert record.count(Filter(about='" OR AND * (')) == 0
    assert all(row["kind"] == "direct" for row in record.statements(Filter(kind="direct")))
    march = record.count(Filter(since="2031-03-05", until="2031-03-06"))
    assert 0 < march < record.count(Filter(since="2031-03", until="2031-03")) == record.count()
    assert len(record.statements(limit=3)) == 3


def test_an_id_that_is_not_there_says_so(record: Record) -> None:
    with pytest.raises(NotFoundError, match="no such statement"):
        record.statement("r-none")
    with pytest.raises(NotFoundError, match="several"):
        record.statement(record.statements()[0]["id"][:2])


def test_a_record_verifies_until_a_character_changes(record: Record) -> None:
    assert record.verify() == []
    with sqlite3.connect(record.path) as db:
        db.execute("UPDATE document SET text = 'X' || text WHERE rowid = 1")
    assert {item.table for item in record.verify()} >= {"document", "report"}


def test_a_merge_survives_another_run_and_can_be_split(record: Record, pages: Path) -> None:
    record.merge("Tomas Velk", "Ana Brisk", note="test")
    assert record.count(Filter(speaker="Tomas Velk")) == record.count(Filter(speaker="Ana Brisk"))
    (pages / "more.txt").write_text("Published 3 May 2031\n\n“It is late,” said Tomas Velk, the minister.\n")
    record.add([pages], tagger="rules", jobs=1)
    names = {row["speaker"] for row in record.statements(Filter(speaker="Tomas Velk"))}
    assert names == {"Ana Brisk"}
    record.split("Tomas Velk")
    assert {row["speaker"] for row in record.statements(Filter(speaker="Tomas Velk"))} == {"Tomas Velk"}


def test_bad_sources_become_issues_and_the_run_goes_on(pages: Path, tmp_path: Path) -> None:
    (pages / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    (pages / "empty.txt").write_text("")
    with Record(tmp_path / "bad.db") as record:
        counts = record.add([pages, tmp_path / "missing.txt"], tagger="rules", jobs=1)
        assert (counts.documents, counts.issues) == (12, 3)
        assert {row["reason"] for row in record.rows("issue")} == {"binary", "empty", "missing"}


def test_a_page_that_failed_inside_is_tried_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    with Record(tmp_path / "fault.db") as record:
        with monkeypatch.context() as patched:
            patched.setattr("onrecord.pipeline.resolve", broken)
            counts = record.add([pages], tagger="rules", jobs=1)
        assert (counts.documents, counts.issues) == (0, 12)
        assert {row["reason"] for row in record.rows("issue")} == {"internal"}
        counts = record.add([pages], tagger="rules", jobs=1)
        assert (counts.documents, counts.known) == (12, 0)
        assert list(record.rows("issue")) == []


def test_a_file_in_which_nothing_could_be_read_is_tried_again(pages: Path, tmp_path: Path) -> None:
    (pages / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    with Record(tmp_path / "again.db") as record:
        for known in (0, 12):
            counts = record.add([pages], tagger="rules", jobs=1)
            assert (counts.known, counts.issues) == (known, 1)
        assert len(record.rows("issue")) == 1


def test_a_name_that_is_not_utf8_is_stored(pages: Path, tmp_path: Path) -> None:
    odd = pages / os.fsdecode(b"caf\xe9.txt")
    try:
        odd.write_text("Published 4 April 2031\n\n" + page(77), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    with Record(tmp_path / "odd.db") as record:
        assert record.add([odd], tagger="rules", jobs=1).documents == 1
        assert [Path(row["path"]).name for row in record.documents()] == ["caf\ufffd.txt"]
        assert record.add([odd], tagger="rules", jobs=1).known == 1


def test_a_changed_file_is_another_document_and_its_path_gives_the_latest(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with Record(tmp_path / "changed.db") as record:
        for number in (1, 2):
            path.write_text("Published 4 April 2031\n\n" + page(number), encoding="utf-8")
            record.add([path], tagger="rules", jobs=1)
        assert len(record.documents()) == 2
        assert record.document(str(path))["text"] == path.read_text("utf-8")


def test_what_was_said_by_an_earlier_day_was_said_before_it(pages: Path, tmp_path: Path) -> None:
    with Record(tmp_path / "open.db") as record:
        record.add([pages], tagger="rules", jobs=1)
        with sqlite3.connect(tmp_path / "open.db") as db:
            db.execute("UPDATE report SET said = '../2031-03-01', said_from = NULL, said_to = '2031-03-01'")
        assert record.statements(Filter(until="2031-03")) == record.statements(Filter())


@pytest.mark.parametrize(
    ("damage", "table"),
    [
        ("UPDATE attribution SET content = 'x[' WHERE rowid = 1", "document"),
        ("UPDATE attribution SET content = 'null' WHERE rowid = 1", "document"),
        ("UPDATE attribution SET start = start + 1 WHERE rowid = 1", "attribution"),
        ("UPDATE document SET text = CAST(X'ff' || text AS BLOB) WHERE rowid = 1", "document"),
        ("DELETE FROM hop; DELETE FROM carrier; DELETE FROM report WHERE rowid = 1", "report"),
        ("DELETE FROM statement_search", "statement_search"),
    ],
)
def test_every_damage_is_a_row_and_no_crash(record: Record, damage: str, table: str) -> None:
    with sqlite3.connect(record.path) as db:
        db.executescript(damage)
    assert table in {item.table for item in record.verify()}


def test_what_may_have_been_said_before_is_not_left_out(tmp_path: Path) -> None:
    page = tmp_path / "2031-07-11-page.txt"
    page.write_text(
        "Ana Brisk, the mayor of Tolm, had previously said that the bridge would be built.\n", "utf-8"
    )
    with Record(tmp_path / "own.db") as opened:
        opened.add([page], tagger="rules", jobs=1)
        (row,) = opened.statements()
        assert row["said"].startswith("../")
        assert opened.count(Filter(until="2031-06")) == 1 and opened.count(Filter(since="2031-08")) == 0
