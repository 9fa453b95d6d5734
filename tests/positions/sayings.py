"""Statements for tests: from invented texts, and from the demonstration's gold with labels made by hand."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from onrecord import Record
from onrecord.model import Span, Spans
from onrecord.positions.conditions import condition_spans
from onrecord.positions.dossier_file import read_dossier
from onrecord.positions.outcomes import Text
from onrecord.positions.retold import with_retold
from onrecord.positions.stance import Asked, Side, Verdict, stances
from onrecord.positions.statements import Statement
from onrecord.positions.survey import Survey
from onrecord.reading import read_unit
from onrecord.when import bounds
from tests import make_demo_gold as gold

DEMO = gold.DEMO
SHIPPED = "ONRECORD_DEMO_SHIPPED"
"""Set, ``test_demo.py`` asks a record made of the demonstration with all that ships, in the place of gold
statements with labels made by hand: what then fails is what a user does not get."""


def saying(text: str, content: str | None = None, **known: Any) -> Statement:
    """A statement whose content is the whole text, or the words given."""
    start = text.index(content) if content else 0
    span = Span(start, start + len(content or text))
    made = Statement("s", "d", "page.txt", text, (span,))
    return replace(made, **known)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DEMO / "gold" / name).read_text("utf-8").splitlines()]


@cache
def labels() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("demo_stances.toml")
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["label"]
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def by_hand(pairs: Sequence[Asked]) -> list[Verdict | None]:
    """Judge the demonstration's statements by the labels made by hand."""
    starts = {
        "Oskavia should become": "member",
        "Oskavia should be invited": "now",
        "The Meridian": "partial",
    }
    found: list[Verdict | None] = []
    for statement, proposition, _ in pairs:
        name = next(v for k, v in starts.items() if proposition.startswith(k))
        text = plain(statement)
        sides: list[Side] = [
            entry[name]
            for entry in labels()
            if name in entry and all(plain(w) in text for w in entry["words"])
        ]
        side = "conditional" if "conditional" in sides else sides[0] if sides else None
        found.append(Verdict(side, 0.9) if side else None)
    return found


@cache
def gold_statements() -> tuple[list[Statement], list[Text]]:
    """The demonstration's gold statements and turns, pinned in its texts as read, and its documents."""
    files = [*(DEMO / "articles").iterdir(), *(DEMO / "transcripts").iterdir()]
    documents: dict[str, Any] = {path.name: next(iter(read_unit(str(path)))) for path in sorted(files)}
    found = []
    for number, row in enumerate([*rows("statements.jsonl"), *rows("turns.jsonl")]):
        document, speaker = documents[row["document"]], row.get("speaker") or {}
        parts = row.get("parts") or [gold.plain(row["document"])[s:e] for s, e in row["content"]]
        turn = "label" in row
        found.append(
            Statement(
                f"g{number}",
                document.id,
                row["document"],
                document.text,
                pinned(document.text, parts),
                kind="direct" if turn else row["kind"],
                act="says" if turn else row["act"],
                speaker=speaker.get("name") or ("a reporter" if turn else None),
                speaker_kind=speaker.get("kind", "person") if speaker else "unnamed",
                role=speaker.get("role"),
                affiliation=speaker.get("party"),
                said=document.published if turn else row["said"],
                published=document.published,
                outlet=document.outlet,
                via=tuple(hop["name"] for hop in row.get("via", ())),
                origin=document.id,
            )
        )
    texts = [Text(d.id, d.text, d.published, tuple(a.span for a in d.set_aside)) for d in documents.values()]
    return found, texts


def pinned(text: str, parts: Sequence[str]) -> Spans:
    """Pin the parts of a quote: the longest where it stands first, the others as near to it as they stand."""
    anchor = max(range(len(parts)), key=lambda i: len(parts[i]))
    at = text.index(parts[anchor])
    spans = [Span(at, at + len(parts[anchor]))]
    for part in parts[anchor + 1 :]:
        start = text.index(part, spans[-1].end)
        spans.append(Span(start, start + len(part)))
    for part in reversed(parts[:anchor]):
        start = text.rindex(part, 0, spans[0].start)
        spans.insert(0, Span(start, start + len(part)))
    return tuple(spans)


@cache
def demo_survey(as_of: str | None = None) -> Survey:
    dossier, day = read_dossier("demo"), bounds(as_of)[1] if as_of else None
    if os.environ.get(SHIPPED):
        return shipped_record().survey(dossier, day)
    statements, texts = gold_statements()
    told = list(with_retold(statements))
    return Survey(dossier, told, stances(told, dossier, by_hand, condition_spans), texts, as_of=day)


@cache
def shipped_record() -> Record:
    record = Record(Path(tempfile.mkdtemp()) / "demo.db")
    record.add([DEMO / "articles", DEMO / "transcripts"])
    return record
