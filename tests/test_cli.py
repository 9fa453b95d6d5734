"""The command line as a user meets it: pipes, wrong input, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

PAGE = "“We will vote on Monday,” said Ana Brisk, the mayor of Tolm.\n"
ONRECORD = [sys.executable, "-c", "from onrecord.cli import main; main()"]


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ONRECORD, *arguments], input=given, capture_output=True, text=True, check=False)


def test_extract_reads_standard_input_and_prints_the_contract() -> None:
    done = run("extract", "-", "--published", "2031-03-01", given=PAGE)
    assert done.returncode == 0, done.stderr
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["document"] == "-"
    assert (row["kind"], row["said"]) == ("direct", "2031-03-01~")
    assert row["speaker"] == {"name": "Ana Brisk", "kind": "person", "role": "mayor", "party": "Tolm"}
    assert " … ".join(PAGE[start:end] for start, end in row["content"]) == row["quote"]
    assert set(row) >= {"id", "published", "source", "cue", "via", "confidence", "act", "parent"}


def test_the_record_takes_standard_input(tmp_path: Path) -> None:
    record = str(tmp_path / "my.db")
    assert run("add", "-", "--record", record, given=PAGE).returncode == 0
    done = run("statements", "--record", record)
    assert [json.loads(line)["quote"] for line in done.stdout.splitlines()] == ["“We will vote on Monday,”"]
    assert run("verify", "--record", record).returncode == 0


def test_a_misspelt_speaker_is_asked_about(tmp_path: Path) -> None:
    record = str(tmp_path / "my.db")
    run("add", "-", "--record", record, given=PAGE)
    for command in (["statements", "--speaker", "Birsk"], ["parties", "Birsk"]):
        done = run(*command, "--record", record, "--format", "table")
        assert "Did you mean Ana Brisk?" in done.stdout
    done = run(
        "statements", "--speaker", "Brisk", "--about", "bridge", "--record", record, "--format", "table"
    )
    assert "Did you mean" not in done.stdout


def test_every_table_is_exported(tmp_path: Path) -> None:
    record, folder = str(tmp_path / "my.db"), tmp_path / "tables"
    run("add", "-", "--record", record, given=PAGE)
    assert run("export", str(folder), "--all", "--as", "jsonl", "--record", record).returncode == 0
    names = {path.stem for path in folder.iterdir()}
    assert {"statement", "stance", "condition", "commitment", "link"} <= names
    assert len((folder / "statement.jsonl").read_text("utf-8").splitlines()) == 1


def test_wrong_input_is_one_line_and_an_exit_code(tmp_path: Path) -> None:
    missing = run("extract", str(tmp_path / "none.txt"))
    assert missing.returncode == 1
    assert "there is no such file" in missing.stderr
    for arguments in (
        ("statements", "--record", str(tmp_path / "none.db")),
        ("extract", "-", "--published", "yesterday"),
        ("extract", "-", "--tagger", "magic"),
    ):
        done = run(*arguments, given=PAGE)
        assert done.returncode == 1
        assert done.stderr.startswith("onrecord:")
        assert "Traceback" not in done.stderr


def test_a_pipe_gets_utf8_whatever_the_locale() -> None:
    page = PAGE.replace("Brisk", "Teskorić")
    done = subprocess.run(
        [*ONRECORD, "extract", "-"],
        input=page.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["speaker"]["name"] == "Ana Teskorić"
