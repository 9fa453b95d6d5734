"""Predicted attributions against gold ones, counted one document at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from onrecord.evaluation.figures import Figures, Score, Share
from onrecord.model import Attribution, Kind, Span, Spans

_SKIPPED = frozenset(" \t\r\n\u00a0\"'“”‘’«»„`.,;:!?-–—()[]")
_ROLES = ("source", "cue", "content")
_EXACT = 0.999

Characters = set[int]
Pairs = dict[int, int]


def counts(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counter[str]:
    """Return what one document adds to the figures; white space, marks and edge punctuation do not count."""
    gold_contents = [characters(text, a.content) for a in gold]
    contents = [characters(text, a.content) for a in predicted]
    half = match(gold_contents, contents, 0.5)
    n: Counter[str] = Counter(documents=1, gold=len(gold), predicted=len(predicted), half=len(half))
    n["exact"] = len(match(gold_contents, contents, _EXACT))
    all_gold, all_predicted = set().union(*gold_contents), set().union(*contents)
    n.update(
        char_gold=len(all_gold), char_predicted=len(all_predicted), char_both=len(all_gold & all_predicted)
    )
    for attribution in gold:
        n[f"gold {attribution.kind}"] += 1
    for attribution in predicted:
        n[f"predicted {attribution.kind}"] += 1
    for i, attribution in enumerate(gold):
        direct = is_direct(text, attribution.content)
        n["direct"] += direct
        if i in half:
            n += _sources(text, attribution, predicted[half[i]], direct)
    return n + _spans(text, gold, predicted)


def figures(n: Counter[str]) -> Figures:
    """Return the figures that summed counts amount to."""

    def one_to_one(hits: str) -> Score:
        return Score(n[hits], n["gold"], n[hits], n["predicted"])

    return Figures(
        documents=n["documents"],
        exact=one_to_one("exact"),
        half=one_to_one("half"),
        attribution=one_to_one("full"),
        characters=Score(n["char_both"], n["char_gold"], n["char_both"], n["char_predicted"]),
        source_overlap=Share(n["source overlap"], n["sourced"]),
        source_exact=Share(n["source exact"], n["sourced"]),
        direct_recall=Share(n["direct found"], n["direct"]),
        direct_source=Share(n["direct source"], n["direct sourced"]),
        kinds={
            kind: Score(n[f"found {kind}"], n[f"gold {kind}"], n[f"right {kind}"], n[f"predicted {kind}"])
            for kind in get_args(Kind)
        },
        spans={
            role: Score(n[f"{role} hits"], n[f"{role} gold"], n[f"{role} hits"], n[f"{role} predicted"])
            for role in _ROLES
        },
    )


def characters(text: str, spans: Spans) -> Characters:
    """Return the offsets in the spans of the characters that count."""
    return {i for start, end in spans for i in range(start, min(end, len(text))) if text[i] not in _SKIPPED}


def match(gold: Sequence[Characters], predicted: Sequence[Characters], threshold: float) -> Pairs:
    """Pair gold with predictions one to one, the best pairs first; the keys are the gold ones."""
    scored = sorted(
        (
            (len(g & p) / len(g | p), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if not g.isdisjoint(p)
        ),
        reverse=True,
    )
    pairs: Pairs = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score >= threshold and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def is_direct(text: str, content: Spans) -> bool:
    """Whether a content begins and ends with quotation marks, edge punctuation aside."""
    piece = text[content[0].start : content[-1].end].strip(" .,;:")
    return piece[:1] in set("\"“'‘") | {""} and piece[-1:] in set("\"”'’") | {""}


def _sources(text: str, gold: Attribution, predicted: Attribution, direct: bool) -> Counter[str]:
    """Count the sources of a matched pair."""
    wanted, given = characters(text, gold.source), characters(text, predicted.source)
    overlap = not wanted.isdisjoint(given)
    right = overlap or not (wanted or given)
    n = Counter({"full": right, "direct found": direct})
    if wanted:
        n.update({"sourced": 1, "source overlap": overlap, "source exact": wanted == given})
        n.update({"direct sourced": direct, "direct source": direct and overlap})
    if right:
        n.update([f"found {gold.kind}", f"right {predicted.kind}"])
    return n


def _spans(text: str, gold: Iterable[Attribution], predicted: Iterable[Attribution]) -> Counter[str]:
    n: Counter[str] = Counter()
    for role in _ROLES:
        wanted = {ends for a in gold if (spans := getattr(a, role)) for ends in _ends(text, spans)}
        given = {ends for a in predicted if (spans := getattr(a, role)) for ends in _ends(text, spans)}
        n.update({f"{role} gold": len(wanted), f"{role} predicted": len(given)})
        n[f"{role} hits"] = len(wanted & given)
    return n


def _ends(text: str, spans: Spans) -> set[Span]:
    """Return each span without the characters at its ends that do not count."""
    counted = (characters(text, (span,)) for span in spans)
    return {Span(min(inside), max(inside) + 1) for inside in counted if inside}
