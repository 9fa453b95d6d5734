"""A record file opens, is made, or says plainly why not."""

import sqlite3
from pathlib import Path
from threading import Timer

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.store import opening, tables
from onrecord.store.opening import HEAD, open_engine


def test_the_newest_revision_is_the_one_in_the_code() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_migrated_file_has_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "new.db", create=True)
    found = inspect(engine)
    for name, table in tables.metadata.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.c.keys())
    for name, table in tables.VIEWS.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.c.keys())


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="onrecord add"):
        open_engine(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to look at " * 20)
    with pytest.raises(RecordError, match="cannot be used"):
        open_engine(tmp_path / "text.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE plants (name)")
    with pytest.raises(RecordError, match="not an onrecord record"):
        open_engine(tmp_path / "other.db")


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    open_engine(tmp_path / "new.db", create=True).dispose()
    with sqlite3.connect(tmp_path / "new.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="newer onrecord"):
        open_engine(tmp_path / "new.db")


def test_a_new_file_that_another_run_is_just_making_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # before the log is on, no busy handler is asked about this lock
    done = Timer(0.3, other.rollback)
    done.start()
    engine = open_engine(tmp_path / "new.db", create=True)
    assert inspect(engine).get_table_names()
    done.join()
    other.close()


@pytest.mark.parametrize("name", ["who said what?.db", "a%20b.db"])
def test_a_record_is_written_where_it_is_named(tmp_path: Path, name: str) -> None:
    with Record(tmp_path / name):
        pass
    assert (tmp_path / name).exists()
