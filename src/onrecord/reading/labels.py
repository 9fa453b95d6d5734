"""Speakers' labels at the starts of lines, and which of them are labels at all.

A label is a name before a colon (``MS. OKORO:``, ``**PRESIDENT VALE:**``, ``Ana Roe (Lurra Post):``) or a
reporter's ``Q``. Names in capitals are taken at their word; names in ordinary letters must come back, or
stand in full among labels that do, or they are the colons of ordinary prose.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from onrecord.model import Span

START = r"[ \t\xa0>]{0,8}"
MARK = r"(?:\*{1,3}|_{1,3})?"
LETTER = r"[^\W\d_]"
CLOCK = r"[\[(]\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?[\])]"
NAMED = re.compile(
    rf"{START}{MARK}(?:{CLOCK}[ \t\xa0]*)?{MARK}"
    rf"(?P<name>\\?\[?{LETTER}[^\n:*()]{{0,90}}?(?:[ \xa0]?\([^()\n:]{{1,60}}\)){{0,3}}"
    r"(?:(?<=\)),[^\n:*()]{1,80})?)"
    rf"(?:[ \xa0]?{CLOCK})?{MARK}[ \xa0]?:{MARK}(?=[\s*]|$)"
)
TIMED = re.compile(CLOCK)
ABOVE = re.compile(
    rf"{START}{MARK}\[?(?P<name>{LETTER}[^\s:*()\]]*(?:[ \xa0][^\s:*()\]]+){{0,4}})\]?{MARK}"
    r"[ \t\xa0]+[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?[ \t]*(?=\n[^\n])"
)
"""A name and a time on a line of their own, as programs that write down recordings print them."""
BEHIND = re.compile(r"\s*[(,]")
ASKED = re.compile(
    rf"{START}{MARK}(?P<name>[QA]){MARK}"
    rf"(?:[.:]{MARK}(?=\s)|[ \t]*\xa0[ \t\xa0]*|[ \t]{{2,}}|\t|(?<=Q) (?=\S))"
)
LINE = re.compile(r"[^\n]+")
LONGEST = 120  # characters of a line within which a label must end
LONGEST_NAME, LONGEST_OFFICE = 6, 12  # words
WORD = re.compile(rf"{LETTER}[\w.’'-]*")
_ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|ash|d|l)[-’'](?=[A-ZÀ-Þ])")
"""What stands before a name's capital: al-Assad, d'Orsay."""
BEFORE = " \t\xa0>*_"
ENDS = tuple(".!?:;)]”\"*_—…-–’'")
WRAPPED = 40  # a line at least so long that ends in no punctuation runs on
LEAST_TURNS = 4
LEAST_CAPITAL_TURNS = 3
SPARSEST = 2500  # characters per label, for names in ordinary letters
DENSEST = 50  # below this it is a table, not a talk


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: its span, where the words after it begin, and its name with single spaces.

    ``timed`` says that a time stands beside it, as only transcripts print it; ``above`` that both have a line
    of their own.
    """

    span: Span
    after: int
    name: str
    timed: bool = False
    above: bool = False

    @property
    def bare(self) -> str:
        """The name without what it is of, in brackets or behind a comma."""
        return BEHIND.split(self.name, maxsplit=1)[0]

    @property
    def plain(self) -> str:
        """The name without what stands in brackets."""
        return self.name.partition("(")[0].rstrip()

    @property
    def office(self) -> bool:
        """Whether it is of the form of an office with its holder in brackets (``The Minister (Ana Roe)``)."""
        return self.name.endswith(")") and self.name.startswith("The ")

    @property
    def longest(self) -> int:
        """How many words the name may have."""
        return LONGEST_OFFICE if self.office else LONGEST_NAME

    @property
    def capital(self) -> bool:
        """Whether the name is in capitals, forms of address and small words aside (``Mr. VON ROE``)."""
        shown = WORD.findall(self.plain)
        small = words()["particles"] | words()["address"]
        shown = [
            _ARTICLE.sub("", word) for word in shown if not word.endswith(".") and word.lower() not in small
        ]
        return any(len(word) > 1 for word in shown) and all(word == word.upper() for word in shown)

    @property
    def proper(self) -> bool:
        """Whether it reads like a name: few words, each with a capital."""
        return len(self.bare.split()) <= self.longest and self._capitalised(self.bare)

    @property
    def full(self) -> bool:
        """Whether it reads like a name of several words, with capitals also behind a comma."""
        return self.proper and " " in self.bare and self._capitalised(self.plain.replace(",", " "))

    def _capitalised(self, name: str) -> bool:
        small = words()["particles"] | (words()["joining"] if self.office else frozenset())
        first, *others = (_ARTICLE.sub("", part) for part in name.split())
        return all(
            part[0].isupper() or part in small for part in (first, *(p for p in others if not p.isdecimal()))
        )

    @property
    def dateline(self) -> bool:
        """Whether it is a capital city in capitals, as news in brief begins (``NEW DELHI: ...``)."""
        return self.name in cities()

    @property
    def asks(self) -> bool:
        """Whether it is a reporter's ``Q`` or another voice without a name (``Moderator``)."""
        return self.name == "Q" or (self.proper and self.bare.casefold() in words()["voices"])

    @property
    def question(self) -> bool:
        """Whether it is a bare ``Q`` or ``A``."""
        return self.name in ("Q", "A")


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """Return the data file's lists: ``never`` labels, ``openings`` of titles, ``particles`` of names,
    ``checks`` of facts and ``voices`` without a name.
    """
    path = files("onrecord").joinpath("resources/en/transcripts.toml")
    return {key: frozenset(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Return the capitals of the world, in capitals."""
    text = files("onrecord").joinpath("resources/en/countries.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(city.upper() for row in rows for city in (row["capitals"] or "").split("|") if city)


def find_labels(text: str, start: int, *, opening: bool) -> list[Label]:
    """Return the speakers' labels from offset ``start`` on, in order; none when the text is no transcript.

    ``opening`` says that the title announces a transcript: then one label in capitals is enough. A page that
    holds claims against ``THE FACTS`` is no transcript.
    """
    labels = [label for match in _matches(text, start) if (label := _label(text, match))]
    checked = sum(label.bare.casefold() in words()["checks"] for label in labels) > 1
    return [] if checked else _speakers(labels, len(text) - start, opening)


def _matches(text: str, start: int) -> Iterator[re.Match[str]]:
    for line in LINE.finditer(text, start):
        place = line.start()
        head = text[place : place + LONGEST]
        asked = ASKED.match(text, place) if head.lstrip(BEFORE)[:1] in ("Q", "A") else None
        match = asked or ((NAMED.match(text, place) or ABOVE.match(text, place)) if ":" in head else None)
        if match:
            yield match


def _label(text: str, match: re.Match[str]) -> Label | None:
    printed = match["name"]
    name = " ".join(printed.strip("\\[] \xa0").split())
    left = len(printed) - len(printed.lstrip("\\[ \xa0"))
    right = len(printed.rstrip("\\] \xa0"))
    span = Span(match.start("name") + left, match.start("name") + right)
    timed = match.re is ABOVE or TIMED.search(match.group()) is not None
    label = Label(span, match.end(), name, timed, above=match.re is ABOVE)
    bare = label.bare
    if not bare or bare.casefold() in words()["never"] or len(bare.split()) > label.longest + 2:
        return None
    return None if _runs_on(text, match.start()) else label


def _runs_on(text: str, start: int) -> bool:
    """Say whether the line at ``start`` continues a sentence that was broken at a fixed width."""
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    line = text[before : max(0, start - 1)].rstrip()
    return len(line) >= WRAPPED and not line.endswith(ENDS)


def _speakers(labels: Sequence[Label], size: int, opening: bool) -> list[Label]:
    """Return the labels that are speakers, judging them together."""
    above = [label for label in labels if label.above]
    back = [count for count in Counter(label.name for label in above).values() if count > 1]
    if len(back) > 1 and all(label.name.istitle() or label.full for label in above):
        return above
    labels = [label for label in labels if not label.above]
    timed = [label for label in labels if label.timed]
    if len(timed) >= LEAST_TURNS and len({label.name for label in timed}) < len(timed):
        return timed  # somebody comes back, so it is no programme of a day
    counts = Counter(label.plain for label in labels)
    capital = [label for label in labels if label.capital and not label.question]
    named = [
        label
        for label in labels
        if label.proper and not label.question and counts[label.plain] > 1 and not label.dateline
    ]
    asking = [label for label in labels if label.asks]
    full = [label for label in labels if label.full]
    repeated = sum(counts[label.plain] > 1 and not label.dateline for label in capital)
    if counts["Q"] > 1:  # a paper's Q, answered under a name
        named = [label for label in labels if label in named or label.name == "Q"]
    if repeated >= LEAST_CAPITAL_TURNS or (capital and (opening or counts["Q"] > 1)):
        often = [label for label in named if label.capital or label.full or counts[label.plain] > 2]
        kept = {*capital, *asking, *(label for label in full if label.name.endswith(")"))}
        kept |= set(often) if _dialogue(often, size) else set()  # "THE POST: ...", answered by "Ana Roe: ..."
    elif _dialogue(named, size):
        kept = {*named, *capital, *asking, *full}
    elif _interview([label for label in labels if label.question]):
        kept = {label for label in labels if label.question}
    else:
        kept = set()
    return [label for label in labels if label in kept]


def _dialogue(named: Sequence[Label], size: int) -> bool:
    speakers = {label.name for label in named}
    apart = (named[-1].span.start - named[0].span.start) / (len(named) - 1) if len(named) > 1 else 0
    return (
        len(named) >= LEAST_TURNS and len(speakers) > 1 and apart >= DENSEST and size <= SPARSEST * len(named)
    )


def _interview(questions: Sequence[Label]) -> bool:
    """Say whether Q and A take turns throughout."""
    changes = sum(first.name != second.name for first, second in pairwise(questions))
    return len(questions) >= LEAST_TURNS and changes >= 0.8 * (len(questions) - 1)
