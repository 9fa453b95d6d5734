"""Questions to a record: what is said where they find nothing, or not all."""

import csv
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.cli.output import CONTROLS
from onrecord.record import Record
from onrecord.store.querying import column_names
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["statements", "documents", "parties"])
@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_what_a_limit_leaves_out_is_said(run: Run, record: Path, command: str, form: str) -> None:
    _, _, err = run(command, "-r", record, "--limit", 2, "-f", form)
    assert err.startswith("2 of ") and "--limit 0 shows all." in err
    assert run(command, "-r", record, "--limit", 0, "-f", form)[2] == ""


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_a_filter_that_the_record_does_not_know_is_named(run: Run, record: Path, form: str) -> None:
    for options, said in (
        (("--speaker", "Birsk"), "Did you mean Ana Brisk?"),
        (("--document", "nosuch.txt"), "nosuch.txt: no such document. List them with: onrecord documents"),
        (("--outlet", "Zembla"), "No document is of an outlet called Zembla."),
    ):
        code, out, err = run("statements", "-r", record, "-f", form, *options)
        assert code == 0 and said in (out if form == "table" else err)
        assert form == "table" or out == ""


def test_a_search_needs_words(run: Run, record: Path) -> None:
    for about in ('"', "(", ""):
        code, _, err = run("statements", "-r", record, "--about", about)
        assert code == 1 and "no words in it" in err


def test_a_table_has_dates_as_people_write_them(run: Run, record: Path, pages: Path) -> None:
    _, out, _ = run("statements", "-r", record, "-f", "table")
    assert "about 2031-03-01" in out and "2031-03-01~" not in out
    assert '"2031-03-01~"' in run("statements", "-r", record, "-f", "jsonl")[1]
    page = next(pages.iterdir())
    assert "~" not in run("extract", page, "--tagger", "rules", "-f", "table")[1]
    head = run("extract", page, "--tagger", "rules", "-f", "csv")[1].splitlines()[0]
    assert "who" not in head.split(",")


def test_a_number_away_from_its_heading_says_what_it_counts(
    run: Run, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.cli.output.out", Console(width=80, highlight=False))
    _, out, _ = run("parties", "Brisk", "-r", record, "-f", "table")
    assert "Ana Brisk  person  4 statements  2 origins" in out


def test_an_export_option_that_would_be_ignored_is_refused(run: Run, record: Path, tmp_path: Path) -> None:
    for target, options, said in (
        ("s.csv", ("--as", "parquet"), "belongs to --all; a file's ending says its form"),
        ("all", ("--all", "--what", "hop"), "belongs to a single file"),
        ("all.csv", ("--all",), "Name a folder"),
    ):
        code, _, err = run("export", tmp_path / target, "-r", record, *options)
        assert code == 1 and said in err and not (tmp_path / target).exists()


def test_a_table_without_rows_has_its_header(run: Run, record: Path, tmp_path: Path) -> None:
    for name in ("stance", "report"):
        assert run("export", tmp_path / "out.csv", "-r", record, "--what", name)[0] == 0
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == column_names(name)
        assert (len(rows) > 1) == (name == "report")


def test_verify_counts_what_it_slices(run: Run, record: Path) -> None:
    with Record(record) as opened:
        number = len(opened.rows("report"))
    code, out, _ = run("verify", "-r", record, "-f", "table")
    assert code == 0 and f"{number} statements and other attributions sliced" in out.replace("\n", " ")


def test_a_pages_control_characters_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    page, record = tmp_path / "r-page.txt", tmp_path / "my.db"
    page.write_text("“We will vote\x1b[31m on\x9b Monday,” said Ana Brisk, the mayor of Tolm.", "utf-8")
    run("add", page, "-r", record, "--tagger", "rules")
    with Record(record) as opened:
        (row,) = opened.statements()
    for command in (("statements",), ("show", row["id"]), ("origins", row["id"])):
        _, out, _ = run(*command, "-r", record, "-f", "table")
        assert "[31m on" in out and not set(out) & CONTROLS
    assert not set(run("statements", "-r", record, "-f", "jsonl")[1]) & CONTROLS


def test_a_files_name_may_look_like_an_id(run: Run, tmp_path: Path) -> None:
    page, record = tmp_path / "r-page.txt", tmp_path / "my.db"
    page.write_text("“We will vote on Monday,” said Ana Brisk, the mayor of Tolm.", "utf-8")
    run("add", page, "-r", record, "--tagger", "rules")
    assert "No other document" in run("origins", page.name, "-r", record)[2]
    assert "r-0ff: no such statement" in run("origins", "r-0ff", "-r", record)[2]
