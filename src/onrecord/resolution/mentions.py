"""Capitalised names in a text, each read as a person, a known country or body, or another organisation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model import Mention, Span
from onrecord.resolution.lexicon import (
    Known,
    form_key,
    given_names,
    honorifics,
    known,
    organisation_words,
    words_of,
)
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.roles import role_at
from onrecord.resolution.runs import (
    RUN,
    Kind,
    Name,
    Piece,
    common_words,
    cut,
    in_headline,
    known_run,
    recognised,
)
from onrecord.resolution.settling import settle
from onrecord.resolution.spelling import SUFFIXES, fold, words

_JOINT = re.compile(r"[ \u00a0](?:of|for|on)(?: the)?[ \u00a0]")
_OWNED_BY_OFFICE = re.compile(r"\b((?:[^\W\d_]+ )?[^\W\d_]+)['’]s $")
_OFFICE_OF = re.compile(r"\bof(?: the)? $")


def find_names(text: str, tagged: Iterable[Mention] = ()) -> list[Name]:
    """Return the names in text order, none overlapping. ``tagged`` (from a model) settles kinds left
    unclear."""
    common = common_words(text)
    kinds = _Tagged(text, tagged)
    found: list[Name] = []
    shouted: list[list[Piece]] = []
    for run in RUN.finditer(text):
        for pieces in cut(text, run, common):
            if len(pieces) > 1 and in_headline(text, pieces):
                shouted.append(pieces)
            elif pieces:
                name = _read(text, pieces, kinds)
                found.extend([name] if name is not None else [])
    if shouted:
        names = {n.words for n in found}
        parts = (part for pieces in shouted for part in recognised(pieces, names))
        found.extend(n for part in parts if (n := _read(text, part, kinds)) is not None)
        found.sort(key=lambda n: n.span)
    return settle(text, _joined(text, found))


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
    """Looks up what kind a model gave to a stretch of text; what it takes for an organisation twice as often
    as for a person is one throughout."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted((m for m in mentions if m.kind != "date"), key=lambda m: m.span)
        self.starts = [m.span.start for m in self.mentions]
        votes = Counter((m.span.of(text), m.kind) for m in self.mentions)
        self.bodies = {
            name: votes[name, "organisation"] >= 2 * times
            for (name, kind), times in votes.items()
            if kind == "person"
        }
        self.text = text

    def kind(self, span: Span) -> str | None:
        i = bisect_right(self.starts, span.start) - 1
        for mention in self.mentions[max(i, 0) : i + 2]:
            if mention.span.start < span.end and span.start < mention.span.end and mention.confidence > 0.5:
                outvoted = mention.kind == "person" and self.bodies[mention.span.of(self.text)]
                return "organisation" if outvoted else mention.kind
        return None


def _read(text: str, pieces: Sequence[Piece], kinds: _Tagged) -> Name | None:
    """Read one run: titles before a name, known names, organisations, persons."""
    lower = [p[2].lower() for p in pieces]
    after = text[pieces[-1][1] : pieces[-1][1] + 2]
    possessive = after in ("’s", "'s") or (
        after[:1] in "’'" and after[:1] != "" and pieces[-1][2].endswith("s")
    )
    whole = known_run(pieces)
    if whole is not None:
        return _name(text, pieces, 0, "known", known_as=whole, possessive=possessive)
    if len(pieces) > 1 and _only_role(lower):
        return None
    begin, gender, titled = _after_titles(lower, pieces)
    at = pieces[0][0]
    complement = len(pieces) > 2 and lower[0] not in given_names() and fold(lower[1]) in given_names()
    office = begin == 0 and len(pieces) > 1 and _office_before(text, at, lower[0])
    if begin == 0 and (office or (complement and _OFFICE_OF.search(text, max(0, at - 8), at))):
        begin, titled = 1, True  # "Secretary of State Ann Orr"
    after_body = _person_after_body(lower, begin)
    if after_body:
        begin, titled = after_body, True  # "Foreign Affairs Committee Ann Orr"
    if begin >= len(pieces):
        return (
            None
            if not _organisational(lower)
            else _name(text, pieces, 0, "organisation", possessive=possessive)
        )
    rest = pieces[begin:]
    entry = known_run(rest)
    if entry is not None and not titled:
        return _name(text, pieces, begin, "known", known_as=entry, possessive=possessive)
    kind = _kind(rest, titled or gender != "u", kinds)
    if kind == "organisation" and begin == 0 and all(w in organisation_words("heads") for w in lower):
        owned = _OWNED_BY_OFFICE.search(text, max(0, at - 48), at)
        if owned and _only_role([w.lower() for w in owned[1].split()]):
            pieces = [(owned.start(1), at - 1, text[owned.start(1) : at - 1]), *pieces]
    if kind == "organisation" and not titled:
        begin = 0 if begin and known_run(pieces[:begin]) is None else begin
        begin = 0 if begin and _organisational(lower[begin:]) and len(rest) < 3 else begin
    return _name(text, pieces, begin, kind, gender=gender, titled=titled, possessive=possessive)


def _office_before(text: str, at: int, word: str) -> bool:
    """Whether an office of several words ends with a word at an offset: "Secretary of State"."""
    tokens = [*text[max(0, at - 40) : at].lower().split()[-3:], word]
    return any(role_at(tokens[-n:], 0)[0] == n for n in (3, 4) if len(tokens) >= n and "of" in tokens[-n:])


def _person_after_body(lower: Sequence[str], begin: int) -> int:
    """Return where a given name and surname follow a body's name in one run; 0 if they do not."""
    for i in range(max(1, begin), len(lower) - 1):
        body = lower[i - 1] in organisation_words("heads") and lower[i - 1] not in organisation_words(
            "outlets_words"
        )
        if (
            body
            and fold(lower[i]) in given_names()
            and len(lower) - i <= 3
            and not _organisational(lower[i:])
        ):
            return i
    return 0


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
        length, role = role_at([*lower[:i], re.sub(r"^(?:ex|then)-", "", lower[i]), *lower[i + 1 :]], i)
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
        if known_run(pieces[i:end]) is not None and pieces[i][2].lower() not in given_names():
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
