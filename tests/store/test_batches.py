"""A record is the same however its documents came in: at once, one by one, in any order."""

import tempfile
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.executors.local import Result, process_units
from onrecord.reading import expand
from onrecord.record import Record
from onrecord.store import comparing, identity, running

DEMO = Path(str(files("onrecord") / "resources" / "demo"))
TABLES = ("utterance", "origin", "carrier", "copy", "lead", "fingerprint")


@pytest.fixture(scope="module")
def results() -> list[list[Result]]:
    """The demonstration, read and processed."""
    units = expand([str(DEMO / "articles"), str(DEMO / "transcripts")])
    return [found for _, found, _ in process_units(units, tagger="rules")]


def made(batches: list[list[list[Result]]]) -> dict[str, list[Any]]:
    """Return what a record holds after these batches were added, each as `Record.add` does."""
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder, "my.db")) as record:
        for batch in batches:
            with record._engine.begin() as connection:
                run = running.start_run(connection, [], "rules", datetime(2032, 1, 1))
                for items in batch:
                    running.write_results(connection, run, items, running.Counts())
                identity.link_parties(connection)
                comparing.compare(connection)
        rows: dict[str, list[Any]] = {name: sorted(record.rows(name), key=str) for name in TABLES}
        traced = record.trace()
        return rows | {"trace": sorted(record.rows("trace"), key=str), "traced": sorted(traced, key=str)}


@pytest.fixture(scope="module")
def at_once(results: list[list[Result]]) -> dict[str, list[Any]]:
    return made([results])


@settings(max_examples=6)
@given(st.data())
def test_any_order_and_any_batches_give_one_record(
    results: list[list[Result]], at_once: dict[str, list[Any]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(results))
    ends = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=4)))
    batches = [order[a:b] for a, b in zip([0, *ends], [*ends, len(order)], strict=True)]
    found = made(batches)
    for name, rows in at_once.items():
        assert found[name] == rows, name


def test_an_add_of_one_document_reads_no_other_for_copies(
    results: list[list[Result]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.comparison.stories import story as whole
    from onrecord.store import copying

    read: list[str] = []

    def counted(text: str, aside: Any) -> Any:
        read.append(text)
        return whole(text, aside)

    monkeypatch.setattr(copying, "story", counted)
    with Record(tmp_path / "my.db") as record:
        for batch in (results[1:], results[:1]):
            read.clear()
            with record._engine.begin() as connection:
                run = running.start_run(connection, [], "rules", datetime(2032, 1, 1))
                for items in batch:
                    running.write_results(connection, run, items, running.Counts())
                comparing.compare(connection)
        assert 1 <= len(read) <= 4
