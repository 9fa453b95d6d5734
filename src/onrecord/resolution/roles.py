"""Role phrases: what "the US National Security Council coordinator" says about its holder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.resolution.lexicon import (
    abbreviations,
    form_key,
    home_countries,
    honorifics,
    known,
    role_gender,
    role_phrases,
    words_of,
)
from onrecord.resolution.spelling import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*(?:['’]s?(?![^\W_]))?|[,;:.()]")
_PREPOSITIONS = frozenset(
    {"of", "for", "at", "to", "in", "with", "on", "from", "under", "who", "which", "that", "representing"}
)
_DETERMINERS = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "another", "one"}
)
_GLUE = frozenset({"of", "the", "for", "and", "on", "to", "de", "&"})
_YEARS = re.compile(r"\b(?:in|from|between)\s+(\d{4})\s*(?:-|–|—|to|until|and)\s*(\d{4})\b")
_SINCE = re.compile(r"\bsince\s+(?:[A-Z]\w+\s+)?(\d{4})\b")
_UNTIL = re.compile(r"\buntil\s+(?:[A-Z]\w+\s+)?(\d{4})\b")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed: ``title`` ("Secretary General"), its class, and whose ("NATO").

    ``bag`` holds what narrows it down, in canonical form (``nato``, ``united states``, ``republican``);
    ``gender`` is ``m``, ``f`` or ``u``; ``since`` and ``until`` are printed years; ``definite``: begins
    with "the", a
    possessive or no determiner.
    """

    title: str
    head: str
    bag: frozenset[str] = frozenset()
    affiliation: str | None = None
    former: bool = False
    top: bool = False
    gender: str = "u"
    since: str | None = None
    until: str | None = None
    definite: bool = True
    whole: bool = True


@lru_cache(maxsize=8192)
def parse_role(phrase: str, strict: bool = False) -> Role | None:
    """Read a phrase as a role; None if its head is not a role noun or what stands before it is a clause.

    ``strict`` allows no unknown lower-case word before the role noun. ``whole`` of the role tells
    whether all of the phrase was read.

    >>> role = parse_role("former NATO Secretary-General")
    >>> role.title, role.affiliation, role.former
    ('Secretary-General', 'NATO', True)
    >>> parse_role("spokesperson for the US Department of State").affiliation
    'US Department of State'
    """
    tokens = [m.group() for m in _TOKEN.finditer(re.sub(r"\b([Ee]x|[Tt]hen)-(?=[^\W\d_])", r"\1 ", phrase))]
    if len(tokens) > 1 and tokens[-1] == "." and tokens[-2].lower() in abbreviations():
        tokens.pop()
    if not tokens or len(tokens) > 40:
        return None
    lower = [_plain(t) for t in tokens]
    found = _head(lower)
    if found is None:
        return None
    start, end, name = found
    front, rest = tokens[:start], tokens[end:]
    if rest and lower[end] not in _PREPOSITIONS and lower[end] not in {",", "and", "elect"}:
        return None
    if not _plausible(front, 0 if strict else 2):
        return None
    first = next((w for w in lower if w.isalpha()), "")
    title_from, affiliation = _split_front(front)
    whose, read = _complement(rest)
    title = " ".join([*tokens[title_from : end - 1], _in_full(tokens[end - 1])])
    if whose and affiliation:
        title, whose = f"{title} {rest[0]} {whose}", None
    bag = bag_of(" ".join(t for t in front if _plain(t) not in words_of("filler") | _DETERMINERS))
    years = _YEARS.search(phrase)
    since = years[1] if years else _group(_SINCE, phrase)
    until = years[2] if years else _group(_UNTIL, phrase)
    return Role(
        title=title,
        head="head" if name == "official" and "top" in lower[:start] else name,
        bag=bag | bag_of(whose or "") | _portfolio(tokens[start:end], name),
        affiliation=_noun(whose or affiliation),
        former=any(w in words_of("former") or w.startswith("ex-") for w in lower[:start]) or bool(until),
        top=any(w in ("top", "chief") for w in lower[:start]),
        gender=role_gender().get(" ".join(lower[start:end]), "u"),
        since=since,
        until=until,
        definite=first not in {"a", "an", "another", "one"},
        whole=read == len(rest),
    )


