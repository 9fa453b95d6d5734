"""Rows to files."""

import csv
import io
from pathlib import Path

from onrecord.exports.tables import WRITERS, write_csv


def test_rows_of_different_kinds_share_a_header() -> None:
    file = io.StringIO()
    write_csv([{"kind": "denial", "by": ["a", "b"]}, {"kind": "change", "from": "for"}], file)
    read = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert read == [
        {"kind": "denial", "by": '["a", "b"]', "from": ""},
        {"kind": "change", "by": "", "from": "for"},
    ]


def test_no_rows_make_an_empty_file() -> None:
    file = io.StringIO()
    write_csv([], file)
    assert file.getvalue() == ""


def test_no_rows_leave_the_header_where_the_columns_are_known(tmp_path: Path) -> None:
    WRITERS["csv"]([], tmp_path / "none.csv", ["id", "name"])
    assert (tmp_path / "none.csv").read_text("utf-8") == "id,name\n"
    WRITERS["jsonl"]([], tmp_path / "none.jsonl", ["id", "name"])
    assert (tmp_path / "none.jsonl").read_text("utf-8") == ""
