"""Writes the demonstration's gold from the readable sources in `demo_gold/`: python tests/make_demo_gold.py.

Every quote is searched in its text; one that is missing, or stands there twice, stops the script.
Offsets are code points of the file's text as Python reads it (of a .json file: of the value that holds its
text). What text an .html file has is up to its reader, so there the quote alone is given.
"""

import html
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "demo_gold"
DEMO = Path(__file__).parent.parent / "src" / "onrecord" / "resources" / "demo"
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
TURN = re.compile(r"^(?:\*\*)?(?P<label>Q|(?:[A-Z]+\.? )+[A-Z-]+)(?::\*\*|:| {3})\s*", re.MULTILINE)
STAGE = re.compile(r"\n\n(?:\d+:\d\d [AP]\.M\.|\\###)")

Span = tuple[int, int]


def plain(name: str) -> str:
    """The text of a demonstration file: as it is, or the words of its HTML or JSON body."""
    path = DEMO / ("articles" if (DEMO / "articles" / name).exists() else "transcripts") / name
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        record = json.loads(raw)
        return str(record.get("maintext") or record["text"])
    if path.suffix == ".html":
        body = raw[raw.index("<body") :]
        return html.unescape(re.sub(r"<[^>]+>", "", body))
    return raw


def find(text: str, wanted: str) -> list[Span]:
    """The spans of a stretch: `~~` skips words, `<<..>>` is passed over, `@2` takes the second place."""
    wanted, _, nth = wanted.strip().partition(" @")
    pattern = "("
    for part in re.split(r"(<<.*?>>| ~~ )", wanted):
        if part.startswith("<<"):
            pattern += ")" + re.escape(part[2:-2]) + "("
        else:
            pattern += ".*?" if part == " ~~ " else re.escape(part)
    places = list(re.finditer(pattern + ")", text, re.DOTALL))
    if not places or (len(places) > 1 and not nth) or (nth and len(places) < int(nth)):
        raise LookupError(f"{len(places)} places for {wanted!r}")
    match = places[int(nth) - 1 if nth else 0]
    opening = re.split(r"<<| ~~ ", wanted)[0]
    if opening in text[match.start() + 1 : match.end()]:
        raise LookupError(f"the opening words occur again inside {wanted!r}")
    spans = [match.span(group) for group in range(1, (match.lastindex or 0) + 1)]
    return [(start, end) for start, end in spans if start < end]


def locate(text: str, quote: str) -> list[Span]:
    """The spans of a quote whose separate parts are joined by `||`."""
    return [span for part in quote.split(" || ") for span in find(text, part)]


def pinned(name: str, quote: str) -> dict[str, Any]:
    """`document`, `parts`, `quote` (parts joined by ` … `), and `content` where the file is its own text."""
    text = plain(name)
    try:
        spans = locate(text, quote)
    except LookupError as error:
        raise LookupError(f"{name}: {error}") from None
    row: dict[str, Any] = {"document": name, "parts": [text[a:b] for a, b in spans]}
    if not name.endswith(".html"):
        row["content"] = [list(span) for span in spans]
    return row | {"quote": " … ".join(row["parts"])}


def source(parties: dict[str, Any], key: str) -> dict[str, Any] | None:
    """The party of an id, of an unnamed source (`?words@Party`), or None for `-`."""
    if key == "-":
        return None
    if not key.startswith("?"):
        known: dict[str, Any] = parties[key]
        return {"name": None, "kind": None, "role": None, "party": None} | known
    name, _, party = key[1:].replace("_", " ").partition("@")
    return {"name": name, "kind": "unnamed", "role": None, "party": party or None}


def statements(parties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of `statements.txt`."""
    name, published = "", "-"
    for line in (HERE / "statements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            _, name, published = line.split()
        elif line and not line.startswith("#"):
            head, _, quote = line.partition(" :: ")
            kind, act, said, speaker, via = head.split()
            yield pinned(name, quote) | {
                "kind": KINDS[kind.removeprefix("*")],
                "speaker": source(parties, speaker),
                "said": {"-": None, "~": published + "~"}.get(said, said),
                "via": [source(parties, key) for key in via.split(",") if key != "-"],
                "act": act,
                "optional": kind.startswith("*"),
            }


def documents() -> Iterator[dict[str, Any]]:
    """The rows of `documents.toml`: what is to be known of each file, None where nothing tells."""
    known = tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8"))
    blank = dict.fromkeys(("outlet", "published", "from", "byline", "credit"))
    for name, fields in known.items():
        yield {"document": name} | blank | fields


def noise() -> Iterator[dict[str, Any]]:
    """The rows of `noise.txt`: what the reader must set aside, and why."""
    for line in (HERE / "noise.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, reason, quote = line.split(maxsplit=2)
            yield pinned(name, quote.replace("\\n", "\n")) | {"reason": reason}


def plants() -> Iterator[dict[str, Any]]:
    """The rows of `plants.toml`, every quote of theirs pinned."""
    for plant in tomllib.loads((HERE / "plants.toml").read_text(encoding="utf-8"))["plant"]:
        quotes = [{"role": q["role"]} | pinned(q["in"], q["text"]) for q in plant.pop("quotes", [])]
        yield plant | {"quotes": quotes}


def turns(parties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every speaker turn of the transcripts; what stands between two turns is left out."""
    labels = tomllib.loads((HERE / "turns.toml").read_text(encoding="utf-8"))
    for path in sorted((DEMO / "transcripts").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        heads = list(TURN.finditer(text))
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            end = following.start() if following else len(text)
            body = STAGE.split(text[head.end() : end])[0].rstrip()
            yield {
                "document": path.name,
                "label": head["label"],
                "speaker": source(parties, labels[head["label"]]),
                "content": [[head.end(), head.end() + len(body)]],
                "said": path.name[:10],
            }


def write(name: str, rows: Iterator[dict[str, Any]]) -> None:
    """Writes one gold file and says how many rows it has."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (DEMO / "gold" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{name}: {len(lines)}\n")


def main() -> None:
    """Rewrites all gold files."""
    parties = tomllib.loads((HERE / "parties.toml").read_text(encoding="utf-8"))
    write("documents.jsonl", documents())
    write("statements.jsonl", statements(parties))
    write("turns.jsonl", turns(parties))
    write("noise.jsonl", noise())
    write("plants.jsonl", plants())


if __name__ == "__main__":
    main()
