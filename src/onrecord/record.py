"""The record as one object: add sources, ask questions, judge, verify."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from onrecord.attribution import DEFAULT_TAGGER
from onrecord.comparison.closest import Candidate
from onrecord.errors import NotFoundError
from onrecord.executors.local import process_units
from onrecord.model import SAYINGS, Issue
from onrecord.positions.dossier import Dossier
from onrecord.positions.retold import EARLIER
from onrecord.positions.shipped import shipped_judge, shipped_model
from onrecord.positions.stance import Judge
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey
from onrecord.reading import FAULT, expand
from onrecord.store import (
    carrying,
    comparing,
    identity,
    judging,
    querying,
    recalling,
    running,
    surveying,
    tracing,
    verifying,
)
from onrecord.store.opening import READ, open_engine
from onrecord.store.querying import Filter, Row
from onrecord.store.running import Counts

Progress = Callable[[str, Counts], None]
FEW = 8
"""Up to so many units are done in this process: starting others would take longer."""


class Record:
    """A record file, opened for reading and writing; a missing one is made unless ``create`` is false.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> page = Path(folder.name, "page.txt")
    >>> _ = page.write_text('“We will vote on Monday,” said Ana Brisk, the mayor of Tolm.')
    >>> with Record(Path(folder.name, "my.db")) as record:
    ...     counts = record.add([page], tagger="rules")
    ...     [statement["quote"] for statement in record.statements()]
    ['“We will vote on Monday,”']
    >>> folder.cleanup()

    Raises:
        RecordError: the file is missing (and not to be made), no record, or from a newer version.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        self.path = Path(path)
        self._engine = open_engine(self.path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(**READ)

    def add(
        self,
        sources: Iterable[str | os.PathLike[str]],
        *,
        published: str | None = None,
        tagger: str = DEFAULT_TAGGER,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Counts:
        """Read, process and store files, folders, globs, archives or urls; what is known is passed over.

        Each document goes in whole or not at all, so a killed run can be run again and goes on where it
        stopped; a file in which nothing could be read is tried again. ``published`` (EDTF) overrides the
        dates found. ``progress`` is called after every piece with the unit's name. Returns what the run came
        to.
        """
        counts = Counts()
        names = [os.fspath(source) for source in sources]
        with self._engine.begin() as connection:
            run_id = running.start_run(connection, names, tagger, datetime.now(UTC))
        marks: dict[str, str] = {}
        units = self._unknown(expand(names), published, marks, counts)
        workers = jobs if jobs is not None else _workers(units)
        faulty, read = set(), set()
        for unit, results, whole in process_units(units, published=published, tagger=tagger, jobs=workers):
            with self._engine.begin() as connection:
                running.write_results(connection, run_id, results, counts)
                if any(isinstance(result, Issue) and result.reason == FAULT for result in results):
                    faulty.add(unit)
                if any(not isinstance(result, Issue) for result in results):
                    read.add(unit)
                if whole and unit in marks and unit in read and unit not in faulty:
                    running.mark_done(connection, run_id, unit, marks[unit])
            if progress:
                progress(unit, counts)
        with self._engine.begin() as connection:
            identity.link_parties(connection)
            if counts.documents or comparing.behind(connection):
                comparing.compare(connection)
            running.finish_run(connection, run_id, counts, datetime.now(UTC))
        return counts

    def _unknown(
        self, units: Iterable[str], published: str | None, marks: dict[str, str], counts: Counts
    ) -> list[str]:
        fresh = []
        with self._reading() as connection:
            for unit in units:
                mark = running.fingerprint(unit, published)
                if mark and running.is_done(connection, mark):
                    counts.known += 1
                    continue
                if mark:
                    marks[unit] = mark
                fresh.append(unit)
        return fresh

    def statements(self, keep: Filter | None = None, limit: int = 0) -> list[Row]:
        """Return the statements a filter keeps (all, without one), by date; ``limit`` 0 is all."""
        with self._reading() as connection:
            return querying.statements(connection, keep or Filter(), limit)

    def count(self, keep: Filter | None = None) -> int:
        """Return how many statements a filter keeps."""
        with self._reading() as connection:
            return querying.count(connection, keep or Filter())

    def statement(self, statement_id: str) -> Row:
        """Return one statement with its document.

        Raises:
            NotFoundError: no statement, or more than one, has an id that starts so.
        """
        with self._reading() as connection:
            return querying.statement(connection, statement_id)

    def origins(self, statement_id: str) -> Row:
        """Return the utterance that a statement carries, with its origins, reports and chains.

        Raises:
            NotFoundError: no statement has an id that starts so, several do, or it is no saying.
        """
        with self._reading() as connection:
            own = querying.statement(connection, statement_id)["id"]
            found = carrying.utterance_of(connection, own)
            act = querying.statement(connection, own)["act"]
            again = querying.command(connection, "add")
        if found is None and act in SAYINGS:
            raise NotFoundError(f"{statement_id}: not compared yet. Add anything, or the same again: {again}")
        if found is None:
            raise NotFoundError(f"{statement_id}: a belief, a wish or a decision; only sayings are grouped.")
        return found

    def copies(self, document_id: str) -> Row:
        """Return what a document, by id or path, rests on and what rests on it.

        Raises:
            NotFoundError: there is no such document.
        """
        with self._reading() as connection:
            return carrying.copies_of(connection, querying.document(connection, document_id)["id"])

    def trace(self, keep: Filter | None = None) -> list[Row]:
        """Hold the quotes a filter keeps against the record's transcripts; store and return the results.

        Each row is a statement with the fields of its trace (docs/trace.md); what is stored is replaced.
        """
        with self._engine.begin() as connection:
            return list(
                tracing.trace_statements(connection, querying.statements(connection, keep or Filter()))
            )

    def trace_of(self, statement_id: str) -> Row | None:
        """Return the trace of one statement (docs/trace.md), which is not stored.

        None for one that quotes nothing, and in a record without transcripts.

        Raises:
            NotFoundError: no statement, or more than one, has an id that starts so.
        """
        with self._reading() as connection:
            return tracing.trace_of(connection, querying.statement(connection, statement_id))

    def closest(self, statement_id: str) -> list[Candidate]:
        """Return the passages of transcripts closest in meaning to a statement, best first.

        Raises:
            NotFoundError: no statement, or more than one, has an id that starts so.
        """
        with self._reading() as connection:
            return tracing.closest_passages(connection, querying.statement(connection, statement_id))

    def read_statements(self) -> list[Statement]:
        """Return all statements with their documents' texts, as the positions read them."""
        with self._reading() as connection:
            return list(recalling.read_statements(connection))

    def survey(
        self,
        dossier: Dossier,
        as_of: date | None = None,
        judge: Judge | None = None,
        progress: surveying.Progress | None = None,
    ) -> Survey:
        """Hold a dossier against the record: stances, positions, conditions, pledges, disputes, the decision.

        Stances are kept, so that only new statements are judged; judgements of people stand before them.
        ``judge`` is the shipped model unless another is given, whose stances are then kept instead.
        ``progress`` is called as statements are judged, with the pieces done and the pieces of all.
        """
        model = "given" if judge else shipped_model()
        with self._engine.connect() as connection:
            made = surveying.survey(connection, dossier, judge or shipped_judge(), model, as_of, progress)
            connection.commit()
        return made

    def judge_stance(
        self,
        statement: str,
        proposition: str,
        stance: str,
        *,
        dossier: Dossier | None = None,
        author: str | None = None,
        note: str = "",
    ) -> None:
        """Judge a statement on a proposition: for, against, conditional, unclear, off it, or undo.

        The judgement is on the proposition's words: with other words it is another proposition. ``dossier``
        says whose it is, where several dossiers of the record call one so.

        Raises:
            NotFoundError: no statement, or more than one, has an id that starts so; or it can take no side;
                or no dossier that was held against the record has the proposition, or several have.
            DossierError: ``dossier`` has no such proposition.
        """
        with self._engine.begin() as connection:
            if dossier:
                words = surveying.proposition_id(dossier.proposition(proposition))
            else:
                words = judging.proposition_named(connection, proposition)
            row = querying.statement(connection, statement)
            own = row["id"] + EARLIER * statement.endswith(EARLIER)
            surveying.check_takes_side(connection, own, row["act"])
            value = {"proposition": proposition, "words": words, "stance": stance}
            self._judge(connection, "stance", own, value, author, note)

    def judge_commitment(
        self,
        commitment: str,
        state: str,
        *,
        outcome: str | None = None,
        author: str | None = None,
        note: str = "",
    ) -> None:
        """Judge a pledge open, kept, broken or overtaken, or none, or undo; ``outcome`` is a statement's id.

        Raises:
            NotFoundError: no statement, or more than one, has an id that starts so; or it is no pledge of the
                dossiers that were held against the record.
        """
        statement, dot, place = commitment.partition(".")
        with self._engine.begin() as connection:
            own = outcome and querying.statement(connection, outcome)["id"]
            subject = querying.statement(connection, statement)["id"] + dot + place
            judging.check_pledge(connection, subject)
            self._judge(connection, "commitment", subject, {"state": state, "outcome": own}, author, note)

    def documents(self, limit: int = 0) -> list[Row]:
        """Return the documents by date, without their texts."""
        with self._reading() as connection:
            return querying.documents(connection, limit)

    def document(self, document_id: str) -> Row:
        """Return one document with its text, by id or path."""
        with self._reading() as connection:
            return querying.document(connection, document_id)

    def parties(self, name: str | None = None, limit: int = 0) -> list[Row]:
        """Return the parties by number of statements, with the forms they appear under."""
        with self._reading() as connection:
            return querying.parties(connection, name, limit)

    def rows(self, table: str) -> list[Row]:
        """Return all rows of one of the record's tables or views, such as ``issue`` or ``judgement``."""
        with self._reading() as connection:
            return querying.table_rows(connection, table)

    def merge(self, party: str, into: str, *, author: str | None = None, note: str = "") -> tuple[Row, Row]:
        """Judge that two parties (ids or whole names) are one; the second one's name stays.

        Returns both as they were before. A split of the first one's id takes the merge back.

        Raises:
            NotFoundError: a name stands for no party or for several, or both for the same.
        """
        with self._engine.begin() as connection:
            first = querying.party_named(connection, party)
            second = querying.party_named(connection, into)
            if first["id"] == second["id"]:
                raise NotFoundError(f"{party} and {into}: these are one party already.")
            self._judge(connection, "merge", first["id"], {"into": second["id"]}, author, note)
        return first, second

    def split(self, party: str, *, author: str | None = None, note: str = "") -> tuple[Row, Row]:
        """Judge that a party, by id or any printed form, is none of those it was merged with.

        Where a merge had moved it, that merge is taken back, and all that came with it leaves with it; else
        it leaves alone. Returns the party that left and the one that it left, as they are now.

        Raises:
            NotFoundError: no party is printed so, or several are, or it was merged with nobody.
        """
        with self._engine.begin() as connection:
            own = identity.printed_party(connection, party)
            before = identity.merged_with(connection, own)
            if before == {own}:
                raise NotFoundError(f"{party} was merged with nobody.")
            self._judge(connection, "split", own, {}, author, note)
            after = identity.canonical_ids(connection)
            rest = next((after[one] for one in sorted(before) if after[one] != after[own]), after[own])
            left, kept = (querying.party_named(connection, one) for one in (after[own], rest))
        return left, kept

    def _judge(
        self,
        connection: Connection,
        kind: str,
        subject: str,
        value: dict[str, Any],
        author: str | None,
        note: str,
    ) -> None:
        who = author or _user()
        judging.judge(connection, kind, subject, value, author=who, made=datetime.now(UTC), note=note)
        identity.link_parties(connection)
        if kind in ("merge", "split"):
            comparing.compare(connection)

    def verify(self) -> list[verifying.Difference]:
        """Hash every document and slice every span again; return what differs: nothing, if sound."""
        with self._reading() as connection:
            return list(verifying.verify(connection))


def _workers(units: list[str]) -> int:
    large = any(Path(unit).is_file() and Path(unit).stat().st_size > 200_000 for unit in units)
    return (os.cpu_count() or 1) if large or len(units) > FEW else 1


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # a user id without a name, as in a container
        return "unknown"
