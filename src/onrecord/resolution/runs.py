"""Runs of capitals in a text, cut where a name can begin or end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Span
from onrecord.resolution.lexicon import (
    Known,
    form_key,
    given_names,
    known,
    organisation_words,
)
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.roles import role_at
from onrecord.resolution.spelling import fold, words

Kind = Literal["person", "organisation", "known", "unclear"]
Piece = tuple[int, int, str]  # start, end, printed without possessive


_UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if c.isupper())
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|van|von|bin|ibn|ben|al|el|la|le|ter|zu|af|av|y)"
_SITE = r"\.(?:com|org|net|[A-Za-z][a-z])(?![^\W_])"
_WORD = (
    rf"(?:(?:[{_UPPER}]\.){{1,4}}(?![^\W_])"
    rf"|[{_UPPER}][^\W_]*(?:[’'-][^\W_]+|&[{_UPPER}]|{_SITE})*)"
)
_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Jr|Sr|Amb|Supt|Det"
    r"|Insp|Pres|Sec)\."
)
_ONE = rf"(?:{_ABBREVIATED}|{_WORD}|(?:al|el|d)[-’'][{_UPPER}][^\W_]*)"
RUN = re.compile(
    rf"(?<![^\W_]){_ONE}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_ONE}|, (?=Jr|Sr){_ABBREVIATED})*"
)
_PIECE = re.compile(r"[^ \u00a0]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENING = re.compile(r"(?:^|[.!?:…\n•*\-–—][\"”’')\]]*\s*)[\"“‘'(\[«\s]*$")
_GLUE = frozenset({"the", "a", "an", "i", "and", "but", "as", "if", "when", "while", "because", "although"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed: ``span`` covers the name itself, ``words`` are folded, titles before it left out.

    ``gender`` comes from an honorific (``m``, ``f``, ``u``); ``titled`` says that an honorific or role stands
    directly before it; ``front`` is where the run of capitals it belongs to begins; ``possessive``:
    ends in "'s".
    """

    span: Span
    printed: str
    words: tuple[str, ...]
    kind: Kind
    known: Known | None = None
    gender: str = "u"
    titled: bool = False
    front: int = 0
    possessive: bool = False


def common_words(text: str) -> Counter[str]:
    """Count the words that the text also writes in lower case: at a sentence's start they are no names."""
    return Counter(re.findall(r"(?<![\w’'-])[a-z]{2,}(?![\w’'])", text))


def cut(text: str, run: re.Match[str], common: Counter[str]) -> Iterator[list[Piece]]:
    """Split a run of capitals at possessives, weekdays and months; leave out what only begins a sentence."""
    pieces: list[Piece] = []
    for match in _PIECE.finditer(text, run.start(), run.end()):
        printed = match.group().rstrip(",")
        bare = _POSSESSIVE.sub("", printed)
        key = fold(bare)
        given = (bool(pieces) and fold(pieces[-1][2]) in given_names()) or _first_name(text, match, run.end())
        calendar = key in organisation_words("calendar") and not given
        if not calendar:
            pieces.append((match.start(), match.start() + len(bare), bare))
        if calendar or bare != printed:
            yield _without_starters(text, pieces, common)
            pieces = []
    yield _without_starters(text, pieces, common)


def _first_name(text: str, piece: re.Match[str], end: int) -> bool:
    """Whether "Jan" is no month: a name in capitals follows it at once, and no full stop."""
    follows = re.compile(r"[ \u00a0][A-ZÀ-ÞŠŽČĆĐŁ]").match(text, piece.end(), end)
    return piece.group() == "Jan" and follows is not None


def _without_starters(text: str, pieces: list[Piece], common: Counter[str]) -> list[Piece]:
    """Drop the words at the front that are in capitals only because they begin a sentence."""
    while pieces:
        start, _, printed = pieces[0]
        word = printed.lower()
        opening = start == 0 or bool(_OPENING.search(text, max(0, start - 8), start))
        starter = word in organisation_words("starters") and not (word in _LETTERS and printed.isupper())
        starter = starter and not _given_and_surname(pieces)
        if not (starter and word in _GLUE) and not (opening and (starter or _plain(pieces, word, common))):
            break
        pieces = pieces[1:]
    return pieces


def _given_and_surname(pieces: Sequence[Piece]) -> bool:
    """Whether "Per" before a name is a given name: what follows is no outlet, country or body."""
    if len(pieces) != 2 or pieces[0][2].lower() not in _PREPOSITIONS:
        return False
    rest = pieces[1][2]
    return rest[1:].islower() and known_run(pieces[1:]) is None and outlet_of(rest) is None


_LETTERS = frozenset({"us", "as"})
"""Words that are letters of a name, too: "US", "AS Vellan"."""
_PREPOSITIONS = frozenset({"per"})
"""Words that begin a sentence and are given names, too."""


def _plain(pieces: Sequence[Piece], word: str, common: Counter[str]) -> bool:
    """Whether the first word of a sentence is a common word: written small elsewhere, an adverb,
    "Advisers"."""
    printed = pieces[0][2]
    if len(pieces) == 1 and common[word] > 0 and not printed.isupper():
        return True
    if word.endswith("ly") and (common[word] > 0 or word not in given_names()):
        return True
    return word.endswith("s") and bool(role_at([word[:-1]], 0)[0]) and form_key(printed) not in known()


def in_headline(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the line is set in capitals throughout, so that a capital says nothing."""
    begin = text.rfind("\n", 0, pieces[0][0]) + 1
    close = text.find("\n", pieces[-1][1])
    line = text[begin : close if close >= 0 else len(text)]
    if len(line) > 160 or line.rstrip().endswith((".", "”", '"')):
        return False
    long = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def recognised(pieces: list[Piece], names: set[tuple[str, ...]]) -> Iterator[list[Piece]]:
    """Yield the stretches of a headline that the tables know or the text below names."""
    i = 0
    while i < len(pieces):
        for end in range(min(len(pieces), i + 5), i, -1):
            part = pieces[i:end]
            if known_run(part) is not None or tuple(w for p in part for w in words(p[2])) in names:
                yield part
                i = end
                break
        else:
            i += 1


def known_run(pieces: Sequence[Piece]) -> Known | None:
    """Return the country, body or building that a whole run names."""
    return known().get(form_key(" ".join(p[2] for p in pieces))) if len(pieces) <= 6 else None