def _portfolio(office: Sequence[str], name: str) -> frozenset[str]:
    """Return what tells "foreign secretary" from "home secretary"."""
    if len(office) < 2 or name not in ("minister", "secretary"):
        return frozenset()
    return bag_of(" ".join(office)) - {"secretary", "minister", "vice", "deputy", "under", "assistant"}


def _plain(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("-elect")


def _head(lower: Sequence[str]) -> tuple[int, int, str] | None:
    """Return where the role noun stands (first token, end) and its class: the last one before a
    preposition."""
    best: tuple[int, int, str] | None = None
    i = 0
    while i < len(lower):
        length, name = role_at(lower, i)
        if length:
            best = (i, i + length, name)
            i += length
        elif lower[i] in _PREPOSITIONS or lower[i] in ",;:.()":
            break
        else:
            i += 1
    return best


def role_at(lower: Sequence[str], i: int) -> tuple[int, str]:
    """Return how many of the lower-case words from ``i`` on name a role, and its class; 0 if none do."""
    phrases = role_phrases()
    for length in (4, 3, 2, 1):
        name = phrases.get(tuple(lower[i : i + length]))
        if name and len(lower) >= i + length:
            return length, name
    short = abbreviations().get(lower[i].rstrip("."))
    return (1, phrases[tuple(short.split())]) if short else (0, "")


def _plausible(front: Sequence[str], most: int) -> bool:
    """Whether the words before the role noun can be its modifiers rather than a clause."""
    unknown = 0
    for token in front:
        word = _plain(token)
        if token in ",;:()" and not token.isalnum():
            return False
        known_word = word in words_of("modifiers") or word in words_of("filler") or word in _DETERMINERS
        if not (
            known_word
            or token[0].isupper()
            or token.endswith(("'s", "’s", "’", "'"))
            or word in words_of("bodies")
        ):
            unknown += 1
    return unknown <= most and len(front) <= 12


def _split_front(front: Sequence[str]) -> tuple[int, str | None]:
    """Return where the title begins and the affiliation printed before it."""
    cut = len(front)
    while cut and _plain(front[cut - 1]) in words_of("modifiers") and not known_at_end(front[:cut]):
        cut -= 1
    while cut < len(front) and _plain(front[cut]) in words_of("former"):
        cut += 1
    chain = front[:cut]
    while chain and (_plain(chain[0]) in _DETERMINERS or (not known_at(chain, 0)[0] and _spare(chain))):
        chain = chain[1:]
    if not chain:
        return cut, None
    together = cut < len(front) and front[cut][0].isupper() and chain[-1][0].isupper()
    if together and not known_at_end(chain) and not chain[-1].endswith(("'s", "’s")):
        begin = cut - len(chain)  # "Homeland Security" belongs together before "Secretary"
        cut = len(front)
        chain = front[begin:cut]
    while chain and _plain(chain[-1]) in _GLUE:
        chain = chain[:-1]
    name = " ".join(token for i, token in enumerate(chain) if _belongs(chain, i))
    if name.endswith(("'s", "’s")):
        name = name[:-2]
    return cut, name.strip("’' ") or None


def _belongs(chain: Sequence[str], i: int) -> bool:
    """Whether a word is of the name of what a role is in."""
    return (
        chain[i][0].isupper() or _plain(chain[i]) in _GLUE
        or _plain(chain[i]) in words_of("bodies") or _is_field(chain, i)
    )  # fmt: skip


def _spare(chain: Sequence[str]) -> bool:
    """Whether the first word says nothing of whose the role is."""
    return _idle(chain[0]) and not _is_field(chain, 0)


def _is_field(chain: Sequence[str], i: int) -> bool:
    """Whether a word says what the body after it is for: "foreign" in "German foreign ministry"."""
    after = _plain(chain[i + 1]) if i + 1 < len(chain) else ""
    return _plain(chain[i]) in words_of("fields") and after in words_of("bodies")


def _in_full(word: str) -> str:
    """Return "Senator" for "Sen" and the like."""
    full = abbreviations().get(word.lower(), "")
    return (
        " ".join(w.capitalize() for w in full.split()) if full and word.lower() not in full.split() else word
    )


def _idle(token: str) -> bool:
    """Whether a word before a role says nothing of whose it is."""
    word = _plain(token)
    return (
        word in _DETERMINERS or word in _GLUE or token[0].isdigit()
        or word in words_of("filler") or word in words_of("modifiers")
    )  # fmt: skip


def known_at_end(tokens: Sequence[str]) -> int:
    """Return how many of the last tokens together name a country, body or building; 0 if none do."""
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        if tokens[-length][0].isupper() and form_key(" ".join(tokens[-length:])) in known():
            return length
    return 0


def _complement(rest: Sequence[str]) -> tuple[str | None, int]:
    """Return the body named after "of", "for", "at" … and how many tokens were read."""
    if len(rest) < 2 or _plain(rest[0]) not in _PREPOSITIONS - {"who", "which", "that", "under", "from"}:
        return None, 0
    taken: list[str] = []
    begin = 1
    while begin < len(rest) and (_plain(rest[begin]) == "the" or _attributive(rest[begin])):
        begin += 1
    begin = begin if begin < len(rest) and rest[begin][0].isupper() else 1
    for i, token in enumerate(rest[begin:], begin):
        named = token[0].isupper() or token[0].isdigit()
        if not (named or _plain(token) in _GLUE or _plain(token) in words_of("bodies")):
            break
        if _plain(token) == "and" and not _continues(rest[i + 1 :]):
            break
        taken.append(token)
    read = len(taken) + begin
    while taken and _plain(taken[-1]) in _GLUE:
        taken.pop()
        read -= 1
    while taken and _plain(taken[0]) in ("the", "a", "an"):
        taken.pop(0)
    if taken and (any(t[0].isupper() for t in taken) or _plain(rest[1]) == "the"):
        return re.sub(r"['’]s?$", "", " ".join(taken)), read
    return None, 0


def _attributive(token: str) -> bool:
    """Whether a word before a body's name says of what sort it is: "the right-wing Harbour Party"."""
    return token[0].islower() and ("-" in token or _plain(token) in words_of("modifiers"))


def _continues(after: Sequence[str]) -> bool:
    """Whether what follows "and" goes on with the body's name rather than with a second role."""
    lower = [_plain(t) for t in after[:4]]
    return (
        bool(after)
        and after[0][0].isupper()
        and not any(role_at(lower, i)[0] for i in range(min(2, len(lower))))
    )


def _noun(affiliation: str | None) -> str | None:
    """Return the country for its adjective ("Ukrainian" -> "Ukraine"), anything else as printed."""
    entry = known().get(form_key(affiliation)) if affiliation else None
    return entry.name if entry and entry.use in ("adjective", "people") else affiliation


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


@lru_cache(maxsize=8192)
def bag_of(phrase: str) -> frozenset[str]:
    """Return what a phrase names, in canonical form: known parties by name, other words folded.

    >>> sorted(bag_of("Ukraine's ruling Liberty Party"))
    ['liberty', 'party', 'ruling', 'ukraine']
    """
    tokens = [m.group() for m in _TOKEN.finditer(phrase) if m.group() not in ",;:.()"]
    found: set[str] = set()
    i = 0
    while i < len(tokens):
        length, name = known_at(tokens, i)
        if length:
            found.add(name.lower())
        else:
            word = fold(tokens[i])
            if word not in _GLUE and word not in _DETERMINERS and word not in honorifics():
                found.add(_PARTIES.get(word, word))
            length = 1
        i += length
    return frozenset(found)


_PARTIES = {
    "gop": "republican",
    "republicans": "republican",
    "democrat": "democratic",
    "democrats": "democratic",
    "organisation": "organization",
    "labour": "labor",
    "defence": "defense",
}


def known_at(tokens: Sequence[str], i: int) -> tuple[int, str]:
    """Return how many tokens from ``i`` on name a country, body or building, and the party's name; 0 if
    none do."""
    if not tokens[i][0].isupper():
        return 0, ""
    for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
        entry = known().get(form_key(" ".join(tokens[i : i + length])))
        if entry is not None:
            return length, entry.name
    return 0, ""


@lru_cache(maxsize=8192)
def implied(bag: frozenset[str]) -> frozenset[str]:
    """Return the bag and what follows from it: a building or office implies its country."""
    more = set(bag)
    for name in bag:
        more.update({home_countries()[name]} if name in home_countries() else ())
        more.update(w for w in name.split() if len(w) > 2)
    return frozenset(more)
