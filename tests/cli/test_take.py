"""Taking documents in: what could not be read is said at once."""

from pathlib import Path

from tests.cli.conftest import Run


def test_add_says_why_something_could_not_be_read(run: Run, tmp_path: Path) -> None:
    code, out, err = run("add", tmp_path / "nosuch.txt", "-r", tmp_path / "my.db")
    assert code == 1 and "1 could not be read" in out
    assert err == f"{tmp_path / 'nosuch.txt'}: there is no such file; check the path.\n"
