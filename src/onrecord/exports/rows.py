"""One statement as one JSON object: the machine-readable contract (docs/output.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.model import Document, Report, Spans

Row = dict[str, Any]


def from_report(document: Document, report: Report) -> Row:
    """Return the contract's object for a report fresh from the pipeline."""
    found, speaker = report.attribution, report.speaker
    return {
        "id": report.id,
        "document": document.path,
        "published": document.published,
        "kind": found.kind,
        "source": _pairs(found.source),
        "cue": _pairs(found.cue),
        "content": _pairs(found.content),
        "quote": report.quote,
        "speaker": speaker
        and {
            "name": speaker.party.name,
            "kind": speaker.party.kind,
            "role": speaker.role,
            "party": speaker.affiliation,
        },
        "said": report.said.edtf,
        "via": [{"name": hop.party.name, "kind": hop.party.kind} for hop in report.via],
        "confidence": round(report.confidence, 3),
        "act": found.act,
        "parent": report.parent,
        "outlet": document.outlet,
        "addressee": report.addressee,
        "occasion": report.occasion,
        "said_because": report.said.reason,
        "because": list(report.reasons),
    }


def from_record(row: Mapping[str, Any]) -> Row:
    """Return the contract's object for a row of the record's ``statement`` view (with its hops)."""
    same = ("id", "document", "published", "kind", "source", "cue", "content", "quote")
    more = ("act", "parent", "outlet", "addressee", "occasion", "said_because", "because")
    speaker = row["speaker"] and {
        "name": row["speaker"],
        "kind": row["speaker_kind"],
        "role": row["role"],
        "party": row["affiliation"],
    }
    return {
        **{name: row[name] for name in same},
        "speaker": speaker,
        "said": row["said"],
        "via": [{"name": hop["name"], "kind": hop["kind"]} for hop in row["via"]],
        "confidence": round(row["confidence"], 3),
        **{name: row[name] for name in more},
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
