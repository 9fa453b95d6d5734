"""Capitalised names in a text, each read as a person, a known country or body, or another organisation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model import Mention, Span
from onrecord.resolution.lexicon import (
    Known,
    abbreviations,
    form_key,
    given_names,
    honorifics,
    known,
    organisation_words,
    words_of,
)
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.roles import role_at
from onrecord.resolution.spelling import SUFFIXES, fold, words

Kind = Literal["person", "organisation", "known", "unclear"]

_UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if c.isupper())
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|van|von|bin|ibn|ben|al|el|la|le|ter|zu|af|av|y)"
_WORD = rf"(?:(?:[{_UPPER}]\.){{1,4}}(?![^\W_])|[{_UPPER}][^\W_]*(?:[’'-][^\W_]+|&[{_UPPER}]|\.(?:com|org|net|[A-Za-z][a-z])(?![^\W_]))*)"
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Jr|Sr|Amb|Supt|Det|Insp|Pres|Sec)\."
_ONE = rf"(?:{_ABBREVIATED}|{_WORD}|(?:al|el|d)[-’'][{_UPPER}][^\W_]*)"
_RUN = re.compile(
    rf"(?<![^\W_]){_ONE}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_ONE}|, (?=Jr|Sr){_ABBREVIATED})*"
)
_PIECE = re.compile(r"[^ \u00a0]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINT = re.compile(r"[ \u00a0](?:of|for|on)(?: the)?[ \u00a0]")
_LAST_WORD = re.compile(r"([^\W_]+)[ \u00a0]$")
_APPOSED = re.compile(r",\s+((?:the |a |an |his |her |[A-Z][\w’'-]+ )[^,.;:\n]{2,70})[,.]")
_APPOSING = re.compile(r"(?:the|a|an|his|her|its|their|['’]s)\s[^,.;:\n]{3,50},\s$", re.I)
_OFFICE_OF = re.compile(r"\bof(?: the)? $")
_OPENING = re.compile(r"(?:^|[.!?:…\n•*\-–—][\"”’')\]]*\s*)[\"“‘'(\[«\s]*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed: ``span`` covers the name itself, ``words`` are folded, titles before it left out.

    ``gender`` comes from an honorific (``m``, ``f``, ``u``); ``titled`` says that an honorific or role stands
    directly before it; ``front`` is where the run of capitals it belongs to begins; ``possessive``: ends in "'s".
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


def find_names(text: str, tagged: Iterable[Mention] = ()) -> list[Name]:
    """Return the names in text order, none overlapping. ``tagged`` (from a model) settles kinds left unclear."""
    common = _common_words(text)
    kinds = _Tagged(tagged)
    found: list[Name] = []
    shouted: list[list[Piece]] = []
    for run in _RUN.finditer(text):
        for pieces in _cut(text, run, common):
            if len(pieces) > 1 and _in_headline(text, pieces):
                shouted.append(pieces)
            elif pieces:
                name = _read(text, pieces, kinds)
                found.extend([name] if name is not None else [])
    if shouted:
        names = {n.words for n in found}
        parts = (part for pieces in shouted for part in _recognised(pieces, names))
        found.extend(n for part in parts if (n := _read(text, part, kinds)) is not None)
        found.sort(key=lambda n: n.span)
    return _settled(text, _joined(text, found))


def _in_headline(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the line is set in capitals throughout, so that a capital says nothing."""
    begin = text.rfind("\n", 0, pieces[0][0]) + 1
    close = text.find("\n", pieces[-1][1])
    line = text[begin : close if close >= 0 else len(text)]
    if len(line) > 160 or line.rstrip().endswith((".", "”", '"')):
        return False
    long = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def _recognised(pieces: list[Piece], names: set[tuple[str, ...]]) -> Iterator[list[Piece]]:
    """Yield the stretches of a headline that the tables know or the text below names."""
    i = 0
    while i < len(pieces):
        for end in range(min(len(pieces), i + 5), i, -1):
            part = pieces[i:end]
            if _known(part) is not None or tuple(w for p in part for w in words(p[2])) in names:
                yield part
                i = end
                break
        else:
            i += 1


