"""The command that begins a dossier."""

from pathlib import Path

from onrecord.positions.dossier_file import parse_dossier
from tests.cli.conftest import Run


def test_an_empty_question_is_refused(run: Run, record: Path) -> None:
    code, _, err = run("dossier", "new", " ", "-r", record)
    assert code == 1 and "The question is empty" in err


def test_what_was_not_found_is_said(run: Run, record: Path) -> None:
    code, out, err = run("dossier", "new", "Should Zembla secede?", "-r", record)
    assert code == 0 and "No proposition was found in the record" in err
    assert parse_dossier(out).propositions[0].text == "Zembla should secede."


def test_help_has_an_example(run: Run) -> None:
    assert "Example: onrecord dossier new" in run("dossier", "--help")[1]
