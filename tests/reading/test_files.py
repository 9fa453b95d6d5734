from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

from onrecord.model import Document, Issue
from onrecord.reading import expand, read, read_unit
from tests.reading.samples import STORY, samples


def test_a_folder_is_read_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(STORY)
    units = list(expand([tmp_path, tmp_path / "a.txt"]))
    assert [Path(unit).relative_to(tmp_path).as_posix() for unit in units] == ["a.txt", "b/a.txt", "b/z.txt"]
    assert [item.path for item in read(tmp_path)] == units


def test_globs(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.txt"):
        (tmp_path / name).write_text(STORY)
    assert len(list(expand([str(tmp_path / "*.txt")]))) == 2
    assert len(list(expand([str(tmp_path / "**")]))) == 3


def test_an_archive_is_one_unit_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(samples()["a.zip"])
    [unit] = expand([tmp_path])
    assert len(list(read_unit(unit))) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source, reason in (
        (tmp_path / "no.txt", "missing"),
        (tmp_path / "*.x", "missing"),
        (tmp_path / "empty", "empty"),
    ):
        [item] = read(source)
        assert isinstance(item, Issue)
        assert item.reason == reason


def test_text_is_as_python_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\r\ntitle: Accord\r\n---\r\n" + STORY.encode().replace(b"\n", b"\r\n"))
    [document] = read(path)
    assert isinstance(document, Document)
    assert document.text == path.read_text(encoding="utf-8")


def test_linked_folders_are_read_once_and_pipes_in_folders_not_at_all(tmp_path: Path) -> None:
    for name in ("pages/a.txt", "elsewhere/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(STORY)
    (tmp_path / "pages" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "pages" / "twice").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "loop").symlink_to(tmp_path / "pages")
    os.mkfifo(tmp_path / "pages" / "pipe")
    units = [Path(unit).relative_to(tmp_path).as_posix() for unit in expand([tmp_path / "pages"])]
    assert units == ["pages/a.txt", "pages/link/b.txt"]


def test_a_pipe_that_was_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(STORY,))
    writer.start()
    [document] = read_unit(str(pipe))
    writer.join()
    assert isinstance(document, Document) and document.text == STORY


def test_a_name_that_no_file_can_have_is_said() -> None:
    (issue,) = read("x" * 5000)
    assert isinstance(issue, Issue) and issue.reason == "missing"