def _joined(text: str, names: list[Name]) -> list[Name]:
    """Join what "of" or "for" holds together: "Department" + "State", "Office" + "President"."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not last.possessive
            and last.words
            and last.words[-1] in organisation_words("joined_heads")
            and name.kind != "person"
            and _JOINT.fullmatch(text, last.span.end, name.span.start)
        ):
            span = Span(last.span.start, name.span.end)
            printed = re.sub(r"\s+", " ", span.of(text))
            entry = known().get(form_key(printed))
            kind: Kind = "known" if entry else "organisation"
            joined[-1] = Name(
                span, printed, words(printed), kind, entry, "u", False, last.front, name.possessive
            )
        else:
            joined.append(name)
    return joined


class _Tagged:
    """Looks up what kind a model gave to a stretch of text."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted((m for m in mentions if m.kind != "date"), key=lambda m: m.span)
        self.starts = [m.span.start for m in self.mentions]

    def kind(self, span: Span) -> str | None:
        i = bisect_right(self.starts, span.start) - 1
        for mention in self.mentions[max(i, 0) : i + 2]:
            if mention.span.start < span.end and span.start < mention.span.end and mention.confidence > 0.5:
                return mention.kind
        return None


Piece = tuple[int, int, str]  # start, end, printed without possessive


def _common_words(text: str) -> Counter[str]:
    """Count the words that the text also writes in lower case: at a sentence's start they are no names."""
    return Counter(re.findall(r"(?<![\w’'-])[a-z]{2,}(?![\w’'])", text))


def _cut(text: str, run: re.Match[str], common: Counter[str]) -> Iterator[list[Piece]]:
    """Split a run of capitals at possessives, weekdays and months; leave out what only begins a sentence."""
    pieces: list[Piece] = []
    for match in _PIECE.finditer(text, run.start(), run.end()):
        printed = match.group().rstrip(",")
        bare = _POSSESSIVE.sub("", printed)
        key = fold(bare)
        given = bool(pieces) and fold(pieces[-1][2]) in given_names()
        calendar = key in organisation_words("calendar") and not given
        if not calendar:
            pieces.append((match.start(), match.start() + len(bare), bare))
        if calendar or bare != printed:
            yield _without_starters(text, pieces, common)
            pieces = []
    yield _without_starters(text, pieces, common)


_GLUE = frozenset({"the", "a", "an", "i", "and", "but"})


def _without_starters(text: str, pieces: list[Piece], common: Counter[str]) -> list[Piece]:
    """Drop the words at the front that are in capitals only because they begin a sentence."""
    while pieces:
        start, _, printed = pieces[0]
        word = printed.lower()
        opening = start == 0 or bool(_OPENING.search(text, max(0, start - 8), start))
        starter = word in organisation_words("starters") and not (word == "us" and printed.isupper())
        if not (starter and word in _GLUE) and not (opening and (starter or _plain(pieces, word, common))):
            break
        pieces = pieces[1:]
    return pieces


def _plain(pieces: Sequence[Piece], word: str, common: Counter[str]) -> bool:
    """Whether the first word of a sentence is a common word: written small elsewhere, an adverb, "Advisers"."""
    printed = pieces[0][2]
    if len(pieces) == 1 and common[word] > 0 and not printed.isupper():
        return True
    if word.endswith("ly") and (common[word] > 0 or word not in given_names()):
        return True
    return word.endswith("s") and bool(role_at([word[:-1]], 0)[0]) and form_key(printed) not in known()


def _read(text: str, pieces: Sequence[Piece], kinds: _Tagged) -> Name | None:
    """Read one run: titles before a name, known names, organisations, persons."""
    lower = [p[2].lower() for p in pieces]
    after = text[pieces[-1][1] : pieces[-1][1] + 2]
    possessive = after in ("’s", "'s") or (
        after[:1] in "’'" and after[:1] != "" and pieces[-1][2].endswith("s")
    )
    whole = _known(pieces)
    if whole is not None:
        return _name(text, pieces, 0, "known", known_as=whole, possessive=possessive)
    if len(pieces) > 1 and _only_role(lower):
        return None
    begin, gender, titled = _after_titles(lower, pieces)
    if begin == 0 and len(pieces) > 2 and lower[0] not in given_names() and fold(lower[1]) in given_names():
        if _OFFICE_OF.search(text, max(0, pieces[0][0] - 8), pieces[0][0]):
            begin, titled = 1, True  # "Secretary of State Ann Orr"
    if begin >= len(pieces):
        return (
            None
            if not _organisational(lower)
            else _name(text, pieces, 0, "organisation", possessive=possessive)
        )
    rest = pieces[begin:]
    entry = _known(rest)
    if entry is not None and not titled:
        return _name(text, pieces, begin, "known", known_as=entry, possessive=possessive)
    kind = _kind(rest, titled or gender != "u", kinds)
    if kind == "organisation" and not titled:
        begin = 0 if begin and _known(pieces[:begin]) is None else begin
        begin = 0 if begin and _organisational(lower[begin:]) and len(rest) < 3 else begin
    return _name(text, pieces, begin, kind, gender=gender, titled=titled, possessive=possessive)


