"""What in a text is not the report: set aside with a reason, never deleted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.reading.paragraphs import LIST_ITEM, Paragraph

LETTER = re.compile(r"[^\W\d_]")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=\S)")
SAID = re.compile(
    r"(?i)\b(?:sa(?:id|ys?)|told|tells|add(?:ed|s)|according to|stat(?:ed|es)|stress(?:ed|es)|warn(?:ed|s)"
    r"|announced|tweeted|claim(?:ed|s)|argu(?:ed|es)|not(?:ed|es)|insist(?:ed|s)|call(?:ed|s)|urg(?:ed|es)"
    r"|wrote|report(?:ed|s)|den(?:ied|ies)|promised|pledged|vowed|confirmed|explained|replied|suggest(?:ed|s)"
    r"|believe[sd]?|poll|survey)\b"
)
SPOKEN = re.compile(r"(?i)[“”\"«»]|\b(?:said|says|told)\b")
QUOTED = re.compile(r"[“”\"«»]|''")
LONGEST = 2000  # characters of a paragraph that a pattern looks at
LEAST_REPEAT = 6
LEAST_REPEAT_SPOKEN = 25
LONGEST_HEADLINE = 22
SENTENCE_ENDS = (*".:;…", ".)", *(stop + mark for stop in ".,?!" for mark in "\"'”’"))


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns with one reason; ``where`` is ``line``, ``start`` or ``inside``; ``most`` is in words."""

    reason: str
    where: str
    most: int
    sure: bool
    hits: int
    late: bool
    unless_said: bool
    also: tuple[re.Pattern[str], ...]
    regex: re.Pattern[str]

    def claims(self, item: Paragraph) -> bool:
        """Say whether the paragraph is of this kind."""
        if item.words > self.most:
            return False
        text = item.text[:LONGEST]
        if self.unless_said and SPOKEN.search(text):
            return False
        if self.where == "line":
            return self.regex.fullmatch(text.strip("*_#>| ")) is not None
        if self.where == "start":
            return self.regex.match(text.lstrip("*_#>-•| ")) is not None
        hits = len({match.group().lower() for match in self.regex.finditer(text)})
        wanted = self.hits + (not self.sure and bool(QUOTED.search(text) or SAID.search(text)))
        return hits >= wanted and all(regex.search(text) for regex in self.also)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of the data file, in its order."""
    data = files("onrecord").joinpath("resources/en/boilerplate.toml").read_text("utf-8")
    return tuple(
        Rule(
            reason=str(entry["reason"]),
            where=str(entry["where"]),
            most=int(entry["most"]),
            sure=bool(entry.get("sure")),
            hits=int(entry.get("hits", 1)),
            late=bool(entry.get("late")),
            unless_said=bool(entry.get("unless_said")),
            also=tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry.get("also", ())),
            regex=re.compile("|".join(entry["patterns"]), 0 if entry.get("case") else re.IGNORECASE),
        )
        for entry in tomllib.loads(data)["rule"]
    )


def reason_of(item: Paragraph, *, late: bool = False) -> str | None:
    """Return why a paragraph, seen alone, is not the report; None when it is.

    ``late`` says that it stands in the second half of the text, where pages speak to their readers.
    """
    if not LETTER.search(item.text[:LONGEST]):
        return None
    return next((rule.reason for rule in rules() if (late or not rule.late) and rule.claims(item)), None)


def reasons(
    items: Sequence[Paragraph],
    *,
    title: str | None = None,
    known: dict[int, str] | None = None,
    spoken: Collection[int] = (),
) -> list[str | None]:
    """Return, for each paragraph, why it is set aside, or None.

    ``known`` holds the bylines and datelines found before; paragraphs in ``spoken`` are turns of a
    transcript, where only long word-for-word repeats are set aside. Time is linear in the length of the text.
    """
    found: list[str | None] = [None] * len(items)
    alone: dict[str, str | None] = {}
    for index, item in enumerate(items):
        if index not in spoken:
            if item.text not in alone:
                alone[item.text] = reason_of(item, late=index * 2 >= len(items))
            found[index] = (known or {}).get(index) or alone[item.text]
    _lists_under_headings(items, found, spoken)
    _repeats(items, found, title, spoken)
    _remnants(items, found, spoken)
    return found


def _lists_under_headings(
    items: Sequence[Paragraph], found: list[str | None], spoken: Collection[int]
) -> None:
    """Set aside the list or the headlines that follow a "Read also" up to the next prose paragraph."""
    inside = False
    for index, item in enumerate(items):
        if found[index] == "related":
            inside = item.words <= 8
        elif index in spoken or not inside:
            inside = False
        elif found[index] is None:
            inside = is_headline(item)
            found[index] = "related" if inside else None


def is_headline(item: Paragraph) -> bool:
    """Say whether a paragraph is a list item or reads like a headline rather than like a sentence."""
    if item.words > LONGEST_HEADLINE:
        return False
    return bool(LIST_ITEM.match(item.text)) or not item.text.endswith(SENTENCE_ENDS)


def _repeats(
    items: Sequence[Paragraph], found: list[str | None], title: str | None, spoken: Collection[int]
) -> None:
    """Set aside paragraphs all of whose sentences were printed before, however they are broken into lines."""
    seen: set[str] = set()
    heading = _key(title or "")
    for index, item in enumerate(items):
        if found[index] is not None:
            continue
        whole = _key(item.text)
        parts = {whole} if index in spoken else {_key(part) for part in SENTENCE_END.split(item.text)} - {""}
        least = LEAST_REPEAT_SPOKEN if index in spoken else LEAST_REPEAT
        long_enough = item.words >= least or (whole == heading and index not in spoken)
        if whole and long_enough and (whole in seen or parts <= seen):
            found[index] = "repeat"
        seen |= parts
        seen.add(whole)


def _remnants(items: Sequence[Paragraph], found: list[str | None], spoken: Collection[int]) -> None:
    """Set aside short lines that are no sentences and stand between passages set aside, or after the last."""
    index = 0
    while index < len(items):
        first = index
        while index < len(items) and found[index] is None and index not in spoken and _is_scrap(items[index]):
            index += 1
        closed = index == len(items) or found[index] not in (None, "repeat", "byline", "dateline", "caption")
        opened = first > 0 and found[first - 1] not in (
            None,
            "repeat",
            "byline",
            "dateline",
            "caption",
            "metadata",
        )
        if index > first and opened and closed and first > len(items) // 3:
            found[first:index] = ["navigation"] * (index - first)
        index = max(index, first + 1)


def _is_scrap(item: Paragraph) -> bool:
    return item.words <= 8 and item.text[-1] not in '.?!:;,”"’…'


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
