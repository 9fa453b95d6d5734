"""The roles printed before and after a name."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.attribution.cues import is_cue_verb, words
from onrecord.attribution.sentences import is_abbreviation
from onrecord.resolution.lexicon import form_key, honorifics, known
from onrecord.resolution.roles import Role, parse_role
from onrecord.resolution.runs import Name

_BREAK = re.compile(r"[,;:()\n\"“”«»—–]|\s-\s|[.?!](?=\s)")
_LAST_WORD = re.compile(r"([A-Z][a-z]+)\.?\s+\Z")
_STEP = re.compile(r"\s+|(?<=-)")
_APPOSITION = re.compile(
    r"\s*,\s+(?!(?:and|but|or|while|when|after|before|because|if|though)\b)"
    r"(?:who is |who was |then )?(?=[\w“])"
)
_VERB = re.compile(
    r"\b(?:is|was|are|were|has|had|have|will|would|can|could|may|might|must|should|does|did|said|says)\b"
)
_CLOSING = ',.;:!?)\n”"–—'
"""What ends a name that stands in apposition: "the mayor, Ann Orm, ..."."""
_STOP = re.compile(r"[.;:()\n\"“”—–](?!\w)|,|\bwho\b|\bwhich\b")
_SERVES = re.compile(r"\s+(?:for|of|to)\s+\Z")
_STATE_PARTY = re.compile(r"\s*[,(]\s?(?:([RDI])-|(?<=\())([A-Z][\w.]+(?: [A-Z][\w.]+)?)\)?")
_PARTY_OF = re.compile(r"\s*,\s+(Republican|Democrat|Independent) of ([A-Z]\w+(?: [A-Z]\w+)?)")
_PARTY_LETTERS = {"R": "republican", "D": "democratic", "I": "independent"}
_REACH = 110  # how far before a name its titles may begin, in characters


def role_before(text: str, name: Name) -> Role | None:
    """Return the longest role phrase that ends where the name begins, or before a comma in front of it."""
    begin = name.span.start
    role = _longest(text, begin, name.front)
    if role is None and (bare := _before_honorifics(text, begin)) < begin:
        role = _longest(text, bare, min(bare, name.front))  # "Foreign Secretary Lord Orm"
    if role is None and name.front == begin and text[max(0, begin - 2) : begin] == ", ":
        after = text[name.span.end : name.span.end + 1]
        role = _longest(text, begin - 2, begin - 2, whole=after not in _CLOSING)
        if role is not None and not role.definite and after != ",":
            return None
    return role


def _before_honorifics(text: str, at: int) -> int:
    """Return where the honorifics begin that end at an offset."""
    word = _LAST_WORD.search(text, max(0, at - 16), at)
    return _before_honorifics(text, word.start()) if word and word[1].lower() in honorifics() else at


def _longest(text: str, end: int, front: int, whole: bool = False) -> Role | None:
    """``whole``: only all of the words behind the last break, no part of "after talks with the mayor"."""
    lowest = max(0, end - _REACH)
    cut = lowest
    for mark in _BREAK.finditer(text, lowest, max(front, lowest)):
        if mark.group() != "." or not _abbreviation(text, mark.start()):
            cut = mark.end()
    phrase = text[cut:end]
    starts = [0, *(m.end() for m in _STEP.finditer(phrase))][-14:]
    if whole:
        first = phrase.split(maxsplit=1)[:1]
        starts = [] if not first or first[0].lower() in words("preposition") | {"like", "unlike"} else [0]
    for start in starts:
        candidate = phrase[start:].strip()
        if candidate:
            role = parse_role(candidate, strict=True)
            if role is not None and role.whole and not _of_an_office(role):
                return role
    return None


def _of_an_office(role: Role) -> bool:
    """Whether somebody else's office is what it is of: "a spokesman for President", before her name."""
    return role.affiliation is not None and parse_role(role.affiliation, strict=True) is not None


def _abbreviation(text: str, at: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(0, at - 12) : at])
    return word is not None and is_abbreviation(word.group())


def roles_after(text: str, end: int, following: Name | None) -> list[Role]:
    """Return the roles that follow a name after a comma; ``following`` is the next person."""
    comma = _APPOSITION.match(text, end, min(len(text), end + 20))
    if comma is None:
        return []
    stop = _STOP.search(text, comma.end(), min(len(text), comma.end() + 200))
    close = stop.start() if stop else min(len(text), comma.end() + 200)
    if following is not None and following.front < close:
        under = _under(text, comma.end(), following)
        return [under] if under else []
    found = []
    for part in re.split(r"\s+and\s+(?=[a-zA-Z])", text[comma.end() : close])[:3]:
        role = parse_role(part)
        if role is None or _is_clause(part):
            break
        found.append(role)
    return found


def serves(text: str, name: Name, whom: Name) -> bool:
    """Whether one is named as who serves the other: "Jon Task, a spokesman for President Ann Orm"."""
    comma = _APPOSITION.match(text, name.span.end, whom.front)
    return comma is not None and _under(text, comma.end(), whom) is not None


def _under(text: str, start: int, whom: Name) -> Role | None:
    """Return the role of who serves somebody named, if that is what stands between."""
    joint = _SERVES.search(text, start, whom.front)
    role = parse_role(text[start : joint.start()], strict=True) if joint else None
    if joint is None or role is None or not role.whole:
        return None
    return replace(role, title=f"{role.title} {joint.group().strip()} {text[whom.front : whom.span.end]}")


def _is_clause(part: str) -> bool:
    """Whether the sentence goes on there: "According to Ann Orm, the president of Kvesta denied it"."""
    forms = re.findall(r"[\w’'-]+", part.lower())
    pairs = zip(forms, [*forms[1:], ""], strict=True)
    told = (form for form, after in pairs if after not in ("as", "by", "in", "of"))  # "a man accused of it"
    return _VERB.search(part) is not None or any(map(is_cue_verb, told))


def party_and_state(text: str, end: int) -> set[str]:
    """Return party and state from "(R-Ky.)", "(Ky.)" or ", Democrat of Ohio," after a name."""
    match = _STATE_PARTY.match(text, end)
    if match:
        state = known().get(form_key(match[2]))
        named = {state.name.lower()} if state and (match[1] or state.use == "state") else set()
        return named | ({_PARTY_LETTERS[match[1]]} if match[1] else set())
    match = _PARTY_OF.match(text, end)
    return {match[1].lower().replace("democrat", "democratic"), match[2].lower()} if match else set()