def _only_role(lower: Sequence[str]) -> bool:
    """Whether the run is nothing but an office: "Former Prime Minister"."""
    i = 0
    while i < len(lower):
        length, _ = role_at(lower, i)
        if not length and lower[i] not in words_of("modifiers") and lower[i] not in words_of("filler"):
            return False
        i += length or 1
    return bool(role_at(lower, len(lower) - 1)[0] or role_at(lower, len(lower) - 2)[0])


def _name(
    text: str,
    pieces: Sequence[Piece],
    begin: int,
    kind: Kind,
    known_as: Known | None = None,
    gender: str = "u",
    titled: bool = False,
    possessive: bool = False,
) -> Name:
    span = Span(pieces[begin][0], pieces[-1][1])
    printed = re.sub(r"\s+", " ", span.of(text))
    return Name(span, printed, words(printed), kind, known_as, gender, titled, pieces[0][0], possessive)


def _known(pieces: Sequence[Piece]) -> Known | None:
    return known().get(form_key(" ".join(p[2] for p in pieces))) if len(pieces) <= 6 else None


def _after_titles(lower: Sequence[str], pieces: Sequence[Piece]) -> tuple[int, str, bool]:
    """Return where the name itself begins, the gender an honorific gives, and whether a title precedes it."""
    begin, gender, titled = 0, "u", False
    i = 0
    last = len(lower) - 1 - (len(lower) > 1 and fold(pieces[-1][2]) in SUFFIXES)
    while i <= last:
        word = lower[i].rstrip(".")
        if word in honorifics() and i < last:
            gender = honorifics()[word] if honorifics()[word] != "u" else gender
            i, titled = i + 1, True
            begin = i
            continue
        length, role = role_at(lower, i)
        if length and i + length <= last and not _part_of_name(lower, i, role):
            i, titled = i + length, True
            begin = i
            continue
        if length and i + length > last and i == begin and begin == 0 and length == len(lower):
            return len(lower), gender, False
        if i == begin and i < last:
            length = _known_length(pieces, i, last)
            if length:
                i += length
                begin, titled = i, False
                continue
        i += 1
    return begin, gender, titled


def _known_length(pieces: Sequence[Piece], i: int, last: int) -> int:
    for end in range(min(last, i + 5), i, -1):
        if _known(pieces[i:end]) is not None and pieces[i][2].lower() not in given_names():
            return end - i
    return 0


def _part_of_name(lower: Sequence[str], i: int, role: str) -> bool:
    """Whether a role noun is a part of a name ("Martin Luther King")."""
    return (
        i > 0
        and role in ("monarch", "officer", "clergy", "judge", "kin")
        and fold(lower[i - 1]) in given_names()
    )


def _organisational(lower: Sequence[str]) -> bool:
    return any(w.rstrip(".") in organisation_words("heads") for w in lower)


def _kind(rest: Sequence[Piece], titled: bool, kinds: _Tagged) -> Kind:
    printed = [p[2] for p in rest]
    lower = [w.lower() for w in printed]
    tagged = kinds.kind(Span(rest[0][0], rest[-1][1]))
    if tagged == "person":
        return "person"
    if tagged in ("organisation", "place", "other") and not titled:
        return "organisation"
    first = fold(printed[0])
    if outlet_of(" ".join(printed)) is not None:
        return "organisation"
    acronym = len(rest) == 1 and printed[0].isupper() and len(first) > 1
    if titled and len(rest) <= 4 and not (acronym and len(first) < 4) and not _organisational(lower[-1:]):
        return "person"
    if acronym or (
        _organisational(lower) and not (len(rest) == 2 and first in given_names() and len(lower[1]) < 5)
    ):
        return "organisation"
    if 2 <= len(rest) <= 4 and (
        first in given_names()
        or first.partition("-")[0] in given_names()
        or re.fullmatch(r"(?:[A-Z]\.)+", printed[0])
    ):
        return "person"
    return "unclear"


