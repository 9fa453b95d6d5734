"""Gold attributions in brat standoff (https://brat.nlplab.org/standoff.html), as PolNeAR ships them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.attribution.kinds import kind_of
from onrecord.attribution.quotes import quotations
from onrecord.errors import OnrecordError
from onrecord.model import Attribution, Span, Spans

_OFFSETS = re.compile(r"\d+ \d+(?:;\d+ \d+)*")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One text and what each of its annotators marked in it, in the order of their files' names."""

    name: str
    text: str
    annotations: tuple[tuple[Attribution, ...], ...]


def gold_documents(folder: Path) -> Iterator[GoldDocument]:
    """Yield the documents of ``folder/text/*.txt`` that ``folder/attributions/*.ann`` has annotations for.

    An annotation belongs to the text of the longest name that its own begins with. Raises
    :class:`OnrecordError` when the folder holds none, or one that is not UTF-8.
    """
    texts = {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        own = max((name for name in texts if path.stem.startswith(name)), key=len, default=None)
        if own is not None:
            files.setdefault(own, []).append(path)
    for name in sorted(files):
        try:
            text = texts[name].read_text(encoding="utf-8")
            found = tuple(read_annotation(text, path) for path in files[name])
        except UnicodeDecodeError as error:
            raise OnrecordError(f"{texts[name]}: text and marks must be UTF-8 ({error.reason}).") from None
        yield GoldDocument(name, text, found)
    if not files:
        raise OnrecordError(
            f"{folder} holds no gold attributions: expected texts in text/*.txt and brat standoff in "
            "attributions/*.ann with the same names. Give the folder that holds these two."
        )


def read_annotation(text: str, path: Path) -> tuple[Attribution, ...]:
    """Return the attributions of one ``.ann`` file that have a content; what does not parse is passed over.

    An event sees only the spans on the lines before its own, as in the scoring of the published figures.
    """
    spans: dict[str, list[Span]] = {}
    quoted = quotations(text)
    found: list[Attribution] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        rest = rest.partition("\t")[0]
        offsets = rest.partition(" ")[2]
        if key.startswith("T") and _OFFSETS.fullmatch(offsets):
            spans[key] = [Span(*map(int, piece.split())) for piece in offsets.split(";")]
        elif key.startswith("E"):
            source, cue, content = _roles(rest, spans)
            if content:
                found.append(
                    Attribution(content, source, cue, kind_of(text, content, quoted), confidence=1.0)
                )
    return tuple(found)


def _roles(event: str, spans: Mapping[str, list[Span]]) -> tuple[Spans, Spans, Spans]:
    """Return the source, cue and content spans of an event such as ``Attribution:T2 Cue:T2 Content2:T3``."""
    parts: dict[str, list[Span]] = {role: [] for role in ("source", "cue", "content")}
    for part in event.split():
        role, _, target = part.partition(":")
        parts.get(role.rstrip("0123456789").lower(), []).extend(spans.get(target, ()))
    source, cue, content = (tuple(sorted(found)) for found in parts.values())
    return source, cue, content
