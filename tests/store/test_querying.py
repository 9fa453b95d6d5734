"""Questions to the record: numbers agree, and messages name the record that was asked."""

from pathlib import Path
from zipfile import ZipFile

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


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_found_in_any_case_beyond_ascii(tmp_path: Path) -> None:
    text = "4 March 2031\n\n“We will keep the ferry open,” said Maroš Šefčovič, the harbour minister.\n"
    with Record(tmp_path / "my.db") as record:
        record.add([write(tmp_path / "one.txt", text)], tagger="rules")
        for name in ("šefčovič", "MAROŠ ŠEFČOVIČ"):
            assert record.count(Filter(speaker=name)) == 1
            assert [party["name"] for party in record.parties(name)] == ["Maroš Šefčovič"]


def test_days_are_compared_as_days_whatever_form_they_have(tmp_path: Path) -> None:
    page = "4 March 2031\n\n“We will keep the ferry open,” said Ana Brisk, the mayor of Tolm.\n"
    with Record(tmp_path / "my.db") as record:
        record.add([write(tmp_path / "one.txt", page)], tagger="rules")
        for since in ("2031-03~", "2031-21", "2031-03/2031-04"):
            assert record.count(Filter(since=since)) == 1, since
        assert record.count(Filter(until="2031/2032")) == 1


def test_a_file_in_an_archive_or_from_windows_is_found_by_its_name(tmp_path: Path) -> None:
    page = "4 March 2031\n\n“We will keep the ferry open,” said Ana Brisk, the mayor of Tolm.\n"
    with ZipFile(tmp_path / "press.zip", "w") as archive:
        archive.writestr("one.txt", page)
    with Record(tmp_path / "my.db") as record:
        record.add([tmp_path / "press.zip"], tagger="rules")
        assert record.count(Filter(document="one.txt")) == 1
        assert record.document("one.txt")["text"].startswith("4 March")