def _settled(text: str, names: list[Name]) -> list[Name]:
    """Settle unclear names by the company they keep: roles beside them, articles, a surname alone elsewhere."""
    score: Counter[tuple[str, ...]] = Counter()
    for name in names:
        if name.kind in ("unclear", "person") and name.words:
            score[name.words] += _company(text, name)
    sure = {n.words for n in names if n.kind == "person" and score[n.words] >= 0}
    places = demonyms(n.words[0] for n in names if n.kind == "unclear" and len(n.words) == 1)
    for word in (*places, *places.values()):
        score[(word,)] -= 100
    lone = {n.words[0] for n in names if len(n.words) == 1 and n.kind != "known" and score[n.words] >= 0}
    for words_, value in score.items():
        recalled = 1 < len(words_) < 4 and words_[-1] in lone
        if value > 0 or (value == 0 and recalled):
            sure.add(words_)
    surnames = {w[-1] for w in sure}
    settled = []
    for name in names:
        kind = name.kind
        if kind in ("unclear", "person") and name.words:
            if name.words in sure and (len(name.words) > 1 or score[name.words] >= 0):
                kind = "person"
            elif len(name.words) == 1 and name.words[0] in surnames and score[name.words] >= 0:
                kind = "person"
            elif score[name.words] < 0 or len(name.words) > 1:
                kind = "unclear" if name.words[-1] in surnames else "organisation"
        settled.append(replace(name, kind=kind) if kind != name.kind else name)
    return settled


_SUFFIXES = ("n", "an", "ian", "i", "er", "ese", "ish", "ic", "ean", "ns", "ans", "ians", "is", "ers")


def demonyms(lone: Iterable[str]) -> dict[str, str]:
    """Return adjectives of places -> the place, of lone folded names that the text has both.

    >>> demonyms(["norlandia", "norlandian", "orm"])
    {'norlandian': 'norlandia'}
    """
    present = dict.fromkeys(w for w in lone if len(w) > 3)
    found: dict[str, str] = {}
    for word in present:
        for suffix in _SUFFIXES:
            stem = word.removesuffix(suffix)
            place = next((p for p in (stem, stem + "a", stem + "e") if p in present and p != word), None)
            if stem != word and len(stem) > 3 and place is not None:
                found[word] = place
    return found


def _company(text: str, name: Name) -> int:
    """Weigh what stands beside a name: above zero speaks for a person, below for a body or place."""
    if name.titled or name.gender in "mf":
        return 4
    before = text[max(0, name.front - 60) : name.front]
    after = text[name.span.end : name.span.end + 80]
    weight = 0
    word = _LAST_WORD.search(before)
    if word and name.front == name.span.start and role_at([word[1].lower()], 0)[0] and word[1].islower():
        weight += 4
    elif word and word[1].lower() == "the" and name.front == name.span.start:
        weight -= 3
    elif word and len(name.words) == 1 and word[1].lower() in ("in", "from", "across", "near", "outside"):
        weight -= 2
    if len(name.words) == 1 and after[:2] in ("’s", "'s"):
        weight -= 1 if name.kind == "unclear" else 0
    apposed = _APPOSED.match(after)
    if apposed and _role_soon(apposed[1]):
        weight += 4
    if _APPOSING.search(before) and _role_soon(before):
        weight += 3 if len(name.words) > 1 else 0
    if after.startswith(", who ") and not (word and word[1].lower() in ("of", "in", "from", "the")):
        weight += 3
    if given_names().get(name.words[0]) and len(name.words) > 1:
        weight += 2
    return weight


def _role_soon(phrase: str) -> bool:
    lower = [w.lower() for w in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", phrase)]
    return any(role_at(lower, i)[0] for i in range(len(lower)))
