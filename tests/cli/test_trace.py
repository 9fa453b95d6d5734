"""The trace command: what it says of mistakes."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("art.txt", "-r", "{record}"), "For a file give --against TRANSCRIPTS."),
        (("r-0a", "-r", "{record}", "--since", "2040"), "--since is for all quotes"),
        (("a.txt", "--against", "b.txt", "--since", "2040"), "--since asks a record"),
        (("a.txt", "--against", "b.txt", "-r", "{record}"), "--record is not used with --against"),
        (("--tagger", "rules", "-r", "{record}"), "--tagger is for articles"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(
    run: Run, record: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run("trace", *(part.format(record=record) for part in arguments))
    assert (code, out) == (1, "") and said in err


def test_a_misspelt_speaker_is_asked_about(run: Run, record: Path) -> None:
    _, _, err = run("trace", "--speaker", "Birsk", "-r", record)
    assert err == "No quotes to trace. Did you mean Ana Brisk?\n"
