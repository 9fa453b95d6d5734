"""Open a record file: an engine with the right pragmas, and a schema that is up to date."""

from __future__ import annotations

import shlex
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.errors import RecordError

HEAD = "0003"
"""The newest schema revision (a test holds it against the migration scripts)."""
DEFAULT_FILE = "onrecord.db"
"""The record that commands use where none is named."""
WAIT_SECONDS = 300
RETRY_SECONDS = 0.01
READ = {"read": True}
"""Execution option for connections that only read: they take no write lock."""


def open_engine(path: Path, *, create: bool = False) -> Engine:
    """Return an engine for the record at ``path``, migrated to the newest schema.

    Writers wait for each other up to five minutes. With ``create`` a missing file is made.

    Raises:
        RecordError: there is no such file, or it is not a record, or a newer onrecord wrote it.
    """
    if not create and not path.exists():
        made = f"onrecord add FILES --record {shlex.quote(str(path))}"
        raise RecordError(f"{path}: no record there. Make one with: {made}")
    if not path.parent.exists():
        raise RecordError(f"{path}: the folder {path.parent} does not exist. Create it, or choose another.")
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, path)
    except (DatabaseError, OperationalError) as error:
        engine.dispose()
        raise RecordError(
            f"{path}: cannot be used as a record ({error.orig}). Is it an onrecord file, writable, undamaged?"
        ) from error
    return engine


def _set_pragmas(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own recipe: we say BEGIN, not the driver
    _write_ahead(connection)
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII only
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _lower(value: Any) -> str | None:
    return None if value is None else str(value).lower()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log, as soon as a run that does the same at this moment is done.

    SQLite asks no busy handler here: two runs that open a new file at once would deadlock, so one is refused.
    """
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(RETRY_SECONDS)


def _begin(connection: Connection) -> None:
    read = connection.get_execution_options().get("read")
    connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")


def _revision(connection: Connection, path: Path) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise RecordError(f"{path}: a database, but not an onrecord record. Choose another --record FILE.")
    return None


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect().execution_options(**READ) as connection:
        found = _revision(connection, path)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise RecordError(
            f"{path}: written by a newer onrecord (schema {found}; this one knows {HEAD}). Upgrade onrecord."
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.begin() as connection:  # one transaction: a killed migration leaves nothing behind
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
