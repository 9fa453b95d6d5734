"""Conditions: the words that make a yes depend on something, pinned, with what they ask and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.attribution.lexicon import table
from onrecord.attribution.sentences import is_abbreviation, sentences
from onrecord.model import Span, Spans
from onrecord.positions.statements import Statement
from onrecord.resolution.expressions import find
from onrecord.when import bounds

# A clause ends at a stop, a closing mark, a dash or a comma that begins something new.
_CLAUSE_END = re.compile(
    r"[.;:!?”»\n)](?=\s|$|[”\"'’»])|\s[–—-]{1,2}\s|—|[”»]|(?<!\s)\""
    r"|,(?!\s+(?:and|or)\s+(?:not|on|of|that the|with)\b)(?=\s|[”\"'’]|$)"
)
_OPENED = {'"': '"', "”": "“", "»": "«"}
_NO_WAIT = re.compile(
    r"(?:\bnot|n['’]t|\bno need to|\bwithout)(?:\s+\w+){0,3}\s+(?:wait|waiting|delayed|postponed)$"
)
"""What stands before “until” where nothing is waited for."""
_WORD_BEFORE = re.compile(r"[\w.]+$")
_VERBLIKE = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|gets?|\w{3,}(?:s|ed|t|n))\b"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of one statement on which something depends.

    ``span`` holds the marker and its clause, ``asks`` the clause alone: what must come about. ``by`` is the
    date named in it (EDTF), ``marker`` the kind of words (resources/en/conditions.toml).
    """

    statement: str
    marker: str
    span: Span
    asks: Span
    by: str | None = None


@dataclass(frozen=True, slots=True)
class _Marker:
    id: str
    needs: str | None
    whole: bool
    bare: bool


def conditions(statement: Statement) -> list[Condition]:
    """Return the conditions in a statement's content, in text order, none within another.

    >>> text = "The bank will lend the money provided that the roof is mended."
    >>> found = conditions(Statement("s", "d", "p", text, (Span(0, len(text)),)))
    >>> [c.asks.of(text) for c in found]
    ['the roof is mended']
    """
    text, found = statement.text, []
    for span in statement.content:
        for sentence in sentences(text, span.start, span.end):
            found += _in_sentence(statement, sentence)
    return found


def condition_spans(statement: Statement) -> Spans:
    """Return the spans of a statement's conditions."""
    return tuple(condition.span for condition in conditions(statement))


def names_condition(text: str) -> bool:
    """Whether words, without what stands around them, name a condition."""
    return bool(conditions(Statement("", "", "", text, (Span(0, len(text)),))))


def _in_sentence(statement: Statement, sentence: Span) -> list[Condition]:
    text, found = statement.text, []
    taken = sentence.start
    for match in _finder().finditer(text, sentence.start, sentence.end):
        marker = next(m for m in _markers() if match.lastgroup == _group(m.id))
        if match.start() < taken or not _stands(text, sentence, match, marker):
            continue
        end = _clause_end(text, match.end(), sentence.end)
        asks = _trimmed(text, match.start() if marker.whole else match.end(), end)
        if (
            asks.end - asks.start < 4
            or not _named(text, asks, marker)
            or not _needs_met(text, sentence, match, end, marker)
        ):
            continue
        found.append(
            Condition(statement.id, marker.id, Span(match.start(), asks.end), asks, _by(statement, asks))
        )
        taken = asks.end
    return found


def _stands(text: str, sentence: Span, match: re.Match[str], marker: _Marker) -> bool:
    before = text[max(sentence.start, match.start() - 24) : match.start()].lower().split()
    after = text[match.end() : match.end() + 30].lstrip().lower()
    if " ".join(["", *before]).endswith(tuple(f" {words}" for words in _listed("before_none"))):
        return False
    if _NO_WAIT.search(" ".join(before)):
        return False
    if marker.id == "depends on" and before and re.search(r"n['’]t$|^(?:not|never|cannot)$", before[-1]):
        return False
    if not marker.bare:
        return True
    if before and before[-1].strip("“\"',(") in _listed("before_not"):
        return False
    return not any(re.match(rf"{re.escape(word)}(?!\w)", after) for word in _listed("after_not"))


def _named(text: str, asks: Span, marker: _Marker) -> bool:
    """Whether the clause names something that can come about: more than a date."""
    clause = asks.of(text)
    if marker.id in ("until", "as long as", "while", "once", "if", "when", "before", "unless"):
        return len(clause.split()) >= 3 and bool(_VERBLIKE.search(clause.split(None, 1)[1]))
    return len(clause.split()) >= 2


def _needs_met(text: str, sentence: Span, match: re.Match[str], end: int, marker: _Marker) -> bool:
    rest = f"{text[sentence.start : match.start()]} | {text[end : sentence.end]}"
    if (
        marker.id == "if"
        and _unreal("clause").search(text, match.end(), end)
        and _unreal("rest").search(rest)
    ):
        return False
    if marker.needs == "open":
        return bool(_any_of("open").search(text[match.end() : end])) and bool(_any_of("future").search(rest))
    return marker.needs is None or bool(_any_of(marker.needs).search(rest))


def _clause_end(text: str, start: int, limit: int) -> int:
    ends = (m.start() for m in _CLAUSE_END.finditer(text, start, limit) if not _goes_on(text, start, m))
    return next(ends, limit)


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a clause goes on behind a mark: the stop of an abbreviation, or the end of words it quotes."""
    mark, clause = match.group(), text[start : match.start()]
    if mark == ".":
        word = _WORD_BEFORE.search(clause)
        return word is not None and is_abbreviation(word.group())
    opening = _OPENED.get(mark)
    if opening == mark:
        return clause.count(mark) % 2 == 1
    return opening is not None and clause.count(opening) > clause.count(mark)


def _by(statement: Statement, asks: Span) -> str | None:
    said = statement.said if statement.said and not statement.said.startswith("XXXX") else statement.published
    now = bounds(said)[1] if said else None
    found = [one.edtf for one in find(asks.of(statement.text), said) if not one.edtf.startswith("XXXX")]
    ahead = [edtf for edtf in found if now is None or ((end := bounds(edtf)[1]) and end >= now)]
    return ahead[-1] if ahead else None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in ' \n\t,“"':
        start += 1
    while end > start and text[end - 1] in " \n\t,“”\"'’.;:»":
        end -= 1
    return Span(start, end)


@cache
def _markers() -> tuple[_Marker, ...]:
    return tuple(
        _Marker(entry["id"], entry.get("needs"), entry.get("whole", False), entry.get("bare", False))
        for entry in table("conditions")["marker"]
    )


@cache
def _finder() -> re.Pattern[str]:
    entries: Sequence[Any] = table("conditions")["marker"]
    groups = (rf"(?P<{_group(entry['id'])}>{'|'.join(entry['words'])})" for entry in entries)
    return re.compile(rf"(?i)\b(?:{'|'.join(groups)})(?!\w)")


def _group(name: str) -> str:
    return name.replace(" ", "_")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("conditions")[name])


@cache
def _unreal(part: str) -> re.Pattern[str]:
    words = table("conditions")["counterfactual"]
    return re.compile(rf"(?i)\b{words[part]}{words['participle']}\b")


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = sorted(_listed(name), key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?i)(?:(?<!\w)|(?<=\w)(?=n['’]t|['’]ll))(?:{joined})(?!\w)")
