"""The record's tables, in the project's vocabulary (docs/record.md describes each table).

Spans are stored as JSON ``[[start, end], ...]`` in code points of ``document.text``; dates are EDTF, with
``*_from`` and ``*_to`` beside those that are searched by (the first and last day each may mean).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("version", String, nullable=False),
    Column("tagger", String, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("documents", Integer, nullable=False, default=0),
    Column("statements", Integer, nullable=False, default=0),
    Column("known", Integer, nullable=False, default=0),
    Column("issues", Integer, nullable=False, default=0),
)

unit = Table(
    "unit",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
)

issue = Table(
    "issue",
    metadata,
    Column("id", String, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("path", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("path", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text),
    Column("outlet", String, index=True),
    Column("byline", String),
    Column("url", String),
    Column("published", String),
    Column("published_from", String, nullable=False),
    Column("language", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("text", Text, nullable=False),
)

setaside = Table(
    "setaside",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("reason", String, nullable=False),
)

party = Table(
    "party",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("disambiguation", String, nullable=False, default=""),
    Column("canonical_id", ForeignKey("party.id"), nullable=False, index=True),
    Column("same_because", Text),
)

alias = Table(
    "alias",
    metadata,
    Column("party_id", ForeignKey("party.id"), primary_key=True),
    Column("form", String, primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
)

tenure = Table(
    "tenure",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("document.id"), index=True),
    Column("party_id", ForeignKey("party.id"), nullable=False, index=True),
    Column("office", String, nullable=False),
    Column("organisation_id", ForeignKey("party.id")),
    Column("since", String),
    Column("until", String),
    Column("source", Text, nullable=False),
)

attribution = Table(
    "attribution",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("act", String, nullable=False),
    Column("source", JSON, nullable=False),
    Column("cue", JSON, nullable=False),
    Column("content", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("parent_id", String),
    Column("tagger", String, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", ForeignKey("attribution.id"), primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("party_id", ForeignKey("party.id"), index=True),
    Column("role", String),
    Column("affiliation", String),
    Column("said", String, nullable=False),
    Column("said_from", String, index=True),
    Column("said_to", String, index=True),
    Column("said_because", Text, nullable=False),
    Column("addressee", String),
    Column("occasion", String),
    Column("quote", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("because", JSON, nullable=False),
)

hop = Table(
    "hop",
    metadata,
    Column("report_id", ForeignKey("report.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("party_id", ForeignKey("party.id"), nullable=False),
    Column("relation", String, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
)

trace = Table(
    "trace",
    metadata,
    Column("report_id", ForeignKey("report.id"), primary_key=True),
    Column("grade", String, nullable=False, index=True),
    Column("transcript_id", ForeignKey("document.id")),
    Column("match", JSON, nullable=False),
    Column("turn_speaker", String),
    Column("differences", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("searched", JSON, nullable=False),
)

dossier = Table(
    "dossier",
    metadata,
    Column("id", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("rule", String),
)

proposition = Table(
    "proposition",
    metadata,
    Column("dossier_id", ForeignKey("dossier.id"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
)

stance = Table(
    "stance",
    metadata,
    Column("statement_id", String, primary_key=True),  # a report, or the earlier words it tells of
    Column("proposition_id", String, primary_key=True),
    Column("stance", String, nullable=False),
    Column("act", String),
    Column("confidence", Float),
    Column("because", JSON, nullable=False),
    Column("condition", JSON, nullable=False),
    Column("model", String, nullable=False),
)

condition = Table(
    "condition",
    metadata,
    Column("dossier_id", ForeignKey("dossier.id"), primary_key=True),
    Column("statement_id", String, primary_key=True),
    Column("proposition_id", String, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("party", String, nullable=False),
    Column("marker", String, nullable=False),
    Column("asks", Text, nullable=False),
    Column("by", String),
)

commitment = Table(
    "commitment",
    metadata,
    Column("dossier_id", ForeignKey("dossier.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("party", String, nullable=False),
    Column("person", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("said", String),
    Column("beneficiary", String),
    Column("amount", String),
    Column("deadline", String),
    Column("by", String),
    Column("state", String, nullable=False),
    Column("outcome", String),
    Column("because", Text, nullable=False),
    Column("statements", JSON, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("dossier_id", ForeignKey("dossier.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("later_id", String, primary_key=True),
    Column("earlier_id", String, primary_key=True),
    Column("party", String, nullable=False),
    Column("proposition_id", String),
    Column("grade", String, nullable=False),
    Column("because", Text, nullable=False),
)

copy = Table(
    "copy",
    metadata,
    Column("first_id", ForeignKey("document.id"), primary_key=True),
    Column("copy_id", ForeignKey("document.id"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
    Column("passages", JSON, nullable=False),
    Column("because", Text, nullable=False),
)

fingerprint = Table(
    "fingerprint",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("version", String, nullable=False),
    Column("credit", String),
    Column("hashes", LargeBinary, nullable=False),
)

vector = Table(
    "vector",
    metadata,
    Column("id", String, primary_key=True),
    Column("network", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

utterance = Table(
    "utterance",
    metadata,
    Column("id", String, primary_key=True),
    Column("party_id", ForeignKey("party.id"), index=True),
    Column("said", String, nullable=False),
    Column("quote", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
)

origin = Table(
    "origin",
    metadata,
    Column("id", String, primary_key=True),
    Column("utterance_id", ForeignKey("utterance.id"), nullable=False, index=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("outlet", String),
    Column("documents", Integer, nullable=False),
    Column("because", JSON, nullable=False),
)

carrier = Table(
    "carrier",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("utterance_id", ForeignKey("utterance.id"), nullable=False, index=True),
    Column("origin_id", ForeignKey("origin.id"), nullable=False, index=True),
    Column("like_id", String),
    Column("score", Float),
    Column("because", JSON, nullable=False),
)

lead = Table(
    "lead",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("source_id", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("because", Text, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made", String, nullable=False),
    Column("author", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("value", JSON, nullable=False),
    Column("note", Text, nullable=False, default=""),
)

VIEWS = MetaData()
statement = Table(
    "statement",  # a view: a report with its attribution, its document and its canonical speaker
    VIEWS,
    *(
        Column(name, String)
        for name in (
            *("id", "document_id", "document", "outlet", "published", "kind", "act", "quote", "speaker_id"),
            *("speaker", "speaker_kind", "role", "affiliation", "said", "said_from", "said_to"),
            *("said_because", "addressee", "occasion", "parent"),
        )
    ),
    *(Column(name, JSON) for name in ("source", "cue", "content", "because")),
    Column("confidence", Float),
    Column("start", Integer),
)
statement_search = Table(
    "statement_search",  # FTS5
    VIEWS,
    *(Column(name, String) for name in ("id", "quote")),
)
