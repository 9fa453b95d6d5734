"""Questions to the record: numbers agree, and messages name the record that was asked."""

from pathlib import Path

import pytest

from onrecord.errors import NotFoundError
from onrecord.record import Record
from onrecord.store.querying import Filter

NESTED = "“The mayor said that the ferry would stop on Monday,” said Tomas Velk, the harbour minister.\n"


def test_statements_are_counted_alike_everywhere(pages: Path, tmp_path: Path) -> None:
    (pages / "2031-05-01-nested.txt").write_text(NESTED, "utf-8")
    with Record(tmp_path / "my.db") as record:
        record.add([pages], tagger="rules", jobs=1)
        assert any(row["parent"] for row in record.statements(Filter(sayings=False)))
        total = record.count()
        assert sum(row["statements"] for row in record.documents()) == total
        spoken = sum(row["speaker"] is not None for row in record.statements())
        assert sum(row["statements"] for row in record.parties()) == spoken


def test_a_search_without_words_finds_nothing(pages: Path, tmp_path: Path) -> None:
    with Record(tmp_path / "my.db") as record:
        record.add([pages], tagger="rules", jobs=1)
        assert record.count(Filter(about='"')) == 0


def test_a_message_names_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path, said in (("my own.db", "documents --record 'my own.db'"), ("onrecord.db", "documents")):
        with Record(path) as record, pytest.raises(NotFoundError) as raised:
            record.document("nosuch")
        assert str(raised.value) == f"nosuch: no such document. List them with: onrecord {said}"
