"""Rows to files."""

import csv
import io

from onrecord.exports.tables import write_csv


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
