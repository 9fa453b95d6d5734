"""Names and dates against MEANTIME (Minard et al., LREC 2016): 120 Wikinews articles marked by hand.

``python benchmarks/meantime.py FOLDER [--tagger default] [--wrong]`` prints how many of the persons,
organisations and places named there the tagger finds, to the letter and by half, and how many dates the
program reads as the annotators did ("since 2004" as 2004). FOLDER holds the annotations (XML). Only names
that take part in an event are marked, in the first sentences of each article: precision is a lower bound.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from onrecord.attribution import load_tagger
from onrecord.model import Span
from onrecord.resolution.expressions import find

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
MARKED = {"0", "1", "2", "3", "4", "5"}
"""The sentences whose names are marked."""

_CLOSE, _OPEN = re.compile(r"[,.;:!?%)\]]|'s|n't|'"), re.compile(r"[(\[$£€#]")
_OPEN_END = re.compile(r"/\.\.$|^\.\./")
_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def text_of(root: ElementTree.Element) -> tuple[str, dict[str, Span]]:
    """Write the tokens as a text, a paragraph a sentence; return it with each token's place."""
    text, places, sentence, before = "", {}, "0", ""
    for token in root.iter("token"):
        word = token.text or ""
        if token.get("sentence") != sentence:
            text, sentence = text + "\n\n", token.get("sentence") or ""
        elif text and not _CLOSE.fullmatch(word) and not _OPEN.fullmatch(before):
            text += " "
        places[token.get("t_id") or ""] = Span(len(text), len(text) + len(word))
        text, before = text + word, word
    return text, places


def marked(
    root: ElementTree.Element, tag: str, places: dict[str, Span]
) -> Iterator[tuple[ElementTree.Element, Span]]:
    """Yield the markables of a kind that cover tokens without a gap, with the stretch they cover."""
    for element in root.iter(tag):
        held = [places[anchor.get("t_id") or ""] for anchor in element.iter("token_anchor")]
        if held:
            yield element, Span(min(s.start for s in held), max(s.end for s in held))


def names(root: ElementTree.Element, places: dict[str, Span]) -> list[tuple[Span, str]]:
    """Names of persons, organisations and places; where one lies in another, the inner one."""
    kinds = {e.get("m_id"): KINDS.get(e.get("ent_type") or "") for e in root.iter("ENTITY")}
    entity = {
        source.get("m_id"): kinds.get(target.get("m_id"))
        for link in root.iter("REFERS_TO")
        for target in link.iter("target")
        for source in link.iter("source")
    }
    found = [
        (span, kind)
        for element, span in marked(root, "ENTITY_MENTION", places)
        if element.get("syntactic_type") == "NAM" and (kind := entity.get(element.get("m_id")))
    ]
    return [
        (s, k)
        for s, k in found
        if not any(s != o and s.start <= o.start and o.end <= s.end for o, _ in found)
    ]


def meet(one: Span, other: Span) -> bool:
    """Whether two spans share at least half of what they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tagger", default="default")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    paths = sorted(given.folder.rglob("*.xml"))
    if not paths:
        raise SystemExit(f"no annotations (*.xml) below {given.folder}")
    tagger, counts = load_tagger(given.tagger), Counter[str]()
    for path in paths:
        root = ElementTree.parse(path).getroot()
        text, places = text_of(root)
        gold = names(root, places)
        marked_to = max(
            places[t.get("t_id") or ""].end for t in root.iter("token") if t.get("sentence") in MARKED
        )
        mine = [(m.span, m.kind) for m in tagger(text).mentions if m.kind in KINDS.values()]
        mine = [(span, kind) for span, kind in mine if span.end <= marked_to]
        counts["names"] += len(gold)
        counts["found"] += len(mine)
        for span, kind in gold:
            counts["exact"] += (span, kind) in mine
            counts["half"] += any(meet(span, other) and k == kind for other, k in mine)
            counts["any kind"] += any(meet(span, other) for other, _ in mine)
        times = list(marked(root, "TIMEX3", places))
        published = next(
            (e.get("value") for e, _ in times if e.get("functionInDocument") == "CREATION_TIME"), None
        )
        expressions = find(text, published)
        for element, span in times:
            value = element.get("value") or ""
            if element.get("type") != "DATE" or not _CALENDAR.fullmatch(value):
                continue
            near = [e for e in expressions if e.span.start < span.end and span.start < e.span.end]
            counts["dates"] += 1
            counts["dates found"] += bool(near)
            right = any(_OPEN_END.sub("", e.edtf).rstrip("~") == value for e in near)
            counts["dates right"] += right
            if given.wrong and not right:
                print(
                    path.stem[:24], repr(span.of(text)), value, [e.edtf for e in near], published, sep=" | "
                )
    print(f"names: {counts['names']}, found {counts['found']}")
    for measure in ("exact", "half", "any kind"):
        precision, recall = counts[measure] / counts["found"], counts[measure] / counts["names"]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"names, {measure}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    print(f"dates: {counts['dates']}, found {counts['dates found']}, read alike {counts['dates right']}")


if __name__ == "__main__":
    main()
