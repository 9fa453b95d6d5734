"""The record of issue one: documents, parties, attributions, reports, hops, judgements, runs.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

STATEMENT_VIEW = """
CREATE VIEW statement AS
SELECT report.id, report.document_id, document.path AS document, document.outlet, document.published,
       attribution.kind, attribution.act, attribution.source, attribution.cue, attribution.content,
       report.quote, canonical.id AS speaker_id, canonical.name AS speaker, canonical.kind AS speaker_kind,
       report.role, report.affiliation, report.said, report.said_from, report.said_to, report.said_because,
       report.addressee, report.occasion, report.confidence, report.because, attribution.parent_id AS parent,
       attribution.start
FROM report
JOIN attribution ON attribution.id = report.id
JOIN document ON document.id = report.document_id
LEFT JOIN party AS printed ON printed.id = report.party_id
LEFT JOIN party AS canonical ON canonical.id = printed.canonical_id
"""


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_judgement_subject"), "judgement", ["subject"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("disambiguation", sa.String(), nullable=False),
        sa.Column("canonical_id", sa.String(), nullable=False),
        sa.Column("same_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["canonical_id"],
            ["party.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_party_canonical_id"), "party", ["canonical_id"], unique=False)
    op.create_index(op.f("ix_party_name"), "party", ["name"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("finished", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("tagger", sa.String(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stance",
        sa.Column("statement_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("condition", sa.JSON(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "proposition_id"),
    )
    op.create_table(
        "commitment",
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("beneficiary", sa.String(), nullable=True),
        sa.Column("amount", sa.String(), nullable=True),
        sa.Column("deadline", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("statements", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "id"),
    )
    op.create_table(
        "condition",
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("statement_id", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("marker", sa.String(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "statement_id", "proposition_id", "start"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_from", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_outlet"), "document", ["outlet"], unique=False)
    op.create_table(
        "issue",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "link",
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("later_id", sa.String(), nullable=False),
        sa.Column("earlier_id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("proposition_id", sa.String(), nullable=True),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "kind", "later_id", "earlier_id"),
    )
    op.create_table(
        "proposition",
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id", "name"),
    )
    op.create_index(op.f("ix_proposition_id"), "proposition", ["id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_table(
        "utterance",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party_id", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_utterance_party_id"), "utterance", ["party_id"], unique=False)
    op.create_table(
        "alias",
        sa.Column("party_id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
        ),
        sa.PrimaryKeyConstraint("party_id", "form", "document_id"),
    )
    op.create_table(
        "attribution",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("cue", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("tagger", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_attribution_document_id"), "attribution", ["document_id"], unique=False)
    op.create_table(
        "copy",
        sa.Column("first_id", sa.String(), nullable=False),
        sa.Column("copy_id", sa.String(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("first_id", "copy_id"),
    )
    op.create_index(op.f("ix_copy_copy_id"), "copy", ["copy_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("report_id", "position"),
    )
    op.create_table(
        "origin",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("utterance_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterance.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_origin_utterance_id"), "origin", ["utterance_id"], unique=False)
    op.create_table(
        "setaside",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("document_id", "start", "end"),
    )
    op.create_table(
        "tenure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("party_id", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["party.id"],
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_tenure_document_id"), "tenure", ["document_id"], unique=False)
    op.create_index(op.f("ix_tenure_party_id"), "tenure", ["party_id"], unique=False)
    op.create_table(
        "carrier",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("utterance_id", sa.String(), nullable=False),
        sa.Column("origin_id", sa.String(), nullable=False),
        sa.Column("like_id", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["origin.id"],
        ),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterance.id"],
        ),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_index(op.f("ix_carrier_origin_id"), "carrier", ["origin_id"], unique=False)
    op.create_index(op.f("ix_carrier_utterance_id"), "carrier", ["utterance_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("party_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("said_from", sa.String(), nullable=True),
        sa.Column("said_to", sa.String(), nullable=True),
        sa.Column("said_because", sa.Text(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=True),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["attribution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_report_document_id"), "report", ["document_id"], unique=False)
    op.create_index(op.f("ix_report_party_id"), "report", ["party_id"], unique=False)
    op.create_index(op.f("ix_report_said_from"), "report", ["said_from"], unique=False)
    op.create_index(op.f("ix_report_said_to"), "report", ["said_to"], unique=False)
    op.create_table(
        "hop",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["party.id"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("report_id", "position"),
    )
    op.create_table(
        "trace",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("transcript_id", sa.String(), nullable=True),
        sa.Column("match", sa.JSON(), nullable=False),
        sa.Column("turn_speaker", sa.String(), nullable=True),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("searched", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_index(op.f("ix_trace_grade"), "trace", ["grade"], unique=False)
    op.execute(STATEMENT_VIEW)
    op.execute("CREATE VIRTUAL TABLE statement_search USING fts5(id UNINDEXED, quote)")
